package diagram

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/site"
)

// theory reads a short form, one node a line: "layer id > leads to ~ supports ! assumptions".
func theory(text string) *site.Theory {
	layers := map[string]site.Layer{"I": site.LayerImpact, "O": site.LayerOutcome, "M": site.LayerIntermediate, "S": site.LayerStrategy}
	t := &site.Theory{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		n := site.Node{Layer: layers[words[0]], ID: words[1]}
		list := &n.LeadsTo
		for _, w := range words[2:] {
			switch w {
			case ">":
				list = &n.LeadsTo
			case "~":
				list = &n.Supports
			case "!":
				list = &n.Assumptions
			default:
				*list = append(*list, w)
			}
		}
		t.Nodes = append(t.Nodes, n)
	}
	return t
}

// programme has the shape of a real theory: thirteen nodes, many links.
const programme = `
I impact
O po1 > impact ! a1
O po2 > impact ! a1
O po3 > impact ! a1
M watch > po1
M forums > po1 ~ po3 ! a2
M claims > po2
M laws > po2 ~ po3 ! a3
M seats > po3 ~ po1 po2 ! a4
M agendas > po3 ! a7
S research > watch laws ~ agendas
S capacities > watch claims ~ seats ! a6
S dialogue > forums seats ! a5
S advocacy > claims laws agendas ~ seats ! a5
`

func ids(l Layout) []string {
	var out []string
	for _, r := range l.Rows {
		out = append(out, strings.Join(r.Nodes, " "))
	}
	return out
}

func TestColumns(t *testing.T) {
	tests := []struct {
		name, theory string
		want         []string
	}{
		{"file order stays where nothing crosses", "I i\nO a > i\nO b > i\nM x > a\nM y > a b\nM z > b", []string{"i", "a b", "x y z"}},
		{"lower rows turn, outcomes don't", "I i\nO a > i\nO b > i\nM y > b\nM x > a", []string{"i", "a b", "x y"}},
		{"ties keep the file's order", "I i\nO a > i\nM q > a\nM p > a\nM r > a", []string{"i", "a", "q p r"}},
		{"layers may come in any order in the file", "S s > m\nM m > o\nI i\nO o > i", []string{"i", "o", "m", "s"}},
		{"a layer may be missing", "I i\nM m > i\nM n > i", []string{"i", "m n"}},
		{"nothing at all", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ids(Of(theory(tt.theory)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestConnectors(t *testing.T) {
	tests := []struct {
		name, theory string
		row          int
		want         []Connector
	}{
		{"as in the drawing of three outcomes", "I i\nO a > i\nO b > i\nO c > i", 1, []Connector{
			{"a", "i", "M20 40C20 16 60 28 60 0", false}, {"b", "i", "M60 40V0", false}, {"c", "i", "M100 40C100 16 60 28 60 0", false}}},
		{"support is dashed, and leading to wins over it", "I i\nO a\nO b\nM m > a a ~ a b", 2, []Connector{
			{"m", "a", "M60 40C60 16 30 28 30 0", false}, {"m", "b", "M60 40C60 16 90 28 90 0", true}}},
		{"sevenths have two decimals", "I i\nO a > i\nO b\nO c\nO d\nO e\nO f\nO g", 1, []Connector{{"a", "i", "M8.57 40C8.57 16 60 28 60 0", false}}},
		{"a link over a row, its lower part", "I i\nO a > i\nO b > i\nM m > i", 2, []Connector{{"m", "i", "M60 40V0", false}}},
		{"a link over a row, its upper part", "I i\nO a > i\nO b > i\nM m > i", 1, []Connector{
			{"a", "i", "M30 40C30 16 60 28 60 0", false}, {"m", "i", "M60 40V0", false}, {"b", "i", "M90 40C90 16 60 28 60 0", false}}},
		{"past a single node a line runs along the edge", "I i\nO a > i\nM m > a ~ i", 2, []Connector{
			{"m", "a", "M60 40V0", false}, {"m", "i", "M60 40C60 16 119 28 119 0", true}}},
		{"level, falling and unknown links are not drawn", "I i\nO a > i b nowhere\nO b > m\nM m", 1, []Connector{{"a", "i", "M30 40C30 16 60 28 60 0", false}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(theory(tt.theory)).Rows[tt.row].Connectors); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAssumptions(t *testing.T) {
	rows := Of(theory(programme)).Rows
	if rows[0].Connectors != nil || rows[0].Assumptions != nil {
		t.Errorf("the first row has lines above it: %+v", rows[0])
	}
	tests := []struct {
		name, theory string
		row          int
		columns      int
		want         []Marker
	}{
		{"one for three nodes stands in the middle", programme, 1, 3, []Marker{{"a1", 2}}},
		{"over the line, not over the node", "I i\nO a\nO b > i ! x", 1, 2, []Marker{{"x", 2}}},
		{"two on one node stand side by side", "I i\nO a > i ! x y\nO b > i\nO c > i", 1, 3, []Marker{{"x", 2}, {"y", 3}}},
		{"more than nodes get more columns", "I i\nO a > i ! x y z", 1, 3, []Marker{{"x", 1}, {"y", 2}, {"z", 3}}},
		{"a node without a line stands for itself", "I i\nO a ! x\nO b", 1, 2, []Marker{{"x", 1}}},
		{"none", "I i\nO a > i", 1, 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := Of(theory(tt.theory)).Rows[tt.row]
			if row.Columns != tt.columns {
				t.Errorf("got %d columns, want %d", row.Columns, tt.columns)
			}
			if diff := cmp.Diff(tt.want, row.Assumptions); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReach(t *testing.T) {
	l := Of(theory(programme))
	for id, want := range map[string][]string{
		"impact":   {"impact"},
		"seats":    {"seats", "po3", "impact"},
		"advocacy": {"advocacy", "claims", "laws", "agendas", "po2", "po3", "impact"},
	} {
		if diff := cmp.Diff(want, l.Reach[id]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	circle := Of(theory("I i > b\nO a > i\nO b > a\nX lost > a"))
	if diff := cmp.Diff([]string{"b", "a", "i"}, circle.Reach["b"]); diff != "" {
		t.Errorf("a circle (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lost", "a", "i", "b"}, circle.Reach["lost"]); diff != "" {
		t.Errorf("a node of no layer (-want +got):\n%s", diff)
	}
}

// TestRealShape lays out a theory of real size: each intermediate outcome is
// below the outcome that it leads to, and the strategies change their order.
func TestRealShape(t *testing.T) {
	g := read(theory(programme))
	inFile := g.crossings()
	g.order()
	if got := g.crossings(); inFile != 108 || got != 98 {
		t.Errorf("crossings weigh %v, %v in the file's order; want 98 and 108", got, inFile)
	}
	want := []string{"impact", "po1 po2 po3", "watch forums claims laws seats agendas", "capacities research dialogue advocacy"}
	if diff := cmp.Diff(want, ids(Of(theory(programme)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

var pathForm = regexp.MustCompile(`^M([\d.]+) 40(?:V0|C[\d.]+ 16 [\d.]+ 28 ([\d.]+) 0)$`)

// TestAnyTheory checks properties of every layout on many theories.
func TestAnyTheory(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2)) // a fixed seed: the same theories in every run
	for round := range 200 {
		th := anyTheory(rng)
		l := Of(th)
		if again := Of(th); !reflect.DeepEqual(l, again) {
			t.Fatalf("theory %d is laid out in two ways", round)
		}
		checkLayout(t, th, l)
		g := read(th)
		for range 2 {
			g.sweep(true, false)
			g.sweep(false, false)
		}
		inFile := g.crossings()
		g.order()
		if n := g.crossings(); n > inFile {
			t.Fatalf("theory %d: crossings weigh %v, %v in the file's order", round, n, inFile)
		}
	}
}

func anyTheory(rng *rand.Rand) *site.Theory {
	t := &site.Theory{}
	for depth, layer := range site.Layers {
		for i := range rng.IntN(6) {
			n := site.Node{ID: fmt.Sprintf("%d%d", depth, i), Layer: layer, Assumptions: []string{fmt.Sprint("a", rng.IntN(4))}}
			for range rng.IntN(4) {
				n.LeadsTo = append(n.LeadsTo, fmt.Sprintf("%d%d", rng.IntN(4), rng.IntN(6)))
				n.Supports = append(n.Supports, fmt.Sprintf("%d%d", rng.IntN(4), rng.IntN(6)))
			}
			t.Nodes = append(t.Nodes, n)
		}
	}
	return t
}

func checkLayout(t *testing.T, th *site.Theory, l Layout) {
	t.Helper()
	drawn := map[string]int{}
	ends := map[string]string{} // of each line: where its part in the gap below ended
	for r := len(l.Rows) - 1; r >= 0; r-- {
		row := l.Rows[r]
		for _, id := range row.Nodes {
			drawn[id]++
		}
		for _, c := range row.Connectors {
			m := pathForm.FindStringSubmatch(c.Path)
			if m == nil {
				t.Fatalf("%s to %s has the path %q", c.From, c.To, c.Path)
			}
			line := c.From + " " + c.To
			if end := ends[line]; end != "" && end != m[1] {
				t.Fatalf("the line %s ends at %s and goes on at %s", line, end, m[1])
			}
			ends[line] = m[1]
			if m[2] != "" {
				ends[line] = m[2]
			}
		}
		last := 0
		for _, p := range row.Assumptions {
			if p.Column <= last || p.Column > row.Columns {
				t.Fatalf("%s stands in column %d of %d, after %d", p.ID, p.Column, row.Columns, last)
			}
			last = p.Column
		}
	}
	if len(drawn) != len(th.Nodes) || len(l.Reach) != len(th.Nodes) {
		t.Fatalf("%d of %d nodes drawn, %d with a reach", len(drawn), len(th.Nodes), len(l.Reach))
	}
	for id, n := range drawn {
		if n != 1 || l.Reach[id][0] != id {
			t.Fatalf("%s is drawn %d times and reaches %v", id, n, l.Reach[id])
		}
	}
}
