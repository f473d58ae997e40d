package theme

import (
	"bytes"
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

// TestOneLanguage: a site of one language has no line of languages, even where a page
// knows of others.
func TestOneLanguage(t *testing.T) {
	theme := load(t, nil, Default)
	for languages, want := range map[int]bool{1: false, 2: true} {
		v := sampleViews("en")["page"]
		v.Frame.Languages = v.Frame.Languages[:languages]
		var b bytes.Buffer
		if err := theme.Render(&b, v); err != nil {
			t.Fatal(err)
		}
		checkPage(t, b.String())
		if got := strings.Contains(b.String(), `class="langs"`); got != want {
			t.Errorf("with %d languages, the line of languages is there: %v", languages, got)
		}
	}
}
