package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"weak"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/site"
	"griot/generator/view"
	words "griot/i18n"
	"griot/themes"
)

var bothLanguages = []string{"en", "fr"}

func load(t testing.TB, own fs.FS, name string) *Theme {
	t.Helper()
	theme, list := loadWith(t, own, name)
	for _, d := range list {
		t.Error(d)
	}
	if theme == nil {
		t.FailNow()
	}
	return theme
}

func loadWith(t testing.TB, own fs.FS, name string) (*Theme, diag.List) {
	t.Helper()
	messages, list := i18n.Load(bothLanguages, words.Files, nil)
	files, more := Find(name, themes.Files, own)
	if list = append(list, more...); len(list) > 0 {
		return nil, list
	}
	return Load(options(files, messages))
}

func options(files *Files, messages *i18n.Catalog) Options {
	return Options{
		Files: files, Langs: bothLanguages, Messages: messages,
		Typeset: func(lang, text string) string {
			if lang == "fr" {
				return strings.ReplaceAll(text, " :", "\u00a0:")
			}
			return text
		},
		Asset: func(name string) string { return "assets/" + name },
	}
}

func render(t testing.TB, theme *Theme, layout, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := theme.Render(&b, sampleViews(lang)[layout]); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLayouts renders every layout in both languages from a full view.
func TestLayouts(t *testing.T) {
	theme := load(t, nil, Default)
	for _, lang := range bothLanguages {
		views := sampleViews(lang)
		for layout := range theme.layouts {
			if views[layout] == nil {
				t.Errorf("layout %q has no sample view", layout)
				continue
			}
			t.Run(layout+"."+lang, func(t *testing.T) { checkPage(t, render(t, theme, layout, lang)) })
		}
		for layout := range views {
			if !theme.Has(layout) {
				t.Errorf("no layout %q", layout)
			}
		}
	}
}

var void = []string{"meta", "col", "link", "br", "img", "input", "hr", "path", "circle", "source"}

// checkPage reports what a page must never contain, and tags that don't match.
func checkPage(t *testing.T, page string) {
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	var refs []string
	ids := map[string]bool{}
	level := 0
	for {
		kind := z.Next()
		tok := z.Token()
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			for _, ref := range refs {
				if !ids[ref] {
					t.Errorf("nothing has the id %q", ref)
				}
			}
			return
		case html.TextToken:
			if len(open) > 0 && open[len(open)-1] == "script" && !strings.HasPrefix(tok.Data, "{") {
				t.Errorf("inline script %q", tok.Data)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if kind == html.StartTagToken && !slices.Contains(void, tok.Data) {
				open = append(open, tok.Data)
			}
			if len(tok.Data) == 2 && tok.Data[0] == 'h' && tok.Data[1] >= '1' && tok.Data[1] <= '6' {
				if n := int(tok.Data[1] - '0'); n > level+1 {
					t.Errorf("heading level jumps from %d to %d", level, n)
				} else {
					level = n
				}
			}
			refs = append(refs, checkTag(t, tok, ids)...)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v", tok.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

// checkTag reports what a tag may not have and returns the ids that it names.
func checkTag(t *testing.T, tok html.Token, ids map[string]bool) (refs []string) {
	if tok.Data == "style" || tok.Data == "iframe" {
		t.Errorf("a <%s>", tok.Data)
	}
	for _, a := range tok.Attr {
		switch {
		case a.Key == "style", strings.HasPrefix(a.Key, "on"), a.Key == "crossorigin" && !slices.Contains(tok.Attr, html.Attribute{Key: "rel", Val: "preload"}):
			t.Errorf("%s on %s", a.Key, tok)
		case a.Key == "id":
			if ids[a.Val] {
				t.Errorf("the id %q is there twice", a.Val)
			}
			ids[a.Val] = true
		case a.Key == "for", a.Key == "aria-labelledby":
			refs = append(refs, a.Val)
		case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
			refs = append(refs, a.Val[1:])
		case (a.Key == "href" || a.Key == "src" || a.Key == "lang" || a.Key == "action") && a.Val == "":
			t.Errorf("empty %s on %s", a.Key, tok)
		case strings.Contains(a.Val, "ZgotmplZ"):
			t.Errorf("html/template refused %s on %s", a.Key, tok)
		}
	}
	return refs
}

// TestMessages checks that what layouts ask for is there in both languages,
// and that nothing else is.
func TestMessages(t *testing.T) {
	theme := load(t, nil, Default)
	// As the site's own, so that unused messages are reported as well.
	catalog, list := i18n.Load(bothLanguages, nil, siteOf(t, words.Files))
	for _, d := range append(list, catalog.Check(theme.Messages())...) {
		t.Error(d)
	}
	for _, u := range theme.Messages() {
		if u.Line == 0 || !strings.HasPrefix(u.File, "themes/palabre/") {
			t.Errorf("message %q has no position: %+v", u.Key, u)
		}
	}
}

// siteOf is a site whose own messages are those of a folder.
func siteOf(t *testing.T, messages fs.FS) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, lang := range bothLanguages {
		src, err := fs.ReadFile(messages, "active."+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		out["i18n/active."+lang+".toml"] = &fstest.MapFile{Data: src}
	}
	return out
}

func TestFrenchMessagesAreTypeset(t *testing.T) {
	page := render(t, load(t, nil, Default), "outcome", "fr")
	if want := "Résultat 1\u00a0: Security"; !strings.Contains(page, want) {
		t.Errorf("no %q in the page", want)
	}
}

// TestBlocksOfData reads the data that scripts find on the search page.
func TestBlocksOfData(t *testing.T) {
	th := load(t, nil, "")
	var b bytes.Buffer
	if err := th.Render(&b, sampleViews("fr")["search"]); err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	var names []struct {
		Param string
		Terms [][3]string
	}
	for _, block := range regexp.MustCompile(`(?s)<script type="application/json" data-words>(.*?)</script>`).FindAllStringSubmatch(b.String(), -1) {
		var data struct {
			Words, Languages map[string]any
			Names            any
		}
		data.Names = &names
		if err := json.Unmarshal([]byte(block[1]), &data); err != nil {
			t.Fatalf("%v in %s", err, block[1])
		}
		if words == nil {
			words = map[string]any{}
		}
		maps.Copy(words, data.Words)
	}
	if words["box.corrected"] != "Résultats pour « {{.Query}} »" {
		t.Errorf("box.corrected is %q", words["box.corrected"])
	}
	if len(names) != 1 || names[0].Param != "country" || names[0].Terms[0] != [3]string{"mali", "Mali </script>", ""} {
		t.Errorf("the names are %q", names)
	}
}

// TestOverride covers one layout, by file, and checks that its fingerprint
// alone changes.
func TestOverride(t *testing.T) {
	plain := load(t, nil, Default)
	own := fstest.MapFS{
		"themes/mine/theme.yaml":        {Data: []byte("name: Mine\nextends: palabre\n")},
		"themes/mine/layouts/page.html": {Data: []byte("{{template \"top\" .}}<p>mine</p>{{template \"bottom\" .}}")},
	}
	mine := load(t, own, "mine")
	if page := render(t, mine, "page", "en"); !strings.Contains(page, "<p>mine</p>") || !strings.Contains(page, "masthead") {
		t.Error("the site's layout is not used")
	}
	if plain.Fingerprint("page", "en") == mine.Fingerprint("page", "en") {
		t.Error("the fingerprint of a changed layout stayed")
	}
	if plain.Fingerprint("brief", "en") != mine.Fingerprint("brief", "en") {
		t.Error("the fingerprint of an unchanged layout changed")
	}
	partial := fstest.MapFS{"themes/palabre/partials/foot.html": {Data: []byte("<footer>{{.Frame.SiteTitle}}</footer>")}}
	foot := load(t, partial, Default)
	if plain.Fingerprint("brief", "en") == foot.Fingerprint("brief", "en") {
		t.Error("a partial behind frame is not part of the fingerprint")
	}
}

func TestFingerprintFollowsMessagesAndAssets(t *testing.T) {
	base := load(t, nil, Default)
	messages, _ := i18n.Load(bothLanguages, words.Files, fstest.MapFS{
		"i18n/active.en.toml": {Data: []byte("brief.key = \"In short\"\nlibrary.count = { one = \"{{.Count}} text\", other = \"{{.Count}} texts\" }\n")},
	})
	files, _ := Find(Default, themes.Files, nil)
	o := options(files, messages)
	changed, _ := Load(o)
	for layout, want := range map[string]bool{"brief": true, "library": true, "matrix": false} {
		if got := base.Fingerprint(layout, "en") != changed.Fingerprint(layout, "en"); got != want {
			t.Errorf("fingerprint of %s changed: %v", layout, got)
		}
	}
	o.Asset = func(name string) string { return "assets/2-" + name }
	again, _ := Load(o)
	if changed.Fingerprint("matrix", "en") == again.Fingerprint("matrix", "en") {
		t.Error("an asset's name is not part of the fingerprint")
	}
	if base.Fingerprint("brief", "en") == (site.Hash{}) {
		t.Error("no fingerprint")
	}
}

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct{ file, src, want string }{
		"syntax":   {"layouts/page.html", "a\n{{if}}", "themes/palabre/layouts/page.html:2: error: missing value for if [theme-syntax]"},
		"function": {"layouts/page.html", "{{nope .}}", `themes/palabre/layouts/page.html:1: error: function "nope" not defined [theme-syntax]`},
		"partial":  {"layouts/page.html", "{{template \"nope\"}}", `themes/palabre/layouts/page.html: error: no partial "nope" in the theme [theme-syntax]`},
		"yaml":     {"theme.yaml", "extend: x", `themes/palabre/theme.yaml:1:1: error: theme.yaml has no key "extend" [field-unknown]`},
		"theme":    {"theme.yaml", "extends: nope", `themes/palabre/theme.yaml: error: there is no theme "nope" [theme-syntax]`},
		"circle":   {"theme.yaml", "extends: palabre", `themes/palabre/theme.yaml: error: themes extend each other in a circle: palabre, palabre [theme-syntax]`},
	} {
		_, list := loadWith(t, fstest.MapFS{"themes/palabre/" + c.file: {Data: []byte(c.src)}}, Default)
		if len(list) == 0 || !strings.HasPrefix(i18n.English().Explain(list[0]).String(), c.want) {
			t.Errorf("%s: %v, want %s", name, list, c.want)
		}
	}
}

func TestRenderErrorHasItsPlace(t *testing.T) {
	own := fstest.MapFS{"themes/palabre/layouts/page.html": {Data: []byte("<p>\n{{.Nope}}</p>")}}
	files, _ := Find(Default, themes.Files, own)
	theme := load(t, own, Default)
	err := theme.Render(new(bytes.Buffer), sampleViews("en")["page"])
	e, ok := err.(*Error)
	if !ok {
		t.Fatalf("error is %T", err)
	}
	d := theme.Diagnostic(e, files)
	if d.File != "themes/palabre/layouts/page.html" || d.Line != 2 {
		t.Errorf("the diagnostic is at %s", d.Position)
	}
}

func ExampleTheme_Messages() {
	files, _ := Find(Default, themes.Files, nil)
	messages, _ := i18n.Load([]string{"en"}, words.Files, nil)
	theme, _ := Load(Options{Files: files, Langs: []string{"en"}, Messages: messages, Asset: func(n string) string { return n }})
	for _, u := range theme.Messages() {
		if u.Key == "page.print" {
			fmt.Println(u.File)
		}
	}
	// Output: themes/palabre/layouts/brief.html
}

// TestKeptIsBounded renders for ever new frames, as a site that is edited
// while it is served does, and waits for the first one to be forgotten.
func TestKeptIsBounded(t *testing.T) {
	theme := load(t, nil, Default)
	theme.langs["en"].maxKept = 100_000
	v := sampleViews("en")["page"]
	frame := *v.Frame
	renderWithFrame := func() weak.Pointer[view.Frame] {
		f := frame
		v.Frame = &f
		if err := theme.Render(new(bytes.Buffer), v); err != nil {
			t.Fatal(err)
		}
		return weak.Make(&f)
	}
	first := renderWithFrame()
	runtime.GC()
	if first.Value() == nil {
		t.Fatal("nothing is kept")
	}
	for range 100 {
		renderWithFrame()
	}
	runtime.GC()
	if first.Value() != nil {
		t.Error("a hundred frames are kept, beyond the bound")
	}
}

// TestConcurrent renders everything at once on a theme that nothing has been
// rendered with yet; each page comes out as it does alone.
func TestConcurrent(t *testing.T) {
	alone, theme := load(t, nil, Default), load(t, nil, Default)
	var g errgroup.Group
	for _, lang := range bothLanguages {
		for layout, v := range sampleViews(lang) {
			want := render(t, alone, layout, lang)
			for range 3 {
				g.Go(func() error {
					var b bytes.Buffer
					if err := theme.Render(&b, v); err != nil {
						return err
					}
					if b.String() != want {
						return fmt.Errorf("%s.%s differs", layout, lang)
					}
					return nil
				})
			}
		}
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}
