package theme

import (
	"fmt"
	"html/template"

	"griot/generator/site"
	"griot/generator/view"
)

// sampleViews returns one full view for each layout, in one language.
func sampleViews(lang string) map[string]*view.View {
	sec := &view.Mark{ID: "security", Class: "sec", Number: 1, Name: "Security <for> people", Short: "Security", Href: "../outcomes/security/"}
	jus := &view.Mark{ID: "justice", Class: "jus", Number: 2, Name: "Justice", Short: "Justice", Href: "../outcomes/justice/"}
	inc := &view.Mark{ID: "inclusion", Class: "inc", Number: 3, Name: "Inclusion", Short: "Inclusion"}
	marks := []*view.Mark{sec, jus, inc}
	other := map[string]string{"en": "fr", "fr": "en"}[lang]
	card := &view.Card{
		ID: "briefs/a", Href: "../a/", Title: "A title & more", Summary: "What it says.", Kind: "brief",
		Type: "Policy brief", Date: view.Date{ISO: "2026-11-20", Text: "20 November 2026"},
		Period: "2022", Outcomes: marks, Countries: []string{"Mali", "Niger"}, Short: "AT", Letter: "A",
	}
	foreign := &view.Card{ID: "x", Href: "../x/", Title: "Ailleurs", Summary: "Plus loin.", Kind: "country", Lang: other, LangName: other, Letter: "B"}
	cards := []*view.Card{card, foreign}
	link := view.Link{Href: "../l/", Text: "A link", Count: 3}
	frame := &view.Frame{
		Lang: lang, Dir: "ltr", Root: "../../", Home: "../", SiteTitle: "Just <a> hub", Description: "All of it.",
		Publisher: "Alliance", Funder: "Funded.", Nav: []view.Link{link, {Href: "../m/", Text: "M"}}, Footer: []view.Link{link},
		Search: "../search/", SearchData: "../../search/", Browse: "../all/", Licence: &link, Contact: "a@example.org",
		Privacy: "None.", Feed: "../feed.xml",
		Languages: []view.Lang{{Code: "en", Name: "English", Dir: "ltr"}, {Code: "fr", Name: "Français", Dir: "ltr"}},
	}
	facts := []*view.Fact{
		{Label: "Outcome", Marks: marks}, {Label: "Countries", Values: []view.Link{link, {Text: "No page"}}},
		{Label: "Published", Date: card.Date, Own: true}, {Label: "Authors", People: []view.Author{{Name: "Awa Diarra", URL: "https://orcid.org/0000-0002-1825-0097", Note: "editor, ASSN"}, {Name: "A group"}}, Own: true},
	}
	cells := []view.Cell{{Mark: sec}, {Mark: jus, Text: "Done.", Href: "../mali/#justice", Lang: other}, {Mark: inc, Text: "Done too."}}
	rows := []view.CountryWork{{Country: &link, ISO: "MLI", Cells: cells}}
	section := func(id string, m *view.Mark) view.BodySection {
		return view.BodySection{ID: id, Title: "Of <em>it</em>", HTML: "<p>Text.</p>\n", Outcome: m}
	}
	base := func(layout string) *view.View {
		return &view.View{
			Layout: layout, Kind: "page", Path: lang + "/x/", Lang: lang, Dir: "ltr", Title: "A title", Summary: "A summary.",
			Frame: frame, NavCurrent: 1, Exit: &view.Exit{URL: "https://example.org/weather", Host: "example.org"},
			Switch:   []view.Switch{{Code: other, Name: "Other", Href: "../../o/", Title: "Autre"}, {Code: "ar", Name: "Third", Href: "../../t/", Missing: true}},
			Crumbs:   []view.Link{{Href: "../", Text: "Home"}, {Href: "./", Text: "Section"}},
			Notice:   &view.Notice{Kind: "fallback", Lang: other, LangName: "other", Href: "../../o/", Contact: "a@example.org"},
			TextLang: other, TextDir: "ltr",
			TOC: []view.Heading{{Level: 2, ID: "one", Text: "One"}, {Level: 3, ID: "sub", Text: "Sub"}, {Level: 2, ID: "two", Text: "Two"}},
			Body: view.Body{
				HTML:     template.HTML(`<p>Text.</p><h2 id="one">One</h2><h3 id="sub">Sub</h3><h2 id="two">Two</h2>`),
				Sections: []view.BodySection{{HTML: "<p>Before.</p>\n"}, section("one", nil), section("two", sec)},
			},
			Picture: &view.Picture{
				Src: "../a b.png", Srcset: "../a-480.png?x=1&y 480w, ../a.png 960w", Width: 960, Height: 480,
				Alt: `A "tree"`, Caption: "Shade & talk.", Credit: "Drawn.",
			},
			Sources: []view.Source{{Title: "S", Publisher: "P", Year: "2022", URL: "https://example.org/", Note: "A note"}, {Title: "T", Lang: "pt"}},
			Meta: view.Meta{
				Canonical: "https://example.org/x/", Alternates: []view.Alternate{{Code: "x-default", Href: "https://example.org/x/"}},
				NoIndex: true, OGType: "article", OGLocale: "en_GB", Image: "https://example.org/i.png", Published: "2026-11-20", Modified: "2026-11-21",
				Feeds: []view.Link{link}, Prev: "../p/", Next: "../n/", JSONLD: `{"@context":"https://schema.org","name":"a </b>"}`,
				Citation: [][2]string{{"citation_title", `A "title"`}}, Description: "A summary.",
			},
		}
	}
	tally := site.Tally{Fresh: 1200, Stale: 2, Missing: 1, Extra: 1}
	views, few := map[string]*view.View{}, &view.Shortlist{Cards: cards, All: &link}
	add := func(layout string, fill func(v *view.View)) {
		v := base(layout)
		fill(v)
		views[layout] = v
	}
	add("page", func(v *view.View) {})
	views["page"].Body.Boxes, views["page"].Body.Lists = true, []view.BodyList{
		{Form: "cards", Cards: cards}, {At: 12, Form: "lines", Cards: cards, Lang: lang, Dir: "ltr"}, {At: 12, Form: "titles", Cards: cards}, {At: 12, Form: "cards"},
	}
	add("own", func(v *view.View) {
		v.Own = []view.Field{
			{Name: "start", Label: "Starts", Date: card.Date}, {Name: "place", Label: "Place", Text: "Ségou", Lang: other, Place: &view.Place{Latitude: "13.4", Longitude: "-6.2"}},
			{Name: "languages", Label: "Languages", Texts: []string{"One", "Two"}}, {Name: "who", Label: "Who", Links: []view.Link{link, {Text: "No page"}}},
			{Name: "photo", Label: "Photo", Picture: v.Picture},
		}
	})
	add("about", func(v *view.View) {
		v.Notice.Kind, v.Notice.LangDir, v.Notice.Since = "stale", "ltr", card.Date
		v.Notice.Changes = []site.Change{{{Text: "It was "}, {Op: -1, Text: "<so>"}, {Op: 1, Text: "otherwise"}}, {{Op: 1, Text: "New."}}}
	})
	add("offline", func(v *view.View) { v.Offline = &view.Offline{Href: "../../download/hub.zip", Bytes: 3 << 20} })
	add("home", func(v *view.View) {
		v.Home = &view.Home{
			Outcomes: []view.OutcomeCard{{Mark: sec, Summary: "S.", Countries: 4}, {Mark: inc, Summary: "I.", Countries: 1}},
			Newest:   cards, Countries: rows, Theory: card, Library: &link, Matrix: &link, Map: "<svg></svg>",
		}
	})
	add("brief", func(v *view.View) {
		v.Brief = &view.Brief{
			Kicker: marks, Type: "Policy brief", KeyMessages: []string{"One.", "Two."}, Facts: facts, Sources: v.Sources,
			Downloads: []view.Download{{Href: "a.pdf", Name: "A", Format: "PDF", Bytes: 1_200_000, Pages: 4}}, Milestones: few, Related: cards,
			Cite: &view.Cite{APA: "<i>A</i>", Chicago: "B", BibTeXHref: "cite.bib", RISHref: "cite.ris", CSLHref: "cite.json"},
		}
	})
	add("country", func(v *view.View) {
		v.Country = &view.Country{
			Name: "Mali", ISO: "MLI", Glance: []string{"One.", "Two.", "Three."}, Marks: marks, Facts: facts, Briefs: cards, All: &link,
			Milestones: few, Partners: cards, Others: []view.Link{link}, Matrix: "../matrix/", Map: "<svg></svg>",
		}
	})
	add("outcome", func(v *view.View) {
		v.Outcome = &view.Outcome{
			Mark: sec, Glance: []string{"One."}, Countries: rows, Briefs: cards, All: &link,
			Milestones: few, Indicators: []string{"I"}, Theory: &link, Others: []*view.Mark{jus, inc},
		}
	})
	add("partner", func(v *view.View) {
		v.Partner = &view.Partner{Short: "P", Role: "Lead", Website: "https://example.org/", Facts: facts, Briefs: cards, All: &link, Milestones: few}
	})
	add("workstream", func(v *view.View) { v.Work = &view.Workstream{Number: 1, Lead: "OECD", Others: cards} })
	add("milestone", func(v *view.View) {
		v.Mile = &view.Milestone{Period: "2021", Facts: facts, Documents: cards, Prev: card, Next: foreign}
	})
	add("term", func(v *view.View) {
		v.Term = &view.Term{Short: "SSR", Also: []string{"a", "b"}, Other: []view.TermForm{{Lang: other, LangName: "other", Title: "RSS", Short: "RSS", Href: "../r/"}}, Uses: few}
	})
	for _, layout := range []string{"countries", "outcomes", "partners", "coalition", "milestones", "section"} {
		add(layout, func(v *view.View) {
			v.Section = &view.Section{ID: layout, Groups: []view.CardGroup{{ID: "g1", Title: "One", Cards: []*view.Card{card}}, {ID: "g2", Title: "Two", Cards: []*view.Card{foreign}}}, Extra: cards}
		})
	}
	add("glossary", func(v *view.View) {
		form := []view.TermForm{{Lang: other, LangName: "other", Title: "RSS", Short: "RSS", Href: "../r/"}, {Lang: "ar", Title: "No page"}}
		v.Section = &view.Section{Terms: []view.TermRow{{Letter: "A", Term: card, Other: form}, {Term: card}, {Letter: "B", Term: foreign}}}
	})
	add("library", func(v *view.View) {
		v.Library = &view.Library{
			Total: 120, Cards: cards, Page: 2, All: "../", Pages: []view.PageLink{{Href: "../", Number: 1}, {Href: "./", Number: 2}, {Href: "../9/", Number: 9, Gap: true}},
			Current: &view.Current{Vocabulary: "Outcome", ID: "security", Name: "Security", Mark: sec, Page: &link},
			Facets: []*view.Facet{
				{ID: "outcomes", Name: "Outcome", Terms: []view.FacetTerm{{ID: "security", Name: "Security", Href: "../s/", Count: 1, Current: true, Mark: sec}}},
				{ID: "countries", Name: "Country", Terms: []view.FacetTerm{{ID: "mali", Name: "Mali", Href: "../m/", Count: 2}}},
			},
		}
	})
	add("matrix", func(v *view.View) { v.Matrix = &view.Matrix{Outcomes: marks, Rows: rows} })
	add("search", func(v *view.View) {
		v.Search = &view.Search{Browse: "../all/", Kinds: []view.Link{link}, Dated: []string{"brief"}, Names: []view.Choices{{Param: "country", Name: "Country", Terms: []view.Choice{{ID: "mali", Name: "Mali </script>"}}}}}
	})
	add("browse", func(v *view.View) {
		v.Browse = &view.Browse{Groups: []view.CardGroup{{ID: "brief", Title: "Documents", Cards: cards}}}
	})
	add("translations", func(v *view.View) {
		v.Coverage = &view.Coverage{
			Languages: []view.CoverageLanguage{{Code: "en", Name: "English", Pages: 9, Of: 10, Source: 8, Percent: 90, LangName: "English", Words: 1200, Fresh: 90,
				Sections: []view.CoverageSection{{Name: "Briefs", Href: "../l/", Done: 3, Of: 4, Fresh: 90, Stale: 2, Missing: 1200}, {Done: 1, Of: 2}, {Stale: 1}},
				Review:   []view.CoverageReview{{Page: link, Texts: tally}, {Page: view.Link{Href: "../m/", Text: "M", Lang: other}, Texts: site.Tally{Extra: 1}}},
			}, {Code: "fr", Name: "Français", LangName: "French", Sections: []view.CoverageSection{{Name: "Briefs"}}}},
			Missing: []view.CoveragePage{{Card: card, Lang: "fr", LangName: "French"}},
		}
	})
	add("not-found", func(v *view.View) { v.NotFound = &view.NotFound{Search: "/s/", Browse: "/b/"} })
	add("root", func(v *view.View) {
		v.Root = &view.Root{Choices: []view.RootChoice{{Code: "en", Name: "English", Dir: "ltr", Href: "en/", Title: "T", Description: "D"}, {Code: "fr", Name: "Français", Dir: "ltr", Href: "fr/", Title: "T", Description: "D"}}}
	})
	add("redirect", func(v *view.View) { v.Redirect = &view.Redirect{Href: "../../en/new/"} })
	add("theory-of-change", func(v *view.View) { v.Theory = sampleTheory(sec, card, foreign) })
	return views
}

func sampleTheory(mark *view.Mark, cards ...*view.Card) *view.Theory {
	a1 := view.Statement{ID: "a1", Label: "A1", Text: "It holds."}
	t := &view.Theory{Room: "middle", Assumptions: []view.Statement{a1}, Risks: []view.Statement{{ID: "r1", Label: "R1", Text: "It may not."}}, Indicators: []view.Statement{{ID: "i1", Label: "I1", Text: "It shows."}}}
	node := func(id string, m *view.Mark, href string, to ...view.Link) *view.TheoryNode {
		return &view.TheoryNode{ID: id, Mark: m, Href: href, Rises: id != "impact", Reached: id == "impact", Title: "Node " + id, Text: "Text.", LeadsTo: to, Supports: to, Assumptions: t.Assumptions, Risks: t.Risks, Indicators: t.Indicators, Evidence: cards, Path: []string{id}}
	}
	t.Rows = []view.TheoryRow{
		{Layer: "impact", Nodes: []*view.TheoryNode{node("impact", nil, "")}},
		{Layer: "outcome", Nodes: []*view.TheoryNode{node("two", mark, "#two", view.Link{Href: "#impact", Text: "Impact"})}, Connectors: []view.Connector{{Path: "M20 40V0", From: "two", To: "impact"}}, Height: 60, Marks: 1, Passes: []view.Connector{{Path: "M60 1V0", From: "s", To: "impact", Dashed: true}}},
		{Layer: "intermediate"}, {Layer: "strategy"},
	}
	for i := range 4 {
		t.Rows[3].Nodes = append(t.Rows[3].Nodes, node(fmt.Sprintf("s%d", i), nil, "", view.Link{Href: "#two", Text: "Two"}))
	}
	t.Rows[3].Height = 40
	t.Rows[3].Connectors = []view.Connector{{Path: "M20 40V0", Dashed: true, From: "s0", To: "two"}}
	return t
}
