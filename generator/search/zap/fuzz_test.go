package zap

import "testing"

// FuzzStored decodes stored fields that may be damaged.
func FuzzStored(f *testing.F) {
	var e StoredEncoder
	e.AddString(1, "a value")
	e.AddString(2, "a value of many letters, a value of many letters")
	f.Add(e.Append(nil, "en/a/"))
	f.Add([]byte("\x01\x05\x00\xff\xff\xff\x7f\x00"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		size := 0
		if err := decodeStored(doc, func(field int, value string) {
			if field < 0 {
				t.Errorf("field %d", field)
			}
			size += len(value)
		}); err == nil && len(doc) == 0 {
			t.Error("nothing is a document")
		}
	})
}

// FuzzTerms reads lists of terms that may be damaged: documents ascend, and belong to the
// block.
func FuzzTerms(f *testing.F) {
	list := AppendPosting(AppendPosting(AppendTerm(nil, "a", 2), 0, 1), 1, 3)
	f.Add(AppendPosting(AppendTerm(list, "b", 1), 2, 1), 4)
	f.Add([]byte("\x01a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), 1)
	f.Add([]byte("\x01a\x02\x01\x01\xff\xff\xff\xff\x0f\x01"), 4) // a gap that leads back
	f.Fuzz(func(t *testing.T, list []byte, docs int) {
		if docs < 1 || docs > 1000 {
			return
		}
		b := &Block{Name: "block", Lengths: make([]uint32, docs), Sizes: make([]uint32, docs), Lists: [][]byte{list}}
		m := newTermMerger([]*Block{b}, 0, true)
		for l := (postingList{}); m.next(&l); {
			for i, d := range l.docs {
				if int(d) >= docs || i > 0 && d <= l.docs[i-1] {
					t.Errorf("documents %v of %d", l.docs, docs)
				}
			}
		}
	})
}
