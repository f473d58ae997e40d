package schemaorg

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"griot/generator/internal/testkit/schemaorg"
)

const base = "https://example.org/"

var french = Site{
	URL: base + "fr/", Name: "Savoirs en partage", Description: "Notes et pages pays.", Lang: "fr",
	Publisher: "Alliance", Subject: "Un programme", Base: base, Logo: base + "logo.svg", Licence: "https://creativecommons.org/licenses/by/4.0/",
	Search: base + "fr/rechercher/",
}

// report returns a page with everything that a page can have.
func report() Page {
	url := base + "fr/bibliotheque/loi/"
	return Page{
		Site: french, URL: url, Title: "Une loi </script><b>&", Summary: "Le droit \u2028 des victimes.", Lang: "fr",
		Crumbs:    []Link{{"Accueil", base + "fr/"}, {"Bibliothèque", base + "fr/bibliotheque/"}, {"Une loi", url}},
		Image:     base + "assets/share.png",
		Published: "2026-11-20", Modified: "2026-11-22", From: "2021", To: "2022-03",
		Original:     &Version{"en", "A law", base + "en/library/law/"},
		Translations: []Version{{"bm", "Sariya", base + "bm/sariya/"}, {"ha", "Doka", base + "ha/doka/"}},
		About: []Topic{
			{Name: "RD Congo", Code: "COD", URL: base + "fr/pays/rd-congo/", Kind: Country},
			{Name: "Justice", URL: base + "fr/resultats/justice/"},
			{Name: "Cible 16.3 des ODD", Code: "16.3", Kind: Target},
		},
		Document: &Document{
			Authors: []Author{
				{Name: "Aminata Diarra", Family: "Diarra", Given: "Aminata", Person: true, ORCID: "0000-0002-1825-0097", Organisation: "ASSN"}, {Name: "Une organisation"}}, Type: "Note", DOI: "10.1000/182",
			Sources: []Reference{{"Résultats", "Alliance", "2022", "https://example.org/source", "fr"}, {Title: "Sans adresse"}},
		},
	}
}

// graph returns the nodes of a page's JSON-LD by id.
func graph(t *testing.T, p Page) map[string]map[string]any {
	t.Helper()
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(JSONLD(p)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Context != "https://schema.org" {
		t.Errorf("context %q", doc.Context)
	}
	nodes := map[string]map[string]any{}
	for _, problem := range schemaorg.Problems([]byte(JSONLD(p))) {
		t.Error(problem)
	}
	for _, node := range doc.Graph {
		nodes[node["@type"].(string)] = node
	}
	return nodes
}

func at(node any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := node.(map[string]any)
			node = m[s]
		case int:
			l, _ := node.([]any)
			if s >= len(l) {
				return nil
			}
			node = l[s]
		}
	}
	return node
}

func want(t *testing.T, node any, value any, path ...any) {
	t.Helper()
	if got := at(node, path...); !reflect.DeepEqual(got, value) {
		t.Errorf("%v = %v, want %v", path, got, value)
	}
}

func TestReport(t *testing.T) {
	nodes := graph(t, report())
	r, page := nodes["Report"], nodes["WebPage"]
	want(t, r, "Une loi </script><b>&", "name")
	want(t, r, "fr", "inLanguage")
	want(t, r, "2026-11-20", "datePublished")
	want(t, r, "2026-11-22", "dateModified")
	want(t, r, "2021/2022-03", "temporalCoverage")
	want(t, r, "Person", "author", 0, "@type")
	want(t, r, "Aminata Diarra", "author", 0, "name")
	want(t, r, "https://orcid.org/0000-0002-1825-0097", "author", 0, "sameAs")
	want(t, r, "0000-0002-1825-0097", "author", 0, "identifier", "value")
	want(t, r, "ASSN", "author", 0, "affiliation", "name")
	want(t, r, "Organization", "author", 1, "@type")
	want(t, r, "10.1000/182", "identifier", "value")
	want(t, r, "https://doi.org/10.1000/182", "sameAs")
	want(t, r, "Note", "genre")
	want(t, r, "Cible 16.3 des ODD", "about", 2, "name")
	want(t, r, "http://metadata.un.org/sdg/16.3", "about", 2, "@id")
	want(t, r, "COD", "about", 0, "identifier")
	want(t, r, "Sans adresse", "citation", 1, "name")
	want(t, r, "fr", "citation", 0, "inLanguage")
	want(t, r, nil, "citation", 1, "inLanguage")
	want(t, r, french.Licence, "license")
	want(t, r, base+"en/library/law/#document", "translationOfWork", "@id")
	want(t, r, "en", "translationOfWork", "inLanguage")
	want(t, r, base+"bm/sariya/#document", "workTranslation", 0, "@id")
	want(t, r, "Report", "workTranslation", 1, "@type")
	want(t, page, r["@id"], "mainEntity", "@id")
	want(t, page, nodes["BreadcrumbList"]["@id"], "breadcrumb", "@id")
	want(t, page, base+"fr/#site", "isPartOf", "@id")
	want(t, nodes["BreadcrumbList"], 3.0, "itemListElement", 2, "position")
	want(t, nodes["BreadcrumbList"], base+"fr/bibliotheque/", "itemListElement", 1, "item", "@id")
}

func TestTheTextIsSafeInAScript(t *testing.T) {
	text := string(JSONLD(report()))
	if strings.ContainsAny(text, "<>&\u2028\n") {
		t.Error(text)
	}
	for range 3 {
		if again := string(JSONLD(report())); again != text {
			t.Errorf("another order: %s", again)
		}
	}
}

func TestHome(t *testing.T) {
	nodes := graph(t, Page{Site: french, URL: french.URL, Title: "La paix", Summary: "Six pays.", Lang: "fr", Home: true})
	s := nodes["WebSite"]
	want(t, s, base+"fr/rechercher/?q={search_term_string}", "potentialAction", "target", "urlTemplate")
	want(t, s, "required name=search_term_string", "potentialAction", "query-input")
	want(t, s, "fr", "inLanguage")
	want(t, s, "Un programme", "about", "name")
	want(t, s, nodes["Organization"]["@id"], "publisher", "@id")
	want(t, nodes["Organization"], base+"logo.svg", "logo")
	if nodes["BreadcrumbList"] != nil {
		t.Error("a home page has a way to it")
	}
}

func TestPagesOfOtherKinds(t *testing.T) {
	url := base + "fr/x/"
	crumbs := []Link{{"Accueil", base + "fr/"}, {"X", url}}
	term := graph(t, Page{Site: french, URL: url, Title: "Réforme", Summary: "Ce que c’est.", Lang: "fr", Crumbs: crumbs,
		Original: &Version{"en", "Reform", base + "en/x/"},
		Term:     &Term{Short: "RSS", Also: []string{"réforme du secteur"}, Glossary: Link{"Glossaire", base + "fr/glossaire/"}}})
	want(t, term["DefinedTerm"], "RSS", "termCode")
	want(t, term["DefinedTerm"], base+"fr/glossaire/#terms", "inDefinedTermSet", "@id")
	want(t, term["WebPage"], base+"en/x/", "translationOfWork", "@id")
	want(t, term["WebPage"], term["DefinedTerm"]["@id"], "mainEntity", "@id")

	list := graph(t, Page{Site: french, Type: CollectionPage, URL: base + "fr/glossaire/", Title: "Glossaire", Lang: "fr", Crumbs: crumbs, Glossary: true})
	want(t, list["CollectionPage"], list["DefinedTermSet"]["@id"], "mainEntity", "@id")
	want(t, list["DefinedTermSet"], base+"fr/glossaire/#terms", "@id")

	partner := graph(t, Page{Site: french, URL: url, Title: "Cordaid", Lang: "fr", Crumbs: crumbs,
		Organisation: &Organisation{Name: "Cordaid", Short: "CD", URL: "https://example.org/"}})
	want(t, partner["Organization"], "CD", "alternateName")
	want(t, partner["Organization"], "https://example.org/", "url")

	for _, kind := range []string{WebPage, AboutPage, SearchResultsPage, CollectionPage} {
		if graph(t, Page{Site: french, Type: kind, URL: url, Title: "X", Lang: "fr", Crumbs: crumbs})[kind] == nil {
			t.Errorf("no %s", kind)
		}
	}
}

func TestWhatIsNotKnownIsLeftOut(t *testing.T) {
	bare := Site{URL: base + "en/", Name: "Hub", Lang: "en", Base: base}
	text := string(JSONLD(Page{Site: bare, URL: base + "en/a/", Title: "A", Lang: "en", Document: &Document{}}))
	for _, word := range []string{`""`, "null", "[]", "{}", "publisher", "author", "license", "date", "about", "citation", "identifier", "workTranslation"} {
		if strings.Contains(text, word) {
			t.Errorf("%s in %s", word, text)
		}
	}
	graph(t, Page{Site: bare, URL: base + "en/", Title: "A", Lang: "en", Home: true})
}

func TestTargetTags(t *testing.T) {
	got := TargetTags(report().About)
	if want := [][2]string{{"DC.subject", "Cible 16.3 des ODD"}, {"dcterms.subject", "http://metadata.un.org/sdg/16.3"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}
