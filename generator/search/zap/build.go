package zap

import (
	"context"
	"fmt"
	"io"
	"os"

	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zapx "github.com/blevesearch/zapx/v17"
)

// build writes a segment as Write does, but by zapx's own builder, which keeps all
// documents in memory.
func build(ctx context.Context, to io.Writer, fields []Field, blocks []*Block) (err error) {
	docs, err := decodeDocuments(fields, blocks)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	seg, _, err := new(zapx.ZapPlugin).New(docs)
	if err != nil {
		return fmt.Errorf("build the segment: %w", err)
	}
	unpersisted, ok := seg.(segment.UnpersistedSegment)
	if !ok {
		return fmt.Errorf("build the segment: it is a %T, which can't be written", seg)
	}
	dir, err := os.MkdirTemp("", "griot-segment-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := unpersisted.Persist(dir + "/segment"); err != nil {
		return fmt.Errorf("write the segment: %w", err)
	}
	f, err := os.Open(dir + "/segment")
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}

// decodeDocuments returns the documents of blocks as zapx's builder needs them.
func decodeDocuments(fields []Field, blocks []*Block) ([]index.Document, error) {
	var docs []*document
	for _, b := range blocks {
		for i, size := range b.Sizes {
			stored := make([]byte, size)
			if _, err := io.ReadFull(b.Stored, stored); err != nil {
				return nil, fmt.Errorf("read the stored fields of %q: %w", b.Name, err)
			}
			d := &document{stored: make([][]string, len(fields)), freqs: make([]index.TokenFrequencies, len(fields)), length: int(b.Lengths[i])}
			err := decodeStored(stored, func(field int, value string) {
				if field < len(fields) {
					d.stored[field] = append(d.stored[field], value)
				}
			})
			if err != nil {
				return nil, fmt.Errorf("read %q: %w", b.Name, err)
			}
			docs = append(docs, d)
		}
	}
	var list postingList
	for i := range fields {
		terms := newTermMerger(blocks, i, false)
		for terms.next(&list) {
			for k, doc := range list.docs {
				d := docs[doc]
				if d.freqs[i] == nil {
					d.freqs[i] = index.TokenFrequencies{}
				}
				f := &index.TokenFreq{Term: terms.term}
				f.SetFrequency(int(list.freqs[k]))
				d.freqs[i][string(terms.term)] = f
			}
		}
		if terms.err != nil {
			return nil, terms.err
		}
	}
	out := make([]index.Document, len(docs))
	for i, d := range docs {
		d.fields = fields
		out[i] = d
	}
	return out, nil
}

// document is a decoded document of which the analysis is known.
type document struct {
	index.Document
	fields []Field
	stored [][]string               // values by field
	freqs  []index.TokenFrequencies // by field
	length int
}

func (d *document) ID() string                                 { return d.stored[0][0] }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}

// VisitFields visits each value of each field with its term, and a field that is
// not stored once, with all of its terms. It visits fields without values too, so
// that every segment has them.
func (d *document) VisitFields(visit index.FieldVisitor) {
	for i, f := range d.fields {
		out := documentField{name: f.Name, options: f.Options, length: 1}
		if f.Lengths {
			out.length = d.length
		}
		if len(d.stored[i]) == 0 {
			out.options &^= index.StoreField
			out.freqs = d.freqs[i]
			visit(&out)
		}
		for _, v := range d.stored[i] {
			value := out
			value.value = v
			if f.Options.IsIndexed() {
				value.freqs = index.TokenFrequencies{v: d.freqs[i][v]}
			}
			visit(&value)
		}
	}
}

// documentField is a field of a document, with one of its values if it is stored.
type documentField struct {
	index.Field
	name, value string
	options     index.FieldIndexingOptions
	length      int
	freqs       index.TokenFrequencies
}

func (f *documentField) Name() string                        { return f.name }
func (f *documentField) Value() []byte                       { return []byte(f.value) }
func (f *documentField) ArrayPositions() []uint64            { return nil }
func (f *documentField) EncodedFieldType() byte              { return 't' }
func (f *documentField) Options() index.FieldIndexingOptions { return f.options }
func (f *documentField) AnalyzedLength() int                 { return f.length }
func (f *documentField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	return f.freqs
}
