package diag

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"griot/generator/internal/testkit/repository"
)

// Each code is reported by some package, and a fixture or test of some package
// shows it as the terminal prints it.
func TestEachCodeHasAFixture(t *testing.T) {
	shown, reported := map[Code]bool{}, map[Code]string{}
	// A diagnostic as it is printed, or a code that a test compares.
	printed := regexp.MustCompile(`(?m): (?:error|warning): .* \\?\[([a-z-]+)\\?\]|\.Code [!=]= "([a-z-]+)"`)
	quoted := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)"`)
	for name, src := range repository.Code(t, ".go", ".txt", ".txtar") {
		switch {
		case path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			for _, m := range printed.FindAllStringSubmatch(src, -1) {
				shown[Code(m[1])], shown[Code(m[2])] = true, true
			}
		case path.Dir(name) != "diag":
			for _, m := range quoted.FindAllStringSubmatch(src, -1) {
				reported[Code(m[1])] = name
			}
		}
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
	for name, src := range repository.Code(t, ".go") {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "internal/") {
			continue
		}
		for _, m := range report.FindAllStringSubmatch(src, -1) {
			if found++; Doc[Code(m[1])] == "" {
				t.Errorf("%s reports %s, which has no line in codes.go", name, m[1])
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d reports were found", found)
	}
}
