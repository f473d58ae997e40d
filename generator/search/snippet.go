package search

import (
	"strings"

	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// Lengths of a snippet, in words.
const (
	maxWords = 30
	maxLead  = 6 // before the first wanted word
)

// Snippet returns the part of a page's text that contains the most distinct wanted
// terms, with the wanted words marked; if several do, the one with the most
// wanted words, then the first. It never spans two lines of the text, and has
// "…" where it begins or ends within a line. It is nil if the text contains no
// wanted term.
func Snippet(a *analysis.Analyzer, text string, wanted map[string]bool) Marked {
	tokens := a.Tokens(text)
	first, ok := bestStart(text, tokens, wanted)
	if !ok {
		return nil
	}
	from := first
	for from > 0 && first-from < maxLead && !brokenBetween(text, tokens[from-1], tokens[from]) {
		from--
	}
	to := from + 1
	for to < len(tokens) && to-from < maxWords && !brokenBetween(text, tokens[to-1], tokens[to]) {
		to++
	}
	return mark(text, tokens, from, to, wanted)
}

// bestStart returns the index of the wanted word from which the best snippet
// continues after its lead; false if there is no wanted word.
func bestStart(text string, tokens []analysis.Token, wanted map[string]bool) (int, bool) {
	best, bestTerms, bestWords := -1, 0, 0
	for i, t := range tokens {
		if len(found(t, wanted)) == 0 {
			continue
		}
		seen, words := map[string]bool{}, 0
		for j := i; j < len(tokens) && j < i+maxWords-maxLead; j++ {
			if j > i && brokenBetween(text, tokens[j-1], tokens[j]) {
				break
			}
			terms := found(tokens[j], wanted)
			for _, term := range terms {
				seen[term] = true
			}
			words += min(1, len(terms))
		}
		if len(seen) > bestTerms || len(seen) == bestTerms && words > bestWords {
			best, bestTerms, bestWords = i, len(seen), words
		}
	}
	return best, best >= 0
}

// found returns the terms of a word that are wanted: its own, and those of compounds and
// dates that start with it.
func found(t analysis.Token, wanted map[string]bool) []string {
	var out []string
	if wanted[t.Term] {
		out = append(out, t.Term)
	}
	for _, e := range t.Extras {
		if wanted[e.Term] {
			out = append(out, e.Term)
		}
	}
	return out
}

// brokenBetween reports whether a line ends between two consecutive words.
func brokenBetween(text string, a, b analysis.Token) bool {
	return strings.Contains(text[a.End:b.Start], "\n")
}

// mark returns the words from..to of the text, and the punctuation that follows
// the last one.
func mark(text string, tokens []analysis.Token, from, to int, wanted map[string]bool) Marked {
	start, end := tokens[from].Start, tokens[to-1].End
	lineStart := strings.LastIndexByte(text[:start], '\n') + 1
	if from == 0 || brokenBetween(text, tokens[from-1], tokens[from]) {
		start = lineStart // include an opening bracket or quotation mark
	}
	limit := len(text)
	if to < len(tokens) {
		limit = tokens[to].Start
	}
	if n := strings.IndexFunc(text[end:limit], plan.IsSpace); n >= 0 {
		end += n
	} else {
		end = limit
	}
	out := Marked{""}
	if start > lineStart {
		out[0] = "…"
	}
	at := start
	for _, t := range tokens[from:to] {
		if t.Start < at || len(found(t, wanted)) == 0 {
			continue
		}
		last := t.End
		for _, e := range t.Extras {
			if wanted[e.Term] && e.End <= tokens[to-1].End {
				last = max(last, e.End)
			}
		}
		out[len(out)-1] += text[at:t.Start]
		out = append(out, text[t.Start:last], "")
		at = last
	}
	out[len(out)-1] += text[at:end]
	if to < len(tokens) && !brokenBetween(text, tokens[to-1], tokens[to]) {
		out[len(out)-1] += " …"
	}
	return out
}
