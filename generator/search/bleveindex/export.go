package bleveindex

import (
	"errors"
	"fmt"
	"math"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"griot/generator/search"
	"griot/generator/search/export"
)

// Index implements export.Reader.
var _ export.Reader = (*Index)(nil)

// Tokens returns the sum of the lengths of all documents.
func (x *Index) Tokens() int { return x.stats.Tokens }

// StoredFields returns the stored fields of a document.
func (x *Index) StoredFields(doc int) (search.StoredFields, error) {
	return x.storedFields(uint64(doc))
}

// errKnown ends a visit when the result is complete.
var errKnown = errors.New("all is known")

// Lengths returns the length of each document, which the index stores with each of its
// terms as 1/sqrt(length).
func (x *Index) Lengths() ([]uint32, error) {
	lengths := make([]uint32, x.stats.Docs)
	left := len(lengths)
	err := x.visitField(fieldText, true, func(_ string, list segment.PostingsIterator) error {
		for left > 0 {
			p, err := list.Next()
			if err != nil || p == nil {
				return err
			}
			if n := p.Number(); n < uint64(len(lengths)) && lengths[n] == 0 {
				lengths[n] = uint32(math.Round(1 / (p.Norm() * p.Norm())))
				left--
			}
		}
		return errKnown
	})
	if errors.Is(err, errKnown) {
		err = nil
	}
	return lengths, err
}

// VisitTerms visits the terms of the text in order, with their documents and
// frequencies.
func (x *Index) VisitTerms(visit func(term string, docs, freqs []uint32) error) error {
	return x.visitFreqs(fieldText, visit)
}

// VisitNames visits the terms of names in order, with their documents and frequencies.
func (x *Index) VisitNames(visit func(term string, docs, freqs []uint32) error) error {
	return x.visitFreqs(fieldNames, visit)
}

// Kinds returns the order of kinds, as given to the build.
func (x *Index) Kinds() []string { return x.stats.Kinds }

func (x *Index) visitFreqs(field string, visit func(term string, docs, freqs []uint32) error) error {
	var docs, freqs []uint32
	return x.visitField(field, true, func(term string, list segment.PostingsIterator) error {
		docs, freqs = docs[:0], freqs[:0]
		for {
			p, err := list.Next()
			if err != nil {
				return err
			}
			if p == nil {
				return visit(term, docs, freqs)
			}
			docs = append(docs, uint32(p.Number()))
			freqs = append(freqs, uint32(p.Frequency()))
		}
	})
}

// VisitPositions visits the positions of all terms of a document.
func (x *Index) VisitPositions(doc int, visit func(n int, gaps []byte)) error {
	return x.visitStored(uint64(doc), func(name string, value []byte) error {
		if name != fieldPositions {
			return nil
		}
		return visitPositions(value, func(_ uint16, _ []byte, n int, gaps []byte) { visit(n, gaps) })
	})
}

// Column returns the documents of each value of a facet, or of "date".
func (x *Index) Column(name string) (map[string][]uint32, error) {
	out := map[string][]uint32{}
	err := x.visitField(name, false, func(value string, list segment.PostingsIterator) error {
		for {
			p, err := list.Next()
			if err != nil || p == nil {
				return err
			}
			out[value] = append(out[value], uint32(p.Number()))
		}
	})
	return out, err
}

// visitField visits the terms of a field in order.
func (x *Index) visitField(field string, freqs bool, visit func(string, segment.PostingsIterator) error) error {
	if x.stats.Docs == 0 {
		return nil
	}
	seg, err := x.segment()
	if err != nil {
		return err
	}
	dict, err := seg.Dictionary(field)
	if err != nil {
		return fmt.Errorf("read field %q: %w", field, err)
	}
	var list segment.PostingsList
	var iterator segment.PostingsIterator
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return fmt.Errorf("read field %q: %w", field, err)
		}
		if entry == nil {
			return nil
		}
		if list, err = dict.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return fmt.Errorf("read the documents of %q: %w", entry.Term, err)
		}
		iterator = list.Iterator(freqs, freqs, false, iterator)
		if err := visit(entry.Term, iterator); err != nil {
			return fmt.Errorf("read the documents of %q: %w", entry.Term, err)
		}
	}
}
