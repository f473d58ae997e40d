package search

import "strings"

// Measures of a snippet, in words.
const (
	snippetWords = 30 // at most
	leadWords    = 6  // before the first found word, at most
)

// Snippet cuts from a page's text the stretch that holds most of the wanted
// terms, and marks them. A stretch stays within one line of the text; among
// equals the one with more found words wins, then the first. A cut end is shown
// by "…". The snippet of a text without any wanted term is nil.
func Snippet(a *Analyzer, text string, wanted map[string]bool) Marked {
	tokens := a.Tokens(text)
	first, ok := bestStart(text, tokens, wanted)
	if !ok {
		return nil
	}
	from := first
	for from > 0 && first-from < leadWords && !brokenBetween(text, tokens[from-1], tokens[from]) {
		from--
	}
	to := from + 1
	for to < len(tokens) && to-from < snippetWords && !brokenBetween(text, tokens[to-1], tokens[to]) {
		to++
	}
	return mark(text, tokens, from, to, wanted)
}

// bestStart returns the found word at which the best stretch starts. A stretch
// reaches as far as the snippet would after its lead.
func bestStart(text string, tokens []Token, wanted map[string]bool) (int, bool) {
	best, bestTerms, bestWords := -1, 0, 0
	for i, t := range tokens {
		if !wanted[t.Term] {
			continue
		}
		seen, words := map[string]bool{}, 0
		for j := i; j < len(tokens) && j < i+snippetWords-leadWords; j++ {
			if j > i && brokenBetween(text, tokens[j-1], tokens[j]) {
				break
			}
			if wanted[tokens[j].Term] {
				seen[tokens[j].Term] = true
				words++
			}
		}
		if len(seen) > bestTerms || len(seen) == bestTerms && words > bestWords {
			best, bestTerms, bestWords = i, len(seen), words
		}
	}
	return best, best >= 0
}

// brokenBetween reports whether a line ends between two neighbouring words.
func brokenBetween(text string, a, b Token) bool {
	return strings.Contains(text[a.End:b.Start], "\n")
}

// mark cuts the words from..to out of the text, with the punctuation that
// follows the last up to white space.
func mark(text string, tokens []Token, from, to int, wanted map[string]bool) Marked {
	start, end := tokens[from].Start, tokens[to-1].End
	lineStart := strings.LastIndexByte(text[:start], '\n') + 1
	if from == 0 || brokenBetween(text, tokens[from-1], tokens[from]) {
		start = lineStart // with an opening bracket or quotation mark
	}
	limit := len(text)
	if to < len(tokens) {
		limit = tokens[to].Start
	}
	end, _ = scan(text[:limit], end, func(r rune) bool { return isSpace(r) })
	out := Marked{""}
	if start > lineStart {
		out[0] = "…"
	}
	at := start
	for _, t := range tokens[from:to] {
		if wanted[t.Term] {
			out[len(out)-1] += text[at:t.Start]
			out = append(out, text[t.Start:t.End], "")
			at = t.End
		}
	}
	out[len(out)-1] += text[at:end]
	if to < len(tokens) && !brokenBetween(text, tokens[to-1], tokens[to]) {
		out[len(out)-1] += " …"
	}
	return out
}
