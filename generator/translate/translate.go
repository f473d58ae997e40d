// Package translate is the translator's desk: it knows which text of a hub was
// made from which, so that it can say what is fresh, stale, missing or extra,
// hand texts to the tools that translators use, and bring them back without
// touching a byte that no text changed.
//
// What enters is a site's folder: content/ (front matter, bodies, hub.yaml),
// the messages in i18n/, and the desk's own records in i18n/state/ and
// i18n/memory/. What leaves is a judgement of each text, files in PO, XLIFF,
// TMX and TBX, and new contents of files, which Desk.Write puts in place only
// where they are still as they were read. The package never renders a page,
// and neither git nor the dates of files decide anything here.
//
// # Texts
//
// A Segment is what a translator translates as a whole: a heading, paragraph,
// list item, table cell, caption, alternative text, a field of front matter, a
// name in hub.yaml, a message with its plural forms. It is known by its text
// with white space folded, never by its place: renaming, moving and re-wrapping
// change nothing.
//
// # Records
//
// i18n/state/<language>/<page>.txt holds, for each text of the translation, the
// text of the source that it was made from; i18n/memory/<from>-<to>.txt holds
// what the hub no longer uses. Both are plain text, a line a text, made to be
// read in a diff. Where the records of a page can't be found under its name,
// they are found by their texts.
//
// The steps, one file each: page.go, hub.go and messages.go find segments,
// align.go pairs those of two languages, judge.go says what state each pair is
// in, desk.go does so for a whole site, splice.go puts texts back.
package translate

// State says how a text stands to the one that it translates.
type State uint8

// The states of a text.
const (
	Fresh   State = iota // made from the source as it is
	Stale                // the source has changed since, or nobody has said that the two match
	Missing              // not translated, or an untranslated copy
	Extra                // translates nothing that is there
)

// String names the state.
func (s State) String() string { return [...]string{"fresh", "stale", "missing", "extra"}[s] }

// MarshalText writes the state as its name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Documents that are no pages.
const (
	HubID      = "hub.yaml"
	MessagesID = "active.toml"
)
