package pipeline

import (
	"strings"

	"griot/generator/config"
	"griot/generator/markdown"
	"griot/generator/site"
)

// labels returns the messages of a language that surround converted text.
func (l *presentation) labels(lang string) markdown.Labels {
	w := l.catalog.For(lang)
	other, dir := "", ""
	if of := w.LangOf("markdown.note"); of != lang {
		other, dir = of, config.Direction(of)
	}
	return markdown.Labels{
		Lang: other, Dir: dir,
		Note: w.T("markdown.note"), Tip: w.T("markdown.tip"), Important: w.T("markdown.important"),
		Warning: w.T("markdown.warning"), Caution: w.T("markdown.caution"),
		Key: w.T("markdown.key"), Table: w.T("markdown.table"), Footnotes: w.T("markdown.footnotes"), Details: w.T("markdown.details"),
		FootnoteRef: func(n int) string { return w.T("markdown.footnote_ref", "Number", n) },
		BackTo: func(n, place, places int) string {
			if places == 1 {
				return w.T("markdown.back", "Number", n)
			}
			return w.T("markdown.back_place", "Number", n, "Place", place)
		},
		Withheld: func(alt string) string {
			if alt == "" {
				return w.T("picture.withheld_unnamed")
			}
			return w.T("picture.withheld", "Alt", alt)
		},
		Download: func(t site.Target) string {
			parts := []string{t.Format}
			if t.Lang != "" {
				parts = append(parts, w.Language(t.Lang))
			}
			if t.Pages > 0 {
				parts = append(parts, w.T("markdown.pages", t.Pages))
			}
			return strings.Join(append(parts, w.Bytes(t.Bytes)), ", ")
		},
	}
}
