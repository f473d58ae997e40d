package mistyped

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/diag"
)

var (
	// address is what is taken for an address of the web, of a file or of a heading.
	address = regexp.MustCompile(`(?i)^(?:(?:https?|ftp)://\S|www\.\S|(?:mailto|tel|sms|geo):\S|#[^\d\s]|\.{0,2}/\w|(?:[\w-]+\.)+[a-z]{2,}/|.*\.(?:md|markdown|html?|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|epub|txt|png|jpe?g|gif|svg|webp|heic|avif|tiff?|bmp|mp[34]|mov)(?:[#?].*)?$)`)
	// addressed is what may be the address of a definition; # is that of a comment.
	addressed = regexp.MustCompile(`[./#:@]`)
	titled    = regexp.MustCompile(`^(\S+)\s+[“”"«'‘](.*?)[”"»'’]?$`)
	// single are characters or ranges of them, as in a regular expression.
	single    = regexp.MustCompile(`^\^?(?:.-.)+$|^.?$`)
	alertForm = regexp.MustCompile(`^\[!(\w+)\][-+]?\s*(.*)$`)
	videoHost = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?|playlist\?|shorts/|live/|embed/)|youtu\.be/\w|vimeo\.com/(?:video/)?\d|player\.vimeo\.com/video/|dailymotion\.com/video/|dai\.ly/\w|tiktok\.com/@[^/]+/video/|facebook\.com/(?:watch|[^/]+/videos)/|fb\.watch/\w)`)
)

// normal returns a label in the form in which labels are compared.
func normal(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// links finds links and images in the text of a block.
func (f *finder) links() {
	b := f.text.b
	for i := 0; i < len(b); i++ {
		if b[i] == ')' && i+1 < len(b) && b[i+1] == '[' {
			f.reversed(i)
		}
		if b[i] != ']' {
			continue
		}
		open := f.opening(i)
		next := i + 1
		for next < len(b) && isGap(b, next) > 0 {
			next += isGap(b, next)
		}
		switch {
		case next < len(b) && b[next] == '(' && next == i+1:
			f.link(open, i)
		case next < len(b) && b[next] == '(' && open >= 0:
			f.gap(open, i, next)
		case i+1 < len(b) && b[i+1] == '[' && open >= 0:
			f.reference(open, i)
		}
	}
}

// isGap returns the length of the space at an offset, line breaks included, or 0.
func isGap(b []byte, i int) int {
	switch r, n := utf8.DecodeRune(b[i:]); r {
	case ' ', '\t', softBreak, '\u00a0', '\u202f':
		return n
	}
	return 0
}

// maxReach is how many bytes away the other end of a link is looked for. It bounds the time
// for a text with many brackets; a label has at most 999 characters anyway.
const maxReach = 1000

// opening returns the offset of the bracket that the one at end closes, or -1.
func (f *finder) opening(end int) int {
	depth := 0
	for i := end; i >= max(0, end-maxReach); i-- {
		switch f.text.b[i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// within returns the part of a text that a search from its start may reach, cut between
// characters.
func within(b []byte) []byte {
	n := min(len(b), maxReach)
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}

// closing returns the offset of the parenthesis that closes the one at start on its line, or
// -1; a space may stand within.
func (f *finder) closing(start int) int {
	depth := 0
	for i := start; i < min(len(f.text.b), start+maxReach); i++ {
		switch f.text.b[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		case softBreak, hardBreak:
			return -1
		}
	}
	return -1
}

// words reports whether a part of the text contains a letter.
func (f *finder) words(start, end int) bool {
	return start < end && bytes.ContainsFunc(f.text.b[start:end], unicode.IsLetter)
}

// link looks at the start of an address, ](, that was not read as one.
func (f *finder) link(open, bracket int) {
	b := f.text.b
	end := f.closing(bracket + 1)
	label, at, mark := "", bracket, ""
	if open >= 0 {
		label, at = f.sourceOf(open+1, bracket), open
		if open > 0 && b[open-1] == '!' {
			at, mark = open-1, "!"
		}
	}
	if open < 0 && bytes.IndexByte(b[max(0, bracket-maxReach):bracket], protected) >= 0 {
		return // the other bracket is perhaps escaped on purpose
	}
	if end < 0 {
		dest, _, _ := strings.Cut(visible(within(b[bracket+2:])), " ")
		if open >= 0 && address.MatchString(dest) {
			f.add(LinkOpen, f.text.offset(at), "", mark+"["+label+"]("+strings.TrimRight(dest, ".,;")+")")
		}
		return
	}
	dest := f.sourceOf(bracket+2, end)
	switch {
	case strings.Contains(dest, "{{") || strings.Contains(dest, "{%"):
		f.add(LinkTemplate, f.text.offset(at), dest, mark+"["+label+"](page.md)")
	case open >= 0 && bytes.IndexByte(b[open:bracket], linkEdge) >= 0:
		f.add(LinkNested, f.text.offset(at), "", "["+visible(bytes.ReplaceAll(b[open+1:bracket], []byte{linkEdge}, nil))+"]("+dest+")")
	case !address.MatchString(dest) && !titled.MatchString(dest):
	case mark != "":
		f.add(ImageSpace, f.text.offset(at), dest, mark+"["+label+"]"+destination(dest))
	case open >= 0:
		f.add(LinkSpace, f.text.offset(at), dest, "["+label+"]"+destination(dest))
	default:
		f.add(LinkOpen, f.text.offset(at), "", "[text]"+destination(dest))
	}
}

// destination returns an address in parentheses as it is written: with a title in quotation
// marks, or in angle brackets because of its spaces.
func destination(dest string) string {
	if m := titled.FindStringSubmatch(dest); m != nil && m[2] != "" {
		return "(" + m[1] + " \"" + m[2] + "\")"
	}
	if strings.ContainsAny(dest, " ()") {
		return "(<" + strings.Trim(dest, "<>") + ">)"
	}
	return "(" + dest + ")"
}

// gap looks at [text] (address).
func (f *finder) gap(open, bracket, paren int) {
	end := f.closing(paren)
	if end < 0 || !f.words(open+1, bracket) {
		return
	}
	dest := f.sourceOf(paren+1, end)
	if strings.ContainsAny(dest, " \u00a0") || !address.MatchString(dest) {
		return
	}
	at, mark := open, ""
	if open > 0 && f.text.b[open-1] == '!' {
		at, mark = open-1, "!"
	}
	if label := f.sourceOf(open+1, bracket); label != "x" && label != "X" {
		f.add(LinkGap, f.text.offset(at), dest, mark+"["+label+"]("+dest+")")
	}
}

// reversed looks at (text)[address].
func (f *finder) reversed(paren int) {
	b := f.text.b
	end := bytes.IndexByte(within(b[paren+2:]), ']')
	open := bytes.LastIndexByte(b[max(0, paren-maxReach):paren], '(')
	if open >= 0 {
		open += max(0, paren-maxReach)
	}
	if end < 0 || open < 0 || !f.words(open+1, paren) || bytes.IndexByte(b[open:paren], ')') >= 0 {
		return
	}
	dest := f.sourceOf(paren+2, paren+2+end)
	if strings.ContainsAny(dest, " \n") || !address.MatchString(dest) {
		return
	}
	f.add(LinkReversed, f.text.offset(open), dest, "["+f.sourceOf(open+1, paren)+"]("+dest+")")
}

// reference looks at [text][label].
func (f *finder) reference(open, bracket int) {
	b := f.text.b
	n := bytes.IndexByte(within(b[bracket+2:]), ']')
	before := f.text.before(open)
	if n < 0 || !f.words(open+1, bracket) || before == ']' || before == '[' || unicode.IsLetter(before) || unicode.IsDigit(before) {
		return
	}
	end := bracket + 2 + n
	if after := f.text.after(end + 1); after == '(' || after == '[' || after == ':' && f.text.offset(open) == 0 {
		return
	}
	text, label := f.sourceOf(open+1, bracket), f.sourceOf(bracket+2, end)
	if single.MatchString(text) || single.MatchString(label) && label != "" && !unicode.IsDigit([]rune(label)[0]) && len(label) > 1 || strings.ContainsAny(label, "[^=") || strings.ContainsAny(text[:1], "/,") {
		return
	}
	if label == "" {
		label = text
	}
	if f.labels[normal(label)] != "" {
		return
	}
	if near := diag.Nearest(normal(label), slices.Sorted(maps.Keys(f.labels))); near != "" {
		f.add(ReferenceNear, f.text.offset(open), label, "["+text+"]["+f.labels[near]+"]")
		return
	}
	f.add(ReferenceUnknown, f.text.offset(open), label, "["+label+"]: page.md")
}

// definition finds [label] : address at the start of a line.
func (f *finder) definition(lines []line) {
	for _, l := range lines {
		m := spacedDefinition.FindSubmatch(f.text.b[l.start:l.end])
		if m == nil || !address.Match(m[2]) {
			continue
		}
		label := string(m[1])
		f.damaged[normal(label)] = true
		f.add(DefinitionSpace, f.text.offset(l.start), label, "["+label+"]: "+string(m[2]))
	}
}

var spacedDefinition = regexp.MustCompile("^\\[([^\\[\\]^][^\\[\\]]*)\\][ \t\u00a0\u202f]+:[ \t\u00a0\u202f]*(\\S+)")
