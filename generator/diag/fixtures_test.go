package diag

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each code is reported by some package and shown by a fixture or a test: a
// diagnostic as the terminal prints it, in the files of any package.
func TestEachCodeHasAFixture(t *testing.T) {
	shown, reported := map[Code]bool{}, map[Code]string{}
	// A diagnostic as it is printed, or a code that a test asks for.
	said := regexp.MustCompile(`(?m): (?:error|warning): .* \\?\[([a-z-]+)\\?\]|\.Code [!=]= "([a-z-]+)"`)
	quoted := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)"`)
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && e.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return err
		}
		if !slices.Contains([]string{".go", ".txt", ".txtar"}, filepath.Ext(name)) {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			for _, m := range said.FindAllSubmatch(src, -1) {
				shown[Code(m[1])], shown[Code(m[2])] = true, true
			}
			return nil
		}
		if filepath.Dir(name) != filepath.Join("..", "diag") {
			for _, m := range quoted.FindAllSubmatch(src, -1) {
				reported[Code(m[1])] = name
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for code := range Doc {
		if !shown[code] {
			t.Errorf("no fixture shows %s", code)
		}
		if reported[code] == "" {
			t.Errorf("no package reports %s", code)
		}
	}
}

// What packages report is documented.
func TestEachReportedCodeIsDocumented(t *testing.T) {
	report := regexp.MustCompile(`\.(?:Errorf|Warnf|warn|errorf|fail)\([^"\n]*"([a-z]+(?:-[a-z]+)+)"`)
	found := 0
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && (e.Name() == "node_modules" || e.Name() == "internal") {
				return filepath.SkipDir
			}
			return err
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range report.FindAllSubmatch(src, -1) {
			if found++; Doc[Code(m[1])] == "" {
				t.Errorf("%s reports %s, which has no line in codes.go", name, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 50 {
		t.Errorf("only %d reports were found", found)
	}
}
