package content

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/diag"
)

// Each code that config, frontmatter and content report is documented, and a
// fixture shows it.
func TestEachCodeHasAFixture(t *testing.T) {
	used := map[diag.Code]string{}
	reported := regexp.MustCompile(`(?:Errorf|Warnf)\([^"]*?"([a-z]+(?:-[a-z]+)+)"|, "([a-z]+-unknown)"\}`)
	for _, file := range glob(t, "../yaml/*.go", "../config/*.go", "../frontmatter/*.go", "*.go") {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range reported.FindAllStringSubmatch(text(t, file), -1) {
			code := diag.Code(m[1] + m[2])
			if diag.Doc[code] == "" {
				t.Errorf("%s reports %q, which diag doesn't document", file, code)
			}
			used[code] = file
		}
	}
	shown := map[diag.Code]bool{}
	for _, file := range glob(t, "testdata/invalid/*.txtar", "../config/testdata/*.txtar", "../yaml/testdata/*.txtar", "files_test.go") {
		for _, m := range regexp.MustCompile(`(?m) \[([a-z-]+)\]$`).FindAllStringSubmatch(text(t, file), -1) {
			shown[diag.Code(m[1])] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(used)) {
		if !shown[code] {
			t.Errorf("no fixture shows %s, which %s reports", code, used[code])
		}
	}
	if len(used) < 25 {
		t.Errorf("only %d codes were found", len(used))
	}
}

func glob(t *testing.T, patterns ...string) []string {
	t.Helper()
	var out []string
	for _, p := range patterns {
		files, err := filepath.Glob(p)
		if err != nil || len(files) == 0 {
			t.Fatal(p, err)
		}
		out = append(out, files...)
	}
	return out
}

func text(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
