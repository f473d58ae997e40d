package bleveindex

import (
	"slices"
	"sync"

	banalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	index "github.com/blevesearch/bleve_index_api"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// analyzerPrefix is the name of the analyzer of languages without rules of their own;
// for others the language follows.
const analyzerPrefix = "griot"

func init() {
	for _, lang := range append([]string{""}, analysis.Languages...) {
		a := &analyzer{pool: sync.Pool{New: func() any { return analysis.NewAnalyzer(lang) }}}
		construct := func(map[string]any, *registry.Cache) (banalysis.Analyzer, error) { return a, nil }
		if err := registry.RegisterAnalyzer(analyzerName(lang), construct); err != nil {
			panic(err)
		}
	}
}

func analyzerName(lang string) string {
	if slices.Contains(analysis.Languages, lang) {
		return analyzerPrefix + "-" + lang
	}
	return analyzerPrefix
}

// analyzer is an analysis.Analyzer as Bleve needs it.
type analyzer struct{ pool sync.Pool }

// Analyze implements Bleve's analysis.Analyzer; stop words leave gaps between
// positions.
func (a *analyzer) Analyze(text []byte) banalysis.TokenStream {
	own := a.pool.Get().(*analysis.Analyzer)
	defer a.pool.Put(own)
	var out banalysis.TokenStream
	for _, t := range own.Tokens(string(text)) {
		if t.Term != "" {
			out = append(out, &banalysis.Token{
				Start: t.Start, End: t.End, Term: []byte(t.Term), Position: t.Pos, Type: banalysis.AlphaNumeric,
			})
		}
		for _, e := range t.Extras {
			out = append(out, &banalysis.Token{
				Start: t.Start, End: e.End, Term: []byte(e.Term), Position: t.Pos, Type: banalysis.AlphaNumeric,
			})
		}
	}
	return out
}

// newMapping returns the fields of the index as Bleve needs them.
func newMapping(lang string) *mapping.IndexMappingImpl {
	m := mapping.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	m.DefaultAnalyzer = analyzerName(lang)
	m.DefaultField = fieldText
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	doc := mapping.NewDocumentStaticMapping()
	text := mapping.NewTextFieldMapping()
	text.Analyzer = analyzerName(lang)
	text.Store, text.DocValues, text.IncludeTermVectors, text.IncludeInAll = false, false, false, false
	doc.AddFieldMappingsAt(fieldText, text)
	doc.AddFieldMappingsAt(fieldNames, text)
	for _, name := range append([]string{fieldDate}, search.FacetNames...) {
		key := mapping.NewKeywordFieldMapping()
		key.IncludeTermVectors, key.IncludeInAll = false, false
		doc.AddFieldMappingsAt(name, key)
	}
	for _, name := range []string{fieldTitle, fieldSummary, fieldURL, fieldHash, fieldPositions} {
		kept := mapping.NewTextFieldMapping()
		kept.Index, kept.DocValues, kept.IncludeTermVectors, kept.IncludeInAll = false, false, false, false
		doc.AddFieldMappingsAt(name, kept)
	}
	m.DefaultMapping = doc
	return m
}
