package archetype

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/repository"
)

// Each draft tells its author what to write, and a page without such a sentence is no
// draft.
func TestUntouched(t *testing.T) {
	values := map[string]string{"Title": "Land reform", "Source": "land.en.md", "From": "en", "Date": "2026-11-24", "Fields": ""}
	names, err := fs.Glob(files, folder+"*.md")
	if err != nil || len(names) < 9 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		draft, err := Execute(strings.TrimPrefix(name, folder), values)
		if err != nil {
			t.Fatal(err)
		}
		lines, texts := Untouched(draft)
		if len(lines) < 2 {
			t.Errorf("%s: only %q is recognised in\n%s", name, texts, draft)
		}
		all := strings.Split(string(draft), "\n")
		for i, line := range lines {
			if !strings.Contains(all[line-1], texts[i]) {
				t.Errorf("%s: line %d is %q, not %q", name, line, all[line-1], texts[i])
			}
		}
	}
	page := "---\ntitle: Begin here\nsummary: Say it in one sentence.\n---\nBegin with what happened, and to whom it happened.\n"
	if _, texts := Untouched([]byte(page)); texts != nil {
		t.Errorf("%q is no sentence of a draft", texts)
	}
	page = "---\r\nsummary: Say in one or two sentences what the reader will learn.\r\n---\r\n"
	if lines, _ := Untouched([]byte(page)); !slices.Equal(lines, []int{2}) {
		t.Errorf("with Windows' ends of lines: %v", lines)
	}
}

func TestHubHasNoDrafts(t *testing.T) {
	for name, page := range repository.Pages(t, ".md") {
		if _, texts := Untouched([]byte(page)); texts != nil {
			t.Errorf("%s: %q", name, texts)
		}
	}
}
