package pages

import (
	"html/template"
	"net/url"
	"strings"
	"testing"
)

func TestCite(t *testing.T) {
	b := hub(t)
	c := pageAt(t, b, "fr/bibliotheque/rdc-loi-victimes/").Brief.Cite
	own := b.in.Hub.Title["fr"]
	contains(t, string(c.APA), own+". (2026). <cite>RDC", "[Note de synthèse]", base+"fr/bibliotheque/rdc-loi-victimes/")
	contains(t, string(c.Chicago), "Note de synthèse. "+own+", 2026.")
	if c.Name != "briefs-drc-victims-law-fr" {
		t.Errorf("the name is %q", c.Name)
	}
	for _, file := range []struct {
		href      template.URL
		mediaType string
		texts     []string
	}{
		{c.BibTeXHref, "application/x-bibtex", []string{"@techreport{briefs-drc-victims-law-fr,", "language = {fr}"}},
		{c.RISHref, "application/x-research-info-systems", []string{"TY  - RPRT", "LA  - fr"}},
		{c.CSLHref, "application/vnd.citationstyles.csl+json", []string{`"language": "fr"`}},
	} {
		data, ok := strings.CutPrefix(string(file.href), "data:"+file.mediaType+";charset=utf-8,")
		text, err := url.PathUnescape(data)
		if !ok || err != nil {
			t.Errorf("the URL is %s (%v)", file.href, err)
		}
		contains(t, text, file.texts...)
	}
}

// Each document of the library has a name of its own among citations.
func TestCiteNames(t *testing.T) {
	b := hub(t)
	seen := map[string]string{}
	for _, s := range b.Specs() {
		v := whole(b, s)
		if v.Brief == nil || v.Notice != nil {
			continue
		}
		name := v.Brief.Cite.Name
		if other := seen[name]; other != "" {
			t.Errorf("%s and %s are both %q", other, v.Path, name)
		}
		seen[name] = v.Path
	}
	if len(seen) < 30 {
		t.Errorf("only %d documents", len(seen))
	}
}
