package bleveindex

import (
	"cmp"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"griot/generator/search"
)

// storedFields reads the stored fields of a document.
func (x *Index) storedFields(doc uint64) (search.StoredFields, error) {
	r := search.StoredFields{Facets: map[string][]string{}}
	err := x.visitStored(doc, func(name string, value []byte) error {
		text := func() string { return string(value) }
		switch name {
		case fieldID:
			r.ID = text()
		case fieldURL:
			r.URL = text()
		case fieldTitle:
			r.Title = text()
		case fieldSummary:
			r.Summary = text()
		case fieldDate:
			r.Date = text()
		case fieldHash:
			r.Hash = text()
		case fieldPositions:
		default:
			r.Facets[name] = append(r.Facets[name], text())
		}
		return nil
	})
	return r, err
}

// positions reads the encoded positions of a document.
func (x *Index) positions(doc uint64) ([]byte, error) {
	var out []byte
	err := x.visitStored(doc, func(name string, value []byte) error {
		if name == fieldPositions {
			out = append(out, value...)
		}
		return nil
	})
	return out, err
}

// visitStored visits the stored fields of a document until visit returns an error. A
// value is valid only until visit returns.
func (x *Index) visitStored(doc uint64, visit func(name string, value []byte) error) error {
	seg, err := x.segment()
	if err != nil {
		return err
	}
	var failed error
	err = seg.VisitStoredFields(doc, func(name string, _ byte, value []byte, _ []uint64) bool {
		failed = visit(name, value)
		return failed == nil
	})
	if err = cmp.Or(failed, err); err != nil {
		return fmt.Errorf("read document %d: %w", doc, err)
	}
	return nil
}

// segment returns the segment of an index that isn't empty.
func (x *Index) segment() (segment.Segment, error) {
	snapshot, ok := x.reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("read the index: its reader is a %T", x.reader)
	}
	if n := len(snapshot.Segments()); n != 1 {
		return nil, fmt.Errorf("read the index: it has %d segments, not one", n)
	}
	return snapshot.Segments()[0].Segment(), nil
}
