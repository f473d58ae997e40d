// Package po reads and writes gettext's PO files, as the GNU gettext manual
// describes them ("The Format of PO Files").
//
// Parse reads a file, and File.Format writes one. Comments of all kinds, flags,
// contexts, previous texts, plural forms and obsolete entries are read as they
// were written, and every entry has its lines, so that callers can say where
// something is wrong. The package knows nothing of pages. It exists because
// leonelquinteros/gotext keeps neither previous texts nor flags, comments or
// lines.
package po

import (
	"fmt"
	"strings"

	"griot/generator/translate/exchange/charset"
)

// File is a PO file.
type File struct {
	Header  Entry // the fields are the lines of its Str
	Entries []Entry
}

// Entry is one text and its translation.
type Entry struct {
	Comments   []string // of translators, after "# "
	Extracted  []string // notes to translators, after "#. "
	References []string // places, after "#: "
	Flags      []string // such as fuzzy
	PrevCtxt   string   // after "#| msgctxt"
	PrevID     string
	PrevPlural string
	Ctxt       string
	HasCtxt    bool
	ID         string
	Plural     string   // "" if there are no plural forms
	Str        []string // one, or one for each plural form
	Obsolete   bool
	Line       int // of msgid, from 1
	StrLine    int // of the first msgstr
}

// Flag reports whether an entry has a flag.
func (e *Entry) Flag(name string) bool {
	for _, f := range e.Flags {
		if f == name {
			return true
		}
	}
	return false
}

// Field returns the value of a field of the header, such as Language, or "".
func (f *File) Field(name string) string {
	if len(f.Header.Str) == 0 {
		return ""
	}
	for line := range strings.SplitSeq(f.Header.Str[0], "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// Error is a mistake in a file, and its line.
type Error struct {
	Line    int
	Message string
}

// Error says what is wrong, without the line.
func (e *Error) Error() string { return e.Message }

// Parse reads a file in the encoding that its header names. An error is an
// *Error.
func Parse(src []byte) (*File, error) {
	src, enc, err := decode(src)
	if err != nil {
		return nil, err
	}
	p := &reader{file: &File{}, enc: enc}
	for line := range strings.SplitSeq(string(src), "\n") {
		p.line++
		if err := p.read(strings.Trim(line, " \t\r")); err != nil {
			return nil, err
		}
	}
	return p.file, p.end()
}

// reader collects an entry line by line.
type reader struct {
	file  *File
	enc   charset.Encoding // of bytes that are written as numbers
	e     Entry
	to    *string // what a string on the next line goes on with
	line  int
	began bool // the entry has a msgid
	any   bool // the entry has something
}

func (p *reader) fail(format string, args ...any) error {
	return &Error{p.line, fmt.Sprintf(format, args...)}
}

// end finishes an entry.
func (p *reader) end() error {
	defer func() { p.e, p.to, p.began, p.any = Entry{}, nil, false, false }()
	switch {
	case !p.any:
		return nil
	case !p.began:
		return nil // comments alone
	case len(p.e.Str) == 0:
		return p.fail("the text has no msgstr")
	case !p.valid():
		return p.fail("the text has numbers after backslashes that are no characters: write the characters themselves")
	case p.e.ID == "" && !p.e.HasCtxt && !p.e.Obsolete:
		p.file.Header = p.e
	default:
		p.file.Entries = append(p.file.Entries, p.e)
	}
	return nil
}

func (p *reader) read(line string) error {
	if line == "" {
		return p.end()
	}
	obsolete := false
	if rest, ok := strings.CutPrefix(line, "#~"); ok {
		if obsolete, line = true, strings.TrimLeft(rest, " \t"); strings.HasPrefix(line, "|") {
			line = "#" + line
		}
	}
	if strings.HasPrefix(line, "#") {
		if len(p.e.Str) > 0 { // what follows belongs to the next entry
			if err := p.end(); err != nil {
				return err
			}
		}
		p.any = true
		p.e.Obsolete = p.e.Obsolete || obsolete
		return p.comment(line)
	}
	if word, _ := splitKeyword(line); (word == "msgid" || word == "msgctxt") && len(p.e.Str) > 0 {
		if err := p.end(); err != nil {
			return err
		}
	}
	p.any = true
	p.e.Obsolete = p.e.Obsolete || obsolete
	return p.keyword(line)
}

func (p *reader) comment(line string) error {
	kind, text := byte(' '), ""
	if len(line) > 1 {
		kind, text = line[1], strings.TrimPrefix(line[2:], " ")
	}
	switch kind {
	case '.':
		p.e.Extracted = append(p.e.Extracted, text)
	case ':':
		p.e.References = append(p.e.References, strings.Fields(text)...)
	case ',':
		for f := range strings.SplitSeq(text, ",") {
			if f = strings.TrimSpace(f); f != "" {
				p.e.Flags = append(p.e.Flags, f)
			}
		}
	case '|':
		return p.previous(strings.TrimSpace(line[2:]))
	case ' ':
		p.e.Comments = append(p.e.Comments, strings.TrimPrefix(strings.TrimPrefix(line, "#"), " "))
	default:
		p.e.Comments = append(p.e.Comments, line[1:])
	}
	return nil
}

// previous reads a line of the text that a fuzzy translation was made from.
func (p *reader) previous(line string) error {
	for _, x := range []struct {
		word string
		to   *string
	}{{"msgctxt", &p.e.PrevCtxt}, {"msgid_plural", &p.e.PrevPlural}, {"msgid", &p.e.PrevID}} {
		if rest, ok := strings.CutPrefix(line, x.word); ok {
			p.to = x.to
			return p.add(strings.TrimSpace(rest))
		}
	}
	if p.to == nil {
		return p.fail("a previous text starts with #| msgid")
	}
	return p.add(line)
}

func (p *reader) keyword(line string) error {
	word, rest := splitKeyword(line)
	if word == "" {
		if p.to == nil {
			return p.fail("a text stands here without msgid or msgstr before it")
		}
		return p.add(line)
	}
	switch {
	case word == "msgctxt":
		p.to, p.e.HasCtxt = &p.e.Ctxt, true
	case word == "msgid":
		if p.began {
			return p.fail("the text has two msgids")
		}
		p.to, p.began, p.e.Line = &p.e.ID, true, p.line
	case word == "msgid_plural":
		p.to = &p.e.Plural
	case word == "msgstr" || strings.HasPrefix(word, "msgstr["):
		n := len(p.e.Str)
		if want := fmt.Sprintf("msgstr[%d]", n); !p.began || word != want && !(word == "msgstr" && n == 0) {
			return p.fail("%s stands out of order", word)
		}
		if n == 0 {
			p.e.StrLine = p.line
		}
		p.e.Str = append(p.e.Str, "")
		p.to = &p.e.Str[n]
	default:
		return p.fail("%q is no line of a PO file", cut(line))
	}
	return p.add(rest)
}

func cut(line string) string {
	if r := []rune(line); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return line
}
