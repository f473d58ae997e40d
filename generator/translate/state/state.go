// Package state tells which texts of a translation are fresh, stale, missing or
// extra, and reads and writes the records from which that follows. Compare is the
// call to start with: it pairs the segments of a source document with those of
// its translation and returns each pair with its state. Parse and Format read
// and write a file of records; File and MemoryFile name it.
//
// Package translate finds the records of a unit. This package never touches a
// file system.
package state

// State is the state of a segment.
type State uint8

// The states of a segment.
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
