package check

import (
	"slices"
	"strings"
	"unicode"

	"griot/generator/search/analysis"
	"griot/generator/translate"
)

// termMatcher finds terms of the glossary in texts of one language, in all
// inflections that search's analysis knows.
type termMatcher struct {
	analyzer *analysis.Analyzer
	forms    []matchForm // the longest first
}

type matchForm struct {
	term  int      // index in the glossary
	words []string // analysed, without stop words; nil for acronyms
	exact string   // of an acronym: as it is written
}

func newTermMatcher(lang string, terms []translate.Term) *termMatcher {
	m := &termMatcher{analyzer: analysis.NewAnalyzer(lang)}
	for i, t := range terms {
		for _, f := range t.Forms[lang] {
			x := matchForm{term: i}
			if acronymLike(f.Text) {
				x.exact = f.Text
			} else {
				for _, token := range m.analyzer.Tokens(f.Text) {
					if token.Term != "" {
						x.words = append(x.words, token.Term)
					}
				}
			}
			if x.exact != "" || len(x.words) > 0 {
				m.forms = append(m.forms, x)
			}
		}
	}
	slices.SortStableFunc(m.forms, func(a, b matchForm) int { return len(b.words) - len(a.words) })
	return m
}

// acronymLike reports whether a form must match exactly: a single word with a
// capital after its first letter, such as SSR or AfCFTA.
func acronymLike(s string) bool {
	return !strings.ContainsRune(s, ' ') && strings.IndexFunc(s[1:], unicode.IsUpper) >= 0
}

// found returns the terms in a text. A word that is part of a longer term
// counts only for that one.
func (m *termMatcher) found(text string) map[int]bool {
	tokens := slices.DeleteFunc(m.analyzer.Tokens(text), func(t analysis.Token) bool {
		return t.Term == "" && !acronymLike(text[t.Start:t.End])
	})
	out := map[int]bool{}
	for i := 0; i < len(tokens); {
		step := 1
		for _, f := range m.forms {
			if f.exact != "" {
				if word := text[tokens[i].Start:tokens[i].End]; word == f.exact || strings.HasSuffix(word, "’"+f.exact) || strings.HasSuffix(word, "'"+f.exact) || word == f.exact+"s" {
					out[f.term] = true
				}
				continue
			}
			if analysis.StartsWith(tokens[i:], f.words) {
				out[f.term] = true
				step = max(step, len(f.words))
				break
			}
		}
		i += step
	}
	return out
}
