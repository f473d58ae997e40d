package bleveindex

import (
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"griot/generator/search"

	"griot/generator/search/zap"
)

// Names of the fields other than facets, which have their own names.
const (
	fieldText      = "t"
	fieldNames     = "n"
	fieldPositions = "p"
	fieldTitle     = "title"
	fieldSummary   = "summary"
	fieldURL       = "url"
	fieldDate      = "date"
	fieldHash      = "hash"
	fieldID        = "_id"
)

// fields are the fields of all segments, in the order of their numbers in zap: the ID,
// then the others by name.
var fields = layOutFields()

func layOutFields() []zap.Field {
	const keyword = index.IndexField | index.StoreField | index.DocValues
	list := []zap.Field{
		{Name: fieldText, Options: index.IndexField, Lengths: true}, {Name: fieldNames, Options: index.IndexField}, {Name: fieldDate, Options: keyword},
		{Name: fieldPositions, Options: index.StoreField}, {Name: fieldTitle, Options: index.StoreField}, {Name: fieldSummary, Options: index.StoreField},
		{Name: fieldURL, Options: index.StoreField}, {Name: fieldHash, Options: index.StoreField},
	}
	for _, name := range search.FacetNames {
		list = append(list, zap.Field{Name: name, Options: keyword})
	}
	slices.SortFunc(list, func(a, b zap.Field) int { return strings.Compare(a.Name, b.Name) })
	return append([]zap.Field{{Name: fieldID, Options: index.IndexField | index.StoreField}}, list...)
}
