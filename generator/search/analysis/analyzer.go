package analysis

import (
	"slices"
	"strings"
	"unicode"
)

// Version names the analysis. It is part of the key of every cached block and of
// the index: change it with any change to the tables, to the steps of the package
// comment, or to the weights of a document's texts (search.Document.Parts).
const Version = "5"

// A Token is one word of a text after analysis.
type Token struct {
	Term       string // as in the index; empty for a stop word
	Word       string // in lower case with accents, without article or possessive; empty for a stop word
	Start, End int    // byte range of the whole word in the text
	Pos        int    // 1 for the first word; stop words count
	// Extras are the terms beside its own that start with the word.
	Extras []Extra
}

// StartsWith reports whether tokens start with these terms.
func StartsWith(tokens []Token, terms []string) bool {
	return len(tokens) >= len(terms) && slices.EqualFunc(tokens[:len(terms)], terms, func(t Token, term string) bool { return t.Term == term })
}

// An Analyzer turns text of one language into terms. It remembers every word it
// has seen. It is not safe for concurrent use.
type Analyzer struct {
	lang  string
	stop  map[string]bool
	rules *rules
	stem  func(string) string
	seen  wordTable
	terms []string // term by id
	words []string // word by id
	byID  map[string]int32
	wid   map[string]int32
	doc   scratch

	ranks     []int32 // by term id: rank of the first terms in their order
	ranked    []int32 // the inverse: term id by rank
	wordOrder []int32 // ids of the words of the last call of Spellings, sorted
	wordDocs  []int32 // by word id: documents analyzed since the last call of Spellings
}

// wordIDs are the ids of a word's term and of the word itself; -1 for a stop word.
type wordIDs struct {
	term, word int32
	kind       wordKind
	opens      bool // may be the first word of an open compound
}

// wordKind is what a word can be a part of; from isMonth on it is the name of a month.
type wordKind byte

const (
	isWord wordKind = iota
	isNumber
	isMonth
)

// maxRemembered is the number of remembered words above which all are forgotten.
const maxRemembered = 400_000

// NewAnalyzer returns an analyzer for a language. "en" and "fr" have a stemmer, these,
// "ar" and "fa" (or "prs") stop words, and these, "ps", "sw", "rn", "ha" and "bm" rules;
// text of any other language is only split and folded.
func NewAnalyzer(lang string) *Analyzer {
	a := &Analyzer{lang: lang, rules: &rules{}}
	if read := tablesOf[lang]; read != nil {
		t := read()
		a.stop, a.rules = t.stop, t.rules
	}
	switch lang {
	case "en":
		a.stem = memoize(stemEnglish)
	case "fr":
		a.stem = memoize(stemFrench)
	}
	a.reset()
	return a
}

// reset forgets all words.
func (a *Analyzer) reset() {
	a.seen, a.byID, a.wid = wordTable{}, map[string]int32{}, map[string]int32{}
	a.terms, a.ranks, a.ranked, a.words, a.wordDocs, a.wordOrder = nil, nil, nil, nil, nil, nil
	a.doc = scratch{}
}

func memoize(stem func(string) string) func(string) string {
	seen := map[string]string{}
	return func(word string) string {
		s, ok := seen[word]
		if !ok {
			if len(seen) > maxRemembered {
				clear(seen)
			}
			s = stem(word)
			seen[word] = s
		}
		return s
	}
}

// Tokens returns the words of a text, including stop words.
func (a *Analyzer) Tokens(text string) []Token {
	words := a.split(text, a.doc.words[:0])
	a.doc.words = words
	if len(words) == 0 {
		return nil
	}
	out := make([]Token, len(words))
	for i, w := range words {
		out[i] = Token{Start: w.start, End: w.end, Pos: i + 1}
		if w.of.term >= 0 {
			out[i].Term, out[i].Word = a.terms[w.of.term], a.words[w.of.word]
		}
	}
	a.doc.extras = a.extras(text, words, a.doc.extras[:0])
	for _, e := range a.doc.extras {
		t := &out[e.at]
		t.Extras = append(t.Extras, Extra{a.terms[e.term], e.kind, e.words, words[e.at+e.words-1].end})
	}
	return out
}

// Term returns the term of a single word, such as one of the word list; "" if it
// is a stop word.
func (a *Analyzer) Term(word string) string {
	if tokens := a.Tokens(word); len(tokens) == 1 {
		return tokens[0].Term
	}
	return ""
}

// lookup analyzes one word, or number, as it is in a text.
func (a *Analyzer) lookup(raw string) wordIDs {
	if of, ok := a.seen.get(raw); ok {
		return of
	}
	raw = strings.Clone(raw)
	of := wordIDs{term: -1, word: -1}
	if c, _ := classAt(raw, 0); c == digit {
		number := a.rules.number(Fold(raw))
		of = wordIDs{a.termID(number), intern(a.wid, &a.words, number), isNumber, false}
	} else if folded, word := a.strip(Fold(raw), lower(raw)); folded != "" && !a.stop[folded] {
		if Fold(word) != folded {
			word = folded
		}
		of = wordIDs{term: a.termID(a.termOf(folded)), word: intern(a.wid, &a.words, word)}
		if m := a.rules.months[folded]; m > 0 {
			of.kind = isMonth + wordKind(m-1)
		}
	}
	of.opens = a.rules.opens[Fold(raw)] != nil
	a.growLists()
	a.seen.put(raw, of)
	return of
}

// Rewrite returns a folded word, without article or possessive, as the stemmer gets it:
// without apostrophes, changed by the rules of the language.
func (a *Analyzer) Rewrite(folded string) string {
	if strings.Contains(folded, "'") {
		folded = strings.ReplaceAll(folded, "'", "")
	}
	return a.rules.apply(folded)
}

// termOf returns the term of a folded word without article or possessive.
func (a *Analyzer) termOf(folded string) string {
	term := a.Rewrite(folded)
	if a.stem != nil {
		term = a.stem(term)
	}
	return term
}

// growLists makes the lists by term id and by word id long enough.
func (a *Analyzer) growLists() {
	for len(a.doc.freq) < len(a.terms) {
		a.doc.freq, a.doc.next = append(a.doc.freq, 0), append(a.doc.next, 0)
	}
	for len(a.wordDocs) < len(a.words) {
		a.wordDocs, a.doc.seenIn = append(a.wordDocs, 0), append(a.doc.seenIn, 0)
	}
}

// strip removes the possessive and the elided article from the folded word, and
// the same letters from the word with accents.
func (a *Analyzer) strip(folded, word string) (string, string) {
	if !strings.Contains(folded, "'") {
		return folded, word
	}
	if a.lang == "en" && strings.HasSuffix(folded, "'s") {
		folded, word = folded[:len(folded)-2], word[:max(0, strings.LastIndexByte(word, '\''))]
	}
	if article, rest, ok := strings.Cut(folded, "'"); ok && a.rules.articles[article] && !a.rules.names(folded) {
		folded = rest
		_, word, _ = strings.Cut(word, "'")
	}
	return folded, word
}

// lower returns a word as readers are shown it: in lower case, with accents. It
// leaves the letters of other Unicode blocks than these as they are, since later
// versions of Unicode may add letters there, and browsers would disagree.
func lower(raw string) string {
	if strings.Contains(raw, ".") && classOf([]rune(raw)[0]) == letter {
		raw = strings.ReplaceAll(raw, ".", "")
	}
	var out strings.Builder
	for _, r := range raw {
		if r < 0x590 || r >= 0x1E00 && r < 0x1F00 {
			r = unicode.ToLower(r)
		}
		switch classOf(r) {
		case apostrophe:
			out.WriteByte('\'')
		case ignored:
			if f, ok := folds[r]; !ok || f != "" || r >= 0x300 && r < 0x370 {
				out.WriteRune(r) // an accent stays, a soft hyphen goes
			}
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func intern(ids map[string]int32, list *[]string, s string) int32 {
	id, ok := ids[s]
	if !ok {
		id = int32(len(*list))
		ids[s] = id
		*list = append(*list, s)
	}
	return id
}
