package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"griot/generator/markdown/passage"
	"griot/generator/translate"
	"griot/generator/translate/exchange/charset"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// FormatTMX writes a memory as TMX 1.4 (LISA OSCAR's specification). Markup is
// written literally into bpt, ept and ph elements.
func FormatTMX(m *translate.Memory) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n")
	fmt.Fprintf(&b, "  <header creationtool=\"Griot\" creationtoolversion=\"1\" segtype=\"block\" o-tmf=\"griot\" adminlang=\"en\" srclang=%q datatype=\"x-markdown\"/>\n  <body>\n", m.From)
	for i, r := range m.Records {
		if strings.ContainsFunc(r.Source+r.Target, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			continue // not possible in XML
		}
		attr := ""
		if i >= m.Live {
			attr = ` usagecount="0"`
		}
		fmt.Fprintf(&b, "    <tu%s>\n", attr)
		source := taggedRecord(r, r.Source)
		for _, x := range []struct {
			lang string
			text segment.Tagged
		}{{m.From, source}, {m.To, segment.MatchTags(source, taggedRecord(r, r.Target))}} {
			fmt.Fprintf(&b, "      <tuv xml:lang=%q><seg>%s</seg></tuv>\n", x.lang, tmxText(x.text))
		}
		b.WriteString("    </tu>\n")
	}
	b.WriteString("  </body>\n</tmx>\n")
	return b.Bytes()
}

// taggedRecord tags a text of a record according to its kind.
func taggedRecord(r state.Record, text string) segment.Tagged {
	if r.Kind == "message" {
		return segment.TagMessage(text)
	}
	return segment.TagText(text)
}

func escapeXML(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // writing to memory can't fail
	return strings.NewReplacer("&#34;", "&quot;", "&#39;", "'", "&#xA;", "\n", "&#x9;", "\t").Replace(b.String())
}

func tmxText(t segment.Tagged) string {
	var b strings.Builder
	for _, r := range t {
		raw := escapeXML(r.Raw)
		switch r.Type {
		case passage.Words:
			b.WriteString(escapeXML(r.Text))
		case passage.Open:
			fmt.Fprintf(&b, `<bpt i="%d" x="%d" type="%s">%s</bpt>`, r.Tag, r.Tag, r.Kind, raw)
		case passage.Close:
			fmt.Fprintf(&b, `<ept i="%d">%s</ept>`, r.Tag, raw)
		case passage.Single:
			fmt.Fprintf(&b, `<ph x="%d" type="%s">%s</ph>`, r.Tag, r.Kind, raw)
		}
	}
	return b.String()
}

// ParseTMX reads the pairs of two languages from a TMX file, in the encoding that
// it names. en-GB is en; of several variants of a language the first one counts,
// unless another has the very name of the language.
func ParseTMX(src []byte, from, to string) ([]state.Record, error) {
	src, err := charset.XML(src)
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	dec := xml.NewDecoder(bytes.NewReader(src))
	dec.CharsetReader = charset.Reader
	p := &tmxReader{from: from, to: to}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := dec.InputPos()
			return nil, fmt.Errorf("line %d: the XML can't be read: %w", line, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			p.start(t)
		case xml.EndElement:
			p.end(t.Name.Local)
		case xml.CharData:
			p.text(string(t))
		}
	}
	if !p.tmx {
		return nil, errors.New("line 1: this is no TMX file")
	}
	return p.out, nil
}

type tmxReader struct {
	from, to string
	tmx      bool
	lang     string // of the tuv, or "" if it is not read
	seg      bool   // inside a segment
	runs     segment.Tagged
	raw      *segment.Run // markup whose content is read
	found    map[string]string
	message  bool
	out      []state.Record
}

func (p *tmxReader) start(e xml.StartElement) {
	attr := func(name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	switch e.Name.Local {
	case "tmx":
		p.tmx = true
	case "tu":
		p.found, p.message = map[string]string{}, false
	case "tuv":
		name := attr("lang")
		p.lang = translate.MatchLang([]string{p.from, p.to}, name)
		if p.found[p.lang] != "" && !strings.EqualFold(name, p.lang) {
			p.lang = "" // another variant came first
		}
	case "seg":
		p.seg, p.runs = true, nil
	case "bpt", "ept", "ph", "it":
		if !p.seg {
			return
		}
		r := segment.Run{Type: passage.Single, Kind: attr("type")}
		switch e.Name.Local {
		case "bpt":
			r.Type = passage.Open
		case "ept":
			r.Type = passage.Close
		}
		r.Tag, _ = strconv.Atoi(attr("i"))
		p.message = p.message || r.Kind == "var"
		p.runs = append(p.runs, r)
		p.raw = &p.runs[len(p.runs)-1]
	}
}

func (p *tmxReader) text(s string) {
	switch {
	case p.raw != nil:
		p.raw.Raw += s
	case p.seg:
		p.runs = append(p.runs, segment.Run{Text: s})
	}
}

func (p *tmxReader) end(name string) {
	switch name {
	case "bpt", "ept", "ph", "it":
		p.raw = nil
	case "seg":
		p.seg = false
		if p.found != nil && p.lang != "" {
			p.found[p.lang] = p.record()
		}
	case "tu":
		source, target := p.found[p.from], p.found[p.to]
		if source != "" && target != "" {
			kind := "text"
			if p.message {
				kind = "message"
			}
			p.out = append(p.out, state.Record{Kind: kind, Source: source, Target: target})
		}
		p.found = nil
	}
}

// record writes a segment as records have it: as Markdown with as few escapes
// as possible, or as a message.
func (p *tmxReader) record() string {
	lines := strings.Split(rawText(p.runs), "\n")
	for i := range lines {
		lines[i] = segment.Normal(lines[i])
	}
	if forms := strings.Join(lines, "\n"); len(lines) > 1 && len(segment.ParseForms(forms)) == len(lines) { // of a message
		p.message = true
		return forms
	}
	if p.message {
		return segment.Normal(rawText(p.runs))
	}
	t := p.runs.Tidy()
	for _, how := range []segment.Escaping{segment.EscapeMin, segment.EscapeAll} {
		text := segment.Normal(segment.ToMarkdown(t, segment.LineFormat{Separator: "\n"}, how))
		if segment.SameShape(merged(segment.TagText(text)), merged(t)) {
			return text
		}
	}
	return segment.Normal(rawText(t))
}

// merged joins neighbouring words and drops the kinds of tags, so that texts
// can be compared by their markup.
func merged(t segment.Tagged) segment.Tagged {
	var out segment.Tagged
	for _, r := range t {
		if n := len(out); n > 0 && r.Type == passage.Words && out[n-1].Type == passage.Words {
			out[n-1].Text += r.Text
			continue
		}
		r.Kind = ""
		out = append(out, r)
	}
	return out
}
