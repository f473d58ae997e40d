package links

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/content"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

const source = `
-- content/hub.yaml --
base_url: https://links.example.org/
title: { en: Links, fr: Liens }
description: { en: Links., fr: Des liens. }
languages:
  - { code: en, name: English }
  - { code: fr, name: Français }
sections:
  notes: { kind: page, name: { en: Notes, fr: Notes }, slug: { en: notes, fr: carnets } }
  glossary: { kind: term, name: { en: Words, fr: Mots }, slug: { en: glossary, fr: glossaire } }
-- content/about.en.md --
---
title: About
summary: A page.
---
-- content/notes/one.en.md --
---
title: One
summary: A page.
---
-- content/notes/one.fr.md --
---
title: Un
summary: Une page.
slug: un
translated_from: en
---
-- content/notes/data.csv --
a,b
-- content/glossary/ssr.en.md --
---
short: SSR
title: Security sector reform
summary: Of the security sector.
---
`

// index returns the index of the source, with old replaced by by.
func index(t *testing.T, old, by string, portable bool) *Index {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(strings.Replace(source, old, by, 1))).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	loader := content.NewLoader(fsys, content.Options{})
	res, err := loader.Load(t.Context())
	if err != nil || res.Diagnostics.Errors() > 0 {
		t.Fatal(res.Diagnostics, err)
	}
	return New(res.Site, attachments.New(res.Files, fsys, loader, attachments.Rules{}, attachments.Said{}, attachments.NewCache()), portable, []string{"mailto"}, []string{"pictures.example.org"})
}

func resolver(x *Index, id, lang string) *Resolver {
	r, _ := x.site.Rendition(x.site.ByID[id], lang)
	return x.Resolver(r)
}

func TestLinks(t *testing.T) {
	v := resolver(index(t, "", "", false), "notes/one", "fr")
	for dest, want := range map[string]site.Target{
		"https://example.org/x":     {Status: site.External, Href: "https://example.org/x"},
		"mailto:a@example.org":      {Status: site.External, Href: "mailto:a@example.org"},
		"#part":                     {Href: "#part", Page: "notes/one", Anchor: "part"},
		"one.md":                    {Href: "../../../fr/carnets/un/", Page: "notes/one"},
		"one.markdown":              {Href: "../../../fr/carnets/un/", Page: "notes/one"},
		"one.en.md#why":             {Href: "../../../en/notes/one/#why", Page: "notes/one", Lang: "en", Anchor: "why"},
		"../about.md":               {Href: "../../../fr/about/", Page: "about", Lang: "en"},
		"/about.md":                 {Href: "../../../fr/about/", Page: "about", Lang: "en"},
		"./":                        {Href: "../../../fr/carnets/"},
		"/":                         {Href: "../../../fr/"},
		"data.csv":                  {Href: "../../../files/notes/data.csv", Title: "data.csv", Format: "CSV", Bytes: 4},
		"gone.md":                   {Status: site.Missing},
		"gone.csv":                  {Status: site.Missing},
		"gone/":                     {Status: site.Missing},
		"../../secret.md":           {Status: site.Escapes},
		"one.md#%C3%A9te%CC%81":     {Href: "../../../fr/carnets/un/#%C3%A9t%C3%A9", Page: "notes/one", Anchor: "été"},
		"#100%":                     {Href: "#100%25", Page: "notes/one", Anchor: "100%"},
		"":                          {Status: site.Empty},
		"C:/data.csv":               {Status: site.OnComputer},
		"htps://example.org":        {Status: site.NoScheme},
		"tel:+223":                  {Status: site.NoScheme}, // this site allows mailto alone
		"https://example.org/100%":  {Status: site.External, Href: "https://example.org/100%"},
		"https://example.org:x/":    {Status: site.Malformed},
		"data.csv#row=2":            {Href: "../../../files/notes/data.csv#row=2", Title: "data.csv", Format: "CSV", Bytes: 4, Anchor: "row=2"},
		"%2e%2e/%2e%2e/secret.md":   {Status: site.Escapes},
		"../../content/../about.md": {Status: site.Escapes},
	} {
		if got := v.Link(dest); got != want {
			t.Errorf("%s: %+v, want %+v", dest, got, want)
		}
	}
	if got := resolver(index(t, "", "", true), "notes/one", "en").Link("../about.md"); got.Href != "../../../en/about/index.html" {
		t.Errorf("portable: %+v", got)
	}
}

func TestAcronyms(t *testing.T) {
	x := index(t, "", "", false)
	if got, ok := resolver(x, "about", "en").Acronym("SSR"); !ok || got.Title != "Security sector reform" || got.Href != "../../en/glossary/ssr/" {
		t.Errorf("%+v", got)
	}
	for id, lang := range map[string]string{"glossary/ssr": "en", "notes/one": "fr"} { // the entry itself; a text in another language
		if got, ok := resolver(x, id, lang).Acronym("SSR"); ok {
			t.Errorf("%s in %s: %+v", id, lang, got)
		}
	}
}

// Whatever changes a target changes the hash.
func TestHash(t *testing.T) {
	before := index(t, "", "", false)
	for _, c := range []struct {
		old, by string
		same    bool
	}{
		{"title: About", "title: About us", true},
		{"summary: Une page.", "summary: Une autre page.", true},
		{"slug: un\n", "slug: une\n", false},
		{"fr: carnets", "fr: cahiers", false},
		{"short: SSR", "short: SSG", false},
		{"Security sector reform", "Reform of the security sector", false},
		{"a,b\n", "a,b,c\n", false},
		{"-- content/about.en.md --", "-- content/about-us.en.md --", false},
		{"title: { en: Links", "fallback: omit\ntitle: { en: Links", false},
	} {
		if same := index(t, c.old, c.by, false).Hash() == before.Hash(); same != c.same {
			t.Errorf("%q for %q: is the hash the same? %t", c.by, c.old, same)
		}
	}
	if index(t, "", "", true).Hash() == before.Hash() {
		t.Error("the hash of a portable site is the same")
	}
}

func TestLoadedFromElsewhere(t *testing.T) {
	v := resolver(index(t, "", "", false), "notes/one", "en")
	for dest, want := range map[string]site.Status{
		"https://pictures.example.org/a.png": site.External, " HTTPS://Pictures.Example.ORG": site.External,
		"https://pictures.example.org?a=@b:c": site.External, "https://pictures.example.org#@b": site.External,
		"http://pictures.example.org/a.png": site.Foreign, "//pictures.example.org/a.png": site.Foreign,
		"https://a.pictures.example.org/a.png": site.Foreign, "https://example.org/a.png": site.Foreign,
		"https://pictures.example.org.evil.org/": site.Foreign, "https://pictures.example.org./a.png": site.Foreign,
		"https://pictures.example.org:8443/a.png": site.Foreign, "https://pictures.example.org@evil.org/a.png": site.Foreign,
		"https://evil.org/@pictures.example.org": site.Foreign, "https://evil.org#pictures.example.org": site.Foreign,
		"https://links.example.org/files/a.png": site.Foreign, "mailto:a@example.org": site.NoScheme, "data.csv": site.Found,
	} {
		if got := v.Image(dest).Status; got != want && dest != "data.csv" { // which is no picture
			t.Errorf("image %q: %d, want %d", dest, got, want)
		}
		if want == site.NoScheme {
			want = site.External // a link may have it; what shows a recording leaves it out
		}
		if got := v.Media(dest).Status; got != want {
			t.Errorf("recording %q: %d, want %d", dest, got, want)
		}
		if strings.Contains(dest, "//") {
			if got := v.Link(dest).Status; got != site.External {
				t.Errorf("link %q: %d", dest, got)
			}
		}
	}
	// What is published depends on the hosts, so that what is kept of pages does.
	with, without := index(t, "", "", false), index(t, "", "", false)
	without.hosts = nil
	if with.Hash() == without.Hash() {
		t.Error("the hash doesn't depend on the hosts")
	}
}
