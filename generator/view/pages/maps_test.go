package pages

import (
	"strings"
	"testing"
)

func TestLocator(t *testing.T) {
	b := hub(t)
	contains(t, string(pageAt(t, b, "fr/pays/mali/").Country.Map),
		`<title id="p-map">Mali et les pays alentour</title>`,
		`Pays limitrophes : Algérie, Burkina Faso, Côte d’Ivoire, Guinée, Mauritanie, Niger et Sénégal.`,
		`>Mali</text>`, `>Niger</text>`, `Natural Earth, domaine public`)
	contains(t, string(pageAt(t, b, "en/countries/burundi/").Country.Map),
		`Neighbouring countries: DRC, Rwanda and Tanzania.`)
	if m := (figures{&b.contextFor("en", "").locale}).locator("atlantis"); m != "" {
		t.Errorf("a map of no country: %s", m)
	}
}

func TestOverview(t *testing.T) {
	b := hub(t)
	text := string(pageAt(t, b, "fr/").Home.Map)
	contains(t, text, `<a href="../fr/pays/rd-congo/">`, `>RDC</text></a>`, `>Soudan du Sud</text></a>`)
	if n := strings.Count(text, "<a "); n != 6 {
		t.Errorf("%d links", n)
	}
}
