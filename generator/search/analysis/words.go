package analysis

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// A Word is an entry of an index's word list: what readers type and see, while
// the index contains stems.
type Word struct {
	Folded string // as compared
	Text   string // as shown: lower case, with accents, the commonest spelling
	// Docs is the number of documents, rounded (RoundFreq); a document with two
	// spellings counts twice.
	Docs int
}

// Words is an index's word list, sorted by Folded, each once.
type Words []Word

// CountWords makes a word list from the number of documents of each spelling.
func CountWords(spellings map[string]int) Words {
	best := make(map[string]Word, len(spellings))
	common := make(map[string]int, len(spellings)) // documents of the best spelling
	for text, docs := range spellings {
		folded := Fold(text)
		w := best[folded]
		if docs > common[folded] || docs == common[folded] && text < w.Text {
			common[folded], w.Text = docs, text
		}
		w.Folded = folded
		w.Docs += docs
		best[folded] = w
	}
	list := make(Words, 0, len(best))
	for _, w := range best {
		w.Docs = RoundFreq(w.Docs)
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b Word) int { return strings.Compare(a.Folded, b.Folded) })
	return list
}

// Prefix returns the words that start with the folded text.
func (w Words) Prefix(folded string) Words {
	from, _ := slices.BinarySearchFunc(w, folded, func(e Word, t string) int { return strings.Compare(e.Folded, t) })
	to := from
	for to < len(w) && strings.HasPrefix(w[to].Folded, folded) {
		to++
	}
	return w[from:to]
}

// Append appends the encoded word list to a buffer: for each word the length of
// the start it shares with the one before, the rest, the shown spelling where it
// differs, the number of documents.
func (w Words) Append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(w)))
	last := ""
	for _, e := range w {
		shared := 0
		for shared < len(last) && shared < len(e.Folded) && last[shared] == e.Folded[shared] {
			shared++
		}
		out = binary.AppendUvarint(out, uint64(shared))
		out = appendString(out, e.Folded[shared:])
		text := e.Text
		if text == e.Folded {
			text = ""
		}
		out = appendString(out, text)
		out = binary.AppendUvarint(out, uint64(e.Docs))
		last = e.Folded
	}
	return out
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// maxWordBytes is the length of the longest word that ReadWords takes. Words that share their
// start are much longer than what they are read from.
const maxWordBytes = 1 << 10

// ReadWords decodes what Append wrote.
func ReadWords(data []byte) (Words, error) {
	broken := fmt.Errorf("read word list: it is damaged")
	number := func() int {
		v, n := binary.Uvarint(data)
		if n <= 0 || v > 1<<31 {
			data = nil
			return -1
		}
		data = data[n:]
		return int(v)
	}
	text := func() (string, bool) {
		n := number()
		if n < 0 || n > len(data) {
			return "", false
		}
		s := string(data[:n])
		data = data[n:]
		return s, true
	}
	count := number()
	if count < 0 || count > len(data) {
		return nil, broken
	}
	list := make(Words, 0, count)
	last := ""
	for range count {
		shared := number()
		rest, ok1 := text()
		shown, ok2 := text()
		docs := number()
		if shared < 0 || shared > len(last) || shared+len(rest) > maxWordBytes || !ok1 || !ok2 || docs < 0 {
			return nil, broken
		}
		last = last[:shared] + rest
		if shown == "" {
			shown = last
		}
		list = append(list, Word{last, shown, docs})
	}
	return list, nil
}
