package bleveindex

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"griot/generator/search"
)

// Names of the fields beside the facets, which have their own names.
const (
	fieldText      = "t"
	fieldPositions = "p"
	fieldTitle     = "title"
	fieldSummary   = "summary"
	fieldURL       = "url"
	fieldDate      = "date"
	fieldHash      = "hash"
	fieldID        = "_id"
)

const keyword = index.IndexField | index.StoreField | index.DocValues

// field is one analysed field of a document, as zap wants it. Several stored
// values of a keyword are several fields of one name.
type field struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int
	freqs   index.TokenFrequencies
	text    *text // in place of freqs
}

// text is what a document's text consists of. Its frequencies are laid out in a
// map that all documents of a segment share, since zap reads those of one
// document before it asks for the next one's.
type text struct {
	terms  []string
	freqs  []*index.TokenFreq
	shared index.TokenFrequencies
}

func (t *text) frequencies() index.TokenFrequencies {
	clear(t.shared)
	for i, term := range t.terms {
		t.shared[term] = t.freqs[i]
	}
	return t.shared
}

func (f *field) Name() string                        { return f.name }
func (f *field) Value() []byte                       { return f.value }
func (f *field) ArrayPositions() []uint64            { return nil }
func (f *field) EncodedFieldType() byte              { return 't' }
func (f *field) Analyze()                            {}
func (f *field) Options() index.FieldIndexingOptions { return f.options }
func (f *field) AnalyzedLength() int                 { return f.length }
func (f *field) NumPlainTextBytes() uint64           { return uint64(len(f.value)) }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies {
	if f.text != nil {
		return f.text.frequencies()
	}
	return f.freqs
}

// document is one document, analysed, its ID among the fields.
type document struct {
	id     string
	fields []index.Field
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return 0 }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) AddIDField()                                {}
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }
func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// drafter makes the documents of one segment. What they have in common stands
// in memory once.
type drafter struct {
	analyzer *search.Analyzer
	shared   index.TokenFrequencies            // of text
	times    map[int]*index.TokenFreq          // by frequency
	keywords map[string]index.TokenFrequencies // by value
}

func newDrafter(a *search.Analyzer) *drafter {
	return &drafter{a, index.TokenFrequencies{}, map[int]*index.TokenFreq{}, map[string]index.TokenFrequencies{}}
}

// document analyses a document; it returns its length too.
func (b *drafter) document(doc *search.Document, hash string) (*document, int) {
	w := b.analyzer.Weigh(doc)
	t := &text{make([]string, len(w.Terms)), make([]*index.TokenFreq, len(w.Terms)), b.shared}
	for i, use := range w.Terms {
		t.terms[i], t.freqs[i] = use.Term, b.freq(use.Freq)
	}
	url := doc.URL
	if url == "" {
		url = doc.ID
	}
	d := &document{id: doc.ID, fields: []index.Field{
		exact(fieldID, doc.ID, index.IndexField|index.StoreField, index.TokenFrequencies{doc.ID: b.freq(1)}),
		&field{name: fieldText, options: index.IndexField, length: w.Length, text: t},
		&field{name: fieldPositions, value: encodePositions(w.Terms), options: index.StoreField},
		stored(fieldTitle, oneLine(doc.Title)),
		stored(fieldSummary, oneLine(doc.Summary)),
		stored(fieldURL, url),
		stored(fieldHash, hash),
	}}
	b.addKeywords(d, fieldDate, doc.Date)
	for _, name := range search.FacetNames {
		b.addKeywords(d, name, doc.FacetValues(name)...)
	}
	return d, w.Length
}

// freq returns a frequency as zap wants it. Frequencies are rounded, so there
// are few; zap reads them and changes nothing.
func (b *drafter) freq(n int) *index.TokenFreq {
	f := b.times[n]
	if f == nil {
		f = &index.TokenFreq{}
		f.SetFrequency(n)
		b.times[n] = f
	}
	return f
}

// addKeywords adds one field a value. A document without one has the empty
// field: segments that all have the same fields merge faster.
func (b *drafter) addKeywords(d *document, name string, values ...string) {
	values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
	for _, v := range values {
		freqs := b.keywords[v]
		switch {
		case len(values) > 1: // zap adds those of all values to those of the first
			freqs = index.TokenFrequencies{v: b.freq(1)}
		case freqs == nil:
			freqs = index.TokenFrequencies{v: b.freq(1)}
			b.keywords[v] = freqs
		}
		d.fields = append(d.fields, exact(name, v, keyword, freqs))
	}
	if len(values) == 0 {
		d.fields = append(d.fields, &field{name: name, options: keyword &^ index.StoreField})
	}
}

// oneLine makes one line of a text that a hit shows, without control
// characters, which the browser's records use to part fields.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r == ' ' || unicode.IsControl(r)
	}), " ")
}

// stored is a field that is kept, and not searched.
func stored(name, value string) *field {
	return &field{name: name, value: []byte(value), options: index.StoreField}
}

// exact is a field searched by its whole value.
func exact(name, value string, options index.FieldIndexingOptions, freqs index.TokenFrequencies) *field {
	return &field{name: name, value: []byte(value), options: options, length: 1, freqs: freqs}
}

// writeSegment turns analysed documents into a zap segment at path.
func writeSegment(path string, docs []index.Document) error {
	seg, _, err := new(zap.ZapPlugin).New(docs)
	if err != nil {
		return fmt.Errorf("build segment: %w", err)
	}
	unpersisted, ok := seg.(segment.UnpersistedSegment)
	if !ok {
		return fmt.Errorf("build segment: %T can't be written", seg)
	}
	if err := unpersisted.Persist(path); err != nil {
		return fmt.Errorf("write segment %q: %w", path, err)
	}
	return seg.Close()
}
