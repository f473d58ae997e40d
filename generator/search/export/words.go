package export

import (
	"crypto/sha256"
	"slices"
	"strings"

	"griot/generator/search/analysis"
)

// words writes the word list twice: sorted from the first letter, and from the last. A
// single error leaves the first or the second half of a word intact, so a search for
// similar words needs few shards of both lists.
func (e *exporter) words() error {
	list := slices.Clone(e.src.Words())
	e.contents.Words = e.wordShards("w", list)
	for i, w := range list {
		list[i].Folded, list[i].Text = backwards(w.Folded), backwards(w.Text)
	}
	slices.SortFunc(list, func(a, b analysis.Word) int { return strings.Compare(a.Folded, b.Folded) })
	e.contents.WordsFromEnd = e.wordShards("v", list)
	return nil
}

// wordShards writes the shards of a sorted word list.
func (e *exporter) wordShards(kind string, words analysis.Words) shardTable {
	total := 0
	for _, w := range words {
		total += len(w.Text)
	}
	size := max(minWordsSize, total/e.opts.Shards.Words)
	table := tableWriter{e: e, kind: kind, group: tableGroup}
	var out strings.Builder
	var last []rune
	bytes, first := 0, 0
	for i, w := range words {
		last = frontCodeNext(&out, last, w.Text)
		digit := freqDigit(w.Docs)
		out.WriteString(base36Digits[digit : digit+1])
		bytes += len(w.Text)
		if bytes >= 2*size || bytes >= size && hash32(w.Folded)%8 == 0 || i == len(words)-1 {
			payload := out.String()
			table.add(words[first].Folded, w.Folded, shard{sha256.Sum256([]byte(payload)), func() string { return payload }})
			out.Reset()
			last, bytes, first = nil, 0, i+1
		}
	}
	return table.table()
}

// backwards returns the code points of a text in reverse order.
func backwards(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
