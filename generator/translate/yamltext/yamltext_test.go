package yamltext

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/yaml"
)

func TestParse(t *testing.T) {
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
		n, err := Parse([]byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got := show(n); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
	for _, in := range []string{"a: b: c\n", "a: &x b\n", "a: \"b\n", "a: [b\n", "a: b\n  c: d\n", "\ta: b\n", "a: 'b' c\n", "? a\n: b\n"} {
		if n, err := Parse([]byte(in)); err == nil {
			t.Errorf("%q: read as %s", in, show(n))
		}
	}
}

func show(n *Node) string {
	var b strings.Builder
	switch n.Kind {
	case Null:
		return "~"
	case Scalar:
		return n.Value
	case List:
		for i, x := range n.Items {
			fmt.Fprintf(&b, "%s%s", []string{"", " "}[min(i, 1)], show(x))
		}
		return "[" + b.String() + "]"
	}
	for i, e := range n.Entries {
		fmt.Fprintf(&b, "%s%s:%s", []string{"", " "}[min(i, 1)], e.Key, show(e.Value))
	}
	return "{" + b.String() + "}"
}

// same compares a tree with that of goccy/go-yaml.
func same(n *Node, y *yaml.Node) error {
	switch y.Kind {
	case yaml.Null:
		if n.Kind != Null && n.Value != "~" && n.Value != "null" && n.Value != "Null" && n.Value != "NULL" {
			return fmt.Errorf("line %d: %q where nothing is", n.Line, n.Value)
		}
	case yaml.List:
		if n.Kind != List || len(n.Items) != len(y.Items) {
			return fmt.Errorf("line %d: lists differ", n.Line)
		}
		for i := range n.Items {
			if err := same(n.Items[i], y.Items[i]); err != nil {
				return err
			}
		}
	case yaml.Map:
		if n.Kind != Map || len(n.Entries) != len(y.Entries) {
			return fmt.Errorf("line %d: maps differ", n.Line)
		}
		for i, e := range n.Entries {
			if e.Key != y.Entries[i].Key {
				return fmt.Errorf("line %d: key %q, not %q", n.Line, e.Key, y.Entries[i].Key)
			}
			if err := same(e.Value, y.Entries[i].Value); err != nil {
				return err
			}
		}
	default:
		if n.Kind != Scalar || n.Value != y.Value {
			return fmt.Errorf("line %d: %q, not %q", n.Line, n.Value, y.Value)
		}
	}
	return nil
}

// TestAgreesWithGoccy reads all YAML of the hub with both readers.
func TestAgreesWithGoccy(t *testing.T) {
	root := filepath.Join("..", "..", "..", "content")
	files, _ := filepath.Glob(filepath.Join(root, "*", "*.md"))
	if len(files) == 0 {
		t.Fatal("found no page")
	}
	for _, f := range append(files, filepath.Join(root, "hub.yaml")) {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, ".md") {
			src, _, _ = bytes.Cut(src[4:], []byte("\n---"))
		}
		n, err := Parse(src)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		y, list := yaml.Parse(src, f, 1)
		if y == nil {
			t.Fatal(list)
		}
		if err := same(n, y); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// scalars lists the scalars of a tree.
func scalars(n *Node) []*Node {
	if n.Kind == Scalar {
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

// checkEncode puts each text in place of each scalar and reads it back: the
// text is there, every other value is as before.
func checkEncode(t *testing.T, src []byte) {
	root, err := Parse(src)
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
			again, err := Parse(out)
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

// checkGoccy is checkEncode for what goccy/go-yaml reads.
func checkGoccy(t *testing.T, src []byte) {
	root, err := Parse(src)
	if err != nil {
		return
	}
	for _, n := range scalars(root) {
		for _, text := range texts {
			out := append(append(append([]byte{}, src[:n.Start]...), Encode(src, n, text)...), src[n.End:]...)
			again, err := Parse(out)
			y, list := yaml.Parse(out, "", 1)
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
	root, err := Parse(src)
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

// FuzzEncode looks for scalars that can't be replaced without a change
// elsewhere, and for text that the two readers of YAML read differently.
func FuzzEncode(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEncode(t, []byte(text)) })
}
