package wordlist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"griot/generator/search/analysis"
)

// Two control characters mean something in a text: Break stands between texts that don't
// belong together, so that no entry is found across it, and Join between parts that may
// be one word or two.
const (
	Break = '\x1e'
	Join  = '\x1f'
)

// part is a word, or a part of one that hyphens or apostrophes join.
type part struct {
	from, to   int // in the folded bytes
	start, end int // in the text; of the whole word around an apostrophe
}

// scanner reads the words of a text.
type scanner struct {
	text   string
	at     int    // where the next word may start
	folded []byte // the parts of the last chain, without anything between them
	parts  []part
}

// chain reads the next word with those that are joined to it into parts. It reports
// whether there was one.
func (s *scanner) chain() bool {
	s.parts, s.folded = s.parts[:0], s.folded[:0]
	for {
		start, end := analysis.NextWord(s.text, s.at)
		if start < 0 || len(s.parts) > 0 && !joins(s.text[s.at:start]) {
			return len(s.parts) > 0
		}
		s.at = end
		s.split(len(s.folded), start, end)
		if len(s.parts) > 0 && (!mayJoin(s.text, end) || len(s.parts) >= maxParts) {
			return true
		}
	}
}

// split folds a word and adds its parts, without the apostrophes between them.
func (s *scanner) split(from, start, end int) {
	s.folded = appendFolded(s.folded, s.text[start:end])
	to := from
	for _, b := range s.folded[from:] {
		if b != '\'' {
			s.folded[to] = b
			to++
		} else if to > from {
			s.parts = append(s.parts, part{from, to, start, end})
			from = to
		}
	}
	if s.folded = s.folded[:to]; to > from {
		s.parts = append(s.parts, part{from, to, start, end})
	}
}

// word returns the parts from i to j as one word.
func (s *scanner) word(i, j int) []byte { return s.folded[s.parts[i].from:s.parts[j-1].to] }

// foldedRunes are the code points up to the Arabic script as search folds them.
var foldedRunes = sync.OnceValue(func() *[0x700]string {
	var all [0x700]string
	for r := range all {
		all[r] = analysis.Fold(string(rune(r)))
	}
	return &all
})

// appendFolded appends a word as search folds it.
func appendFolded(out []byte, word string) []byte {
	table := foldedRunes()
	if len(word) > analysis.MaxWord || strings.IndexByte(word, '.') >= 0 {
		return append(out, analysis.Fold(word)...)
	}
	for _, r := range word {
		if int(r) >= len(table) {
			out = append(out, analysis.Fold(string(r))...)
		} else {
			out = append(out, table[r]...)
		}
	}
	return out
}

// mayJoin reports whether what follows a word may join another one to it.
func mayJoin(text string, at int) bool {
	if at >= len(text) {
		return false
	}
	switch text[at] {
	case '-', Join:
		return true
	case 0xc2:
		return strings.HasPrefix(text[at:], "\u00ad")
	case 0xe2:
		return strings.HasPrefix(text[at:], "\u2010") || strings.HasPrefix(text[at:], "\u2011") || strings.HasPrefix(text[at:], "\u200c")
	}
	return false
}

// joins reports whether what stands between two words joins them: a hyphen, perhaps at the
// end of a line, a joiner of the Arabic script, or Join.
func joins(gap string) bool {
	r, size := utf8.DecodeRuneInString(gap)
	switch r {
	case Join, '\u200c':
		return len(gap) == size
	case '-', '\u2010', '\u2011', '\u00ad':
		rest := gap[size:]
		return rest == "" || len(rest) < 4 && strings.ContainsAny(rest, "\n\x1d") && strings.Trim(rest, " \r\n\x1d") == ""
	}
	return false
}

// state is an entry that may go on: a node of the tree, and where in the text it started.
type state struct {
	node  int32
	start int
}

// finder looks for entries in one text.
type finder struct {
	*List
	scanner
	code   bool
	found  func(e Entry, start, end int)
	active []state   // entries of which all words so far were found
	sets   [][]state // by part of a chain
	end    int       // of the last word
}

// Find visits each entry that a text holds, with its place. In code, where identifiers are
// short, entries of one word of three letters or less aren't looked for.
func (l *List) Find(text string, code bool, found func(e Entry, start, end int)) {
	if len(l.entries) == 0 {
		return
	}
	f := finder{List: l, scanner: scanner{text: text}, code: code, found: found}
	for i := 0; i < len(text); {
		c := text[i] | 0x20
		if c-'a' >= 26 {
			if text[i] < utf8.RuneSelf && text[i]-'0' >= 10 {
				i++
				continue
			}
			i = f.slow(i)
			continue
		}
		h, end := (hashStart^uint32(c))*hashStep, i+1
		for end < len(text) && (text[end]|0x20)-'a' < 26 {
			h = (h ^ uint32(text[end]|0x20)) * hashStep
			end++
		}
		if end < len(text) && (text[end] >= utf8.RuneSelf || mayJoin(text, end) || text[end] == '\'' || end-i == 1 && (text[end] == '.' || text[end] == '&')) {
			i = f.slow(i)
			continue
		}
		if len(f.active) > 0 || l.filter[h>>16/64]&(1<<(h>>16%64)) != 0 {
			f.slow(i)
		}
		i = end
	}
}

// slow goes on with the chain of words at i or after it and returns where that ends.
func (f *finder) slow(i int) int {
	f.at = i
	if !f.scanner.chain() {
		return len(f.text)
	}
	if len(f.parts) == 1 && len(f.active) == 0 { // nearly always
		if _, ok := f.ids[string(f.folded)]; !ok {
			return f.at
		}
	}
	f.chain()
	return f.at
}

// chain goes on with the parts of a chain: each of them is a word, and so are several
// together.
func (f *finder) chain() {
	if len(f.active) > 0 && strings.IndexByte(f.text[f.end:max(f.end, f.parts[0].start)], Break) >= 0 {
		f.active = f.active[:0]
	}
	n := len(f.parts)
	for len(f.sets) <= n {
		f.sets = append(f.sets, nil)
	}
	for i := range n + 1 {
		f.sets[i] = f.sets[i][:0]
	}
	f.sets[0] = append(f.sets[0], f.active...)
	for i := range n {
		for j := i + 1; j <= min(n, i+maxJoined); j++ {
			word := f.word(i, j)
			if j > i+1 && utf8.RuneCount(word) < minJoined { // such as s’y
				continue
			}
			id, ok := f.ids[string(word)]
			if !ok {
				continue
			}
			end := f.parts[j-1].end
			f.step(j, state{0, f.parts[i].start}, id, end)
			for _, s := range f.sets[i] {
				f.step(j, s, id, end)
			}
		}
	}
	f.active = append(f.active[:0], f.sets[n]...)
	f.end = f.parts[n-1].end
}

// step follows a word from a state, to part to of the chain.
func (f *finder) step(to int, s state, word int32, end int) {
	at, ok := f.next[edge{s.node, word}]
	if !ok {
		return
	}
	if next := (state{at, s.start}); !slices.Contains(f.sets[to], next) {
		f.sets[to] = append(f.sets[to], next)
		if f.code && f.nodes[at].short {
			return
		}
		for _, e := range f.nodes[at].ends {
			f.found(f.entries[e], s.start, end)
		}
	}
}

// Mask returns a text in which each entry that it holds is replaced by "[entry 12]".
func (l *List) Mask(text string) string {
	type hole struct {
		entry      Entry
		start, end int
	}
	var holes []hole
	l.Find(text, false, func(e Entry, start, end int) { holes = append(holes, hole{e, start, end}) })
	if len(holes) == 0 {
		return text
	}
	slices.SortStableFunc(holes, func(a, b hole) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	var b strings.Builder
	at := 0
	for _, h := range holes {
		if h.end <= at {
			continue
		}
		if h.start >= at {
			b.WriteString(text[at:h.start])
			fmt.Fprintf(&b, "[entry %d]", h.entry.Number)
		}
		at = h.end
	}
	b.WriteString(text[at:])
	return b.String()
}
