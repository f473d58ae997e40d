package checks

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/i18n"
)

// TestReferenceListsAllCodes compares the table of diagnostics in REFERENCE.md with the
// words for authors, in both directions.
func TestReferenceListsAllCodes(t *testing.T) {
	doc, words := map[diag.Code]string{}, i18n.English()
	for _, code := range words.Codes() {
		doc[code] = words.Doc(code)
	}
	report(t, wrongCodes(reference(t).rows("Diagnostics"), doc))
}

// wrongCodes compares the rows of a table with the documentation of codes.
func wrongCodes(rows [][]string, doc map[diag.Code]string) (problems []string) {
	said := map[diag.Code]string{}
	for _, row := range rows {
		said[diag.Code(strings.Trim(row[0], "`"))] = row[1]
	}
	for _, code := range slices.Sorted(maps.Keys(doc)) {
		if line, ok := said[code]; !ok {
			problems = append(problems, "REFERENCE.md lacks the diagnostic `"+string(code)+"`: add | `"+string(code)+"` | "+doc[code]+" |")
		} else if line != doc[code] {
			problems = append(problems, "REFERENCE.md says of `"+string(code)+"` \""+line+"\", i18n/author.en.toml says \""+doc[code]+"\"")
		}
	}
	for _, code := range slices.Sorted(maps.Keys(said)) {
		if _, ok := doc[code]; !ok {
			problems = append(problems, "REFERENCE.md lists the diagnostic `"+string(code)+"`, which there is not")
		}
	}
	return problems
}

func TestCodesAreCompared(t *testing.T) {
	doc := map[diag.Code]string{"a-b": "one", "c-d": "two"}
	for _, c := range []struct {
		rows [][]string
		want int
	}{
		{[][]string{{"`a-b`", "one"}, {"`c-d`", "two"}}, 0},
		{[][]string{{"`a-b`", "one"}}, 1},
		{[][]string{{"`a-b`", "one"}, {"`c-d`", "old"}}, 1},
		{[][]string{{"`a-b`", "one"}, {"`c-d`", "two"}, {"`e-f`", "gone"}}, 1},
	} {
		if got := wrongCodes(c.rows, doc); len(got) != c.want {
			t.Errorf("%q: %q", c.rows, got)
		}
	}
}

// markdownText is a Markdown text, for those who look at its tables.
type markdownText string

func reference(t *testing.T) markdownText { return markdownFile(t, "generator", "REFERENCE.md") }

func architecture(t *testing.T) markdownText { return markdownFile(t, "generator", "README.md") }

// markdownFile reads a file of the repository.
func markdownFile(t *testing.T, elem ...string) markdownText {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"..", "..", ".."}, elem...)...))
	if err != nil {
		t.Fatal(err)
	}
	return markdownText(text)
}

// section returns the text under a heading, up to the next heading of its
// level or above; "" where there is none.
func (m markdownText) section(title string) string {
	var kept []string
	level, code := 0, false
	for line := range strings.Lines(string(m)) {
		code = code != strings.HasPrefix(line, "```")
		marks := len(line) - len(strings.TrimLeft(line, "#"))
		switch isHeading := !code && marks > 0 && strings.HasPrefix(line[marks:], " "); {
		case isHeading && level > 0 && marks <= level:
			return strings.Join(kept, "")
		case isHeading && level == 0 && strings.TrimSpace(line[marks:]) == title:
			level = marks
		case level > 0:
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// rows returns the cells of the rows of all tables under a heading, without
// those of headers; \| in a cell is |.
func (m markdownText) rows(title string) (rows [][]string) {
	body := false
	for line := range strings.Lines(m.section(title)) {
		line = strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, "|"):
			body = false
		case strings.Trim(line, "|-: ") == "":
			body = true
		case body:
			line = strings.ReplaceAll(strings.Trim(line, "|"), `\|`, "\x00")
			cells := strings.Split(line, "|")
			for i, c := range cells {
				cells[i] = strings.TrimSpace(strings.ReplaceAll(c, "\x00", "|"))
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

func TestTablesAreRead(t *testing.T) {
	text := markdownText("# A\n\n## B\n| h | i |\n|---|--:|\n| a \\| b | c |\n\n```\n# no heading\n```\n### C\n| h |\n|---|\n| d |\n## D\n| h |\n|---|\n| e |\n")
	got := text.rows("B")
	if len(got) != 2 || !slices.Equal(got[0], []string{"a | b", "c"}) || !slices.Equal(got[1], []string{"d"}) {
		t.Errorf("%q", got)
	}
	if text.rows("E") != nil {
		t.Error("rows where there is no heading")
	}
}
