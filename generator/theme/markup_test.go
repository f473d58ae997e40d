package theme

import (
	"html/template"
	"strings"
	"testing"

	"griot/generator/view"
)

// hostile are values that would break out of a text, an attribute, a URL or a
// script if they were not escaped.
var hostile = []string{
	`"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `" onload="alert(1)`, "` onload=`alert(1)",
	`</title><script>alert(1)</script>`, `</script><script>alert(1)</script>`, `--><script>alert(1)</script>`, `]]><script>`,
	`javascript:alert(1)`, " \tJaVaScRiPt:alert(1)", "java\nscript:alert(1)", `vbscript:x`, `data:text/html,<script>alert(1)</script>`,
	`//example.org/"x`, `mailto:a@b?subject=<x>`, `https://example.org/?a=1&b="2"`, `#"><b>`, `a b'(c)%zz%41`,
	"a\x00b", "a\u2028b\u2029c", "\xff\xfe<b>", `&quot;&#34;&lt;`, `\"\'\u003c`, `${alert(1)}`, `{{.}}`, `0;url=javascript:alert(1)`, `x 1w, javascript:y 2w`, "",
}

// TestMarkupIsThatOfTemplates compares what markup writes with what
// html/template writes for the same values.
func TestMarkupIsThatOfTemplates(t *testing.T) {
	for _, v := range hostile {
		compareMarkup(t, v)
	}
}

func FuzzMarkup(f *testing.F) {
	for _, v := range hostile {
		f.Add(v)
	}
	f.Fuzz(compareMarkup)
}

var asTemplates = template.Must(template.New("").Parse(
	`{{define "text"}}<p>{{.}}</p>{{end}}` +
		`{{define "attr"}}<p title="{{.}}">{{end}}` +
		`{{define "url"}}<a href="{{.}}">{{end}}` +
		`{{define "link"}}<a href="{{.Href}}"{{with .Lang}} lang="{{.}}" hreflang="{{.}}"{{end}}>{{.Text}}</a>{{end}}` +
		`{{define "contents"}}{{range .}}<li><a href="#{{.ID}}">{{.Text}}</a></li>` + "\n" + `{{end}}{{end}}` +
		`{{define "img"}}<img src="{{.Src}}" alt="{{.Alt}}" srcset="{{.Srcset}}" sizes="1px" loading="lazy" decoding="async">{{end}}` +
		`{{define "citations"}}<a href="{{.BibTeXHref}}" download="{{.Name}}.bib">BibTeX</a> ` +
		`<a href="{{.RISHref}}" download="{{.Name}}.ris">RIS</a> <a href="{{.CSLHref}}" download="{{.Name}}.json">CSL-JSON</a>{{end}}`,
))

func compareMarkup(t *testing.T, s string) {
	compare := func(name string, data any, got string) {
		t.Helper()
		var want strings.Builder
		if err := asTemplates.ExecuteTemplate(&want, name, data); err != nil {
			t.Fatal(err)
		}
		if got != want.String() {
			t.Errorf("%s of %q is\n%s, not\n%s", name, s, got, want.String())
		}
	}
	write := func(before, after string, value func(*markup)) string {
		var m markup
		m.raw(before)
		value(&m)
		m.raw(after)
		return m.String()
	}
	compare("text", s, write("<p>", "</p>", func(m *markup) { m.text(s) }))
	compare("attr", s, write("<p", ">", func(m *markup) { m.attr("title", s) }))
	compare("url", s, write("<a", ">", func(m *markup) { m.url("href", s) }))
	compare("url", template.URL(s), write("<a", ">", func(m *markup) { m.safeURL("href", template.URL(s)) }))
	for _, to := range []view.Link{{Href: s, Text: s}, {Href: s, Text: s, Lang: s}} {
		got, err := link(to, leftToRight, "en")
		if err != nil {
			t.Fatal(err)
		}
		compare("link", to, string(got))
	}
	toc := []view.Heading{{Level: 3, ID: "a", Text: "b"}, {Level: 2, ID: s, Text: s}}
	compare("contents", toc[1:], string(contents(toc, 2)))
	if s != "" {
		p := &view.Picture{Src: s, Alt: s, Srcset: template.Srcset(s)}
		compare("img", p, string(img(p, "1px")))
	}
	cite := &view.Cite{BibTeXHref: template.URL(s), RISHref: template.URL(s), CSLHref: template.URL(s), Name: s}
	compare("citations", cite, string(citations(cite)))
}

func TestLinkLeadsSomewhere(t *testing.T) {
	if _, err := link("https://example.org/", leftToRight, "en"); err == nil {
		t.Error("a text is taken for a link")
	}
}

func leftToRight(string) string { return "ltr" }
