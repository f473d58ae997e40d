package pages

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"griot/generator/config"
	"griot/generator/internal/testkit/schemaorg"
	"griot/generator/site"
	"griot/generator/view"
)

// TestMetadataOfTheHub judges what all pages of the real hub tell machines.
func TestMetadataOfTheHub(t *testing.T) {
	b := hub(t)
	images := map[string]bool{}
	for _, s := range b.Shares() {
		images[base+s.Path] = true
	}
	for _, spec := range b.Specs() {
		v := whole(b, spec)
		if v.NotFound != nil || v.Root != nil {
			if v.Meta.JSONLD != "" || v.Meta.Image != "" {
				t.Errorf("%s: metadata of no page", v.Path)
			}
			continue
		}
		for _, problem := range schemaorg.Problems([]byte(v.Meta.JSONLD)) {
			t.Errorf("%s: %s", v.Path, problem)
		}
		if strings.Contains(string(v.Meta.JSONLD), `"../`) || strings.Contains(string(v.Meta.JSONLD), `"./`) {
			t.Errorf("%s: relative addresses in %s", v.Path, v.Meta.JSONLD)
		}
		if !strings.Contains(string(v.Meta.JSONLD), `"url":"`+v.Meta.Canonical+`"`) {
			t.Errorf("%s: not about %s", v.Path, v.Meta.Canonical)
		}
		if v.Picture == nil && !images[v.Meta.Image] || v.Meta.ImageAlt == "" {
			t.Errorf("%s: image %q is drawn by nobody", v.Path, v.Meta.Image)
		}
	}
}

// TestTheHubSpeaksForItself holds that no page of the real hub is signed with the name of
// those whom it is about.
func TestTheHubSpeaksForItself(t *testing.T) {
	b := hub(t)
	h := b.in.Hub
	for _, spec := range b.Specs() {
		v := whole(b, spec)
		if v.Frame != nil && v.Frame.Publisher != b.in.Typeset(v.Lang, h.Title[v.Lang]) {
			t.Errorf("%s: published by %q", v.Path, v.Frame.Publisher)
		}
		if c := v.Meta.Cited; c != nil && (c.Publisher != h.Title[c.Lang] || len(c.Authors) > 0) {
			t.Errorf("%s: cited as of %q, %v", v.Path, c.Publisher, c.Authors)
		}
		if strings.Contains(string(v.Meta.JSONLD), `"#publisher","@type":"Organization","name":"`+h.Subject[v.Lang]+`"`) {
			t.Errorf("%s: %s", v.Path, v.Meta.JSONLD)
		}
		if v.Layout != "home" {
			continue
		}
		s := node(t, v, "WebSite")
		if name := s["publisher"].(map[string]any)["name"]; name != h.Title[v.Lang] {
			t.Errorf("%s: the publisher is %q", v.Path, name)
		}
		if about, _ := s["about"].(map[string]any); about["name"] != h.Subject[v.Lang] {
			t.Errorf("%s: about %v", v.Path, about)
		}
	}
}

// node returns the first node of a type in a page's JSON-LD.
func node(t *testing.T, v *view.View, kind string) map[string]any {
	t.Helper()
	var doc struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(v.Meta.JSONLD), &doc); err != nil {
		t.Fatal(err)
	}
	for _, n := range doc.Graph {
		if n["@type"] == kind {
			return n
		}
	}
	t.Fatalf("%s: no %s in %s", v.Path, kind, v.Meta.JSONLD)
	return nil
}

// inner returns the value of a property, an object.
func inner(n map[string]any, name string) map[string]any {
	o, _ := n[name].(map[string]any)
	return o
}

func TestTranslationsAreRelated(t *testing.T) {
	b := hub(t)
	english := node(t, pageAt(t, b, "en/library/drc-victims-law/"), "Report")
	french := node(t, pageAt(t, b, "fr/bibliotheque/rdc-loi-victimes/"), "Report")
	if inner(english, "workTranslation")["@id"] != french["@id"] || inner(french, "translationOfWork")["@id"] != english["@id"] {
		t.Errorf("%v and %v do not know each other", english["@id"], french["@id"])
	}
	if english["translationOfWork"] != nil || french["workTranslation"] != nil {
		t.Error("both are translations")
	}
	// Niger was written in French first.
	if node(t, pageAt(t, b, "en/countries/niger/"), "WebPage")["translationOfWork"] == nil {
		t.Error("the English page on Niger is no translation")
	}
}

// untranslated is a page of the hub that exists in English only.
const untranslated = "fr/bibliotheque/afghanistan-spaces-for-dialogue/"

// A fallback is described as the page in its own language.
func TestFallbackIsThePageItStandsFor(t *testing.T) {
	v := pageAt(t, hub(t), untranslated)
	n := node(t, v, "WebPage")
	if n["@id"] != base+"en/library/afghanistan-spaces-for-dialogue/" || n["inLanguage"] != "en" || inner(n, "isPartOf")["@id"] != base+"en/#site" {
		t.Errorf("%v", n)
	}
}

func TestHomeIsSearched(t *testing.T) {
	n := node(t, pageAt(t, hub(t), "fr/"), "WebSite")
	target := inner(inner(n, "potentialAction"), "target")
	if target["urlTemplate"] != base+"fr/recherche/?q={search_term_string}" {
		t.Errorf("%v", n)
	}
}

func TestCitationTags(t *testing.T) {
	b := hub(t)
	tags := pageAt(t, b, "fr/bibliotheque/rdc-loi-victimes/").Meta.Citation
	for _, want := range [][2]string{
		{"citation_title", "RDC : des victimes s’organisent autour de la loi n° 22/065"}, {"citation_language", "fr"},
		{"citation_publication_date", "2026/11/20"}, {"DC.subject", "Cible 16.3 des ODD"},
		{"dcterms.subject", "http://metadata.un.org/sdg/16.3"},
	} {
		if !slices.Contains(tags, want) {
			t.Errorf("no %q in %q", want, tags)
		}
	}
	for _, tag := range pageAt(t, b, "fr/pays/mali/").Meta.Citation {
		if strings.HasPrefix(tag[0], "citation_") {
			t.Errorf("a country is cited: %q", tag)
		}
	}
}

// A source names its language if that is not the page's: in a translation
// those that it takes over from its original are in the original's.
func TestSourcesSayTheirLanguage(t *testing.T) {
	b := hub(t)
	for at, want := range map[string]string{
		"fr/bibliotheque/rdc-loi-victimes/": "en", "en/library/drc-victims-law/": "", // the same source
		"fr/bibliotheque/niger-loi-esclavage/": "en", "en/library/niger-slavery-law/": "", // written in French first
	} {
		if s := pageAt(t, b, at).Brief.Sources[0]; s.Title != "Outcomes of the Just Future Alliance" || s.Lang != want {
			t.Errorf("%s is based on %q in %q, not in %q", at, s.Title, s.Lang, want)
		}
	}
	// A fallback shows its sources as they are.
	if s := pageAt(t, b, "fr/bibliotheque/afghanistan-spaces-for-dialogue/").Brief.Sources[0]; s.Lang != "" {
		t.Errorf("a source in the language of the page names %q", s.Lang)
	}
}

// other is a builder over the same hub with another configuration.
func other(t *testing.T, change func(*config.Hub)) *Builder {
	t.Helper()
	b := hub(t)
	in := b.in
	changed := *in.Hub
	change(&changed)
	in.Hub = &changed
	return New(in, b.texts)
}

func TestShareImages(t *testing.T) {
	b := other(t, func(h *config.Hub) { h.ShareImages = config.SharePerKind })
	country := pageAt(t, b, "fr/pays/mali/").Meta
	if !strings.HasPrefix(country.Image, base+"assets/share-country.fr.") || country.ImageAlt != "Pays – Just Future, savoirs en partage" {
		t.Errorf("%q %q", country.Image, country.ImageAlt)
	}
	if home := pageAt(t, b, "en/").Meta; !strings.HasPrefix(home.Image, base+"assets/share-home.en.") {
		t.Errorf("%q", home.Image)
	}
	if list := pageAt(t, b, "en/library/").Meta; !strings.HasPrefix(list.Image, base+"assets/share-brief.en.") {
		t.Errorf("%q", list.Image)
	}
	each := other(t, func(h *config.Hub) { h.ShareImages = config.SharePerPage })
	mali := pageAt(t, each, "fr/pays/mali/").Meta
	if !strings.HasPrefix(mali.Image, base+"assets/share-country-mali.fr.") || mali.ImageAlt != "Mali – Just Future, savoirs en partage" {
		t.Errorf("%q %q", mali.Image, mali.ImageAlt)
	}
	i := slices.IndexFunc(each.Shares(), func(s Share) bool { return base+s.Path == mali.Image })
	if i < 0 || each.Shares()[i].Words.Kicker != "Pays" || each.Shares()[i].Words.Title != "Mali" {
		t.Error("the image of the page is not among those to be drawn")
	}
	for url, want := range map[string]string{
		untranslated: "share-brief.fr.", "en/library/": "share-brief.en.",
		"en/library/land-justice/": "share-brief-land-justice.en.", "fr/theorie-du-changement/": "share-theory-of-change-theorie-du-changement.fr.",
		"en/outcomes/justice/": "share-outcome-justice.en.",
	} {
		if m := pageAt(t, each, url).Meta; !strings.HasPrefix(m.Image, base+"assets/"+want) || m.ImageWidth != 1200 || m.ImageHeight != 630 {
			t.Errorf("%s: %q, %d by %d", url, m.Image, m.ImageWidth, m.ImageHeight)
		}
	}
	// Titles that the font can't write have the image of their kind.
	r := each.langs["fr"].ByGroup["countries/mali"]
	own := *r.Page
	own.Front.Title = "مالي"
	r.Page = &own
	v := &view.View{Kind: "country"}
	if (metadata{each.contextAt("fr", r.Path)}).image(v, &r); !strings.HasPrefix(v.Meta.Image, base+"assets/share-country.fr.") {
		t.Errorf("an Arabic title has the image %q", v.Meta.Image)
	}
}

func TestPhotographsComeFirst(t *testing.T) {
	b := hub(t)
	for src, want := range map[string]string{"photos/gao.jpg": base + "files/gao.jpg", "plan.svg": ""} {
		r := b.langs["fr"].ByGroup["countries/mali"]
		own := *r.Page
		own.Front.Image = &site.Image{Src: src, Alt: "Un marché à Gao"}
		r.Page = &own
		v := &view.View{Kind: "country"}
		metadata{b.contextAt("fr", r.Path)}.image(v, &r)
		if got := v.Meta.Image == want; got != (want != "") {
			t.Errorf("%s: %q", src, v.Meta.Image)
		}
		if want != "" && v.Meta.ImageAlt != "Un marché à Gao" {
			t.Errorf("%q", v.Meta.ImageAlt)
		}
	}
}
