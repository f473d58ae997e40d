package markdown

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// attacks are pieces of HTML that would run a script, load something or send a form.
var attacks = []string{
	`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<SCRIPT SRC=//x.example></SCRIPT>`, `<script/src=x>`,
	`<img src=x onerror=alert(1)>`, `<img/src="x"/onerror=alert(1)>`, `<img src="javascript:alert(1)" alt="">`, `<img srcset="x 1x" alt="">`,
	`<a href="jAvAsCrIpT:alert(1)">a</a>`, `<a href=" &#14; javascript:alert(1)">a</a>`, `<a href="java&#10;script:alert(1)">a</a>`, `<a href="data:text/html,<script>alert(1)</script>">a</a>`,
	`<a href="vbscript:x">a</a>`, `<a id='"><script>alert(1)</script>'>a</a>`, `<a name="x&quot; onclick=&quot;alert(1)" href="#x">a</a>`, `<a id="x" onclick="alert(1)">a</a>`,
	`<h2 id='x" onmouseover="alert(1)'>t</h2>`, `<h2 onmouseover="alert(1)" style="x">t</h2>`, `<h2><script>alert(1)</script>t</h2>`, `<h2 id="x"><img src=x onerror=alert(1)></h2>`,
	`<video poster="javascript:alert(1)" src="javascript:alert(1)" onplay=alert(1)><source src="javascript:alert(1)" onerror=alert(1)></video>`,
	`<audio src="data:audio/x,1" onerror=alert(1) autoplay>`, `<video><track src="javascript:alert(1)" onload=alert(1)>`, `<video srcdoc="x" src="blob:x">`,
	`<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>`, `<div style="background:url(javascript:alert(1))">x</div>`, `<style>@import "x"</style>`,
	`<form action="https://x.example"><input name=q autofocus onfocus=alert(1)><button formaction="javascript:alert(1)">x</button></form>`,
	`<iframe src="javascript:alert(1)" srcdoc="<script>alert(1)</script>"></iframe>`, `<object data="javascript:alert(1)"></object>`, `<embed src="x">`, `<base href="//x.example">`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`, `<link rel="stylesheet" href="x">`, `<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<textarea><img src=x onerror=alert(1)></textarea>`, `<title><img src=x onerror=alert(1)></title>`,
	`<template><script>alert(1)</script></template>`, `<xmp><img src=x onerror=alert(1)></xmp>`, `<plaintext><img src=x onerror=alert(1)>`, `<iframe/><img src=x onerror=alert(1)>`,
	`<!--><img src=x onerror=alert(1)>-->`, `<!-- --!><img src=x onerror=alert(1)>`, `<![CDATA[<img src=x onerror=alert(1)>]]>`, `<?xml <img src=x onerror=alert(1)> ?>`, `</p/onclick=alert(1)><b onclick=alert(1)>`,
	`<span title='"><script>alert(1)</script>'>x</span>`, `<b lang="&quot;><script>alert(1)</script>">x</b>`, `<span class="x&quot; onclick=&quot;alert(1)">x</span>`, `<dialog open onclose=alert(1)>`, `<portal src=x>`,
}

// TestHostileHTML checks that nothing which runs or loads is left, wherever the HTML stands.
func TestHostileHTML(t *testing.T) {
	c := New(Options{RawHTML: true, Labels: testLabels})
	for _, attack := range attacks {
		for _, text := range []string{attack, "Words " + attack + " words", "<div>\n" + attack + "\n</div>", "> - " + attack, "## " + attack, "| a |\n| - |\n| " + attack + " |", "Note[^1]\n\n[^1]: " + attack} {
			out := c.Convert(Input{File: "content/x.en.md", Lang: "en", Text: []byte(text + "\n"), Line: 1}, answers{})
			doc, err := html.Parse(strings.NewReader(out.HTML))
			if err != nil {
				t.Fatal(err)
			}
			for n := range doc.Descendants() {
				if n.Type == html.ElementNode {
					harmless(t, text, n)
				}
			}
			wellFormed(t, out)
		}
	}
}

// harmless checks one element.
func harmless(t *testing.T, text string, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "script", "style", "iframe", "object", "embed", "form", "button", "base", "meta", "link", "svg", "math", "template", "noscript", "textarea", "title", "xmp", "plaintext", "dialog", "portal":
		t.Errorf("%q: <%s> is left", text, n.Data)
	case "input":
		t.Errorf("%q: an input is left", text)
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction", a.Key == "autoplay", a.Key == "srcset":
			t.Errorf("%q: %s of <%s> is left", text, a.Key, n.Data)
		case a.Key == "href", a.Key == "src", a.Key == "poster":
			u, err := url.Parse(a.Val)
			if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "tel" && u.Scheme != "sms" && u.Scheme != "geo" && u.Scheme != "whatsapp" {
				t.Errorf("%q: %s=%q of <%s> is left", text, a.Key, a.Val, n.Data)
			}
		case a.Key == "id" && strings.ContainsAny(a.Val, "\"'<> "):
			t.Errorf("%q: id %q", text, a.Val)
		}
	}
}

// FuzzSanitise cleans any HTML by itself: no script, no handler, no form and no scheme that
// isn't allowed is left, and cleaning the result again changes nothing.
func FuzzSanitise(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	f.Add(`<p><b id="a" class="b c" lang=fr>x</b> <a href="mailto:a@b">y</a><img src="a b.png" alt='"&gt;'></p><table><tr><td colspan=2>z`)
	c := New(Options{RawHTML: true, Labels: testLabels})
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // callers pass nothing else
		}
		for _, policy := range []*bluemonday.Policy{c.raw.inline, c.raw.block} {
			clean := func(text string) string {
				p := &page{c: c, src: Input{File: "content/x.en.md", Lang: "en", Line: 1}, source: []byte(text)}
				return string(p.cleaned(policy, []byte(text), func(i int) int { return i }))
			}
			out := clean(text)
			doc, err := html.Parse(strings.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			for n := range doc.Descendants() {
				if n.Type == html.ElementNode {
					harmless(t, text, n)
				}
			}
			if again := clean(out); again != out {
				t.Errorf("%q: %q, then %q", text, out, again)
			}
		}
	})
}
