package bleveindex

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
)

// segmentWriter writes the one segment of an index from its blocks, in zap's
// format (zap.md beside zapx's source): what zap stores of each document and
// where; for each field its terms, each with the frequencies and the bitmap of
// its documents, the dictionary of its terms, and the values of each document
// where it is sorted or counted by them; where the fields are. It is made for
// the fields that Griot has, without locations, and needs a fifth of the time
// that zap's own builder and merger need.
type segmentWriter struct {
	out    *zap.CountHashWriter
	blocks []*openBlock
	docs   uint32

	dictionary bytes.Buffer
	builder    *vellum.Builder
	buf        []byte
	list       postingList
	bitmap     *roaring.Bitmap
	bits       bytes.Buffer
}

const (
	chunked = 1026 // zap.DefaultChunkMode: chunks of about 1 024 documents of a term
	// notUninverted stands for the place of values that a field doesn't have.
	notUninverted = 1<<64 - 1
)

// writeSegment writes a segment of the blocks' documents, in their order.
func writeSegment(ctx context.Context, to io.Writer, blocks []*openBlock) error {
	w := &segmentWriter{out: zap.NewCountHashWriter(to), blocks: blocks, bitmap: roaring.New()}
	var err error
	if w.builder, err = vellum.New(&w.dictionary, nil); err != nil {
		return fmt.Errorf("begin a dictionary: %w", err)
	}
	places, err := w.documents(ctx)
	if err != nil {
		return fmt.Errorf("write documents: %w", err)
	}
	var addresses []uint64
	for i, f := range fields {
		address, err := w.field(ctx, i)
		if err != nil {
			return fmt.Errorf("write field %q: %w", f.name, err)
		}
		addresses = append(addresses, address)
	}
	return w.finish(places, addresses)
}

// documents writes what is stored of each document, and where that is.
func (w *segmentWriter) documents(ctx context.Context) (place uint64, err error) {
	var places []byte
	for _, b := range w.blocks {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		at := uint64(w.out.Count())
		for _, size := range b.sizes {
			places = binary.BigEndian.AppendUint64(places, at)
			at += uint64(size)
		}
		if _, err := io.Copy(w.out, b.stored); err != nil {
			return 0, err
		}
		if uint64(w.out.Count()) != at {
			return 0, fmt.Errorf("%q holds other documents than it says", b.file.Name())
		}
		w.docs += uint32(len(b.sizes))
	}
	place = uint64(w.out.Count())
	places = append(places, 0) // nested documents
	_, err = w.out.Write(places)
	return place, err
}

// field writes a field and returns its address.
func (w *segmentWriter) field(ctx context.Context, number int) (uint64, error) {
	f := fields[number]
	var values [][]byte
	if f.keyword() {
		values = make([][]byte, w.docs)
	}
	n := 0
	terms := newTermMerger(w.blocks, number)
	for terms.next(&w.list) {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		place, err := w.term()
		if err == nil {
			err = w.builder.Insert(terms.term, place)
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
	address := dictionary + uint64(len(w.buf))
	for _, v := range []uint64{from, to, dictionary} {
		w.buf = binary.AppendUvarint(w.buf, v)
	}
	_, err := w.out.Write(w.buf)
	return address, err
}

// term writes the list of a term and returns what the dictionary says of it:
// where it is or, where a single document holds the term once, which one.
func (w *segmentWriter) term() (uint64, error) {
	l := &w.list
	if len(l.docs) == 1 && l.freqs[0] == 1 {
		return zap.FSTValEncode1Hit(uint64(l.docs[0]), uint64(l.lengths[0])), nil
	}
	start := uint64(w.out.Count())
	w.buf = l.appendFreqs(w.buf[:0], w.docs)
	place := start + uint64(len(w.buf))
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
	return place, err
}

// finish writes where everything is.
func (w *segmentWriter) finish(documents uint64, addresses []uint64) error {
	var out, places []byte
	start := uint64(w.out.Count())
	for i, f := range fields {
		places = binary.BigEndian.AppendUint64(places, start+uint64(len(out)))
		out = append(binary.AppendUvarint(out, uint64(len(f.name))), f.name...)
		out = binary.AppendUvarint(out, uint64(f.options))
		out = append(out, 1) // one section: terms
		out = binary.BigEndian.AppendUint16(out, zap.SectionInvertedTextIndex)
		out = binary.BigEndian.AppendUint64(out, addresses[i])
	}
	sections := start + uint64(len(out))
	out = append(binary.AppendUvarint(out, uint64(len(fields))), places...)
	out = binary.BigEndian.AppendUint32(out, 0) // name of a callback
	for _, v := range []uint64{uint64(w.docs), documents, sections} {
		out = binary.BigEndian.AppendUint64(out, v)
	}
	out = binary.BigEndian.AppendUint32(out, chunked)
	out = binary.BigEndian.AppendUint32(out, zap.Version)
	if _, err := w.out.Write(out); err != nil {
		return err
	}
	_, err := w.out.Write(binary.BigEndian.AppendUint32(nil, w.out.Sum32()))
	return err
}
