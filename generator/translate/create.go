package translate

import (
	"slices"
	"strconv"
	"strings"

	"griot/generator/content"
	"griot/generator/kinds"
	"griot/generator/search/analysis"
	"griot/generator/yaml"
)

// create writes a page that is not translated yet, once all its texts have
// come back. Until then what has come back waits in the memory, which suggests
// it at the next export.
func (p *pageImport) create() {
	source := p.unitPair.Source
	edits := make([]Edit, len(p.additions))
	for i := range p.additions {
		edits[i] = p.additions[i].Edit
	}
	translated, refused := source.Splice(edits)
	here := map[int]bool{}
	for i := range p.additions {
		e := &p.additions[i]
		if err := refused[i]; err != nil {
			p.refuse(e.returned, "", "%v", err)
			continue
		}
		here[e.Segment] = true
		p.accepted = append(p.accepted, Record{e.kind, e.source, translated.Segments[e.Segment].Text})
	}
	missing := 0
	for i := range source.Segments {
		if s := &source.Segments[i]; !here[i] && !s.Optional && !s.neutral() {
			missing++
		}
	}
	if missing > 0 {
		p.out.Kept += len(here)
		p.b.Retire(p.unitPair.From, p.unitPair.To, p.accepted...)
		p.accepted = nil
		p.out.Diagnostics.Warnf(p.at(p.additions[0].returned.Line), "translate-incomplete", "what is translated waits in the memory",
			"%s is not written yet: %d of its texts are not translated", source.ID, missing)
		return
	}
	file := content.JoinName(source.ID, p.to)
	nl := newline(source.Source)
	head := "---" + nl + "translated_from: " + source.Lang + nl + frontOf(translated, here, nl) + "---" + nl
	doc := parsePage(source.ID, p.to, file, append([]byte(head), translated.Source[translated.bodyStart:]...))
	if doc.Err != nil {
		p.refuse(p.additions[0].returned, "", "the page can't be written: %v", doc.Err)
		return
	}
	p.out.Added += len(here)
	p.doc = doc
}

// frontOf writes the front matter of a translation from that of its source
// with its texts replaced: the fields that each language has for itself, and of
// shared ones those with a translated text.
func frontOf(d *Document, here map[int]bool, nl string) string {
	var b strings.Builder
	for i := range d.front.Entries {
		e := &d.front.Entries[i]
		if e.Key == "slug" {
			continue
		}
		f, ok := fields[e.Key]
		if !ok || f.optional && !d.anyIn(e.Value, here) {
			continue
		}
		w := frontWriter{b: &b, nl: nl}
		w.field(e.Key, e.Value, f)
		if e.Key == "title" {
			if slug := slugOf(e.Value.Value); slug != "" {
				b.WriteString("slug: " + slug + nl)
			}
		}
	}
	return b.String()
}

// anyIn reports whether a field holds one of some segments.
func (d *Document) anyIn(n *yaml.Node, here map[int]bool) bool {
	for i := range d.Segments {
		if s := &d.Segments[i]; here[i] && s.scalar != nil && s.scalar.Start >= n.Start && s.scalar.End <= n.End {
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

// field writes a field. Of the nodes of a Theory of Change only the words are
// written: the rest is the source's.
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
				if e := &item.Entries[i]; f.form == kinds.Sources || slices.Contains(words, e.Key) {
					w.line(lead, e.Key+": ", e.Value)
					lead = "    "
				}
			}
		}
	}
}

// maxSlug is how many characters of a title its address takes.
const maxSlug = 60

// slugOf makes the last part of an address from a title.
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
