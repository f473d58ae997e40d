package segment

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"griot/generator/markdown/passage"
)

// Run is a piece of a text on its way to a translator: words, or a tag in place
// of markup, which the translator may move but not change.
type Run struct {
	Type  passage.PartType
	Kind  string // of a tag: em, strong, del, a, img, title, code, note, url, html, br, var
	Tag   int    // number of a tag; Open and Close have the same
	Text  string // words, as readers see them
	Raw   string // of a tag, as it is written in the file
	Value string // what a tag means: a URL, code
}

// Tagged is a text with its markup as tags.
type Tagged []Run

// taggedPassage tags a passage of a page.
func taggedPassage(p *passage.Passage) Tagged {
	parts, ok := p.Parts()
	text := p.Text()
	if !ok {
		return Tagged{{Text: Normal(string(text))}}
	}
	out := make(Tagged, 0, len(parts))
	for _, x := range parts {
		r := Run{Type: x.Type, Kind: x.Kind, Tag: x.Tag, Value: x.Value}
		if x.Type == passage.Words {
			r.Text = string(passage.Plain(text[x.Start:x.End]))
		} else {
			r.Raw = string(text[x.Start:x.End])
		}
		out = append(out, r)
	}
	return out.Tidy()
}

// TagText tags a text that is on no page, such as an old one from the records.
func TagText(text string) Tagged {
	const lead = "x " // makes it a paragraph, whatever it looks like
	o := passage.Find([]byte(lead + text))
	if len(o.Passages) != 1 || len(o.Passages[0].Text()) != len(lead)+len(text) {
		return Tagged{{Text: text}}
	}
	out := taggedPassage(&o.Passages[0])
	if len(out) > 0 && out[0].Type == passage.Words {
		out[0].Text = strings.TrimPrefix(strings.TrimPrefix(out[0].Text, "x"), " ")
	}
	return out.Tidy()
}

var placeholder = regexp.MustCompile(`\{\{[^{}]*\}\}`)

// TagMessage tags a form of a message: its placeholders become tags.
func TagMessage(text string) Tagged {
	var out Tagged
	at := 0
	for i, m := range placeholder.FindAllStringIndex(text, -1) {
		if m[0] > at {
			out = append(out, Run{Text: text[at:m[0]]})
		}
		raw := text[m[0]:m[1]]
		out = append(out, Run{Type: passage.Single, Kind: "var", Tag: i + 1, Raw: raw, Value: raw})
		at = m[1]
	}
	if at < len(text) || len(out) == 0 {
		out = append(out, Run{Text: text[at:]})
	}
	return out
}

// Tidy folds white space, within runs and between them, joins neighbouring
// words, and moves spaces at the ends of emphasis out of it, where Markdown wants
// them.
func (t Tagged) Tidy() Tagged {
	t = t.spacesOut()
	out := t[:0]
	space := true // there is no space at the start and after a line break
	for _, r := range t {
		switch {
		case r.Type == passage.Words:
			var b strings.Builder
			for _, c := range r.Text {
				if isBlank(c) {
					if !space {
						b.WriteByte(' ')
					}
					space = true
					continue
				}
				space = false
				b.WriteRune(c)
			}
			if r.Text = b.String(); r.Text == "" {
				continue
			}
			if n := len(out); n > 0 && out[n-1].Type == passage.Words {
				out[n-1].Text += r.Text
				continue
			}
		case r.Kind == "br":
			if n := len(out); n > 0 && out[n-1].Type == passage.Words {
				out[n-1].Text = strings.TrimRight(out[n-1].Text, " ")
			}
			space = true
		case r.Type == passage.Single:
			space = false
		}
		out = append(out, r)
	}
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].Type == passage.Words {
			out[i].Text = strings.TrimRight(out[i].Text, " ")
			if out[i].Text == "" {
				out = slices.Delete(out, i, i+1)
				continue
			}
			break
		}
		if out[i].Type == passage.Single {
			break
		}
	}
	return out
}

// String writes the text as PO files have it: <a1>words</a1> and <code2/>;
// placeholders of messages are left as they are.
func (t Tagged) String() string {
	var b strings.Builder
	for _, r := range t {
		switch {
		case r.Type == passage.Words:
			b.WriteString(EscapeTags(r.Text))
		case r.Kind == "var":
			b.WriteString(r.Raw)
		default:
			b.WriteString(r.Name())
		}
	}
	return b.String()
}

// Name returns a tag as it is written in a text.
func (r Run) Name() string {
	switch r.Type {
	case passage.Open:
		return fmt.Sprintf("<%s%d>", r.Kind, r.Tag)
	case passage.Close:
		return fmt.Sprintf("</%s%d>", r.Kind, r.Tag)
	}
	return fmt.Sprintf("<%s%d/>", r.Kind, r.Tag)
}

// Words is the text without its tags.
func (t Tagged) Words() string {
	var b strings.Builder
	for _, r := range t {
		if r.Type == passage.Words {
			b.WriteString(r.Text)
		} else if r.Kind == "br" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Tags lists the tags of a text by number, each as its Open or Single run.
func (t Tagged) Tags() []Run {
	var out []Run
	for _, r := range t {
		if r.Type == passage.Open || r.Type == passage.Single {
			for i := range t {
				if t[i].Type == passage.Close && t[i].Tag == r.Tag && t[i].Kind == r.Kind {
					r.Value = t[i].Value
				}
			}
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Run) int { return a.Tag - b.Tag })
	return out
}

// MatchTags gives the tags of a translation the numbers of their counterparts
// in the source: first those of the same kind and value, then those of the
// same kind, in order. Tags without a counterpart get the next numbers.
func MatchTags(source, target Tagged) Tagged {
	from, to := source.Tags(), target.Tags()
	number := make(map[int]int, len(to)) // by number in target
	used := make(map[int]bool, len(from))
	for _, same := range []bool{true, false} {
		for _, r := range to {
			if number[r.Tag] != 0 {
				continue
			}
			for _, s := range from {
				if !used[s.Tag] && s.Kind == r.Kind && (!same || s.Value == r.Value) && (same || movable(r.Kind)) {
					number[r.Tag], used[s.Tag] = s.Tag, true
					break
				}
			}
		}
	}
	next := 1
	for _, s := range from {
		next = max(next, s.Tag+1)
	}
	for _, r := range to {
		if number[r.Tag] == 0 {
			number[r.Tag] = next
			next++
		}
	}
	out := slices.Clone(target)
	for i := range out {
		if out[i].Type != passage.Words {
			out[i].Tag = number[out[i].Tag]
		}
	}
	return out
}

// movable reports whether a tag of a kind may have another value in the
// translation: a link may lead elsewhere, code may not change.
func movable(kind string) bool {
	return kind == "a" || kind == "img" || kind == "title" || kind == "url"
}
