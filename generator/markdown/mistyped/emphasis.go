package mistyped

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
)

// mark is a run of characters that mark emphasis and stand in the text.
type mark struct {
	start, end int
	char       byte
	before     rune // the characters around it
	after      rune
}

// emphasis finds marks of bold text, and of text struck out, that were not read as such. A
// single * or _ is left alone unless it is certain: it marks notes and names of files.
func (f *finder) emphasis() {
	var marks []mark
	b := f.text.b
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c != '*' && c != '_' && c != '~' {
			continue
		}
		end := i
		for end < len(b) && b[end] == c {
			end++
		}
		if n := end - i; n == 2 || n == 3 && c == '*' || n == 1 && c == '*' {
			marks = append(marks, mark{i, end, c, f.text.before(i), f.text.after(end)})
		}
		i = end - 1
	}
	for i := 0; i < len(marks); i++ {
		if j := f.pair(marks, i); j > i {
			i = j
		}
	}
}

// pair looks at a mark and the next one like it, and returns the index of the last mark that
// it dealt with.
func (f *finder) pair(marks []mark, i int) int {
	m := &marks[i]
	j := i + 1
	for j < len(marks) && (marks[j].char != m.char || marks[j].end-marks[j].start != m.end-m.start) {
		j++
	}
	weak := m.char == '_' || m.end-m.start == 1
	if j < len(marks) {
		if n := &marks[j]; f.meant(m, n, weak) {
			return j
		}
	}
	switch {
	case weak:
	case m.opens() && !f.note(m) && !f.argument(m):
		f.open = true
		f.add(BoldOpen, f.text.offset(m.start), f.marks(m), f.marks(m)+short(f.sentence(m.end), 60)+f.marks(m))
	case !unicode.IsSpace(m.before) && (unicode.IsSpace(m.after) || unicode.IsPunct(m.after)):
		f.starred = f.starred || !f.open
		f.open = false
	}
	return i
}

// argument reports whether a mark follows the bracket of a function, as in f(**options).
func (f *finder) argument(m *mark) bool {
	return m.before == '(' && unicode.IsLetter(f.text.before(m.start-1))
}

func (f *finder) marks(m *mark) string { return string(f.text.b[m.start:m.end]) }

// opens reports whether emphasis was meant to start at a mark.
func (m *mark) opens() bool {
	return isEdge(m.before) && (unicode.IsLetter(m.after) || unicode.IsDigit(m.after) || unicode.IsSymbol(m.after) || strings.ContainsRune("«“\"'‘([-–—", m.after) || m.after == object || m.after == linkEdge)
}

// isEdge reports whether a word may start after a character.
func isEdge(r rune) bool {
	return unicode.IsSpace(r) || r == edge || r == linkEdge || strings.ContainsRune("([«“\"'’‘-–—/:", r)
}

// meant reports whether two marks were meant to make what is between them bold, and adds the
// finding.
func (f *finder) meant(m, n *mark, weak bool) bool {
	inner := f.text.b[m.end:n.start]
	if len(inner) == 0 || len(inner) > 300 || !bytes.ContainsFunc(inner, unicode.IsLetter) {
		return false
	}
	text, marks := f.sourceOf(m.end, n.start), f.marks(m)
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) || r == protected }
	switch {
	case m.opens() && punct(n.before) && letter(n.after):
		f.add(BoldLetter, f.text.offset(n.start), marks, marks+text+marks+" "+word(f.rest(n.end)))
	case weak:
		return false
	case letter(m.before) && punct(m.after) && !unicode.IsSpace(n.before):
		f.add(BoldLetter, f.text.offset(m.start), marks, lastWord(f.text.b[:m.start])+" "+marks+text+marks)
	case m.opens() && unicode.IsSpace(n.before) ||
		unicode.IsSpace(m.before) && unicode.IsSpace(m.after) && isWord(inner) && (unicode.IsSpace(n.before) || !letter(n.after)):
		f.add(BoldSpace, f.text.offset(m.start), marks, marks+text+marks)
	default:
		return false
	}
	return true
}

var twoLetters = regexp.MustCompile(`\pL{2}`)

func isWord(b []byte) bool { return twoLetters.Match(b) }

// note reports whether a mark starts a note below a table or a figure, not bold text: another
// word was marked before, or a level of significance follows.
func (f *finder) note(m *mark) bool {
	start := m.start == 0 || f.text.b[m.start-1] == softBreak || f.text.b[m.start-1] == hardBreak
	return f.starred && start || significance.Match(f.text.b[m.end:])
}

var significance = regexp.MustCompile(`^\s*[pP]\s*[-<≤=]`)

// sentence returns the source from an offset of the text to the end of its sentence or line.
func (f *finder) sentence(start int) string {
	b := f.text.b
	end := start
	for end < len(b) && b[end] != softBreak && b[end] != hardBreak {
		if bytes.IndexByte([]byte(".!?:;"), b[end]) >= 0 && unicode.IsSpace(f.text.after(end+1)) {
			break
		}
		end++
	}
	return f.sourceOf(start, end)
}

// lastWord returns the last word of a flat text.
func lastWord(b []byte) string {
	s := visible(b)
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// word returns the first word of a text.
func word(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// comments finds comments that were not read as such: a program has made one dash of two
// hyphens, or the end is missing.
func (f *finder) comments() {
	b := f.text.b
	if bytes.IndexByte(b, '<') < 0 {
		return
	}
	for _, m := range commentStart.FindAllIndex(b, -1) {
		inner := b[m[1]:]
		if end := commentEnd.FindIndex(inner); end != nil {
			inner = inner[:end[0]]
		}
		f.add(Comment, f.text.offset(m[0]), string(b[m[0]:m[1]]), "<!-- "+short(strings.Trim(visible(inner), " -–—―‒−"), 60)+" -->")
	}
}

var (
	commentStart = regexp.MustCompile(`< ?! ?(?:--+|[-–—―‒−])|<--+!`)
	commentEnd   = regexp.MustCompile(`--+ ?!? ?>|[–—―‒−-] ?>`)
)
