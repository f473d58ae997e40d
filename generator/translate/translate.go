// Package translate knows which text of a site was translated from which. Open
// opens a site as a Project; Project.UnitPairs says which of its segments are
// fresh, stale, missing or extra, Project.Texts and the Format functions export
// them for translators, and Project.Batch collects what a verb changes (Mark,
// Import, Fix), to be written by Write.
//
// What enters is a site's folder: content/ (front matter, bodies, hub.yaml),
// the messages in i18n/, and records in i18n/state/ and i18n/memory/. What
// leaves is the state of each segment, files in PO, XLIFF, TMX and TBX, and new
// contents of files, which Write puts in place only where they are still as they
// were read. The package never renders a page,
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
// align.go pairs those of two languages, staleness.go determines the state of
// each pair, project.go does so for a whole site, splice.go replaces texts.
package translate

// State is the state of a segment.
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
