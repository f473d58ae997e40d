package segment

import (
	"slices"
	"strconv"
	"strings"

	"griot/generator/kinds"
	"griot/generator/search/analysis"
	"griot/generator/yaml"
)

// FrontMatterOf writes the front matter of a translation, given its source
// with the texts replaced: the fields that each language has for itself, and
// those shared ones of which a text is translated.
func FrontMatterOf(d *Document, here map[int]bool, nl string) string {
	var b strings.Builder
	for i := range d.Front.Entries {
		e := &d.Front.Entries[i]
		if e.Key == "slug" {
			continue
		}
		f, ok := d.translated(e.Key)
		if !ok || f.optional && !d.anyIn(e.Value, here) {
			continue
		}
		w := frontWriter{b: &b, nl: nl}
		w.field(e.Key, e.Value, f)
		if e.Key == "title" {
			if slug := slugOf(e.Value.Value); slug != "" {
				b.WriteString("slug: " + yaml.Scalarize(slug, false) + nl)
			}
		}
	}
	return b.String()
}

// anyIn reports whether one of some segments is in a field.
func (d *Document) anyIn(n *yaml.Node, here map[int]bool) bool {
	for i := range d.Segments {
		if s := &d.Segments[i]; here[i] && s.Scalar != nil && s.Scalar.Start >= n.Start && s.Scalar.End <= n.End {
			return true
		}
	}
	return false
}

// frontWriter writes fields, each value on a line of its own.
type frontWriter struct {
	b  *strings.Builder
	nl string
}

func (w frontWriter) line(lead, key string, n *yaml.Node) {
	text := Normal(n.Value)
	if n.Style == 0 && !strings.ContainsAny(text, "\n") && plainNumber(text) {
		w.b.WriteString(lead + key + text + w.nl)
		return
	}
	w.b.WriteString(lead + key + yaml.Scalarize(text, false) + w.nl)
}

// plainNumber reports whether a value is a whole number, such as a year.
func plainNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// field writes a field. Of the nodes of a Theory of Change it writes only the
// texts; the rest is inherited.
func (w frontWriter) field(name string, n *yaml.Node, f field) {
	words := []string{"id", "title", "text"}
	switch {
	case n.Scalar():
		w.line("", name+": ", n)
	case n.Kind == yaml.Map:
		w.b.WriteString(name + ":" + w.nl)
		for i := range n.Entries {
			if e := &n.Entries[i]; f.form != kinds.Image || e.Key == "alt" || e.Key == "caption" || e.Key == "credit" {
				w.line("  ", e.Key+": ", e.Value)
			}
		}
	case n.Kind == yaml.List:
		w.b.WriteString(name + ":" + w.nl)
		for _, item := range n.Items {
			if item.Scalar() {
				w.line("  - ", "", item)
				continue
			}
			lead := "  - "
			for i := range item.Entries {
				if e := &item.Entries[i]; f.form == kinds.Sources || f.form == kinds.Authors || slices.Contains(words, e.Key) {
					w.line(lead, e.Key+": ", e.Value)
					lead = "    "
				}
			}
		}
	}
}

// maxSlug is the maximum length of a slug made from a title.
const maxSlug = 60

// slugOf makes a slug from a title.
func slugOf(title string) string {
	var out string
	for word := range strings.FieldsFuncSeq(analysis.Fold(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if len(out)+1+len(word) > maxSlug && out != "" {
			break
		}
		if out != "" {
			out += "-"
		}
		out += word
	}
	return out
}
