package theme

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"griot/generator/metadata/cite"
	"griot/generator/metadata/schemaorg"
	"griot/generator/site"
	"griot/generator/view"
)

// TestHostileValuesStayValues puts values that would break out of a text, an
// attribute, a URL or a script into every field of every view. The pages have the
// elements and attributes that they have with a harmless value, no URL of theirs
// runs a script, and their blocks of data can be read.
func TestHostileValuesStayValues(t *testing.T) {
	theme := load(t, nil, Default)
	harmless := map[string][]string{}
	for layout, v := range hostileViews("x") {
		harmless[layout] = structure(t, layout, renderView(t, theme, v))
	}
	for _, value := range hostile {
		if value == "" {
			continue // layouts leave out what is empty
		}
		for layout, v := range hostileViews(value) {
			got := structure(t, layout, renderView(t, theme, v))
			if want := harmless[layout]; !slices.Equal(got, want) {
				t.Errorf("%s with %q: %s", layout, value, firstDifference(got, want))
			}
		}
	}
}

func renderView(t *testing.T, theme *Theme, v *view.View) string {
	t.Helper()
	var b bytes.Buffer
	if err := theme.Render(&b, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hostileViews returns the sample views with every text set to a value, and what
// Fill makes of that.
func hostileViews(value string) map[string]*view.View {
	views := sampleViews("en")
	for _, v := range views {
		v.Meta.About = schemaorg.Page{
			Crumbs: make([]schemaorg.Link, 2), About: make([]schemaorg.Topic, 1), Document: &schemaorg.Document{Authors: make([]schemaorg.Author, 1), Sources: make([]schemaorg.Reference, 1)},
			Original: &schemaorg.Version{}, Translations: make([]schemaorg.Version, 1),
		}
		v.Meta.Cited = &cite.Work{Authors: make([]cite.Name, 1), Keywords: make([]string, 1)}
		v.Meta.Targets = make([][2]string, 1)
		v.Meta.OtherFeeds = make([]view.FeedLink, 1)
		if v.Brief != nil {
			v.Brief.Cite.Document = *v.Meta.Cited
		}
		setTexts(reflect.ValueOf(v).Elem(), value, map[uintptr]bool{})
		v.Fill("<p>Text.</p>")
	}
	return views
}

// chosen are fields that have one of a few values: layouts compare them or look
// something up by them.
var chosen = []string{"View.Layout", "View.Lang", "Switch.Code", "Notice.Kind", "TheoryRow.Layer"}

// setTexts sets every text below a value, except for HTML and other code, which
// the package that made it vouches for.
func setTexts(v reflect.Value, text string, seen map[uintptr]bool) {
	switch v.Kind() {
	case reflect.String:
		if v.Type().PkgPath() != "html/template" || v.Type().Name() == "Srcset" {
			v.SetString(text)
		}
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			setTexts(v.Elem(), text, seen)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			setTexts(v.Index(i), text, seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			date := f.Type == reflect.TypeFor[site.Date]()
			if f.IsExported() && !date && !slices.Contains(chosen, v.Type().Name()+"."+f.Name) {
				setTexts(v.Field(i), text, seen)
			}
		}
	}
}

// structure lists the elements of a page with the names of their attributes, and
// reports URLs that run scripts and data that can't be read.
func structure(t *testing.T, layout, page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			line := n.Data
			for _, a := range n.Attr {
				line += " " + a.Key
				if runsScript(n, a) {
					t.Errorf("%s: <%s %s=%q>", layout, n.Data, a.Key, a.Val)
				}
			}
			out = append(out, line)
			if n.Data == "script" && n.FirstChild != nil && !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("%s: a block of data is %s", layout, n.FirstChild.Data)
			}
		case html.CommentNode:
			out = append(out, "<!-- -->")
		}
	}
	return out
}

// runsScript reports whether an attribute is a URL that a browser would run or
// show as a page of its own. Citations are files to download.
func runsScript(n *html.Node, a html.Attribute) bool {
	has := func(key string) bool {
		return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	}
	url := a.Val
	switch {
	case a.Key == "content" && has("http-equiv"): // leads on: "0; url=..."
		_, url, _ = strings.Cut(url, "url=")
	case !slices.Contains([]string{"href", "src", "action", "formaction"}, a.Key):
		return false
	}
	// Browsers ignore line ends and tabs in a URL, and what is before it.
	url = strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(strings.TrimLeft(url, "\x00 \x1f"))
	scheme, _, ok := strings.Cut(strings.ToLower(url), ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return false
	}
	return !slices.Contains([]string{"http", "https", "mailto"}, scheme) && !(scheme == "data" && has("download"))
}

func firstDifference(got, want []string) string {
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			return "<" + got[i] + "> is not there with a harmless value"
		}
	}
	return "<" + want[len(got)] + "> is missing"
}

// TestStructureSeesInjections shows what the test above looks for.
func TestStructureSeesInjections(t *testing.T) {
	harmless := structure(t, "", `<p title="x">x</p>`)
	for _, page := range []string{`<p title="x"><b>x</b></p>`, `<p title="x" onload="">x</p>`, `<p title="x">x<!-- --></p>`, `<p title="x"></p><p>x</p>`} {
		if slices.Equal(structure(t, "", page), harmless) {
			t.Errorf("nothing is seen in %s", page)
		}
	}
	for url, want := range map[string]bool{"a:b": true, " java\nscript:x": true, "data:x": true, "a/b:c": false, "#a:b": false, "HTTPS://a": false} {
		a := html.Attribute{Key: "href", Val: url}
		if got := runsScript(&html.Node{Data: "a", Attr: []html.Attribute{a}}, a); got != want {
			t.Errorf("%q runs a script: %v", url, got)
		}
	}
}
