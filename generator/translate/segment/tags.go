package segment

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"griot/generator/diag"
	"griot/generator/markdown/passage"
)

// Mistake is what is wrong with a translation: the variant of the code
// "translate-refused" and the values of its message.
type Mistake struct {
	Variant string
	Args    diag.Args
}

// Error names the variant and the values.
func (m *Mistake) Error() string { return fmt.Sprint(m.Variant, " ", m.Args) }

var (
	// tagForm are tags as tools and people write them; an export has neither spaces
	// nor capitals in them.
	tagForm = regexp.MustCompile(`(?i)<\s*(/?)\s*(em|strong|del|a|img|title|code|note|url|html|br)\s*([0-9]{1,4})\s*(/?)\s*>`)
	// escapedTag is a tag that a tool has escaped as a whole. The export escapes only
	// the first sign of words that look like a tag.
	escapedTag = regexp.MustCompile(`(?i)&lt;(\s*/?\s*(?:em|strong|del|a|img|title|code|note|url|html|br)\s*[0-9]{1,4}\s*/?\s*)&gt;`)
	entity     = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)
	// singles are the kinds of tags without words between a start and an end.
	singles = map[string]bool{"code": true, "note": true, "url": true, "html": true, "br": true}
)

// EscapeTags keeps words that look like a tag or an entity from being one.
func EscapeTags(words string) string {
	words = entity.ReplaceAllStringFunc(words, func(s string) string {
		if decodeEntity(s) == s {
			return s
		}
		return "&amp;" + s[1:]
	})
	return tagForm.ReplaceAllStringFunc(words, func(s string) string { return "&lt;" + s[1:] })
}

// EscapeReturned escapes words of a translation that came back in XML, whose
// parser has decoded its entities once. Entities that are left are words if the
// source has them too; otherwise a tool has escaped them twice.
func EscapeReturned(words, source string) string {
	escaped := EscapeTags(words)
	for _, e := range entity.FindAllString(words, -1) {
		if !strings.Contains(source, e) {
			escaped = strings.ReplaceAll(escaped, "&amp;"+e[1:], e)
		}
	}
	return escaped
}

// decodeEntities reads what EscapeTags wrote and the entities that machine
// translation and editors of XML write, such as &#39;.
func decodeEntities(words string) string { return entity.ReplaceAllStringFunc(words, decodeEntity) }

// decodeEntity returns the character of an entity. One that is unknown or stands
// for a control character remains.
func decodeEntity(s string) string {
	out := html.UnescapeString(s)
	if strings.ContainsFunc(out, func(r rune) bool { return r == unicode.ReplacementChar || unicode.IsControl(r) && !isBlank(r) }) {
		return s
	}
	return out
}

// UnescapeTags restores tags that a tool has escaped as a whole.
func UnescapeTags(s string) string { return escapedTag.ReplaceAllString(s, "<$1>") }

// ParseTags reads a text with tags, whatever equivalent form they have: <code2/>,
// <code2 /> and <code2></code2> are the same. The tags have no Raw yet: Fill adds
// it. If message is true, placeholders are the only tags. An error is a *Mistake.
func ParseTags(s string, message bool) (Tagged, error) {
	if message {
		return TagMessage(decodeEntities(s)), nil
	}
	p := &tagParser{text: s, found: tagForm.FindAllStringSubmatchIndex(s, -1)}
	for p.next < len(p.found) {
		if err := p.tag(); err != nil {
			return nil, err
		}
	}
	p.words(len(s))
	return p.out, p.out.nest()
}

// tagParser collects the runs of a text.
type tagParser struct {
	text  string
	found [][]int // the tags; the submatches are slash, kind, number, slash
	next  int     // in found
	at    int     // the end of what has been read
	out   Tagged
}

func (p *tagParser) words(end int) {
	if s := decodeEntities(p.text[p.at:end]); s != "" {
		p.out = append(p.out, Run{Text: s})
	}
}

// read returns a tag: Type is Single for one that has a slash at its end.
func (p *tagParser) read(i int) (r Run, as string) {
	m := p.found[i]
	r.Kind = strings.ToLower(p.text[m[4]:m[5]])
	r.Tag, _ = strconv.Atoi(p.text[m[6]:m[7]]) // four digits at most
	switch {
	case m[2] < m[3]:
		r.Type = passage.Close
	case m[8] < m[9]:
		r.Type = passage.Single
	default:
		r.Type = passage.Open
	}
	return r, p.text[m[0]:m[1]]
}

// tag adds the words before the next tag, and that tag.
func (p *tagParser) tag() error {
	m := p.found[p.next]
	r, as := p.read(p.next)
	if r.Tag == 0 || m[2] < m[3] && m[8] < m[9] {
		return &Mistake{"no-tag", diag.Args{"tag": as}}
	}
	p.title(r, m[0])
	p.words(m[0])
	p.at = m[1]
	p.next++
	switch {
	case singles[r.Kind]:
		return p.single(r)
	case r.Type == passage.Single: // nothing between its start and its end
		r.Type = passage.Open
		p.out = append(p.out, r)
		r.Type = passage.Close
	}
	p.out = append(p.out, r)
	return nil
}

// title skips spaces between a link and its title.
func (p *tagParser) title(r Run, start int) {
	if r.Kind == "title" && r.Type != passage.Close && len(p.out) > 0 && p.out[len(p.out)-1].Type == passage.Close && strings.TrimSpace(p.text[p.at:start]) == "" {
		p.at = start
	}
}

// single adds a tag without words, which may be written as a start and an end.
func (p *tagParser) single(r Run) error {
	one := fmt.Sprintf("<%s%d/>", r.Kind, r.Tag)
	if r.Type == passage.Close {
		return &Mistake{"single-end", diag.Args{"tag": fmt.Sprintf("</%s%d>", r.Kind, r.Tag), "single": one}}
	}
	if r.Type == passage.Open && p.next < len(p.found) {
		end, _ := p.read(p.next)
		if end.Type == passage.Close && end.Kind == r.Kind && end.Tag == r.Tag {
			m := p.found[p.next]
			if strings.TrimSpace(p.text[p.at:m[0]]) != "" {
				return &Mistake{"single-words", diag.Args{"tag": fmt.Sprintf("<%s%d>", r.Kind, r.Tag), "single": one}}
			}
			p.at = m[1]
			p.next++
		}
	}
	r.Type = passage.Single
	p.out = append(p.out, r)
	return nil
}

// nest reports tags that are not properly nested.
func (t Tagged) nest() error {
	var open []Run
	for i, r := range t {
		switch r.Type {
		case passage.Open:
			if r.Kind == "title" && (i == 0 || t[i-1].Type != passage.Close || t[i-1].Kind != "a" && t[i-1].Kind != "img") {
				return &Mistake{"title-place", diag.Args{"tag": r.Name()}}
			}
			open = append(open, r)
		case passage.Close:
			n := len(open) - 1
			if n >= 0 && open[n].Tag == r.Tag && open[n].Kind == r.Kind {
				open = open[:n]
				continue
			}
			start := r
			start.Type = passage.Open
			if slices.ContainsFunc(open, func(x Run) bool { return x.Name() == start.Name() }) {
				last := open[n]
				last.Type = passage.Close
				return &Mistake{"crossed", diag.Args{"tag": r.Name(), "other": last.Name()}}
			}
			return &Mistake{"no-start", diag.Args{"tag": r.Name(), "start": start.Name()}}
		}
	}
	if len(open) > 0 {
		start := open[len(open)-1]
		end := start
		end.Type = passage.Close
		return &Mistake{"no-end", diag.Args{"tag": start.Name(), "end": end.Name()}}
	}
	return nil
}

// isEmphasis reports whether a run starts or ends emphasis.
func (r Run) isEmphasis() bool {
	return (r.Type == passage.Open || r.Type == passage.Close) && (r.Kind == "em" || r.Kind == "strong" || r.Kind == "del")
}

// letsSpacesOut reports whether spaces beside a tag belong outside: those of
// emphasis, and of a link whose title doesn't follow directly.
func (t Tagged) letsSpacesOut(i int) bool {
	titled := t[i].Type == passage.Close && i+1 < len(t) && t[i+1].Kind == "title"
	return t[i].isEmphasis() || t[i].Kind == "a" && !titled
}

// spacesOut moves spaces from the ends of emphasis and links out of them:
// Markdown does not read ** bold** as bold.
func (t Tagged) spacesOut() Tagged {
	for i := len(t) - 1; i > 0; i-- { // from the end, so that nested tags pass them on
		if r := t[i-1]; t[i].Type == passage.Words && r.Type == passage.Open && t.letsSpacesOut(i-1) {
			rest := strings.TrimLeftFunc(t[i].Text, unicode.IsSpace)
			if n := len(t[i].Text) - len(rest); n > 0 {
				space := Run{Text: t[i].Text[:n]}
				t = slices.Concat(t[:i-1], Tagged{space, r, {Text: rest}}, t[i+1:])
			}
		}
	}
	for i := 0; i+1 < len(t); i++ {
		if r := t[i+1]; t[i].Type == passage.Words && r.Type == passage.Close && t.letsSpacesOut(i+1) {
			rest := strings.TrimRightFunc(t[i].Text, unicode.IsSpace)
			if len(rest) < len(t[i].Text) {
				space := Run{Text: t[i].Text[len(rest):]}
				t = slices.Concat(t[:i], Tagged{{Text: rest}, r, space}, t[i+2:])
			}
		}
	}
	return t
}
