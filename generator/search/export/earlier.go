package export

import (
	"slices"
	"strings"

	"griot/generator/search/analysis"
)

// Earlier are the search files of earlier exports, for pages that readers opened before
// this one was published.
type Earlier struct {
	Files []string                          // paths below the site's root
	Read  func(path string) ([]byte, error) // reads one of them
}

// earlier returns those of the earlier files that may stay beside this export; they are
// not among its own.
//
// What an editor has taken out of a page must not stay readable. So texts, stored fields,
// positions, facets and the glossary go, and so does a shard with a word that no page has
// any more; what stays are postings and words, which nearly every query needs. All that
// they can tell of a changed page is that it had a word which another page still has.
// Whether a whole page was removed is for the caller to find; then nothing may stay.
func (e *exporter) earlier() []string {
	words := e.src.Words()
	known := map[string]func(string) bool{
		"p": func(term string) bool {
			_, ok := slices.BinarySearch(e.terms, term)
			return ok
		},
		"w": func(entry string) bool { return hasWord(words, trimDigit(entry)) },
		"v": func(entry string) bool { return hasWord(words, backwards(trimDigit(entry))) },
	}
	var stay []string
	for _, path := range e.opts.Earlier.Files {
		name := strings.TrimSuffix(strings.TrimPrefix(path, "search/"), ".js")
		kind, _, _ := strings.Cut(strings.TrimPrefix(name, e.src.Lang()+"/"), "/")
		if _, own := slices.BinarySearch(e.manifest.Files, path); own || known[kind] == nil {
			continue
		}
		body, err := e.opts.Earlier.Read(path)
		if err != nil {
			continue // it isn't there
		}
		payload, err := shardPayload(name, body)
		if err != nil {
			continue
		}
		keys, _, _ := strings.Cut(payload, "\t")
		if !slices.ContainsFunc(frontDecode(keys), func(key string) bool { return !known[kind](key) }) {
			stay = append(stay, path)
		}
	}
	slices.Sort(stay)
	return stay
}

// trimDigit removes the number of documents from an entry of a shard of words.
func trimDigit(entry string) string { return entry[:max(0, len(entry)-1)] }

// hasWord reports whether a word of this spelling, accents and capitals aside, is in a list.
func hasWord(words analysis.Words, text string) bool {
	_, ok := slices.BinarySearchFunc(words, analysis.Fold(text), func(w analysis.Word, folded string) int {
		return strings.Compare(w.Folded, folded)
	})
	return ok
}

// frontDecode decodes what frontCode encodes.
func frontDecode(text string) []string {
	var out []string
	var last []rune
	for len(text) > 0 {
		n := strings.IndexByte(capitals, text[0])
		if n < 0 || n > len(last) {
			return append(out, text) // damaged; no word that is known
		}
		end := 1 + strings.IndexAny(text[1:], capitals)
		if end == 0 {
			end = len(text)
		}
		last = append(slices.Clone(last[:n]), []rune(text[1:end])...)
		out = append(out, string(last))
		text = text[end:]
	}
	return out
}
