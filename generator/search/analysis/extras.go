package analysis

import (
	"fmt"
	"strings"
)

// ExtraKind tells why a word has a term beside its own.
type ExtraKind byte

// The kinds.
const (
	Compound ExtraKind = iota // several words written as one: peacebuilding for peace-building
	Date                      // 20210414
	Month                     // 202104
	Whole                     // the whole part of a decimal number: 16 for 16.7
)

// An Extra is a term that the index has beside those of the words, at the position of
// the first of these. It doesn't count in the length of a document.
type Extra struct {
	Term  string
	Kind  ExtraKind
	Words int // number of words that it is made from
	End   int // byte after the last of them
}

// span is a word found in a text.
type span struct {
	start, end int
	of         wordIDs
}

// extra is an Extra of the word with index at; term is an id.
type extra struct {
	at, term, words int
	kind            ExtraKind
}

// split appends the words of a text.
func (a *Analyzer) split(text string, out []span) []span {
	for start, end := NextWord(text, 0); start >= 0; start, end = NextWord(text, end) {
		if c, _ := classAt(text, start); c == digit {
			end = a.numberEnd(text, start, end)
		}
		out = append(out, span{start, end, a.lookup(text[start:end])})
	}
	return out
}

// maxCompound is the number of words of the longest compound that has a term.
const maxCompound = 3

// extras appends the extras of words, in the order of their first words.
func (a *Analyzer) extras(text string, words []span, out []extra) []extra {
	hyphenated := 0 // words before this index belong to a compound
	for i := range words {
		w := &words[i]
		switch {
		case w.of.kind == isNumber:
			out = a.numberExtras(text, words, i, out)
		case w.of.kind >= isMonth:
			out = a.dateExtras(text, words, i, out)
		}
		if i+1 == len(words) || w.of.kind == isNumber {
			continue
		}
		if i >= hyphenated && hyphenAt(text, w.end, words[i+1].start) {
			n := 2
			for i+n < len(words) && hyphenAt(text, words[i+n-1].end, words[i+n].start) {
				n++
			}
			hyphenated = i + n
			out = a.compound(text, words[i:i+n], i, out)
		} else if w.of.opens && text[w.end:words[i+1].start] == " " && a.rules.opensWith(Fold(text[w.start:w.end]), Fold(text[words[i+1].start:words[i+1].end])) {
			out = a.compound(text, words[i:i+2], i, out)
		}
	}
	return out
}

// opensWith reports whether two folded words are a compound in two words; the second
// may be a plural.
func (r *rules) opensWith(first, second string) bool {
	seconds := r.opens[first]
	return seconds["*"] || seconds[second] || seconds[strings.TrimSuffix(second, "s")]
}

// hyphenAt reports whether only a hyphen, or the joiner within a word of the Arabic
// script, is between two words.
func hyphenAt(text string, end, start int) bool {
	switch text[end:start] {
	case "-", "\u2010", "\u2011":
		return true
	}
	return start > end && strings.HasPrefix(text[end:start], joiner) && skipIgnored(text, end) == start
}

// compound appends the term of words written as one, unless one of them is a number.
func (a *Analyzer) compound(text string, words []span, at int, out []extra) []extra {
	if len(words) > maxCompound {
		return out
	}
	for _, w := range words {
		if w.of.kind == isNumber {
			return out
		}
	}
	if term := a.joinedID(text, words); term >= 0 {
		out = append(out, extra{at, int(term), len(words), Compound})
	}
	return out
}

// joinedID returns the id of the term of words written as one, or -1.
func (a *Analyzer) joinedID(text string, words []span) int32 {
	var joined strings.Builder
	for _, w := range words {
		folded, _ := a.strip(Fold(text[w.start:w.end]), "")
		joined.WriteString(folded)
	}
	if joined.Len() == 0 {
		return -1
	}
	return a.lookup(joined.String()).term
}

// numberExtras appends the whole part of a number and the date that it begins.
func (a *Analyzer) numberExtras(text string, words []span, i int, out []extra) []extra {
	if whole, decimals, ok := strings.Cut(a.terms[words[i].of.term], "."); ok && !strings.Contains(decimals, ".") {
		out = append(out, extra{i, int(a.termID(whole)), 1, Whole})
	}
	return a.dateExtras(text, words, i, out)
}

// dateExtras appends the terms of a date that starts at word i.
func (a *Analyzer) dateExtras(text string, words []span, i int, out []extra) []extra {
	y, m, d, n := a.dateAt(text, words, i)
	if n == 0 {
		return out
	}
	if d > 0 {
		out = append(out, extra{i, int(a.termID(fmt.Sprintf("%04d%02d%02d", y, m, d))), n, Date})
	}
	if d == 0 || words[i].of.kind >= isMonth || n == 1 || i+1 < len(words) && words[i+1].of.kind < isMonth {
		out = append(out, extra{i, int(a.termID(fmt.Sprintf("%04d%02d", y, m))), n, Month})
	}
	return out
}

// termID returns the id of a term.
func (a *Analyzer) termID(term string) int32 {
	id := intern(a.byID, &a.terms, term)
	a.growLists()
	return id
}

// Opens reports whether two words of a text are a compound in two words by the rules of
// the language: health care.
func (a *Analyzer) Opens(text string, first, second Token) bool {
	return a.rules.opensWith(Fold(text[first.Start:first.End]), Fold(text[second.Start:second.End]))
}

// Join returns the term of two adjacent words of a text written as one, "" if it has
// none: one of them is a number, or together they are a stop word.
func (a *Analyzer) Join(text string, first, second Token) string {
	x, _ := a.strip(Fold(text[first.Start:first.End]), "")
	y, _ := a.strip(Fold(text[second.Start:second.End]), "")
	if x+y == "" || HasDigit([]rune(x+y)) {
		return ""
	}
	if of := a.lookup(x + y); of.term >= 0 {
		return a.terms[of.term]
	}
	return ""
}

// Elided returns what may follow the article that a folded word starts with, if it was
// typed without the apostrophe: etat for letat. Only l, d and qu are typed so.
func (a *Analyzer) Elided(folded string) []string {
	var out []string
	for _, article := range []string{"l", "d", "qu"} {
		if rest, ok := strings.CutPrefix(folded, article); ok && a.rules.articles[article] && len(rest) > 1 && strings.IndexByte("aeiouyh", rest[0]) >= 0 {
			out = append(out, rest)
		}
	}
	return out
}
