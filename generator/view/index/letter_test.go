package index

import (
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"griot/generator/site"
)

// Each letter of a glossary stands once, whatever titles start with.
func TestLetters(t *testing.T) {
	for _, lang := range []string{"en", "fr", "ar"} {
		m := Maker{Compare: collate.New(language.Make(lang), collate.IgnoreCase).CompareString}
		var list []site.Rendition
		for _, title := range strings.Split("Sahel|Access|\"Safe\" spaces|« État » d’urgence|Éthique|ethics|Œuvre|Ombudsman|2250 (resolution)|«»|Zone|أمن|ازمة|سلام|‘Safety’|\u200eÊtre|ﬁne", "|") {
			list = append(list, site.Rendition{Page: &site.Page{Group: &site.Group{ID: title}, Front: site.Front{Title: title}}})
		}
		x := &Index{ByKind: map[site.Kind][]site.Rendition{"term": list}}
		m.sortKinds(x)
		var order []string
		for _, r := range x.ByKind["term"] {
			if l := Letter(r.Page.Front.Title); len(order) == 0 || order[len(order)-1] != l {
				order = append(order, l)
			}
		}
		if got := strings.Join(order, " "); got != "# A E F O S Z ا س" {
			t.Errorf("%s: letters %s", lang, got)
		}
	}
}
