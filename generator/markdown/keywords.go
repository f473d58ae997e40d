package markdown

import (
	"bytes"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// maxKeywords is the number of keywords of a page.
const maxKeywords = 24

// wordCount is a word of a page, folded and hashed, with its weight.
type wordCount struct {
	hash   uint32
	weight int
}

// collectKeywords records the words of the plain text with the highest weights. Each
// occurrence of a word adds its length beyond four letters to its weight, and four more if
// it is in capitals, as acronyms are. Weights depend on this page alone, so that an edit of
// one page never changes the keywords of another.
func (p *page) collectKeywords() {
	weights := p.weights
	if weights == nil {
		weights = make(map[uint32]int, 512)
	}
	clear(weights)
	b := p.text
	joined := false // with the word before by an apostrophe: both count as one word
	for i := 0; i < len(b); {
		hash, letters, capitals, n := nextWord(b[i:])
		i += n
		if letters == 0 {
			continue
		}
		if !joined {
			p.rec.Words++
		}
		joined = i < len(b) && b[i] == '\'' || bytes.HasPrefix(b[i:], []byte("’"))
		weight := letters - 4
		if letters >= 2 && capitals == letters {
			weight += 4
		}
		if weight > 0 {
			weights[hash] += weight
		}
	}
	p.weights = weights
	p.ranked = p.ranked[:0]
	for hash, weight := range weights {
		p.ranked = append(p.ranked, wordCount{hash, weight})
	}
	p.rec.Keywords = topHashes(p.ranked)
}

// nextWord reads up to the end of the next word. It returns the hash of its folded
// letters, without the final s or x of a plural, its numbers of letters and of capitals,
// and the number of bytes read.
func nextWord(b []byte) (hash uint32, letters, capitals, n int) {
	hash = fnvStart
	before, last := hash, byte(0)
	for n < len(b) {
		r, size := rune(b[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[n:])
		}
		s := foldWord(r)
		if s == "" {
			if letters > 0 {
				break
			}
			n += size
			continue
		}
		if 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r) {
			capitals++
		}
		n += size
		for j := 0; j < len(s); j++ {
			before, last = hash, s[j]
			hash = (hash ^ uint32(s[j])) * fnvPrime
		}
		letters++
	}
	if letters > 3 && (last == 's' || last == 'x') {
		hash = before
	}
	return hash, letters, capitals, n
}

// foldWord is fold, except that letters without an ASCII form stay as they are.
func foldWord(r rune) string {
	s := fold(r)
	if s == "" && r >= foldedSize && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return string(unicode.ToLower(r))
	}
	return s
}

// The constants of the 32-bit FNV-1a hash.
const (
	fnvStart = 2166136261
	fnvPrime = 16777619
)

// topHashes returns the hashes with the highest weights, sorted. Among equal weights it
// prefers lower hashes.
func topHashes(ranked []wordCount) []uint32 {
	order := make([]uint64, len(ranked)) // by descending weight; integers sort fastest
	for i, w := range ranked {
		order[i] = uint64(math.MaxUint32-uint32(w.weight))<<32 | uint64(w.hash)
	}
	slices.Sort(order)
	top := make([]uint32, 0, maxKeywords)
	for _, w := range order[:min(len(order), maxKeywords)] {
		top = append(top, uint32(w))
	}
	slices.Sort(top)
	return top
}
