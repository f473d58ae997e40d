package checks

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// physical matches declarations that mean one side of the screen, whichever way a page
// runs. Coordinates of a popover come from a script, which measures them on the screen.
var physical = regexp.MustCompile(`(?:^|[;{\s])((?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right)\s*:` +
	`|border-(?:top|bottom)-(?:left|right)-radius\s*:|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b` +
	`|background-position\s*:[^;]*\b(?:left|right)\b)`)

// foursides matches shorthands that name four sides.
var foursides = regexp.MustCompile(`(?:^|[;{\s])((?:margin|padding|inset|border-width|border-color|border-style)\s*:\s*)([^;}]+)`)

// physicalIn lists what in a style sheet is physical.
func physicalIn(css string) []string {
	var found []string
	for _, m := range physical.FindAllStringSubmatch(css, -1) {
		found = append(found, m[1])
	}
	for _, m := range foursides.FindAllStringSubmatch(css, -1) {
		if values := fields(m[2]); len(values) == 4 && values[1] != values[3] && !strings.Contains(m[2], "--x") {
			found = append(found, m[1]+m[2])
		}
	}
	return found
}

// fields splits a value at spaces outside of brackets.
func fields(value string) []string {
	depth := 0
	return strings.FieldsFunc(value, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth == 0 && r == ' '
	})
}

// TestStylesAreLogical reads the theme's style sheets: everything stands on the other
// side on a page from right to left.
func TestStylesAreLogical(t *testing.T) {
	sheets, err := filepath.Glob(filepath.Join("..", "..", "..", "themes", "palabre", "styles", "*.css"))
	if err != nil || len(sheets) < 10 {
		t.Fatalf("style sheets: %d (%v)", len(sheets), err)
	}
	for _, sheet := range sheets {
		text, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range physicalIn(string(text)) {
			t.Errorf("%s: %s", filepath.Base(sheet), p)
		}
	}
}

func TestStylesObjects(t *testing.T) {
	found := strings.Join(physicalIn(`a { margin-left: 1em; text-align: right } b { padding: 1px 0 1px calc(1px + 2px) } c { left: 0 }
		d { padding: 1px 2px; inset-inline-start: 0; margin: 0 auto; border-radius: 9em 9em 0 0; inset: var(--y, 0) auto auto var(--x, 0) }`), " ")
	for _, want := range []string{"margin-left", "text-align: right", "calc(1px + 2px)", "left:"} {
		if !strings.Contains(found, want) {
			t.Errorf("%s is not found in %s", want, found)
		}
	}
	for _, not := range []string{"2px;", "auto", "9em", "inset"} {
		if strings.Contains(found, not) {
			t.Errorf("%s is found in %s", not, found)
		}
	}
}
