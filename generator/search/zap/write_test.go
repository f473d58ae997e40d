//go:build !zapx

package zap

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zapx "github.com/blevesearch/zapx/v17"
	"github.com/google/go-cmp/cmp"
)

var testFields = []Field{
	{Name: "_id", Options: index.IndexField | index.StoreField},
	{Name: "date", Options: index.IndexField | index.StoreField | index.DocValues},
	{Name: "kept", Options: index.StoreField},
	{Name: "text", Options: index.IndexField, Lengths: true},
}

// TestWriteReadsAsZapx writes a segment and lets zapx's builder build one of the
// same blocks: zapx reads the same in both.
func TestWriteReadsAsZapx(t *testing.T) {
	for _, n := range []int{1, 2, 450, 2600} { // the documents of a term are in chunks of about 1 024
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			var paths []string
			for i, write := range []func(context.Context, *bytes.Buffer, []*Block) error{
				func(ctx context.Context, to *bytes.Buffer, b []*Block) error { return build(ctx, to, testFields, b) },
				func(ctx context.Context, to *bytes.Buffer, b []*Block) error { return Write(ctx, to, testFields, b) },
			} {
				var out bytes.Buffer
				if err := write(context.Background(), &out, randomBlocks(n)); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(t.TempDir(), fmt.Sprint(i))
				if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				paths = append(paths, path)
			}
			if diff := cmp.Diff(describe(t, paths[0]), describe(t, paths[1])); diff != "" {
				t.Errorf("zapx's (-) and ours (+) differ:\n%.3000s", diff)
			}
		})
	}
}

// randomBlocks returns blocks of n documents in all, always the same.
func randomBlocks(n int) []*Block {
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	var blocks []*Block
	for first := 0; first < n; first += 700 {
		b := &Block{Name: fmt.Sprint("block ", first), Lists: make([][]byte, len(testFields))}
		var stored []byte
		var enc StoredEncoder
		terms := make([]map[string][][2]uint32, len(testFields)) // documents and frequencies
		for i := range terms {
			terms[i] = map[string][][2]uint32{}
		}
		for doc := range uint32(min(700, n-first)) {
			add := func(field int, term string, freq uint32) {
				terms[field][term] = append(terms[field][term], [2]uint32{doc, freq})
			}
			id := fmt.Sprintf("doc%05d", first+int(doc))
			add(0, id, 1)
			for k := range rng.IntN(3) {
				v := fmt.Sprint("value", k, rng.IntN(4))
				enc.AddString(1, v)
				add(1, v, 1)
			}
			if rng.IntN(5) > 0 {
				enc.Add(2, bytes.Repeat([]byte{byte(doc), 0, 255}, rng.IntN(50)))
			}
			add(3, "always", 1+rng.Uint32N(300))
			for k := range 1 + rng.IntN(20) {
				add(3, fmt.Sprint("term", k, "é", rng.IntN(100)), 1+rng.Uint32N(4))
			}
			size := len(stored)
			stored = enc.Append(stored, id)
			b.Sizes, b.Lengths = append(b.Sizes, uint32(len(stored)-size)), append(b.Lengths, 1+rng.Uint32N(4000))
		}
		for i, lists := range terms {
			for _, term := range slices.Sorted(maps.Keys(lists)) {
				b.Lists[i] = AppendTerm(b.Lists[i], term, len(lists[term]))
				next := uint32(0)
				for _, d := range lists[term] {
					b.Lists[i] = AppendPosting(b.Lists[i], d[0]-next, d[1])
					next = d[0] + 1
				}
			}
		}
		b.Stored = bytes.NewReader(stored)
		blocks = append(blocks, b)
	}
	return blocks
}

// describe returns all that zapx reads in a segment.
func describe(t *testing.T, path string) []string {
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	seg, err := new(zapx.ZapPlugin).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer seg.Close()
	out := []string{fmt.Sprint(seg.Count(), " documents of ", seg.Fields())}
	for _, f := range seg.Fields() {
		dict, err := seg.Dictionary(f)
		if err != nil {
			t.Fatal(err)
		}
		terms := dict.AutomatonIterator(nil, nil, nil)
		for e, err := terms.Next(); e != nil || err != nil; e, err = terms.Next() {
			if err != nil {
				t.Fatal(err)
			}
			list, err := dict.PostingsList([]byte(e.Term), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprintf("%s %q in %d:", f, e.Term, list.Count())
			it := list.Iterator(true, true, true, nil)
			for p, err := it.Next(); p != nil || err != nil; p, err = it.Next() {
				if err != nil {
					t.Fatal(err)
				}
				line += fmt.Sprintf(" %d×%d", p.Number(), p.Frequency())
				if f == "text" {
					line += fmt.Sprint("/", p.Norm())
				}
			}
			out = append(out, line)
		}
	}
	var state segment.DocVisitState
	visitor := seg.(segment.DocValueVisitable)
	names, err := visitor.VisitableDocValueFields()
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	out = append(out, fmt.Sprint("values of ", names))
	for doc := range seg.Count() {
		line := fmt.Sprint(doc, ":")
		err := seg.VisitStoredFields(doc, func(name string, kind byte, value []byte, _ []uint64) bool {
			line += fmt.Sprintf(" %s%c=%q", name, kind, value)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		state, err = visitor.VisitDocValues(doc, names, func(name string, term []byte) { line += fmt.Sprintf(" %s:%s", name, term) }, state)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, line)
	}
	return out
}
