package theme

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"griot/generator/i18n"
	"griot/generator/view"
	words "griot/i18n"
	"griot/themes"
)

// contexts are the places of HTML in which html/template escapes in different ways. %s is
// a message or the name of an asset.
var contexts = []string{
	`<p>%s</p>`,
	`<p title="%s">x</p>`, `<p title='%s'>x</p>`, `<p title=%s>x</p>`,
	`<a href="%s">x</a>`, `<a href='%s'>x</a>`, `<a href=%s>x</a>`,
	`<a href="/a?q=%s">x</a>`, `<a href="/a/%s/">x</a>`, `<a href="#%s">x</a>`,
	`<img alt="x" srcset="%s">`, `<img alt="x" src="%s">`,
	`<form action="%s"></form>`, `<textarea>%s</textarea>`, `<title>%s</title>`,
	`<script>var a = %s;</script>`, `<script>var a = "%s";</script>`, `<script>var a = '%s';</script>`,
	`<script>var a = /%s/;</script>`,
	`<script type="application/json">{"a": %s}</script>`,
	`<p onclick="f(%s)">x</p>`, `<p onclick="f('%s')">x</p>`, `<p onclick=f(%s)>x</p>`,
	`<style>p { color: %s }</style>`, `<style>p { background: url("%s") }</style>`, `<style>p { content: "%s" }</style>`,
	`<p style="color: %s">x</p>`, `<p style="background: url('%s')">x</p>`,
	`<p data-x=%s data-y="z">x</p>`, `<!-- %s --><p>x</p>`,
}

var hostileMessages = []string{
	`</script><img src=x onerror=alert(1)>`, `</style><img src=x onerror=alert(1)>`, `</textarea></title><img src=x onerror=alert(1)>`,
	`"><img src=x onerror=alert(1)>`, `'><img src=x onerror=alert(1)>`, `x onmouseover=alert(1) y`, "` onmouseover=alert(1) `",
	`javascript:alert(1)`, ` JaVaScRiPt:alert(1)`, `data:text/html,<script>alert(1)</script>`,
	`"; alert(1); //`, `'; alert(1); //`, `'); alert(1); ('`, `\"; alert(1); //`, `--><img src=x onerror=alert(1)>`,
	`red; background: url(javascript:alert(1))`, `expression(alert(1))`, "\u2028alert(1)", `&quot;><img src=x onerror=alert(1)>`,
	`/*`, `*/ alert(1) /*`, `<!--<script>`, `${alert(1)}`, "x\nonclick=alert(1)",
}

// TestConstantsAreEscapedForTheirContext writes hostile messages and names of assets,
// which templates name by constants, into every context. The page has the elements and
// attributes that it has with a harmless value, and no URL or style of it runs a script.
func TestConstantsAreEscapedForTheirContext(t *testing.T) {
	scripted := regexp.MustCompile(`(?i)(href|src|action|srcset)=["']?\s*(javascript|data):|<style>[^<]*(url\(["']?javascript:|expression\()|style=["'][^"']*(url\(["']?javascript:|expression\()`)
	for _, function := range []string{`{{t "hostile"}}`, `{{asset "hostile.js"}}`} {
		var layout strings.Builder
		for i, context := range contexts {
			fmt.Fprintf(&layout, "<section id=s%d>"+context+"</section>\n", i, function)
		}
		harmless := shape(t, constantPage(t, layout.String(), "harmless"))
		for _, message := range hostileMessages {
			got := constantPage(t, layout.String(), message)
			if has := shape(t, got); has != harmless {
				t.Errorf("%s with %q: %s\nhas %s, not %s", function, message, got, has, harmless)
			}
			if bad := scripted.FindString(got); bad != "" {
				t.Errorf("%s with %q: %s in %s", function, message, bad, got)
			}
		}
	}
}

// constantPage renders a layout with a message or an asset's name.
func constantPage(t *testing.T, layout, value string) string {
	t.Helper()
	own := fstest.MapFS{
		"themes/palabre/layouts/page.html": {Data: []byte(layout)},
		"i18n/active.en.toml":              {Data: fmt.Appendf(nil, "hostile = %q\n", strings.ReplaceAll(value, "\u2028", "\\u2028"))},
	}
	if strings.Contains(value, "\u2028") {
		own["i18n/active.en.toml"].Data = []byte("hostile = \"\u2028alert(1)\"\n")
	}
	messages, list := i18n.Load([]string{"en"}, words.Files, own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	files, list := Find(Default, themes.Files, own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	o := options(files, messages)
	o.Langs = []string{"en"}
	o.Asset = func(string) string { return value }
	theme, list := Load(o)
	if len(list) > 0 {
		t.Fatal(list)
	}
	var b bytes.Buffer
	if err := theme.Render(&b, &view.View{Layout: "page", Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// shape returns the elements of a page with the names of their attributes.
func shape(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		b.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key)
		}
		b.WriteString(">")
	}
	return b.String()
}
