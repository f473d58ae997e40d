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

// collectKeywords keeps the words of the plain text with the highest weights. A
// word weighs its length beyond four letters, each time it occurs; a word in
// capitals, such as an acronym, weighs four more. The weights depend only on
// this page, so that editing one page never changes another's keywords.
func (p *page) collectKeywords() {
	weights := p.weights
	if weights == nil {
		weights = make(map[uint32]int, 512)
	}
	clear(weights)
	b := p.text
	joined := false // by an apostrophe to the word before: both are one word
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

// nextWord reads up to the end of the next word and returns the hash of its
// folded letters, how many letters it has and how many are capitals, and the
// bytes read. A plural's final s or x is not hashed.
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

// foldWord is fold, but keeps letters that have no ASCII form.
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

// topHashes returns the hashes with the highest weights, sorted; of equal
// weights the lower hash wins.
func topHashes(ranked []wordCount) []uint32 {
	order := make([]uint64, len(ranked)) // by falling weight; integers sort fastest
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
