package search

import "slices"

// A GlossaryTerm joins the words of the languages for one thing: language tag
// to the term and then its short forms, {"en": {"security sector reform",
// "SSR"}, "fr": {"réforme du secteur de la sécurité", "RSS"}}.
type GlossaryTerm map[string][]string

// glossaryForm is a term of the language that is translated from.
type glossaryForm struct {
	terms []string
	to    string
}

// forms returns the glossary's terms from one language to another, those of
// most words first; of two that are alike, the first.
func forms(a *Analyzer, glossary []GlossaryTerm, from, to string) []glossaryForm {
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

// Translate replaces the glossary's terms in a query by those of another
// language, the longest first, and leaves all other words as they are. a
// analyses the language that is translated from. Stop words don't hinder a
// match: "rule law" is found as "rule of law" is.
func Translate(a *Analyzer, glossary []GlossaryTerm, query, from, to string) string {
	query = cutQuery(query)
	list := forms(a, glossary, from, to)
	if len(list) == 0 {
		return query
	}
	tokens := slices.DeleteFunc(a.Tokens(query), func(t Token) bool { return t.Term == "" })
	var fixes []replacement
	for i := 0; i < len(tokens); {
		at := slices.IndexFunc(list, func(f glossaryForm) bool { return startsWith(tokens[i:], f.terms) })
		if at < 0 {
			i++
			continue
		}
		n := len(list[at].terms)
		fixes = append(fixes, replacement{tokens[i].Start, tokens[i+n-1].End, []string{list[at].to}})
		i += n
	}
	if len(fixes) == 0 {
		return query
	}
	return applyReplacements(query, fixes)[0]
}

func startsWith(tokens []Token, terms []string) bool {
	if len(tokens) < len(terms) {
		return false
	}
	for i, t := range terms {
		if tokens[i].Term != t {
			return false
		}
	}
	return true
}
