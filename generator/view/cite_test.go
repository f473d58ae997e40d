package view

import (
	"net/url"
	"strings"
	"testing"
)

func TestCite(t *testing.T) {
	b := hub(t)
	c := page(t, b, "fr/bibliotheque/rdc-loi-victimes/").Brief.Cite
	contains(t, string(c.APA), "Alliance Just Future. (2026). <cite>Loi n° 22/065", "[Note de synthèse]", base+"fr/bibliotheque/rdc-loi-victimes/")
	contains(t, string(c.Chicago), "Note de synthèse. Alliance Just Future, 2026.")
	contains(t, c.BibTeX, "@techreport{briefs-drc-victims-law-fr,", "language = {fr}")
	contains(t, c.RIS, "TY  - RPRT", "LA  - fr")
	contains(t, c.CSL, `"language": "fr"`)
	if c.Name != "briefs-drc-victims-law-fr" {
		t.Errorf("the name is %q", c.Name)
	}
	text, ok := strings.CutPrefix(string(c.BibTeXHref), "data:application/x-bibtex;charset=utf-8,")
	if got, err := url.PathUnescape(text); !ok || err != nil || got != c.BibTeX {
		t.Errorf("the address holds %q (%v)", got, err)
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
