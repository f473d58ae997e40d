package plan

import (
	"slices"

	"griot/generator/search/analysis"
)

// A GlossaryTerm is a term in several languages: by language tag, the term and then its
// short forms, {"en": {"security sector reform", "SSR"}, "fr": {"réforme du secteur de
// la sécurité", "RSS"}}.
type GlossaryTerm map[string][]string

// glossaryForm is a form of a glossary term, analyzed, and its translation.
type glossaryForm struct {
	terms []string
	to    string
}

// forms returns the forms of the glossary's terms that can be translated, those of
// most words first. The first of two with the same words is used.
func forms(a *analysis.Analyzer, glossary []GlossaryTerm, from, to string) []glossaryForm {
	var out []glossaryForm
	for _, g := range glossary {
		if len(g[to]) == 0 {
			continue
		}
		for i, form := range g[from] {
			f := glossaryForm{phraseOf(a.Tokens(form)).Terms, g[to][0]}
			if i < len(g[to]) {
				f.to = g[to][i]
			}
			if len(f.terms) > 0 {
				out = append(out, f)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y glossaryForm) int { return len(y.terms) - len(x.terms) })
	return out
}

// Translate replaces the glossary's terms in a query by those of another language,
// the longest first, and leaves all other words as they are. a is an analyzer of
// the language from. Stop words don't matter: "rule law" is translated like "rule
// of law".
func Translate(a *analysis.Analyzer, glossary []GlossaryTerm, query, from, to string) string {
	query = cutQuery(query)
	list := forms(a, glossary, from, to)
	if len(list) == 0 {
		return query
	}
	tokens := slices.DeleteFunc(a.Tokens(query), func(t analysis.Token) bool { return t.Term == "" })
	var translated []replacement
	for i := 0; i < len(tokens); {
		at := slices.IndexFunc(list, func(f glossaryForm) bool { return analysis.StartsWith(tokens[i:], f.terms) })
		if at < 0 {
			i++
			continue
		}
		n := len(list[at].terms)
		translated = append(translated, replacement{tokens[i].Start, tokens[i+n-1].End, []string{list[at].to}})
		i += n
	}
	if len(translated) == 0 {
		return query
	}
	return applyReplacements(query, translated)[0]
}
