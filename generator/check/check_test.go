package check

import (
	"slices"
	"strings"
	"testing"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/kinds"
	"griot/generator/site"
)

// hub is a small site with records made by hand.
type hub struct {
	site    *site.Site
	records map[*site.Page]*site.Record
	unread  map[string]bool
}

func newHub() *hub {
	return &hub{
		site: &site.Site{
			Languages: []site.Language{{Code: "en", Name: "English"}, {Code: "fr", Name: "Français"}},
			Sections:  []*site.Section{{ID: "briefs"}, {ID: "countries"}},
			ByID:      map[string]*site.Group{}, Fallback: true,
		},
		records: map[*site.Page]*site.Record{}, unread: map[string]bool{},
	}
}

// page adds a page in the given languages, the source first.
func (h *hub) page(id string, langs ...string) *site.Group {
	g := &site.Group{ID: id, Kind: kinds.Page, Pages: map[string]*site.Page{}}
	for i, lang := range langs {
		p := &site.Page{Group: g, Lang: lang, File: "content/" + id + "." + lang + ".md"}
		if g.Pages[lang] = p; i == 0 {
			g.Source = p
		}
		h.records[p] = &site.Record{}
	}
	h.site.Groups = append(h.site.Groups, g)
	h.site.ByID[id] = g
	return g
}

// has reports whether a page has a heading with an id.
func (h *hub) has(g *site.Group, lang, id string) bool {
	return slices.ContainsFunc(h.records[h.site.Page(g, lang)].Headings, func(x site.Heading) bool { return x.ID == id })
}

// ids lists the ids of a page's headings.
func (h *hub) ids(g *site.Group, lang string) (ids []string) {
	for _, x := range h.records[h.site.Page(g, lang)].Headings {
		ids = append(ids, x.ID)
	}
	return ids
}

// all applies all rules.
func (h *hub) all(in Input) diag.List {
	list := Front(in)
	for _, g := range in.Site.Groups {
		for _, l := range in.Site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				list = append(append(list, Text(in, p, h.records[p])...), AnchorsOf(h.records[p]).Report(in, p)...)
			}
		}
	}
	list.Sort()
	return list
}

// run lists what is wrong, missing translations aside.
func (h *hub) run() string {
	in := Input{
		Hub: &config.Hub{BaseURL: "https://hub.example.org/", SummaryLength: 20}, Site: h.site,
		HasHeading: h.has, HeadingIDs: h.ids,
		HasLayout: func(name string) bool { return name == "home" },
		Unread:    func(path string) bool { return h.unread[path] },
	}
	list := h.all(in)
	var b strings.Builder
	for _, d := range list {
		if d.Code != "translation-missing" {
			b.WriteString(i18n.English().Explain(d).String() + "\n")
		}
	}
	return b.String()
}

func (h *hub) link(p *site.Page, raw string, t site.Target) {
	h.records[p].Refs = append(h.records[p].Refs, site.Ref{Kind: site.RefLink, Raw: raw, Line: 3, Column: 1, Target: t})
}

func TestSuggestions(t *testing.T) {
	for _, c := range []struct{ from, raw, hint string }{
		{"about", "briefs/oen.md", "did you mean briefs/one.md?"},
		{"about", "briefs/one.de.md#part", "did you mean briefs/one.md?"},
		{"about", "/briefs/oen.md", "did you mean briefs/one.md?"},
		{"about", "mali.md", "did you mean countries/mali.md?"}, // of the same name elsewhere
		{"briefs/one", "../abuot.md", "did you mean ../about.md?"},
		{"briefs/one", "mail.md", "link to a source file without its language, such as ../countries/mali.md"},
		{"briefs/one", "../countries/mail.md", "did you mean ../countries/mali.md?"},
		{"briefs/one", "mali.md", "did you mean ../countries/mali.md?"},
		{"countries/mali", "nigre.md", "did you mean niger.md?"},
		{"about", "breifs/", "did you mean briefs/?"},
		{"briefs/one", "../contries/", "did you mean ../countries/?"},
		{"about", "breifs", "did you mean briefs/?"},
		{"about", "report.pdf", "put the file beside the page, or correct its name"},
		{"about", "nothing/like/it.md", "link to a source file without its language, such as ../countries/mali.md"},
	} {
		h := newHub()
		for _, id := range []string{"about", "briefs/one", "countries/mali", "countries/niger"} {
			h.page(id, "en", "fr")
		}
		h.link(h.site.ByID[c.from].Source, c.raw, site.Target{Status: site.Missing})
		want := "content/" + c.from + ".en.md:3:1: error: the link leads to \"" + c.raw + "\", which doesn't exist [link-broken]\n  hint: " + c.hint + "\n"
		if got := h.run(); got != want {
			t.Errorf("from %s:\ngot  %swant %s", c.from, got, want)
		}
	}
}

// Links to a file that can't be read are not reported again.
func TestUnreadFilesAreReportedOnce(t *testing.T) {
	h := newHub()
	about := h.page("briefs/about", "en")
	h.unread["content/briefs/about.fr.md"] = true
	h.unread["content/bad.en.md"] = true
	for _, raw := range []string{"../bad.md", "../bad.en.md", "/bad.md", "../bad.md#part"} {
		h.link(about.Source, raw, site.Target{Status: site.Missing})
	}
	list := h.all(Input{
		Hub: &config.Hub{SummaryLength: 20}, Site: h.site, HasHeading: h.has,
		HasLayout: func(string) bool { return true }, Unread: func(path string) bool { return h.unread[path] },
	})
	if len(list) > 0 {
		t.Error(list)
	}
}

func TestAnchors(t *testing.T) {
	h := newHub()
	from, to := h.page("about", "en", "fr"), h.page("toc", "en", "fr")
	h.records[to.Pages["en"]].Headings = []site.Heading{{Level: 2, ID: "why"}, {Level: 2, ID: "new"}}
	h.records[to.Pages["fr"]].Headings = []site.Heading{{Level: 2, ID: "why"}}
	for lang, p := range to.Pages {
		p.Front.Theory = &site.Theory{Nodes: []site.Node{{ID: "impact"}}, Risks: []site.Statement{{ID: "r1"}}}
		for _, anchor := range []string{"why", "impact", "r1", "new", "none"} {
			h.link(from.Pages[lang], "toc.md#"+anchor, site.Target{Page: "toc", Anchor: anchor})
		}
	}
	// A link may name another language, whose headings then count.
	h.link(from.Pages["fr"], "toc.en.md#new", site.Target{Page: "toc", Anchor: "new", Lang: "en"})
	want := `content/about.en.md:3:1: error: page "toc" has no heading with the id "none" [anchor-broken]
  hint: correct the part after #, or give the heading that id: ## Heading {#none}
content/about.fr.md:3:1: error: page "toc" has no heading with the id "none" [anchor-broken]
  hint: correct the part after #, or give the heading that id: ## Heading {#none}
content/about.fr.md:3:1: warning: the translation of "toc" has no heading with the id "new" [anchor-broken]
  hint: the source has it: bring the translation up to date
`
	if got := h.run(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A broken link to a heading names the one that is probably meant.
func TestNearAnchors(t *testing.T) {
	h := newHub()
	from, to := h.page("about", "en"), h.page("toc", "en")
	h.records[to.Pages["en"]].Headings = []site.Heading{{ID: "why"}, {ID: "how-to-light-a-lamp"}, {ID: "réforme"}, {ID: "Team"}}
	to.Source.Front.Theory = &site.Theory{Nodes: []site.Node{{ID: "impact"}}}
	for anchor, want := range map[string]string{
		"hwy": "#why?", "How-To-Light-A-Lamp": "#how-to-light-a-lamp?", "how-to-light": "#how-to-light-a-lamp?", "how-to-light-a-lamp-1": "#how-to-light-a-lamp?",
		"reforme": "#réforme?", "team": "#Team?", "imapct": "#impact?", "nowhere": "{#nowhere}", "r%C3%A9forme": "",
	} {
		h.records[from.Source].Refs = nil
		h.link(from.Source, "toc.md#"+anchor, site.Target{Page: "toc", Anchor: anchor})
		if got := strings.TrimSpace(h.run()); want == "" && got != "" || !strings.HasSuffix(got, want) {
			t.Errorf("%s: got %s, want %s", anchor, got, want)
		}
	}
}

func TestFront(t *testing.T) {
	h := newHub()
	f := &h.page("about", "en").Source.Front
	f.Title, f.Summary, f.Layout = strings.Repeat("é", 90), strings.Repeat("é", 20), "home"
	f.Image = &site.Image{Src: "decoration.svg"} // frontmatter checks its alt
	if got := h.run(); got != "" {
		t.Error(got)
	}
	f.Title, f.Summary, f.Layout = f.Title+"é", f.Summary+"é", "poster"
	for _, code := range []string{"[title-long]", "[summary-long]", "[layout-unknown]"} {
		if got := h.run(); strings.Count(got, code) != 1 {
			t.Errorf("no %s: %s", code, got)
		}
	}
}

func TestMissingTranslations(t *testing.T) {
	for _, fallback := range []bool{true, false} {
		h := newHub()
		h.site.Fallback = fallback
		h.page("about", "fr")
		list := h.all(Input{
			Hub: &config.Hub{SummaryLength: 20}, Site: h.site, HasHeading: h.has,
			HasLayout: func(string) bool { return true }, Unread: func(string) bool { return false },
		})
		if len(list) != 1 || list[0].Severity != diag.Warning || (list[0].Variant == "notice") != fallback {
			t.Errorf("fallback %t: %v", fallback, list)
		}
	}
}

func TestToday(t *testing.T) {
	for _, c := range []struct {
		date  site.Date
		today string
		late  bool
	}{
		{"2026-03-01", "2026-03-01", false}, {"2026-03-02", "2026-03-01", true}, {"2026-03", "2026-03-01", false},
		{"2026-04", "2026-03-31", true}, {"2026", "2026-01-01", false}, {"2027", "2026-12-31", true}, {"", "2026-01-01", false},
	} {
		h := newHub()
		h.page("about", "en").Source.Front.Date = c.date
		if got := len(Today(h.site, c.today)) > 0; got != c.late {
			t.Errorf("%s on %s: %t", c.date, c.today, got)
		}
	}
}
