// Package diag describes mistakes of authors. A package that finds mistakes adds
// them to a List with Error or Warn and returns it. Each has a position, a code and
// named values; the sentence that says what is wrong and the hint that says how to
// fix it are in i18n/author.<lang>.toml, and i18n.Author prints them. Nearest finds
// the word for a "did you mean".
//
// Only cmd/griot prints diagnostics. This package imports no other one of Griot,
// prints nothing and never ends the process.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Severity says whether a diagnostic stops the build.
type Severity uint8

const (
	// Warning should be fixed, but does not stop a build.
	Warning Severity = iota
	// Error would make the site wrong; nothing is published.
	Error
)

// String returns "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// MarshalText writes the severity as its name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "warning" or "error".
func (s *Severity) UnmarshalText(b []byte) error {
	switch string(b) {
	case "warning":
		*s = Warning
	case "error":
		*s = Error
	default:
		return fmt.Errorf("unknown severity %q", b)
	}
	return nil
}

// Position is a file, line and column.
type Position struct {
	File   string `json:"file"`             // slash path from the site's folder, such as content/hub.yaml
	Line   int    `json:"line,omitempty"`   // 1-based; 0 means the whole file
	Column int    `json:"column,omitempty"` // 1-based, in characters; 0 means the whole line
}

// String returns file:line:column, without the parts that are unknown.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Code names a kind of mistake. It is stable: authors search for it, and scripts match
// it.
type Code string

// Diagnostic is one mistake of an author.
type Diagnostic struct {
	Position
	Severity Severity
	Code     Code
	Variant  string // which message of the code; "" for a code with a single one
	Args     Args   // the values of the message's placeholders
}

// ID returns the id of the diagnostic's message in the catalogue, without the ending
// ".message" or ".hint": the code, and the variant after a full stop.
func (d Diagnostic) ID() string {
	if d.Variant == "" {
		return string(d.Code)
	}
	return string(d.Code) + "." + d.Variant
}

// String names the diagnostic for programmers; i18n.Author puts it into words.
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s: %s: %s %v", d.Position, d.Severity, d.ID(), map[string]any(d.Args))
}

// List collects diagnostics. The zero value is ready to use; it is not safe
// for concurrent use: each worker fills its own.
type List []Diagnostic

// Error adds an error. id is that of its message in the catalogue: a code, or a code
// and a variant, such as "link-broken" or "date-invalid.period".
func (l *List) Error(p Position, id string, args Args) { l.add(p, Error, id, args) }

// Warn adds a warning; see Error.
func (l *List) Warn(p Position, id string, args Args) { l.add(p, Warning, id, args) }

func (l *List) add(p Position, s Severity, id string, args Args) {
	code, variant, _ := strings.Cut(id, ".")
	for name, value := range args {
		args[name] = plain(value)
	}
	*l = append(*l, Diagnostic{Position: p, Severity: s, Code: Code(code), Variant: variant, Args: args})
}

// Sort orders the list by file, line, column, code, severity (errors first), variant and
// values, and removes duplicates.
func (l *List) Sort() {
	slices.SortStableFunc(*l, Compare)
	*l = slices.CompactFunc(*l, Diagnostic.Equal)
}

// Compare orders diagnostics as Sort does.
func Compare(a, b Diagnostic) int {
	return cmp.Or(
		strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		strings.Compare(string(a.Code), string(b.Code)), cmp.Compare(b.Severity, a.Severity), strings.Compare(a.Variant, b.Variant),
		a.Args.compare(b.Args))
}

// Equal reports whether two diagnostics say the same of the same position.
func (d Diagnostic) Equal(other Diagnostic) bool {
	return Compare(d, other) == 0
}

// Errors counts the diagnostics that stop a build.
func (l List) Errors() int {
	n := 0
	for _, d := range l {
		if d.Severity == Error {
			n++
		}
	}
	return n
}

// Nearest returns the candidate closest to word for a "did you mean" hint, or
// "" if none is within a third of its length (see distance; one edit is always
// allowed). Case and accents don't count. Of equally close ones it returns the first.
func Nearest(word string, candidates []string) string {
	word = Fold(word)
	best, bestDist := "", max(1, len([]rune(word))/3)+1
	for _, c := range candidates {
		if d := distance(word, Fold(c)); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// Fold writes a word in lower case and without accents. Names with the same fold are
// one to many readers, and to the file systems of Windows and macOS.
func Fold(word string) string {
	if ascii(word) {
		return strings.ToLower(word)
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(word))
	return strings.ToLower(bare)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// distance counts the edits between two words, in characters: inserting,
// deleting or replacing one, or swapping two neighbours (optimal string
// alignment, the restricted form of Damerau's distance).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
}
