package exchange

import (
	"griot/generator/translate/segment"
)

// maxMeant is how many texts equal to their sources a file may have before they
// count as copies, if most of what is new in the file is like them.
const maxMeant = 2

// filledByTool reports whether a tool has copied sources into the translations,
// as msgen and many editors do: two sentences that are equal to their sources, or
// only such texts, or more than maxMeant equal texts that are most of what is new.
func filledByTool(texts []Returned) bool {
	changed, copies, sentences := 0, 0, 0
	for i := range texts {
		r := &texts[i]
		message := r.page() == segment.MessagesID
		source, err := segment.ParseTags(r.Source, message)
		if err != nil || r.Unfinished || r.Plural || r.Target == "" || segment.IsNeutral(source.Words()) || r.madeFrom(segment.BaseHash(r.Target)) {
			continue
		}
		changed++
		if canonical(r.Target, message) == canonical(r.Source, message) {
			copies++
			if segment.IsProse(source.Words()) {
				sentences++
			}
		}
	}
	return sentences > 1 || sentences == 1 && copies == changed || copies > maxMeant && 2*copies > changed
}

// untranslated reports whether a text that came back is only a copy of its
// source. Figures, code and URLs are the same in all languages. A name or a label
// ("Mali", "Communication") may be, so one that comes back equal was translated,
// unless a tool has filled the file with copies. A sentence never is: what is
// meant to stay in the source's language is imported with Same, or marked on the
// page.
func (im *importer) untranslated(text, source segment.Tagged) bool {
	words := source.Words()
	if im.Same || text.String() != source.String() || segment.IsNeutral(words) {
		return false
	}
	return im.filled || segment.IsProse(words)
}
