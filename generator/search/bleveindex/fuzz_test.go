package bleveindex

import (
	"testing"

	"griot/generator/search/analysis"
	"griot/generator/search/zap"
)

// FuzzPositions decodes positions that may be damaged.
func FuzzPositions(f *testing.F) {
	terms := []analysis.TermFreq{{Term: "a", Positions: []int32{1, 300}}, {Term: "b", Positions: []int32{2}}}
	f.Add(appendPositions(nil, terms, []uint16{termHash("a"), termHash("b")}))
	f.Add(appendPositions(nil, terms, []uint16{7, 7}))
	f.Add([]byte("aa\x02\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01")) // a number of too many bytes
	f.Add([]byte("aa\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01"))         // too many positions
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = visitPositions(data, func(_ uint16, _ []byte, n int, gaps []byte) {
			if got := decodePositions(n, gaps); len(got) != n {
				t.Errorf("%d positions, want %d", len(got), n)
			}
		})
	})
}

// FuzzBlock decodes the parts of a block of the cache, which may be damaged.
func FuzzBlock(f *testing.F) {
	stats := analysis.CountWords(map[string]int{"état": 1}).Append([]byte{2, 9})
	lists := []byte{3, 4, 5, 6}
	for range fields {
		lists = append(lists, 1, 0)
	}
	f.Add(stats, lists, int64(10))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00\x00"), []byte("\x80\x80"), int64(0))
	f.Fuzz(func(t *testing.T, stats, lists []byte, stored int64) {
		docs := 2
		if s, ok := parseBlockStats(stats); ok {
			if docs = s.docs; docs < 0 || docs > maxBlock || s.tokens < 0 {
				t.Fatalf("%d documents of %d words", docs, s.tokens)
			}
		}
		b := openBlock{Block: zap.Block{Lengths: make([]uint32, docs), Sizes: make([]uint32, docs)}}
		if !b.parse(lists, docs, stored) {
			return
		}
		total := int64(0)
		for _, size := range b.Sizes {
			total += int64(size)
		}
		if total != stored || len(b.Lists) != len(fields) {
			t.Errorf("%d bytes of %d, %d lists", total, stored, len(b.Lists))
		}
	})
}
