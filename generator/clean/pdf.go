package clean

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// disableConfig makes pdfcpu write no settings to the user's home, once.
var disableConfig sync.Once

// OpenPDF reads a PDF file, for those who look into it; the errors are those of File.
func OpenPDF(b []byte) (*model.Context, error) { return openPDF(b) }

// openPDF reads a PDF file.
func openPDF(b []byte) (*model.Context, error) {
	disableConfig.Do(api.DisableConfigDir)
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.Limits.MaxStreamBytes = maxPart
	conf.Limits.MaxDecodeBytes = maxPart
	ctx, err := api.ReadContext(bytes.NewReader(b), conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrEncrypted), err == nil && ctx.Encrypt != nil,
		err != nil && bytes.Contains(b, []byte("/Encrypt")):
		return nil, &Error{Why: Encrypted}
	case err != nil:
		return nil, damaged("the PDF file can't be read: %v", err)
	case ctx.Root == nil:
		return nil, damaged("the PDF file has no catalogue")
	}
	return ctx, nil
}

// cleanPDF writes a PDF file anew, from the objects that its catalogue leads to: former
// versions and what nothing refers to are gone (ISO 32000-2).
func cleanPDF(j *job, b []byte) ([]byte, error) {
	ctx, err := openPDF(b)
	if err != nil {
		return nil, err
	}
	catalog, err := ctx.Catalog()
	if err != nil || catalog == nil {
		return nil, damaged("the PDF file has no catalogue: %v", err)
	}
	if signedPDF(ctx, catalog) {
		return nil, &Error{Why: Signed}
	}
	if bytes.Count(b, []byte("startxref")) > 1 && ctx.OffsetPrimaryHintTable == nil {
		j.remove(History)
	}
	if at := bytes.LastIndex(b, []byte("%%EOF")); at >= 0 && len(bytes.TrimSpace(b[at+5:])) > 0 {
		j.remove(Trailing)
	}
	w := &pdfWriter{job: j, ctx: ctx, numbers: map[int]int{}}
	w.title = w.info()
	w.metadata = w.marks(catalog)
	return w.write()
}

// signedPDF reports whether a PDF file has a signature, which another file would break.
func signedPDF(ctx *model.Context, catalog types.Dict) bool {
	if perms, ok := catalog.Find("Perms"); ok {
		if d, err := ctx.DereferenceDict(perms); err == nil && len(d) > 0 {
			return true
		}
	}
	for _, entry := range ctx.Table {
		if d, ok := entry.Object.(types.Dict); ok && !entry.Free {
			_, signed := d.Find("ByteRange")
			if _, content := d.Find("Contents"); signed && content {
				return true
			}
		}
	}
	return false
}

// info notes what the information dictionary says and returns its title, or nil.
func (w *pdfWriter) info() types.Object {
	if w.ctx.Info == nil {
		return nil
	}
	d, err := w.ctx.DereferenceDict(*w.ctx.Info)
	if err != nil {
		return nil
	}
	var title types.Object
	for key, o := range d {
		switch key {
		case "Title":
			if title, err = w.ctx.Dereference(o); err != nil {
				title = nil
			}
		case "Author":
			w.job.remove(Person)
		case "Creator", "Producer":
			w.job.remove(Software)
		case "CreationDate", "ModDate":
			w.job.remove(History)
		default:
			w.job.remove(Description)
		}
	}
	switch title.(type) {
	case types.StringLiteral, types.HexLiteral:
		return title
	}
	return nil
}

// pdfMarks are the properties of XMP that say which standard a file follows.
var pdfMarks = []string{"pdfaid:part", "pdfaid:amd", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:amd", "pdfuaid:rev"}

// marks returns the XMP metadata that stay, or nil: title, language and the marks of
// PDF/A and PDF/UA.
func (w *pdfWriter) marks(catalog types.Dict) []byte {
	o, ok := catalog.Find("Metadata")
	if !ok {
		return nil
	}
	sd, _, err := w.ctx.DereferenceStreamDict(o)
	if err != nil || sd == nil || sd.DecodeWithLimit(16<<20) != nil {
		return nil
	}
	w.job.xmp(sd.Content)
	var b strings.Builder
	if title := xmpText(sd.Content, "dc:title"); title != "" {
		b.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + html.EscapeString(title) + "</rdf:li></rdf:Alt></dc:title>\n")
	}
	if lang := xmpText(sd.Content, "dc:language"); lang != "" {
		b.WriteString("<dc:language><rdf:Bag><rdf:li>" + html.EscapeString(lang) + "</rdf:li></rdf:Bag></dc:language>\n")
	}
	if c := w.job.keptRights().copyright; c != "" {
		b.WriteString(`<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">` + html.EscapeString(c) + "</rdf:li></rdf:Alt></dc:rights>\n")
	}
	archival, accessible := false, false
	for _, name := range pdfMarks {
		if value := xmpText(sd.Content, name); value != "" && len(value) < 20 {
			b.WriteString("<" + name + ">" + html.EscapeString(value) + "</" + name + ">\n")
			archival = archival || strings.HasPrefix(name, "pdfaid")
			accessible = accessible || strings.HasPrefix(name, "pdfuaid")
		}
	}
	if b.Len() == 0 {
		return nil
	}
	if archival && accessible { // PDF/A wants a description of what it doesn't know
		b.WriteString(pdfuaSchema)
	}
	return []byte("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n" +
		b.String() + "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
}

// pdfuaSchema describes the marks of PDF/UA to a checker of PDF/A (ISO 19005-2, 6.6.2.3).
const pdfuaSchema = `<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
	`<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
	`<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>` + "\n"

// pdfDropped are the keys of dictionaries that go.
var pdfDropped = map[string]Kind{
	"PieceInfo": History, "LastModified": History, "Metadata": Description, "Thumb": Thumbnail, "EmbeddedFiles": Attachment, "AF": Attachment,
	"EF": Attachment, "RF": Attachment, "SpiderInfo": Description, "Collection": Attachment, "DSS": Person, "CreatorInfo": Software,
	"AlternatePresentations": Attachment, "Perms": Description,
}

// markup are the annotations that people make (ISO 32000-2, table 171).
var markup = map[string]bool{
	"Text": true, "FreeText": true, "Line": true, "Square": true, "Circle": true, "Polygon": true, "PolyLine": true, "Highlight": true, "Underline": true,
	"Squiggly": true, "StrikeOut": true, "Caret": true, "Stamp": true, "Ink": true, "Popup": true, "FileAttachment": true, "Sound": true, "Redact": true, "Projection": true,
}

// edited returns a dictionary without what goes.
func (w *pdfWriter) edited(d types.Dict) types.Dict {
	out := make(types.Dict, len(d))
	subtype, _ := d["Subtype"].(types.Name)
	_, annotation := d["Rect"]
	for key, value := range d {
		if k, ok := pdfDropped[key]; ok {
			w.job.remove(k)
			continue
		}
		if annotation && (key == "M" || key == "NM" || markup[string(subtype)] && (key == "T" || key == "CreationDate" || key == "Subj" || key == "RC")) {
			w.job.remove(Person)
			continue
		}
		switch key {
		case "Annots":
			value = w.annotations(value)
		case "F", "UF", "DOS", "Unix", "Mac":
			value = w.fileName(value)
		}
		out[key] = value
	}
	return out
}

// annotations leaves out the attachments.
func (w *pdfWriter) annotations(o types.Object) types.Object {
	list, err := w.ctx.DereferenceArray(o)
	if err != nil || list == nil {
		return o
	}
	out := types.Array{}
	for _, item := range list {
		d, err := w.ctx.DereferenceDict(item)
		if subtype, _ := d["Subtype"].(types.Name); err == nil && subtype == "FileAttachment" {
			w.job.remove(Attachment)
			continue
		}
		out = append(out, item)
	}
	return out
}

var slashes = regexp.MustCompile(`[\\/]`)

// fileName shortens a path on somebody's computer to the name of its file.
func (w *pdfWriter) fileName(o types.Object) types.Object {
	value, err := w.ctx.Dereference(o)
	if err != nil {
		return o
	}
	var text string
	switch s := value.(type) {
	case types.StringLiteral:
		text, err = types.StringLiteralToString(s)
	case types.HexLiteral:
		text, err = types.HexLiteralToString(s)
	default:
		return o
	}
	windows := regexp.MustCompile(`(?i)^/?[a-z]/`).MatchString(text) // /C/Users/...
	if err != nil || !windows && !localPath.MatchString(text) {
		return o
	}
	w.job.remove(Person)
	name := path.Base(slashes.ReplaceAllString(text, "/"))
	return types.HexLiteral(fmt.Sprintf("%X", name))
}
