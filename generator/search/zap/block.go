package zap

import (
	"encoding/binary"
	"fmt"
	"io"

	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zapx "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"
)

// Version is the version of the format.
const Version = zapx.Version

// A Field is a field of every document of a segment. The first is the ID, the
// others are sorted by name.
type Field struct {
	Name    string
	Options index.FieldIndexingOptions
	// Lengths is set if frequencies of the field are normalized by the lengths of the
	// documents, and not by 1.
	Lengths bool
}

// keyword reports whether the field is searched by whole values, and sorted or
// counted by them.
func (f Field) keyword() bool { return f.Options.IncludeDocValues() }

// A Block holds consecutive documents of a segment.
type Block struct {
	Name    string   // for errors
	Lengths []uint32 // by document
	Sizes   []uint32 // of what a StoredEncoder appended, by document
	// Lists contains for each field its terms in order: each from AppendTerm, followed
	// by an AppendPosting for each of its documents.
	Lists  [][]byte
	Stored io.Reader // what a StoredEncoder appended, document after document
}

// AppendTerm appends a term and the number of its documents to a list.
func AppendTerm(out []byte, term string, docs int) []byte {
	out = binary.AppendUvarint(out, uint64(len(term)))
	out = append(out, term...)
	return binary.AppendUvarint(out, uint64(docs))
}

// AppendPosting appends a document of a term: the number of documents between it
// and the one before, and the frequency of the term in it.
func AppendPosting(out []byte, gap, freq uint32) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(out, uint64(gap)), uint64(freq))
}

// A StoredEncoder encodes the stored fields of one document after the other.
type StoredEncoder struct{ meta, data, packed []byte }

// Add adds a value of a field, which is known by its number. Values are added in
// the order of their fields, and the ID is not.
func (e *StoredEncoder) Add(field int, value []byte) { addStored(e, field, value) }

// AddString adds a value that is a string.
func (e *StoredEncoder) AddString(field int, value string) { addStored(e, field, value) }

// addStored appends a value, and to the metadata the field, the type of the value,
// its offset and size, and the number of its array positions.
func addStored[T string | []byte](e *StoredEncoder, field int, value T) {
	for _, v := range []int{field, 't', len(e.data), len(value), 0} {
		e.meta = binary.AppendUvarint(e.meta, uint64(v))
	}
	e.data = append(e.data, value...)
}

// Append appends the encoded document with its ID, and begins the next one.
func (e *StoredEncoder) Append(out []byte, id string) []byte {
	var start [binary.MaxVarintLen64]byte
	head := start[:binary.PutUvarint(start[:], uint64(len(id)))]
	e.packed = snappy.Encode(e.packed[:cap(e.packed)], e.data)
	out = binary.AppendUvarint(out, uint64(len(head)+len(e.meta)))
	out = binary.AppendUvarint(out, uint64(len(id)+len(e.packed)))
	out = append(append(out, head...), e.meta...)
	out = append(append(out, id...), e.packed...)
	e.meta, e.data = e.meta[:0], e.data[:0]
	return out
}

// decodeStored calls visit for the ID (field 0) and each value of a document that
// Append appended.
func decodeStored(doc []byte, visit func(field int, value string)) error {
	broken := fmt.Errorf("stored fields are damaged")
	number := func(from *[]byte) int {
		v, n := binary.Uvarint(*from)
		if n <= 0 || v > 1<<31 {
			*from = nil
			return -1
		}
		*from = (*from)[n:]
		return int(v)
	}
	metaSize := number(&doc)
	dataSize := number(&doc)
	if metaSize < 0 || dataSize < 0 || metaSize+dataSize != len(doc) {
		return broken
	}
	meta, rest := doc[:metaSize], doc[metaSize:]
	idSize := number(&meta)
	if idSize < 0 || idSize > len(rest) {
		return broken
	}
	visit(0, string(rest[:idSize]))
	packed := rest[idSize:]
	// Snappy takes the size of what it unpacks from the data, which grows at most 64-fold.
	if n, err := snappy.DecodedLen(packed); err != nil || n > 64*len(packed) {
		return broken
	}
	data, err := snappy.Decode(nil, packed)
	if err != nil {
		return broken
	}
	for len(meta) > 0 {
		field, kind, start, size, positions := number(&meta), number(&meta), number(&meta), number(&meta), number(&meta)
		if field < 0 || kind < 0 || start < 0 || size < 0 || positions != 0 || start+size > len(data) {
			return broken
		}
		visit(field, string(data[start:start+size]))
	}
	return nil
}

// Mapped returns the mapped file of a segment that Bleve has opened; false if it
// has none.
func Mapped(s segment.Segment) ([]byte, bool) {
	mapped, ok := s.(*zapx.Segment)
	if !ok {
		return nil, false
	}
	return mapped.Data(), true
}
