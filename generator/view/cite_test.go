package view

import (
	"slices"
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
	if c.Name != "briefs-drc-victims-law-fr" || c.BibTeXHref != "../../../fr/bibliotheque/rdc-loi-victimes/cite.bib" {
		t.Errorf("%q %q", c.Name, c.BibTeXHref)
	}
}

// What a page offers is what lies beside it.
func TestCiteFiles(t *testing.T) {
	b := hub(t)
	files := map[string]string{}
	for _, lang := range []string{"en", "fr"} {
		for _, r := range b.langs[lang].renditions {
			for _, f := range b.CiteFiles(r) {
				files[f.Path] = f.Body()
				if f.Key == "" {
					t.Errorf("%s has no key", f.Path)
				}
			}
		}
	}
	offered := 0
	for _, s := range b.Specs() {
		v := s.View()
		if v.Brief == nil {
			continue
		}
		c := v.Brief.Cite
		for href, text := range map[string]string{c.BibTeXHref: c.BibTeX, c.RISHref: c.RIS, c.CSLHref: c.CSL} {
			if files[strings.TrimLeft(href, "./")] != text {
				t.Errorf("%s: nothing like it lies at %s", v.Path, href)
			}
			offered++
		}
		if fallback := v.Notice != nil; fallback != !strings.HasPrefix(strings.TrimLeft(c.RISHref, "./"), v.Path) {
			t.Errorf("%s: offers %s", v.Path, c.RISHref)
		}
	}
	if offered < len(files) || len(files) < 90 {
		t.Errorf("%d files, offered %d times", len(files), offered)
	}
	keys := slices.Collect(func(yield func(string) bool) {
		for path, text := range files {
			if strings.HasSuffix(path, ".bib") && !yield(text[:strings.Index(text, ",")]) {
				return
			}
		}
	})
	slices.Sort(keys)
	if n := len(slices.Compact(slices.Clone(keys))); n != len(keys) {
		t.Errorf("%d keys for %d documents", n, len(keys))
	}
}
