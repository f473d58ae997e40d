package bleveindex

import (
	"fmt"
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
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

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

// newDocument analyses a document. It adds its words to words, one each.
func newDocument(a *search.Analyzer, doc *search.Document, hash string, words map[string]int) (*document, int) {
	w := a.Weigh(doc)
	for _, word := range w.Words {
		words[word]++
	}
	freqs := make(index.TokenFrequencies, len(w.Terms))
	backing := make([]index.TokenFreq, len(w.Terms))
	for i, t := range w.Terms {
		backing[i].SetFrequency(t.Freq)
		freqs[t.Term] = &backing[i]
	}
	url := doc.URL
	if url == "" {
		url = doc.ID
	}
	d := &document{id: doc.ID, fields: []index.Field{
		exact(fieldID, doc.ID, index.IndexField|index.StoreField),
		&field{name: fieldText, options: index.IndexField, length: w.Length, freqs: freqs},
		&field{name: fieldPositions, value: encodePositions(w.Terms), options: index.StoreField},
		stored(fieldTitle, oneLine(doc.Title)),
		stored(fieldSummary, oneLine(doc.Summary)),
		stored(fieldURL, url),
		stored(fieldHash, hash),
	}}
	d.addKeywords(fieldDate, doc.Date)
	for _, name := range search.FacetNames {
		d.addKeywords(name, doc.FacetValues(name)...)
	}
	return d, w.Length
}

// addKeywords adds one field a value. A document without one has the empty
// field: segments that all have the same fields merge faster.
func (d *document) addKeywords(name string, values ...string) {
	for _, v := range values {
		if v != "" {
			d.fields = append(d.fields, exact(name, v, keyword))
		}
	}
	if len(d.fields) == 0 || d.fields[len(d.fields)-1].Name() != name {
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
func exact(name, value string, options index.FieldIndexingOptions) *field {
	freq := &index.TokenFreq{}
	freq.SetFrequency(1)
	return &field{
		name: name, value: []byte(value), options: options, length: 1,
		freqs: index.TokenFrequencies{value: freq},
	}
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
