package diagram

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strconv"
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
		var row []string
		for _, n := range r.Nodes {
			row = append(row, n.ID)
		}
		out = append(out, strings.Join(row, " "))
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
			{"m", "a", "M60 40V0", false}, {"m", "i", "M60 40C60 16 120.4 28 120.4 0", true}}},
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

func TestStems(t *testing.T) {
	tests := []struct {
		name, theory string
		row          int
		marks        int
		nodes        []Node
		first        string // path
	}{
		{"one for each node that it is about", "I i\nO a > i ! x\nO b > i ! x", 1, 1, []Node{{"a", true, false}, {"b", true, false}}, "M30 60V40C30 16 60 28 60 0"},
		{"two stand one above the other", "I i\nO a > i ! x y\nO b > i", 1, 2, []Node{{"a", true, false}, {"b", true, false}}, "M30 80V40C30 16 60 28 60 0"},
		{"straight up", "I i\nO a > i ! x", 1, 1, []Node{{"a", true, false}}, "M60 60V0"},
		{"not without a line", "I i\nO a ! x\nO b > i", 1, 0, []Node{{"a", false, false}, {"b", true, false}}, "M90 40C90 16 60 28 60 0"},
		{"a dashed line is doubted too, and ends without an arrow", "I i\nO a ~ i ! x", 1, 1, []Node{{"a", true, false}}, "M60 60V0"},
		{"none", "I i\nO a > i", 1, 0, []Node{{"a", true, false}}, "M60 40V0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := Of(theory(tt.theory)).Rows
			row := rows[tt.row]
			if row.Marks != tt.marks || row.Height() != Height+tt.marks*MarkHeight || row.Connectors[0].Path != tt.first {
				t.Errorf("%d marks on stems, %d high, first line %q", row.Marks, row.Height(), row.Connectors[0].Path)
			}
			if diff := cmp.Diff(tt.nodes, row.Nodes); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if rows[0].Connectors != nil || rows[0].Marks != 0 || rows[0].Nodes[0].Reached == strings.Contains(tt.theory, "~") {
				t.Errorf("the first row: %+v", rows[0])
			}
		})
	}
}

func TestPasses(t *testing.T) {
	l := Of(theory("I i\nO a > i\nO b > i\nM m > i"))
	if diff := cmp.Diff([]Pass{{"m", "i", 60, false}}, l.Rows[1].Passes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	l = Of(theory("I i\nO a > i\nM m ~ i\nS s > i m"))
	if diff := cmp.Diff([]Pass{{"m", "i", 120.4, true}, {"s", "i", 121, false}}, l.Rows[1].Passes); diff != "" {
		t.Errorf("beside a single node (-want +got):\n%s", diff)
	}
	if got := l.Rows[1].Passes[0].Path(); got != "M120.4 1V0" {
		t.Errorf("path %q", got)
	}
}

func TestRoom(t *testing.T) {
	row := func(n int, title, text string) *site.Theory {
		th := theory("I i")
		for i := range n {
			th.Nodes = append(th.Nodes, site.Node{ID: fmt.Sprint("o", i), Layer: site.LayerOutcome, Title: title, Text: text})
		}
		return th
	}
	for _, tt := range []struct {
		name string
		th   *site.Theory
		want Room
	}{
		{"three boxes", row(3, "Responsabilisation", "Responsabilisation."), Middle},
		{"six", row(6, "Instances", "Des organisations internationales"), Middle},
		{"six with a longer word", row(6, "Instances", "Une internationalité"), Wide},
		{"six with a longer title", row(6, "Institutionnelles", "Un"), Never},
		{"eight with short words", row(8, "Un deux", "Trois quatre"), Middle},
		{"eight with a long word", row(8, "Institutions", "Internationales"), Never},
		{"a word may break at its hyphen", row(8, "Demi-mesure", "vis-à-vis"), Middle},
		{"nine", row(9, "A", "B"), Never},
		{"nobody", theory(""), Middle},
	} {
		if got := Of(tt.th).Room; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestMarksStandOnTheirLine measures ten theories of up to sixty nodes: where the
// marks of a node stand, each of its lines passes through them and no other line
// comes near.
func TestMarksStandOnTheirLine(t *testing.T) {
	const clear = 3.2 // half a mark of 2.75 rem and half a line, where the diagram is 58 rem wide
	rng := rand.New(rand.NewPCG(7, 17))
	marks := 0
	for round, n := range []int{4, 7, 10, 13, 16, 19, 22, 25, 40, 60} {
		th := bigTheory(rng, n)
		byID := map[string]site.Node{}
		for _, n := range th.Nodes {
			byID[n.ID] = n
		}
		l := Of(th)
		if drawn := l.Room != Never; drawn != (n <= 1+3*MaxColumns) {
			t.Fatalf("theory %d: room %q", round, l.Room)
		}
		for _, row := range l.Rows {
			if l.Room == Never {
				if row.Connectors != nil || row.Passes != nil || row.Marks != 0 {
					t.Errorf("theory %d: lines without room", round)
				}
				continue
			}
			for i, n := range row.Nodes {
				if !n.Rises || len(byID[n.ID].Assumptions) == 0 {
					continue
				}
				marks += len(byID[n.ID].Assumptions)
				if len(byID[n.ID].Assumptions) > row.Marks {
					t.Fatalf("theory %d: the stem of %s is too short", round, n.ID)
				}
				center := round2((float64(i) + .5) * Width / float64(len(row.Nodes)))
				for _, c := range row.Connectors {
					m := pathForm.FindStringSubmatch(c.Path)
					if m == nil || m[2] != strconv.Itoa(row.Height()) {
						t.Fatalf("theory %d: %s to %s doesn't rise from its stem: %q", round, c.From, c.To, c.Path)
					}
					x, _ := strconv.ParseFloat(m[1], 64)
					if own := c.From == n.ID; own && x != center || !own && math.Abs(x-center) < clear {
						t.Errorf("theory %d: the line %s to %s is at %v, the marks of %s at %v", round, c.From, c.To, x, n.ID, center)
					}
				}
			}
		}
	}
	if marks < 60 {
		t.Errorf("only %d marks were measured", marks)
	}
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }

// bigTheory returns a theory of n nodes with links of every kind, those over rows
// included; up to three assumptions are on a node.
func bigTheory(rng *rand.Rand, n int) *site.Theory {
	t := &site.Theory{}
	var above []string
	for depth, share := range []int{1, n / 3, n / 3} {
		above = addLayer(t, rng, site.Layers[depth], share, above)
	}
	addLayer(t, rng, site.LayerStrategy, n-len(t.Nodes), above)
	return t
}

func addLayer(t *site.Theory, rng *rand.Rand, layer site.Layer, n int, above []string) []string {
	all := above
	for i := range n {
		node := site.Node{ID: fmt.Sprint(string(layer)[:1], i), Layer: layer}
		for k := range rng.IntN(4) {
			node.Assumptions = append(node.Assumptions, fmt.Sprint("a", k))
		}
		for range 3 {
			if len(above) > 0 {
				node.LeadsTo = append(node.LeadsTo, above[rng.IntN(len(above))])
				node.Supports = append(node.Supports, above[rng.IntN(len(above))])
			}
		}
		t.Nodes = append(t.Nodes, node)
		all = append(all, node.ID)
	}
	return all
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

var pathForm = regexp.MustCompile(`^M(-?[\d.]+) (\d+)(?:V0|(?:V40)?C-?[\d.]+ 16 -?[\d.]+ 28 (-?[\d.]+) 0)$`)

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
		for _, n := range row.Nodes {
			drawn[n.ID]++
		}
		for _, p := range row.Passes {
			if x := strconv.FormatFloat(p.X, 'f', -1, 64); ends[p.From+" "+p.To] != x {
				t.Fatalf("the line %s to %s comes at %s and passes at %s", p.From, p.To, ends[p.From+" "+p.To], x)
			}
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
			if m[3] != "" {
				ends[line] = m[3]
			}
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
