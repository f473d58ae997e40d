package theme

import (
	"strings"
	"testing"
)

// TestSourceInAnotherLanguage: its title is marked for those who hear it, and
// the language named for all.
func TestSourceInAnotherLanguage(t *testing.T) {
	theme := load(t, nil, Default)
	for lang, want := range map[string]string{
		"en": `<li><cite lang="pt">T</cite> <span lang="en" dir="ltr">(in Portuguese)</span>.</li>`,
		"fr": `<li><cite lang="pt">T</cite> <span lang="fr" dir="ltr">(en portugais)</span>.</li>`,
	} {
		page := render(t, theme, "page", lang)
		for _, want := range []string{want, `"><cite>S</cite></a>, P`} {
			if !strings.Contains(page, want) {
				t.Errorf("no %s in\n%s", want, page)
			}
		}
	}
}
