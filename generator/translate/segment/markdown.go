package segment

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/markdown/passage"
)

// Escaping says how much punctuation is escaped when a text is written as
// Markdown: first the minimum, and if that is not read back as the same text,
// everything that could be markup.
type Escaping int

const (
	EscapeMin Escaping = iota
	EscapeAll
)

// LineFormat says how the text of a passage is broken into lines.
type LineFormat struct {
	Separator string // line break and the marks of quotes and lists that start the next line
	width     int    // characters of a line; 0 keeps all on one line
	cell      bool   // of a table: no line breaks, and pipes are escaped
	quote     byte   // of the title of a picture: what ends it
}

// lineFormatOf reads the line format of a passage.
func lineFormatOf(source []byte, p *passage.Passage) LineFormat {
	f := LineFormat{Separator: Newline(source), cell: p.Kind == passage.Cell}
	if p.Kind == passage.Caption {
		f.quote = titleQuote(source, p.Lines[0].Start, p.Lines[len(p.Lines)-1].End)
	}
	if len(p.Lines) > 1 {
		f.Separator = string(source[p.Lines[0].End:p.Lines[1].Start])
		if i := strings.IndexByte(f.Separator, '\n'); i >= 0 { // after the spaces of a hard break
			f.Separator = Newline(source) + f.Separator[i+1:]
		}
		for _, l := range p.Lines {
			f.width = max(f.width, utf8.RuneCount(source[l.Start:l.End]))
		}
		return f
	}
	start := p.Lines[0].Start
	for _, c := range source[bytes.LastIndexByte(source[:start], '\n')+1 : start] {
		if c != '>' && c != '\t' {
			c = ' '
		}
		f.Separator += string(rune(c))
	}
	return f
}

// titleQuote returns the sign that ends the title of a picture around a range, or
// 0 if the range is no title.
func titleQuote(source []byte, start, end int) byte {
	before, after := bytes.TrimRight(source[:start], " \t\r\n"), bytes.TrimLeft(source[end:], " \t\r\n>")
	if len(before) == 0 || len(after) == 0 || !bytes.HasPrefix(bytes.TrimLeft(after[1:], " \t\r\n>"), []byte(")")) {
		return 0
	}
	quote := before[len(before)-1]
	if quote == '(' {
		quote = ')'
	}
	if (quote == '"' || quote == '\'' || quote == ')') && after[0] == quote {
		return quote
	}
	return 0
}

// Newline returns the line break that a file uses.
func Newline(source []byte) string {
	if i := bytes.IndexByte(source, '\n'); i > 0 && source[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// soft marks a space that may become a line break.
const soft = '\x1f'

// ToMarkdown writes a text with tags that Fill has filled in.
func ToMarkdown(t Tagged, f LineFormat, how Escaping) string {
	var b strings.Builder
	for i, r := range t {
		if r.Kind == "title" {
			f.quote = 0
			if end := i + 1 + slices.IndexFunc(t[i+1:], func(x Run) bool { return x.Type == passage.Close && x.Tag == r.Tag }); r.Type == passage.Open && end > i && t[end].Raw != "" {
				f.quote = t[end].Raw[0]
			}
		}
		switch {
		case r.Type == passage.Words:
			words := escapeWords(r.Text, f, how, b.Len() == 0)
			if f.width > 0 {
				words = strings.ReplaceAll(words, " ", string(rune(soft)))
			}
			b.WriteString(words)
		case r.Kind == "br" && !f.cell:
			b.WriteString("\\" + f.Separator)
		case f.width > 0 && !strings.Contains(r.Raw, "\n"):
			b.WriteString(r.Raw)
		default:
			b.WriteString(strings.Join(strings.Fields(r.Raw), " "))
		}
	}
	if f.width > 0 {
		return wrap(b.String(), f)
	}
	return b.String()
}

// special are the characters that may start or end markup within a line.
const special = "\\`*_[]<&~"

// escapeWords puts backslashes before characters that would not be read as
// words.
func escapeWords(words string, f LineFormat, how Escaping, first bool) string {
	if f.cell {
		words = strings.ReplaceAll(words, "|", `\|`)
	}
	quotes := ""
	if f.quote != 0 {
		quotes = string(rune(f.quote))
		if f.quote == ')' {
			quotes = "()"
		}
	}
	if how == EscapeMin {
		for _, q := range quotes {
			words = strings.ReplaceAll(words, string(q), `\`+string(q))
		}
		return words
	}
	var b strings.Builder
	for i, r := range words {
		switch {
		case strings.ContainsRune(quotes, r):
			b.WriteByte('\\')
		case f.cell && r == '\\' && i+1 < len(words) && words[i+1] == '|':
		case r != '\\' && r != '`' && i > 0 && words[i-1] == ' ' && i+1 < len(words) && words[i+1] == ' ':
		case strings.ContainsRune(special, r), r == '!' && i+1 < len(words) && words[i+1] == '[', strings.HasPrefix(words[i:], "{#"), i > 0 && words[i-1] == ' ' && strings.Trim(words[i:], "#") == "":
			b.WriteByte('\\')
		case first && i == 0 && strings.ContainsRune("#>-+=:|", r):
			b.WriteByte('\\')
		case first && (r == '.' || r == ')') && i > 0 && i < 10 && onlyDigits(words[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func onlyDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// wrap breaks lines that would grow too long, at soft spaces before words that
// can't be taken for the start of a block.
func wrap(text string, f LineFormat) string {
	var b strings.Builder
	length := 0
	for i, word := range strings.Split(text, string(rune(soft))) {
		n := utf8.RuneCountInString(word)
		if at := strings.LastIndexByte(word, '\n'); at >= 0 {
			n = utf8.RuneCountInString(word[at+1:])
		}
		switch {
		case i == 0:
		case length+1+n > f.width && plainStart(word):
			b.WriteString(f.Separator)
			length = 0
		default:
			b.WriteByte(' ')
			length++
		}
		b.WriteString(word)
		if strings.IndexByte(word, '\n') >= 0 {
			length = 0
		}
		length += n
	}
	return b.String()
}

// plainStart reports whether a word at the start of a line is nothing but a
// word.
func plainStart(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(r) || r == '«' || r == '“' || r == '(' || r == '’'
}

// SameShape reports whether two texts have the same words and markup, whatever
// the numbers of their tags.
func SameShape(a, b Tagged) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		if x.Type != y.Type || x.Kind != y.Kind || x.Text != y.Text {
			return false
		}
		if x.Kind != "br" && strings.Join(strings.Fields(x.Raw), " ") != strings.Join(strings.Fields(y.Raw), " ") {
			return false
		}
	}
	return true
}
