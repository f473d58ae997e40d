package yaml

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/golden"
)

// show writes a tree with the position of every key and value.
func show(b *strings.Builder, n *Node, indent string) {
	fmt.Fprintf(b, "%d:%d %s", n.Line, n.Column, n.Kind)
	if n.Value != "" {
		fmt.Fprintf(b, " %q", n.Value)
	}
	b.WriteString("\n")
	for _, item := range n.Items {
		b.WriteString(indent + "- ")
		show(b, item, indent+"  ")
	}
	for _, e := range n.Entries {
		fmt.Fprintf(b, "%s%d:%d %s: ", indent, e.Line, e.Column, e.Key)
		show(b, e.Value, indent+"  ")
	}
}

func shown(n *Node, list diag.List) string {
	var b strings.Builder
	if n != nil {
		show(&b, n, "")
	}
	for _, d := range list {
		b.WriteString(i18n.English().Explain(d).String() + "\n")
	}
	return b.String()
}

// testdata/cases.txtar has pairs of files: NAME is read, NAME.want is its
// tree, or what is wrong with it. \t, \r and \e in a source mean a tab, a carriage
// return and an escape.
func TestParse(t *testing.T) {
	golden.Cases(t, "testdata/cases.txtar", func(source []byte) string {
		src := strings.NewReplacer(`\t`, "\t", `\r`, "\r", `\e`, "\x1b").Replace(string(source))
		return shown(Parse([]byte(src), "f", 1))
	})
}

// Nesting that would exhaust the stack, and texts that would grow, are refused
// before they are parsed.
func TestHostileTexts(t *testing.T) {
	for name, src := range map[string]string{
		"brackets": strings.Repeat("[", 100_000),
		"braces":   strings.Repeat("{a: ", 100_000),
		"hyphens":  strings.Repeat("- ", 100_000),
		"keys":     strings.Repeat("? ", 100_000),
		"indented": deep(200),
		"entries":  strings.ReplaceAll(deep(200), "a:", "-"),
		"many":     strings.Repeat("a: b\n", maxKeys+1),
		"aliases":  "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
	} {
		if n, list := Parse([]byte(src), "f", 1); n != nil || list.Errors() == 0 {
			t.Errorf("%s: read without a word", name)
		}
	}
}

// A list of many small maps is allowed.
func TestLongList(t *testing.T) {
	n, list := Parse([]byte("terms:\n"+strings.Repeat("  - id: a\n    name: {en: b, fr: c}\n    slug:\n      en: d\n", maxKeys)), "f", 1)
	if len(list) > 0 || len(n.Get("terms").Items) != maxKeys {
		t.Error(list)
	}
}

func deep(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/cases.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		f.Add(file.Data)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if !utf8.Valid(src) {
			return // callers pass nothing else
		}
		n, list := Parse(src, "f", 1)
		if (n == nil) != (list.Errors() > 0) {
			t.Fatalf("tree %v with %v", n, list)
		}
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, d := range list {
			if d.Line < 1 || d.Line > lines+1 {
				t.Errorf("line %d of %d", d.Line, lines)
			}
		}
		if n != nil {
			within(t, n, lines+1)
		}
	})
}

// within fails if a value is outside its text.
func within(t *testing.T, n *Node, lines int) {
	if n.Line < 1 || n.Line > lines || n.Column < 0 {
		t.Errorf("%s at %d:%d of %d lines", n.Kind, n.Line, n.Column, lines)
	}
	for _, item := range n.Items {
		within(t, item, lines)
	}
	for _, e := range n.Entries {
		within(t, e.Value, lines)
	}
}
