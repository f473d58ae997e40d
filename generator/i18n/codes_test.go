package i18n

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/internal/testkit/repository"
)

// Each code is reported by some package, and a fixture or test of some package
// shows it as the terminal prints it.
func TestEachCodeHasAFixture(t *testing.T) {
	shown, reported := map[diag.Code]bool{}, map[diag.Code]bool{}
	// A diagnostic as it is printed, or a code that a test compares.
	printed := regexp.MustCompile(`(?m): (?:error|warning): .* \\?\[([a-z-]+)\\?\]|\.Code [!=]= "([a-z-]+)"`)
	quoted := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)(?:\.[a-z-]*)?"`)
	for name, src := range repository.Code(t, ".go", ".txt", ".txtar") {
		test := path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go")
		for _, m := range printed.FindAllStringSubmatch(src, -1) {
			shown[diag.Code(m[1])], shown[diag.Code(m[2])] = shown[diag.Code(m[1])] || test, shown[diag.Code(m[2])] || test
		}
		for _, m := range quoted.FindAllStringSubmatch(src, -1) {
			reported[diag.Code(m[1])] = reported[diag.Code(m[1])] || !test
		}
	}
	for _, code := range English().Codes() {
		if !shown[code] {
			t.Errorf("no fixture shows %s", code)
		}
		if !reported[code] && !strings.HasPrefix(string(code), "translate-") { // see translate/check
			t.Errorf("no package reports %s", code)
		}
	}
}

// The line of documentation of each code is a phrase.
func TestDoc(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	codes := English().Codes()
	if len(codes) < 80 {
		t.Errorf("only %d codes", len(codes))
	}
	for _, code := range codes {
		doc := English().Doc(code)
		if !form.MatchString(string(code)) {
			t.Errorf("code %q is not two words in lower case", code)
		}
		if doc == "" || strings.HasSuffix(doc, ".") || strings.ToLower(doc[:1]) != doc[:1] && !strings.HasPrefix(doc, "Markdown") {
			t.Errorf("%s: the line of documentation %q is not a phrase", code, doc)
		}
	}
}
