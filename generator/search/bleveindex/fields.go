package bleveindex

import (
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

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

// field is a field that every segment has.
type field struct {
	name    string
	options index.FieldIndexingOptions
}

// keyword reports whether the field is searched by whole values, and sorted or
// counted by them.
func (f field) keyword() bool { return f.options.IncludeDocValues() }

// fields are those of all segments, in the order in which zap numbers them: the
// ID first, the others by name.
var fields = layOutFields()

func layOutFields() []field {
	const keyword = index.IndexField | index.StoreField | index.DocValues
	list := []field{
		{fieldText, index.IndexField}, {fieldDate, keyword},
		{fieldPositions, index.StoreField}, {fieldTitle, index.StoreField}, {fieldSummary, index.StoreField},
		{fieldURL, index.StoreField}, {fieldHash, index.StoreField},
	}
	for _, name := range search.FacetNames {
		list = append(list, field{name, keyword})
	}
	slices.SortFunc(list, func(a, b field) int { return strings.Compare(a.name, b.name) })
	return append([]field{{fieldID, index.IndexField | index.StoreField}}, list...)
}
