package search

import "slices"

// A Record is what an index keeps of a document to show it.
type StoredFields struct {
	ID, URL, Title, Summary, Date string
	Hash                          string              // of the document, as the build gave it
	Facets                        map[string][]string // terms sorted
}

// InPlace reports whether there is a place at which each list of ascending
// positions holds the place plus its offset: whether the words of a phrase
// follow each other.
func HoldsPhrase(positions [][]uint32, offsets []int) bool {
	for _, p := range positions[0] {
		here := true
		for i := 1; i < len(positions) && here; i++ {
			_, here = slices.BinarySearch(positions[i], p+uint32(offsets[i]-offsets[0]))
		}
		if here {
			return true
		}
	}
	return false
}
