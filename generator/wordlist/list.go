package wordlist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Entry is an entry of a list. It has no words: nothing that tells of an entry may.
type Entry struct {
	Number int // from 1, comments and blank lines not counted
	Line   int // of the file
}

// List is a list of words. The zero value has no entries.
type List struct {
	entries []Entry
	ids     map[string]int32 // of the folded words of all entries
	nodes   []node           // a tree of the words of entries; the first node is its root
	next    map[edge]int32
	filter  [filterSize / 64]uint64 // of the hashes of the words in ASCII
}

// node is a place in the tree: what follows is an entry's next word.
type node struct {
	ends  []int32 // entries that end here
	short bool    // the only word so far has at most shortWord letters
}

// edge leads from a node by a word to another node.
type edge struct{ node, word int32 }

const (
	filterSize = 1 << 16
	shortWord  = 3
	maxList    = 16 << 20 // bytes of a file
	maxParts   = 64       // of a chain
	minJoined  = 4        // letters of such a word
	maxJoined  = 4        // parts of a word, with hyphens, that are also one word
)

// Len returns the number of entries.
func (l *List) Len() int { return len(l.entries) }

// Error says why a list can't be used.
type Error struct {
	Why  Why
	Line int   // of the file, or 0
	Err  error // of the file system, or nil
}

// Why is the reason for which a list can't be used.
type Why string

// The reasons.
const (
	Missing    Why = "missing"
	Unreadable Why = "unreadable"
	Empty      Why = "empty"   // it has no entry
	Inside     Why = "inside"  // it lies in the folder of the site
	Encoding   Why = "unicode" // it is no Unicode text
	Wordless   Why = "word"    // an entry without a word
	Large      Why = "large"
)

// Error implements error.
func (e *Error) Error() string {
	text := "read the list of private words: " + string(e.Why)
	if e.Line > 0 {
		text += fmt.Sprintf(", line %d", e.Line)
	}
	return text
}

// Unwrap returns the error of the file system.
func (e *Error) Unwrap() error { return e.Err }

// Read reads the list in a file, which must not lie in one of the folders, and describes
// the file. Blank lines and lines that start with # are no entries. Errors are of type
// *Error.
func Read(name string, outside ...string) (*List, fs.FileInfo, error) {
	if err := checkOutside(name, outside); err != nil {
		return nil, nil, err
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, &Error{Why: Missing, Err: err}
	case err == nil && info.IsDir():
		return nil, nil, &Error{Why: Unreadable, Err: errors.New("it is a folder")}
	case err == nil && !info.Mode().IsRegular(): // reading a named pipe would wait for ever
		return nil, nil, &Error{Why: Unreadable, Err: errors.New("it is no file")}
	}
	var body []byte
	if err == nil {
		body, err = readFile(name)
	}
	if err != nil {
		var known *Error
		if errors.As(err, &known) {
			return nil, nil, known
		}
		return nil, nil, &Error{Why: Unreadable, Err: err}
	}
	list, err := Parse(body)
	return list, info, err
}

func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		var failed *fs.PathError
		if errors.As(err, &failed) {
			err = failed.Err
		}
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxList+1))
	if err == nil && len(body) > maxList {
		err = &Error{Why: Large}
	}
	return body, err
}

// checkOutside refuses a file that lies in one of the folders, or leads there by a
// symbolic link.
func checkOutside(name string, folders []string) error {
	abs, err := filepath.Abs(name)
	if err != nil {
		return &Error{Why: Unreadable, Err: err}
	}
	places := []string{abs}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		places = append(places, filepath.Join(dir, filepath.Base(abs)))
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		places = append(places, real)
	}
	for _, folder := range folders {
		for _, dir := range []string{folder, realPath(folder)} {
			for _, p := range places {
				if rel, err := filepath.Rel(dir, p); err == nil && filepath.IsLocal(rel) {
					return &Error{Why: Inside}
				}
			}
		}
	}
	return nil
}

// realPath returns a path without symbolic links, or the path if there is nothing.
func realPath(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return name
}

// Parse reads a list in UTF-8, or in UTF-16 with a byte-order mark.
func Parse(body []byte) (*List, error) {
	body, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), body)
	if err != nil || !utf8.Valid(body) || bytes.ContainsRune(body, utf8.RuneError) || bytes.IndexByte(body, 0) >= 0 {
		return nil, &Error{Why: Encoding}
	}
	l := &List{ids: map[string]int32{}, nodes: make([]node, 1), next: map[edge]int32{}}
	number := 0
	for line := range strings.SplitSeq(strings.ReplaceAll(string(body), "\r", "\n"), "\n") {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		variants := variantsOf(line)
		if len(variants) == 0 {
			return nil, &Error{Why: Wordless, Line: lineOf(body, number)}
		}
		l.entries = append(l.entries, Entry{len(l.entries) + 1, lineOf(body, number)})
		for _, words := range variants {
			l.add(int32(len(l.entries)-1), words)
		}
	}
	if len(l.entries) == 0 {
		return nil, &Error{Why: Empty}
	}
	return l, nil
}

// lineOf returns the line as an editor counts it: CR LF ends one line, and was taken for
// two.
func lineOf(body []byte, number int) int {
	if crlf := bytes.Count(body, []byte("\r\n")); crlf == 0 {
		return number
	}
	at, line := 0, 1
	for n := 1; n < number && at < len(body); n++ {
		i := bytes.IndexAny(body[at:], "\r\n")
		if i < 0 {
			break
		}
		at += i + 1
		if body[at-1] == '\n' || at >= len(body) || body[at] != '\n' {
			line++
		}
	}
	return line
}

// variantsOf returns the folded words of an entry: with the parts of joined words as
// words, and as one.
func variantsOf(line string) [][]string {
	var split, joined []string
	for s := (scanner{text: line}); s.chain(); {
		for i := range s.parts {
			split = append(split, string(s.word(i, i+1)))
		}
		joined = append(joined, string(s.folded))
	}
	if len(split) == 0 {
		return nil
	}
	if len(joined) == len(split) {
		return [][]string{split}
	}
	return [][]string{split, joined}
}

// add adds the words of an entry to the tree.
func (l *List) add(entry int32, words []string) {
	at := int32(0)
	for i, w := range words {
		id, ok := l.ids[w]
		if !ok {
			id = int32(len(l.ids))
			l.ids[w] = id
			if h, ascii := hashASCII(w); ascii {
				l.filter[h/64] |= 1 << (h % 64)
			}
		}
		to, ok := l.next[edge{at, id}]
		if !ok {
			to = int32(len(l.nodes))
			l.nodes = append(l.nodes, node{short: i == 0 && utf8.RuneCountInString(w) <= shortWord})
			l.next[edge{at, id}] = to
		}
		at = to
	}
	l.nodes[at].ends = append(l.nodes[at].ends, entry)
}

// hashASCII returns a hash of a word of ASCII letters below filterSize.
func hashASCII(w string) (h uint32, ascii bool) {
	h = hashStart
	for i := range len(w) {
		if w[i]-'a' >= 26 {
			return 0, false
		}
		h = (h ^ uint32(w[i])) * hashStep
	}
	return h >> 16, true
}

// Of FNV-1a; the upper 16 bits are used.
const (
	hashStart uint32 = 2166136261
	hashStep  uint32 = 16777619
)
