package analysis

// wordTable finds what is known of a word as it stands in a text. A map of
// strings took a third of the time of indexing, most of it waiting for memory:
// here all that is asked of a word of up to sixteen bytes stands in one place.
type wordTable struct {
	slots []wordSlot // as many as a power of two
	long  []string   // words of more than sixteen bytes
	count int
}

// wordSlot is free where start is zero.
type wordSlot struct {
	start, rest uint64 // the first eight bytes, and the next; zeros after the word's end
	ids         wordIDs
	long        int32 // the word's place among the long ones, from 1, or 0
}

// get returns what is known of a word, which has a byte or more, none of them
// zero.
func (t *wordTable) get(word string) (wordIDs, bool) {
	if len(t.slots) == 0 {
		return wordIDs{}, false
	}
	start, rest := wordBytes(word)
	for i := wordHash(start, rest); ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		switch {
		case s.start == 0:
			return wordIDs{}, false
		case s.start == start && s.rest == rest && (s.long == 0) == (len(word) <= 16) &&
			(s.long == 0 || t.long[s.long-1] == word):
			return s.ids, true
		}
	}
}

// put takes note of a word that isn't there yet.
func (t *wordTable) put(word string, of wordIDs) {
	if 3*t.count >= 2*len(t.slots) {
		old := t.slots
		t.slots = make([]wordSlot, max(1024, 2*len(old)))
		for _, s := range old {
			if s.start != 0 {
				t.insert(s)
			}
		}
	}
	s := wordSlot{ids: of}
	s.start, s.rest = wordBytes(word)
	if len(word) > 16 {
		t.long = append(t.long, word)
		s.long = int32(len(t.long))
	}
	t.insert(s)
	t.count++
}

func (t *wordTable) insert(s wordSlot) {
	i := wordHash(s.start, s.rest)
	for t.slots[i&uint64(len(t.slots)-1)].start != 0 {
		i++
	}
	t.slots[i&uint64(len(t.slots)-1)] = s
}

// wordBytes is the first eight bytes of a word, and the eight bytes after them.
func wordBytes(word string) (start, rest uint64) {
	if len(word) <= 8 {
		return bytesOf(word), 0
	}
	return bytesOf(word[:8]), bytesOf(word[8:min(16, len(word))])
}

// bytesOf is up to eight bytes as a number.
func bytesOf(s string) uint64 {
	if len(s) == 8 {
		return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	}
	v := uint64(0)
	for i := len(s) - 1; i >= 0; i-- {
		v = v<<8 | uint64(s[i])
	}
	return v
}

func wordHash(start, rest uint64) uint64 {
	const odd = 0x9E3779B97F4A7C15
	h := start * odd
	h = (h ^ h>>32 ^ rest) * odd
	return h >> 32
}
