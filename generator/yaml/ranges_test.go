package yaml

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/repository"
)

func TestParseRanges(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "~"},
		{"a: b\n", "{a:b}"},
		{"a: b\nc:\n  d: e f\n  g: 'it''s'\n", "{a:b c:{d:e f g:it's}}"},
		{"a:\n  - b\n  - c: d\n    e: f\n", "{a:[b {c:d e:f}]}"},
		{"a:\n- b\n- - c\n  - d\n", "{a:[b [c d]]}"},
		{"a: { x: 1, y: \"2, 3\" }\nb: [c, d e ]\n", "{a:{x:1 y:2, 3} b:[c d e]}"},
		{"a: one\n  two\n\n  three # note\nb: c\n", "{a:one two\nthree b:c}"},
		{"a: \"one\n  two\\u00e9\\\n  x\"\n", "{a:one twoéx}"},
		{"a: |\n  one\n   two\n\nb: >-\n  one\n  two\n\n  three\n", "{a:one\n two\n b:one two\nthree}"},
		{"# c\na: b#c # d\n# e\n\nf: http://x.y\n", "{a:b#c f:http://x.y}"},
		{"a:\nb: c\n", "{a:~ b:c}"},
		{"a: b\r\nc: d\r\n", "{a:b c:d}"},
		{"- a\n- b", "[a b]"},
	} {
		n, err := ParseRanges([]byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got := brief(n); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
	for _, in := range []string{"a: b: c\n", "a: &x b\n", "a: \"b\n", "a: [b\n", "a: b\n  c: d\n", "\ta: b\n", "a: 'b' c\n", "? a\n: b\n"} {
		if n, err := ParseRanges([]byte(in)); err == nil {
			t.Errorf("%q: read as %s", in, brief(n))
		}
	}
}

func brief(n *Node) string {
	var b strings.Builder
	switch n.Kind {
	case Null:
		return "~"
	case Text, Number, Bool:
		return n.Value
	case List:
		for i, x := range n.Items {
			fmt.Fprintf(&b, "%s%s", []string{"", " "}[min(i, 1)], brief(x))
		}
		return "[" + b.String() + "]"
	}
	for i, e := range n.Entries {
		fmt.Fprintf(&b, "%s%s:%s", []string{"", " "}[min(i, 1)], e.Key, brief(e.Value))
	}
	return "{" + b.String() + "}"
}

// same compares a tree with that of goccy/go-yaml: values, forms and positions.
func same(n, y *Node) error {
	if n.Kind != y.Kind || n.Line != y.Line || n.Column != y.Column || n.Kind != Null && n.Value != y.Value || len(n.Items) != len(y.Items) || len(n.Entries) != len(y.Entries) {
		return fmt.Errorf("%s %q at %d:%d, not %s %q at %d:%d (%d, %d; %d, %d)", n.Kind, n.Value, n.Line, n.Column, y.Kind, y.Value, y.Line, y.Column,
			len(n.Items), len(n.Entries), len(y.Items), len(y.Entries))
	}
	for i := range n.Items {
		if err := same(n.Items[i], y.Items[i]); err != nil {
			return err
		}
	}
	for i, e := range n.Entries {
		o := y.Entries[i]
		if e.Key != o.Key || e.Line != o.Line || e.Column != o.Column {
			return fmt.Errorf("key %q at %d:%d, not %q at %d:%d", e.Key, e.Line, e.Column, o.Key, o.Line, o.Column)
		}
		if err := same(e.Value, o.Value); err != nil {
			return err
		}
	}
	return nil
}

// TestAgreesWithGoccy reads all YAML of the hub with both readers.
func TestAgreesWithGoccy(t *testing.T) {
	sources := map[string]string{"hub.yaml": folder.Read(t, "../..", "content/hub.yaml")}
	for name, page := range repository.Pages(t, ".md") {
		sources[name], _ = repository.Split(page)
	}
	for name, src := range sources {
		n, err := ParseRanges([]byte(src))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		y, list := parseOther([]byte(src), name, 1)
		if y == nil {
			t.Fatal(list)
		}
		if err := same(n, y); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// scalars lists the scalars of a tree.
func scalars(n *Node) []*Node {
	if n.Scalar() {
		return []*Node{n}
	}
	var out []*Node
	for _, x := range n.Items {
		out = append(out, scalars(x)...)
	}
	for i := range n.Entries {
		out = append(out, scalars(n.Entries[i].Value)...)
	}
	return out
}

var texts = []string{"x", "Titre : l’État", "a #b", "- a", "true", "12", "1e3", "«Oui»", "it's \"so\"", "a, b", "[x]", "{{.Count}} é", "back\\slash", "a\nb"}

// checkEncode replaces each scalar with each text and reads the result: the scalar
// has the text, and every other value is the same.
func checkEncode(t *testing.T, src []byte) {
	root, err := ParseRanges(src)
	if err != nil {
		return
	}
	all := scalars(root)
	for i, n := range all[:min(len(all), 8)] {
		if n.Start > n.End || n.End > len(src) {
			t.Fatalf("%q: scalar %d is out of range", src, i)
		}
		for _, text := range texts {
			out := append(append(append([]byte{}, src[:n.Start]...), Encode(src, n, text)...), src[n.End:]...)
			again, err := ParseRanges(out)
			if err != nil {
				t.Fatalf("%q with %q at %d: %q: %v", src, text, i, out, err)
			}
			found := scalars(again)
			if len(found) != len(all) {
				t.Fatalf("%q with %q at %d: %q has other scalars", src, text, i, out)
			}
			for j, m := range found {
				want := all[j].Value
				if j == i {
					want = text
				}
				if got := m.Value; got != want && !(j == i && strings.TrimRight(got, "\n") == want) {
					t.Fatalf("%q with %q at %d: %q: scalar %d is %q", src, text, i, out, j, got)
				}
			}
		}
	}
}

var seeds = []string{
	"a: b\nc: 'd'\ne: \"f\"\n", "a:\n  - b c\n  - d: e\n    f: g\n", "a: { x: y, z: w }\n", "a: >-\n  one\n  two\nb: |\n  three\n",
	"a: one\n  two\nb: c\n", "a:\r\n  - b\r\n", "ab\r", "0: >1\n  000000",
}

// checkGoccy is checkEncode with goccy/go-yaml as the reader.
func checkGoccy(t *testing.T, src []byte) {
	root, err := ParseRanges(src)
	if err != nil {
		return
	}
	for _, n := range scalars(root) {
		for _, text := range texts {
			out := append(append(append([]byte{}, src[:n.Start]...), Encode(src, n, text)...), src[n.End:]...)
			again, err := ParseRanges(out)
			y, list := parseOther(out, "", 1)
			if err != nil || y == nil {
				t.Fatalf("%q: %v, %v", out, err, list)
			}
			if err := same(again, y); err != nil {
				t.Errorf("%q: %v", out, err)
			}
		}
	}
}

func TestEncode(t *testing.T) {
	for _, s := range seeds {
		checkEncode(t, []byte(s))
		checkGoccy(t, []byte(s))
	}
	src := []byte("a: >-\n  one\n  two\nb: c\n")
	root, err := ParseRanges(src)
	if err != nil {
		t.Fatal(err)
	}
	if got := Encode(src, root.Get("a"), "trois mots"); got != ">-\n  trois mots" {
		t.Errorf("folded: %q", got)
	}
	if got := Encode(src, root.Get("b"), "Titre : oui"); got != `Titre : oui` && got != `"Titre : oui"` {
		t.Errorf("plain: %q", got)
	}
}

// FuzzEncode looks for scalars whose replacement changes another value, and for
// texts that the two parsers read differently.
func FuzzEncode(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEncode(t, []byte(text)) })
}

// checkAgrees compares the two parsers: goccy/go-yaml must read the same values at
// the same positions as parse.
func checkAgrees(src []byte) error {
	n, odd, err := parse(src)
	if odd || err != nil {
		return nil
	}
	y, list := parseOther(src, "f", 1)
	if y == nil {
		return fmt.Errorf("read although %s", list[0].ID())
	}
	return same(n, y)
}

// agreeSeeds are texts of all forms that are read here.
func agreeSeeds(tb testing.TB) (all [][]byte) {
	for _, s := range seeds {
		all = append(all, []byte(s))
	}
	archive, err := txtar.ParseFile("testdata/cases.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	for _, file := range archive.Files {
		all = append(all, file.Data)
	}
	return all
}

var mutations = flag.Int("mutations", 3000, "how many mutated texts TestAgreesOnMutations reads")

// TestAgreesOnMutations reads texts that differ from the cases by a few bytes.
func TestAgreesOnMutations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := agreeSeeds(t)
	bits := []string{"\n", " ", "  ", "- ", ": ", ":", "#", " #", "'", "\"", "[", "]", "{", "}", ",", "|\n", ">-\n", "~", "null", "x", "1", ".", "\\", "&", "*", "!", "?", "? ", "---", "é", "\t", "\r\n"}
	failed := 0
	for range *mutations {
		src := slices.Clone(all[r.IntN(len(all))])
		for range 1 + r.IntN(3) {
			at := r.IntN(len(src) + 1)
			to := min(len(src), at+r.IntN(3))
			src = slices.Replace(src, at, to, []byte(bits[r.IntN(len(bits))])...)
		}
		if !utf8.Valid(src) {
			continue
		}
		if err := checkAgrees(src); err != nil {
			t.Errorf("%q: %v", src, err)
			if failed++; failed > 25 {
				return
			}
		}
	}
}

// FuzzAgrees looks for texts that the two parsers read differently.
func FuzzAgrees(f *testing.F) {
	for _, s := range agreeSeeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if utf8.Valid(src) {
			if err := checkAgrees(src); err != nil {
				t.Errorf("%q: %v", src, err)
			}
		}
	})
}

// A byte-order mark shifts ranges and nothing else.
func TestByteOrderMark(t *testing.T) {
	src := "a: [x, 'y']\nb:\n  - c: é\n"
	plain, err := ParseRanges([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	plain.shift(len("\ufeff"))
	marked, err := ParseRanges([]byte("\ufeff" + src))
	if diff := cmp.Diff(plain, marked); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if at := marked.Get("b").Items[0].Get("c"); ("\ufeff" + src)[at.Start:at.End] != "é" {
		t.Errorf("%+v", at)
	}
	for _, odd := range []string{"a: \"x\\ty\"", "a: b"} { // what another parser reads
		if root, list := Parse([]byte("\ufeff"+odd), "f", 1); len(list) > 0 || root.Entries[0].Key != "a" || root.Entries[0].Column > 3 {
			t.Errorf("%q: %+v %v", odd, root, list)
		}
	}
}
