package clean

import (
	"bytes"
	"fmt"
	"html"
	"strings"
)

// xmpKinds says of what kind the properties of XMP are, by a part of their name.
var xmpKinds = []struct {
	name string
	kind Kind
}{
	{"GPS", Position}, {"photoshop:City", Position}, {"Iptc4xmpCore:Location", Position}, {"dc:creator", Person}, {"photoshop:AuthorsPosition", Person},
	{"tiff:Make", Device}, {"tiff:Model", Device}, {"aux:", Device}, {"CreatorTool", Software}, {"pdf:Producer", Software},
	{"xmpMM:", History}, {"CreateDate", History}, {"ModifyDate", History}, {"xmp:Thumbnails", Thumbnail}, {"GImage", Thumbnail},
	{"dc:description", Comment}, {"xmpNote:HasExtendedXMP", Description},
}

// xmp notes what an XMP packet says that is removed, and what may be kept of it.
func (j *job) xmp(b []byte) {
	j.remove(Description)
	for _, k := range xmpKinds {
		if bytes.Contains(b, []byte(k.name)) {
			j.remove(k.kind)
		}
	}
	if j.keep.Copyright {
		j.foundCopyright(xmpText(b, "dc:rights"))
	}
	if j.keep.Credit {
		j.foundCredit(xmpText(b, "photoshop:Credit"))
	}
}

// xmpText returns the text of a property, which is an attribute, an element or the
// first item of a list, or "".
func xmpText(b []byte, name string) string {
	if at := bytes.Index(b, []byte(name+"=\"")); at >= 0 {
		rest := b[at+len(name)+2:]
		if end := bytes.IndexByte(rest, '"'); end >= 0 {
			return html.UnescapeString(string(rest[:end]))
		}
	}
	_, rest, found := bytes.Cut(b, []byte("<"+name))
	body, _, closed := bytes.Cut(rest, []byte("</"+name))
	if !found || !closed {
		return ""
	}
	for len(body) > 0 { // the first text between two tags
		_, after, ok := bytes.Cut(body, []byte(">"))
		if !ok {
			return ""
		}
		text, next, _ := bytes.Cut(after, []byte("<"))
		if s := strings.TrimSpace(html.UnescapeString(string(text))); s != "" {
			return s
		}
		body = next
	}
	return ""
}

// xmp returns a packet that holds the rights alone, or nil without any.
func (r rights) xmp() []byte {
	if r == (rights{}) {
		return nil
	}
	var b strings.Builder
	b.WriteString(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">`)
	if r.copyright != "" {
		fmt.Fprintf(&b, `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:rights>`, html.EscapeString(r.copyright))
	}
	if r.credit != "" {
		fmt.Fprintf(&b, `<photoshop:Credit>%s</photoshop:Credit>`, html.EscapeString(r.credit))
	}
	b.WriteString(`</rdf:Description></rdf:RDF></x:xmpmeta>`)
	return []byte(b.String())
}
