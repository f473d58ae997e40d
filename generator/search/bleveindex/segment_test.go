package bleveindex

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/google/go-cmp/cmp"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// TestSegmentReadsAsZaps builds an index's segment and lets zap build one of the
// same documents: zap reads the same in both.
func TestSegmentReadsAsZaps(t *testing.T) {
	for _, n := range []int{1, 2, 450, 2600} { // a term of more than 1 024 documents is in chunks
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			dir := t.TempDir()
			refs, docs := corpus(n, 12, uint64(n))
			for i, r := range refs { // some fields are empty
				d := docs[r.ID]
				if i%7 == 0 {
					d.Title, d.Date, d.Facets = "", "", nil
				}
				if i%5 == 0 {
					d.Summary, d.URL = "Un\ttitre ", "ailleurs/"
				}
				d.Body += " toujours"
				docs[r.ID] = d
			}
			build(t, dir, refs, docs)
			ours := describe(t, filepath.Join(dir, "fr", "store", builtSegment))
			theirs := describe(t, zapSegment(t, refs, docs))
			if diff := cmp.Diff(theirs, ours); diff != "" {
				t.Errorf("zap's (-) and ours (+) differ:\n%.3000s", diff)
			}
		})
	}
}

// zapDocument is a document as zap's builder wants it.
type zapDocument struct {
	index.Document
	fields []*zapField
}

func (d *zapDocument) VisitComposite(index.CompositeFieldVisitor) {}
func (d *zapDocument) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

type zapField struct {
	index.Field
	name, value string
	options     index.FieldIndexingOptions
	length      int
	freqs       index.TokenFrequencies
}

func (f *zapField) Name() string                        { return f.name }
func (f *zapField) Value() []byte                       { return []byte(f.value) }
func (f *zapField) ArrayPositions() []uint64            { return nil }
func (f *zapField) EncodedFieldType() byte              { return 't' }
func (f *zapField) Options() index.FieldIndexingOptions { return f.options }
func (f *zapField) AnalyzedLength() int                 { return f.length }
func (f *zapField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	return f.freqs
}

func once(n int) *index.TokenFreq {
	f := &index.TokenFreq{}
	f.SetFrequency(n)
	return f
}

func zapSegment(t *testing.T, refs []Ref, docs map[string]search.Document) string {
	a := analysis.NewAnalyzer("fr")
	var list []index.Document
	for _, r := range refs {
		doc := docs[r.ID]
		w := analyze(a, &doc)
		text := index.TokenFrequencies{}
		for _, u := range w.Terms {
			text[u.Term] = once(u.Freq)
		}
		d := &zapDocument{}
		for _, f := range fields {
			var values []string
			switch f.name {
			case fieldID:
				values = []string{doc.ID}
			case fieldText:
				d.fields = append(d.fields, &zapField{name: f.name, options: f.options, length: w.Length, freqs: text})
			case fieldPositions:
				var hashes []uint16
				for _, u := range w.Terms {
					hashes = append(hashes, termHash(u.Term))
				}
				values = []string{string(appendPositions(nil, w.Terms, hashes))}
			case fieldTitle:
				values = []string{oneLine(doc.Title)}
			case fieldSummary:
				values = []string{oneLine(doc.Summary)}
			case fieldURL:
				if values = []string{doc.URL}; doc.URL == "" {
					values = []string{doc.ID}
				}
			case fieldHash:
				values = []string{r.Hash}
			case fieldDate:
				values = slices.DeleteFunc([]string{doc.Date}, func(s string) bool { return s == "" })
			default:
				values = doc.FacetValues(f.name)
			}
			for _, v := range values {
				field := &zapField{name: f.name, value: v, options: f.options, length: 1}
				if f.options.IsIndexed() {
					field.freqs = index.TokenFrequencies{v: once(1)}
				}
				d.fields = append(d.fields, field)
			}
			if len(values) == 0 && f.name != fieldText { // so that every segment has the field
				d.fields = append(d.fields, &zapField{name: f.name, options: f.options &^ index.StoreField})
			}
		}
		list = append(list, d)
	}
	seg, _, err := new(zap.ZapPlugin).New(list)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "theirs.zap")
	if err := seg.(segment.UnpersistedSegment).Persist(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// describe reads all that zap reads in a segment.
func describe(t *testing.T, path string) []string {
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	seg, err := new(zap.ZapPlugin).Open(path)
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
				if f == fieldText {
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
