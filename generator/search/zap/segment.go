//go:build !zapx

package zap

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	zapx "github.com/blevesearch/zapx/v17"
)

// segmentWriter writes the parts of a segment: the stored fields of each document
// and their offsets; for each field its terms, each with the frequencies and the
// bitmap of its documents, the dictionary of its terms and, if it is a keyword, the
// values of each document; the offsets of the fields.
type segmentWriter struct {
	fields []Field
	out    *zapx.CountHashWriter
	blocks []*Block
	docs   uint32

	dictionary bytes.Buffer
	builder    *vellum.Builder
	buf        []byte
	list       postingList
	bitmap     *roaring.Bitmap
	bits       bytes.Buffer
}

const (
	chunked = 1026 // zapx.DefaultChunkMode: chunks of about 1 024 documents of a term
	// notUninverted is written instead of the offset of values that a field doesn't have.
	notUninverted = 1<<64 - 1
)

// Write writes a segment of the blocks' documents, numbered in their order.
func Write(ctx context.Context, to io.Writer, fields []Field, blocks []*Block) error {
	w := &segmentWriter{fields: fields, out: zapx.NewCountHashWriter(to), blocks: blocks, bitmap: roaring.New()}
	var err error
	if w.builder, err = vellum.New(&w.dictionary, nil); err != nil {
		return fmt.Errorf("begin a dictionary: %w", err)
	}
	offsets, err := w.documents(ctx)
	if err != nil {
		return fmt.Errorf("write documents: %w", err)
	}
	var starts []uint64
	for i, f := range w.fields {
		start, err := w.field(ctx, i)
		if err != nil {
			return fmt.Errorf("write field %q: %w", f.Name, err)
		}
		starts = append(starts, start)
	}
	return w.finish(offsets, starts)
}

// documents writes the stored fields of each document and their offsets, and
// returns the offset of these.
func (w *segmentWriter) documents(ctx context.Context) (offset uint64, err error) {
	var offsets []byte
	for _, b := range w.blocks {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		at := uint64(w.out.Count())
		for _, size := range b.Sizes {
			offsets = binary.BigEndian.AppendUint64(offsets, at)
			at += uint64(size)
		}
		if _, err := io.Copy(w.out, b.Stored); err != nil {
			return 0, err
		}
		if uint64(w.out.Count()) != at {
			return 0, fmt.Errorf("%q holds other documents than it says", b.Name)
		}
		w.docs += uint32(len(b.Sizes))
	}
	offset = uint64(w.out.Count())
	offsets = append(offsets, 0) // nested documents
	_, err = w.out.Write(offsets)
	return offset, err
}

// field writes a field and returns the offset of its description.
func (w *segmentWriter) field(ctx context.Context, number int) (uint64, error) {
	f := w.fields[number]
	var values [][]byte
	if f.keyword() {
		values = make([][]byte, w.docs)
	}
	n := 0
	terms := newTermMerger(w.blocks, number, f.Lengths)
	for terms.next(&w.list) {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		offset, err := w.term()
		if err == nil {
			err = w.builder.Insert(terms.term, offset)
		}
		if err != nil {
			return 0, err
		}
		if f.keyword() {
			for _, d := range w.list.docs {
				values[d] = append(append(values[d], terms.term...), 0xFF)
			}
		}
	}
	if terms.err != nil {
		return 0, terms.err
	}
	if err := w.builder.Close(); err != nil {
		return 0, err
	}
	dictionary := uint64(w.out.Count())
	w.buf = binary.AppendUvarint(w.buf[:0], uint64(w.dictionary.Len()))
	w.buf = append(w.buf, w.dictionary.Bytes()...)
	w.dictionary.Reset()
	if err := w.builder.Reset(&w.dictionary); err != nil {
		return 0, err
	}
	from, to := uint64(notUninverted), uint64(notUninverted)
	if f.keyword() {
		from = dictionary + uint64(len(w.buf))
		w.buf = appendValues(w.buf, values)
		to = dictionary + uint64(len(w.buf))
	}
	start := dictionary + uint64(len(w.buf))
	for _, v := range []uint64{from, to, dictionary} {
		w.buf = binary.AppendUvarint(w.buf, v)
	}
	_, err := w.out.Write(w.buf)
	return start, err
}

// term writes the documents of a term and returns the value of the term in the
// dictionary: the offset of its documents or, if only one document contains it and only
// once, that document.
func (w *segmentWriter) term() (uint64, error) {
	l := &w.list
	if len(l.docs) == 1 && l.freqs[0] == 1 {
		return zapx.FSTValEncode1Hit(uint64(l.docs[0]), uint64(l.lengths[0])), nil
	}
	start := uint64(w.out.Count())
	w.buf = l.appendFreqs(w.buf[:0], w.docs)
	offset := start + uint64(len(w.buf))
	w.buf = binary.AppendUvarint(w.buf, start)
	w.buf = binary.AppendUvarint(w.buf, 0) // locations
	w.bitmap.Clear()
	w.bitmap.AddMany(l.docs)
	w.bits.Reset()
	if _, err := w.bitmap.WriteTo(&w.bits); err != nil {
		return 0, err
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(w.bits.Len()))
	w.buf = append(w.buf, w.bits.Bytes()...)
	_, err := w.out.Write(w.buf)
	return offset, err
}

// finish writes the offsets of the fields and the footer.
func (w *segmentWriter) finish(documents uint64, starts []uint64) error {
	var out, offsets []byte
	start := uint64(w.out.Count())
	for i, f := range w.fields {
		offsets = binary.BigEndian.AppendUint64(offsets, start+uint64(len(out)))
		out = append(binary.AppendUvarint(out, uint64(len(f.Name))), f.Name...)
		out = binary.AppendUvarint(out, uint64(f.Options))
		out = append(out, 1) // one section: terms
		out = binary.BigEndian.AppendUint16(out, zapx.SectionInvertedTextIndex)
		out = binary.BigEndian.AppendUint64(out, starts[i])
	}
	sections := start + uint64(len(out))
	out = append(binary.AppendUvarint(out, uint64(len(w.fields))), offsets...)
	out = binary.BigEndian.AppendUint32(out, 0) // name of a callback
	for _, v := range []uint64{uint64(w.docs), documents, sections} {
		out = binary.BigEndian.AppendUint64(out, v)
	}
	out = binary.BigEndian.AppendUint32(out, chunked)
	out = binary.BigEndian.AppendUint32(out, zapx.Version)
	if _, err := w.out.Write(out); err != nil {
		return err
	}
	_, err := w.out.Write(binary.BigEndian.AppendUint32(nil, w.out.Sum32()))
	return err
}
