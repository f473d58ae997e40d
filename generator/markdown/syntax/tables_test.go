package syntax

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// count returns the numbers of tables, of cells and of paragraphs that were no table because
// of missing cells.
func count(source string) (tables, cells, refused int) {
	doc := NewParser().Parse(text.NewReader([]byte(source)))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			switch n.(type) {
			case *east.Table:
				tables++
			case *east.TableCell:
				cells++
			case *ast.Paragraph:
				if MissingCells(n) > 0 {
					refused++
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return tables, cells, refused
}

func TestMissingCells(t *testing.T) {
	head := func(k int) string { return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" }
	for _, c := range []struct {
		name, text                string
		tables, maxCells, refused int
	}{
		{"short rows", head(20) + strings.Repeat("x|\n", 40), 1, 820, 0},
		{"a bomb", head(2000) + strings.Repeat("x|\n", 2000), 0, 0, 1},
		{"one in a list", "- a\n\n  " + strings.ReplaceAll(head(900)+strings.Repeat("x|\n", 900), "\n", "\n  "), 0, 0, 1},
		{"rows without a bar", head(900) + strings.Repeat("x\n", 900), 0, 0, 1},
		{"many tables", strings.Repeat(head(60)+strings.Repeat("x|\n", 60)+"\n", 100), 1, 10000, 99},
		{"full rows", head(60) + strings.Repeat(strings.Repeat("|b", 60)+"|\n", 60), 1, 3660, 0},
		{"escaped bars", head(30) + strings.Repeat("|`a\\|b`|\n", 30), 1, 930, 0},
	} {
		tables, cells, refused := count(c.text)
		if c.name == "many tables" {
			if tables == 0 || refused == 0 || cells > 4*len(c.text) {
				t.Errorf("%s: %d tables, %d cells, %d refused", c.name, tables, cells, refused)
			}
			continue
		}
		if tables != c.tables || refused != c.refused || cells > c.maxCells {
			t.Errorf("%s: %d tables, %d cells, %d refused", c.name, tables, cells, refused)
		}
	}
}

// TestUnescapeBars compares the code of cells with what the text says.
func TestUnescapeBars(t *testing.T) {
	source := []byte("| a |\n|---|\n| `x\\|y\\|` z \\| `w\\|` |\n\n`p\\|q`\n")
	doc := NewParser().Parse(text.NewReader(source))
	var got []string
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == ast.KindCodeSpan {
			var code strings.Builder
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				code.Write(c.(*ast.Text).Segment.Value(source))
			}
			got = append(got, code.String())
		}
		return ast.WalkContinue, nil
	})
	if want := "x|y| w| p\\|q"; strings.Join(got, " ") != want {
		t.Errorf("%q, not %q", got, want)
	}
}
