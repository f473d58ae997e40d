package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// run writes adjacent text nodes and returns the node after them. goldmark splits text at
// every character that might start markup.
func (p *page) run(t *ast.Text, stop ast.Node) ast.Node {
	segment, last := t.Segment, t
	for !last.SoftLineBreak() && !last.HardLineBreak() {
		next, ok := last.NextSibling().(*ast.Text)
		if !ok || ast.Node(next) == stop || next.Segment.Start != segment.Stop || next.Segment.Padding != 0 || next.IsRaw() != t.IsRaw() {
			break
		}
		segment.Stop, last = next.Segment.Stop, next
	}
	after := last.NextSibling()
	soft := last.SoftLineBreak() && after != nil && after != stop
	next := p.nextRune(last)
	value := segment.Value(p.source)
	if !t.IsRaw() {
		p.misspelt(value, segment.Start)
		value = p.unescape(value)
	}
	p.prose(value, segment.Start, soft, next)
	if last.HardLineBreak() && after != stop {
		p.out = append(p.out, "<br>\n"...)
		p.text = append(p.text, ' ')
		p.prev = ' '
	}
	return after
}

// prose writes plain text, which starts at an offset of the source, with typography
// applied and acronyms marked up. soft adds a line break, which counts as a space.
func (p *page) prose(value []byte, offset int, soft bool, next rune) {
	if p.rtl {
		if at := codes.FindIndex(value); at != nil {
			p.aroundCode(bytes.Clone(value), at[0], at[1], offset, soft, next)
			return
		}
	}
	if soft {
		p.line = append(append(p.line[:0], value...), ' ')
		value = p.line
	}
	if len(value) == 0 {
		return
	}
	p.typeset = p.rules.Append(p.typeset[:0], value, p.prev, next)
	set := p.typeset
	if soft && set[len(set)-1] == ' ' {
		p.words(set[:len(set)-1], offset)
		p.out = append(p.out, '\n')
		p.text = append(p.text, ' ')
		p.prev = ' '
		return
	}
	p.words(set, offset)
}

// words writes typeset text: to the HTML escaped and with known acronyms marked up, to
// the plain text as it is.
func (p *page) words(set []byte, offset int) {
	if len(set) == 0 {
		return
	}
	p.text = append(p.text, set...)
	done, word := 0, unicode.IsLetter(p.prev) || unicode.IsDigit(p.prev)
	for i := 0; i < len(set); i++ {
		c := set[i]
		switch {
		case c >= utf8.RuneSelf:
			word = letterAt(set, i)
			continue
		case 'A' <= c && c <= 'Z':
			if !word && p.quiet == 0 {
				if n := acronym(set[i:]); n > 0 {
					if t := p.expansion(set[i:i+n], offset); t.Title != "" {
						p.out = append(p.out, set[done:i]...)
						p.abbreviation(set[i:i+n], t, i > 0 && set[i-1] == '(')
						done = i + n
					}
					i += n - 1
				}
			}
			word = true
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			word = true
		default:
			word = false
			if esc := escape[c]; esc != "" {
				p.out = append(append(p.out, set[done:i]...), esc...)
				done = i + 1
			}
		}
	}
	p.out = append(p.out, set[done:]...)
	p.prev, _ = utf8.DecodeLastRune(set)
}

// letterAt reports whether the character that set[i] is a byte of is a letter
// or digit.
func letterAt(set []byte, i int) bool {
	for i > 0 && !utf8.RuneStart(set[i]) {
		i--
	}
	r, _ := utf8.DecodeRune(set[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// acronym returns the length of the acronym at the start of b, or 0: two capitals or
// more, then perhaps digits and a plus sign. The s of a plural isn't part of it.
func acronym(b []byte) int {
	i, capitals := 0, 0
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		if !unicode.IsUpper(r) {
			break
		}
		capitals++
		i += n
	}
	if capitals < 2 {
		return 0
	}
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	if i < len(b) && b[i] == '+' {
		i++
	}
	end := i
	if i < len(b) && b[i] == 's' {
		i++
	}
	if r, _ := utf8.DecodeRune(b[i:]); i < len(b) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return 0
	}
	return end
}

// expansion returns the entry of the glossary for an acronym the first time on a page,
// then an empty one; its title is the full form.
func (p *page) expansion(word []byte, offset int) site.Target {
	for _, w := range p.acronyms {
		if w == string(word) {
			return site.Target{}
		}
	}
	p.acronyms = append(p.acronyms, string(word))
	t := p.resolve(site.RefAcronym, string(word), p.find(word, offset))
	if t.Status != site.Found {
		return site.Target{}
	}
	return t
}

// find returns the first offset of an acronym in the source from offset on, or offset if
// escapes hide it.
func (p *page) find(word []byte, offset int) int {
	for i := offset; ; {
		n := bytes.Index(p.source[i:], word)
		if n < 0 {
			return offset
		}
		i += n
		if (i == 0 || !letterAt(p.source, i-1)) && acronym(p.source[i:]) == len(word) {
			return i
		}
		i += len(word)
	}
}

// abbreviation writes an acronym with its full form and the way to the glossary's page,
// which a finger and a keyboard reach, too. told says that it follows its full form in
// brackets, so that paper need not repeat it.
func (p *page) abbreviation(word []byte, t site.Target, told bool) {
	linked := t.Href != "" && !slices.Contains(p.rawOpen, "a")
	if linked {
		class := "abbr"
		if told {
			class = "abbr told"
		}
		p.out = append(p.out, "<a"...)
		p.attribute("class", class)
		p.attribute("href", t.Href)
		p.out = append(p.out, '>')
	}
	p.out = append(p.out, "<abbr"...)
	p.attribute("title", t.Title)
	p.out = append(p.out, '>')
	p.escaped(word)
	p.out = append(p.out, "</abbr>"...)
	if linked {
		p.out = append(p.out, "</a>"...)
	}
}

// unescape resolves values of the site, backslashes and entities; the result is valid until the
// next call.
func (p *page) unescape(b []byte) []byte {
	b = p.withValues(b)
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, 0) < 0 {
		return b
	}
	p.plain = syntax.AppendUnescaped(p.plain[:0], b)
	return p.plain
}

// maxAhead is how many nodes nextRune looks at: more than a few without text follow each other
// only where somebody wants it to take long.
const maxAhead = 50

// nextRune returns the character that follows a node in its paragraph, or 0.
func (p *page) nextRune(n ast.Node) rune {
	for left := maxAhead; left > 0; {
		if s := n.NextSibling(); s != nil {
			if r := p.firstRune(s, &left); r != 0 {
				return r
			}
			n = s
			continue
		}
		n = n.Parent()
		if n == nil || n.Type() != ast.TypeInline {
			return 0
		}
	}
	return 0
}

// firstRune returns the first character of a node's text, or 0. It counts the nodes that it
// looks at down from left.
func (p *page) firstRune(n ast.Node, left *int) rune {
	*left--
	switch x := n.(type) {
	case *ast.Text:
		b := x.Segment.Value(p.source)
		if len(b) > 1 && b[0] == '\\' {
			b = b[1:]
		}
		if len(b) == 0 {
			return 0
		}
		r, _ := utf8.DecodeRune(b)
		return r
	case *ast.AutoLink, *ast.Image:
		return utf8.RuneError
	case *ast.RawHTML, *east.FootnoteLink:
		return 0
	}
	for c := n.FirstChild(); c != nil && *left > 0; c = c.NextSibling() {
		if r := p.firstRune(c, left); r != 0 {
			return r
		}
	}
	return 0
}

// escape contains the HTML of characters that must be escaped. HTML doesn't allow control
// characters.
var escape = func() (table [utf8.RuneSelf]string) {
	for c := range table {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			table[c] = "\ufffd"
		}
	}
	table['&'], table['<'], table['>'] = "&amp;", "&lt;", "&gt;"
	return table
}()

// escaped writes text to the HTML only.
func (p *page) escaped(b []byte) {
	done := 0
	for i, c := range b {
		if c < utf8.RuneSelf && escape[c] != "" {
			p.out = append(append(p.out, b[done:i]...), escape[c]...)
			done = i + 1
		}
	}
	p.out = append(p.out, b[done:]...)
}

// literal is escaped for strings.
func (p *page) literal(s string) {
	done := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf && escape[c] != "" {
			p.out = append(append(p.out, s[done:i]...), escape[c]...)
			done = i + 1
		}
	}
	p.out = append(p.out, s[done:]...)
}

// value writes the value of an attribute.
func (p *page) value(s string) {
	for i := strings.IndexByte(s, '"'); i >= 0; i = strings.IndexByte(s, '"') {
		p.literal(s[:i])
		p.out = append(p.out, "&quot;"...)
		s = s[i+1:]
	}
	p.literal(s)
}

// attribute writes a space and an attribute.
func (p *page) attribute(name, value string) {
	p.out = append(append(append(p.out, ' '), name...), "=\""...)
	p.value(value)
	p.out = append(p.out, '"')
}

// endLine ends a line of the plain text.
func (p *page) endLine() {
	for len(p.text) > 0 && p.text[len(p.text)-1] == ' ' {
		p.text = p.text[:len(p.text)-1]
	}
	if len(p.text) > 0 && p.text[len(p.text)-1] != '\n' {
		p.text = append(p.text, '\n')
	}
}
