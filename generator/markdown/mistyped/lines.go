package mistyped

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// heading looks at a line that starts with #. A single # starts a hashtag too, so it counts
// only before a no-break space, or if the line is a paragraph and reads like a title.
func (f *finder) heading(l line, alone bool) {
	b := f.text.b[l.start:l.end]
	level := len(b) - len(bytes.TrimLeft(b, "#"))
	if level == 0 || level > 6 || level == len(b) {
		return
	}
	marks := string(b[:level])
	r, _ := utf8.DecodeRune(b[level:])
	title := strings.TrimSpace(strings.TrimLeft(f.rest(l.start), "#"))
	if r == '\ufeff' || r == '\u200b' || r != ' ' && r != '\t' && unicode.IsSpace(r) {
		if title = strings.TrimLeftFunc(title, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }); title != "" {
			f.add(HeadingNoBreak, f.text.offset(l.start), marks, marks+" "+title)
		}
		return
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("«“\"'‘([¿¡\x00\x01\x02\x03", r) {
		return
	}
	if level == 1 && (!alone || !unicode.IsUpper(r) || strings.ContainsAny(title, "#") || !strings.Contains(title, " ") || endsSentence(title) || len(title) > 90) {
		return
	}
	f.add(HeadingSpace, f.text.offset(l.start), marks, marks+" "+title)
}

// endsSentence reports whether a text ends as sentences do.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "*_»”\"’) \u00a0\u202f"))
	return strings.ContainsRune(".!?…:;", r)
}

// table looks for rows of a table in a paragraph and reports whether it found some.
func (f *finder) table(n ast.Node) bool {
	b := f.text.b
	if bytes.IndexByte(b, '|') < 0 {
		return false
	}
	lines := f.text.lines()
	for i, l := range lines {
		if !isRule(b[l.start:l.end]) {
			continue
		}
		row := i - 1
		if row < 0 || !isRow(b[lines[row].start:lines[row].end], false) {
			if i+1 >= len(lines) || !isRow(b[lines[i+1].start:lines[i+1].end], false) {
				continue
			}
			f.add(TableHead, f.text.offset(l.start), "", "|"+strings.Repeat(" … |", cells(b[lines[i+1].start:lines[i+1].end])))
			return true
		}
		f.add(TableRule, f.text.offset(l.start), "", rule(b[lines[row].start:lines[row].end]))
		return true
	}
	for i := 0; i+1 < len(lines); i++ {
		if l, m := lines[i], lines[i+1]; isRow(b[l.start:l.end], true) && isRow(b[m.start:m.end], true) {
			f.add(TableRule, f.text.offset(l.start), "", rule(b[l.start:l.end]))
			return true
		}
	}
	l := lines[0]
	if _, after := n.PreviousSibling().(*east.Table); after && isRow(b[l.start:l.end], true) {
		f.add(TableBlank, f.text.offset(l.start), "", f.rest(l.start))
		return true
	}
	return false
}

// isRule reports whether a line was meant as the line between the head and the rows of a
// table: hyphens or other dashes, and bars.
func isRule(b []byte) bool {
	dashes, bars := 0, 0
	for _, r := range string(b) {
		switch r {
		case '-', '–', '—', '−', '=', '_', '―':
			dashes++
		case '|', '+':
			bars++
		case ' ', '\t', ':', '\u00a0':
		default:
			return false
		}
	}
	return dashes > 0 && bars > 0
}

// isRow reports whether a line is a row of a table; one that is strict starts and ends with a
// bar.
func isRow(b []byte, strict bool) bool {
	if strict && (len(b) < 3 || b[0] != '|' || b[len(b)-1] != '|' || cells(b) < 2 && !bytes.ContainsFunc(b, unicode.IsLetter)) {
		return false
	}
	return bytes.IndexByte(b, '|') >= 0 && !isRule(b)
}

// cells counts the cells of a row.
func cells(b []byte) int { return bytes.Count(bytes.Trim(b, "|"), []byte("|")) + 1 }

// rule returns the line that belongs under the head of a table.
func rule(head []byte) string { return "|" + strings.Repeat("---|", cells(head)) }

// item is the mark at the start of a line.
type item struct {
	kind   string // of the mark
	number int    // of a numbered one
	length int    // in bytes, with the space after it
}

// bullets are signs that nothing but lists start with; the last ones are of the fonts Symbol
// and Wingdings, as pasted from Word.
const bullets = "•‣◦▪▫●○■□❖➢➔⁃∙\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"

var (
	lettered = regexp.MustCompile("^(\\(?)([a-zA-Z]|[ivx]{1,4})(\\)|- )[ \t\u00a0\u202f]*\\S")
	numbered = regexp.MustCompile("^(\\d{1,2})([.)/°]|[ \u00a0\u202f]?[-–])([ \t\u00a0\u202f]*)[^\\d\\s]")
	property = regexp.MustCompile("^-[a-z]+(?:-[a-z]+)+:") // of CSS: -webkit-box-sizing:
	romans   = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
)

// itemOf returns the mark at the start of a line; its kind is "" if there is none.
func itemOf(b []byte) item {
	r, n := utf8.DecodeRune(b)
	rest := b[n:]
	next, width := utf8.DecodeRune(rest)
	gap := unicode.IsSpace(next)
	text := bytes.TrimLeftFunc(rest, unicode.IsSpace)
	length := len(b) - len(text)
	switch {
	case len(text) == 0:
		return item{}
	case strings.ContainsRune(bullets, r) || r == '·' && gap:
		return item{kind: "bullet", length: length}
	case strings.ContainsRune("–—−‐‑‒―", r) && (gap || unicode.IsLetter(next)):
		return item{kind: "dash", length: length}
	case strings.ContainsRune("-*+", r) && (unicode.IsLetter(next) || next == '\u00a0' || next == '\u202f'):
		if r == '*' && bytes.IndexByte(rest[width:], '*') >= 0 || property.Match(b) {
			return item{}
		}
		return item{kind: "hyphen", length: length}
	}
	if m := lettered.FindSubmatch(b); m != nil {
		kind, number := "letter"+string(m[1]), int(m[2][0]|0x20-'a'+1)
		if roman := romans[string(m[2])]; roman > 0 && (len(m[2]) > 1 || m[2][0] == 'i') {
			kind, number = "roman"+string(m[1]), roman
		}
		return item{kind, number, 0}
	}
	if m := numbered.FindSubmatch(b); m != nil {
		number, _ := strconv.Atoi(string(m[1]))
		return item{"number" + string(m[2]), number, len(m[1]) + len(m[2]) + len(m[3])}
	}
	return item{}
}

// follows reports whether two lines with marks are neighbours in one list.
func (a item) follows(b item) bool {
	if sign := func(x item) bool { return x.kind == "bullet" || x.kind == "dash" }; sign(a) && sign(b) {
		return true
	}
	return a.kind != "" && a.kind == b.kind && (a.number == 0 || a.number == b.number+1)
}

// list looks for two lines that start with the same mark. Lines with a line break that readers
// see are left alone, because they look as their author wanted, except for bullets; so are
// lines that are spoken: dashes in French.
func (f *finder) list(n ast.Node, lines []line) {
	b := f.text.b
	at := func(i int) item { return itemOf(b[lines[i].start:lines[i].end]) }
	for i := 0; i+1 < len(lines); i++ {
		first, second := at(i), at(i+1)
		if !second.follows(first) || !lines[i].soft && first.kind != "bullet" {
			continue
		}
		end := i + 1
		for end+1 < len(lines) && at(end+1).follows(at(end)) {
			end++
		}
		if first.kind != "dash" || !f.dialogue(lines[i:end+1]) {
			f.addList(lines[i], first)
			return
		}
		i = end
	}
	if first := at(0); first.kind == "bullet" && len(lines) == 1 && !f.bulleted(n.PreviousSibling()) && f.bulleted(n.NextSibling()) {
		f.addList(lines[0], first)
	}
}

// bulleted reports whether a block is a paragraph that starts with a bullet.
func (f *finder) bulleted(n ast.Node) bool {
	p, ok := n.(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return false
	}
	s := p.Lines().At(0)
	return itemOf(bytes.TrimSpace(s.Value(f.source))).kind == "bullet"
}

func (f *finder) addList(l line, mark item) {
	text := f.rest(l.start)
	fixed := "- " + strings.TrimSpace(text[min(mark.length, len(text)):])
	kind := ListMark
	if strings.HasPrefix(mark.kind, "number") {
		kind = ListNumber
		fixed = strconv.Itoa(mark.number) + ". " + strings.TrimSpace(text[min(mark.length, len(text)):])
	}
	if mark.kind == "hyphen" {
		kind = ListSpace
	}
	r, _ := utf8.DecodeRuneInString(text)
	sign := string(r)
	if mark.number > 0 {
		sign = word(text)
		if mark.length > 0 {
			sign = strings.TrimSpace(text[:min(mark.length, len(text))])
		}
	}
	f.add(kind, f.text.offset(l.start), sign, short(fixed, 80))
}

var spoken = regexp.MustCompile(`[?!«»“”]|-t-|\b(?:dit|répond|demande|said|asked)\b`)

// dialogue reports whether lines that start with a dash are spoken: each is a sentence, and
// one of them is a question, an exclamation or a quotation, or the dash is the long one.
func (f *finder) dialogue(lines []line) bool {
	says := strings.HasPrefix(string(f.text.b[lines[0].start:]), "—")
	for _, l := range lines {
		s := string(f.text.b[l.start:l.end])
		text := strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if r, _ := utf8.DecodeRuneInString(text); unicode.IsLower(r) || !endsSentence(s) || strings.HasSuffix(s, ";") {
			return false
		}
		says = says || spoken.MatchString(s)
	}
	return says
}
