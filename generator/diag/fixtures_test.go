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
	variant := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)\.[a-z-]*"`)
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
			for _, m := range variant.FindAllStringSubmatch(src, -1) {
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
