package clean

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"
)

// pdfFile makes a PDF file of one page from objects, of which the first is the
// catalogue, and what the trailer has beside it.
func pdfFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func pdfStream(head, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", head, len(body), body)
}

const pdfPages = "<</Type/Pages/Kids[3 0 R]/Count 1>>"

// pdfWith makes a PDF file whose catalogue and page have more.
func pdfWith(catalog, page, trailer string, more ...string) []byte {
	return pdfFile(trailer, append([]string{"<</Type/Catalog/Pages 2 0 R/Lang(fr)/MarkInfo<</Marked true>>" + catalog + ">>", pdfPages,
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R" + page + ">>", pdfStream("", "0 0 9 9 re f")}, more...)...)
}

func plantedPDF(t testing.TB) []planted {
	exif := insertAfter(jpegFile(t), 2, segment(nil, 0xe1, []byte("Exif\x00\x00"+string(exifData(binary.LittleEndian, 1, secret)))))
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="x-default">The title</rdf:li></rdf:Alt></dc:title>` +
		`<pdfuaid:part>1</pdfuaid:part><dc:creator><rdf:Seq><rdf:li>` + secret + `</rdf:li></rdf:Seq></dc:creator><xmpMM:History>` + secret + `</xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta>`
	base := pdfWith("", "", "")
	increment := append(bytes.Clone(pdfWith("/X 5 0 R", "", "", "("+secret+")")), "5 0 obj\n(new)\nendobj\n"...)
	at := bytes.LastIndex(increment, []byte("5 0 obj"))
	old := bytes.LastIndex(increment[:at], []byte("xref\n0"))
	increment = fmt.Appendf(increment, "xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", at, old, len(increment))
	stays := []string{"0 0 9 9 re f", "/Lang(fr)", "/Marked true"}
	list := []planted{
		{what: "information", body: pdfWith("", "", "/Info 5 0 R", "<</Title(The title)/Author("+secret+")/Creator("+secret+")/Producer("+secret+")/CreationDate(D:20240301)/Keywords("+secret+")>>"), words: []string{secret, "20240301"}, stays: append(stays, "The title")},
		{what: "XMP", body: pdfWith("/Metadata 5 0 R", "", "", pdfStream("/Type/Metadata/Subtype/XML", xmp)), stays: append(stays, "The title", "<pdfuaid:part>1<")},
		{what: "packed XMP", body: pdfWith("/Metadata 5 0 R", "", "", pdfStream("/Type/Metadata/Subtype/XML/Filter/FlateDecode", string(deflate([]byte(xmp))))), stays: append(stays, "The title")},
		{what: "attachment", body: pdfWith("/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>", "", "", "<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>", pdfStream("/Type/EmbeddedFile", secret)), stays: stays},
		{what: "packed attachment on a page", body: pdfWith("", "/Annots[5 0 R]", "", "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(a)/EF<</F 6 0 R>>>>>>", pdfStream("/Filter/FlateDecode", string(deflate([]byte(secret))))), stays: stays},
		{what: "private data", body: pdfWith("/PieceInfo<</Illustrator<</Private("+secret+")>>>>", "/PieceInfo<</X<</Private 5 0 R>>>>", "", "("+secret+")"), stays: stays},
		{what: "thumbnail", body: pdfWith("", "/Thumb 5 0 R", "", pdfStream("/Width 1/Height 1", secret)), stays: stays},
		{what: "former version", body: increment, stays: stays},
		{what: "what nothing refers to", body: pdfWith("", "", "", "("+secret+")"), stays: stays},
		{what: "after the end", body: append(bytes.Clone(base), secret...), stays: stays},
		{what: "author of a comment", body: pdfWith("", "/Annots[5 0 R]", "", "<</Type/Annot/Subtype/Highlight/Rect[0 0 9 9]/T("+secret+")/M(D:20240301)/NM("+secret+")/Contents(well said)>>"), stays: append(stays, "well said")},
		{what: "photo", body: pdfWith("", "/Resources<</XObject<</Thumb 5 0 R>>>>", "", pdfStream("/Type/XObject/Subtype/Image/Width 24/Height 16/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode", string(exif))), stays: append(stays, "/XObject<</Thumb ")},
		{what: "packed photo", body: pdfWith("", "/Resources<</XObject<</A 5 0 R>>>>", "", pdfStream("/Type/XObject/Subtype/Image/Width 24/Height 16/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter[/FlateDecode/DCTDecode]", string(deflate(exif)))), stays: stays},
		{what: "path on a computer", body: pdfWith("", "/Annots[5 0 R]", "", "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(C:\\\\Users\\\\"+secret+"\\\\a.pdf)>>>>"), stays: stays},
	}
	for i := range list {
		list[i].name = fmt.Sprintf("report%d.pdf", i)
	}
	return list
}

// zipFile makes an archive of parts, each a name and a body in turn, with what zip
// programs add.
func zipFile(t testing.TB, parts ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		h := &zip.FileHeader{Name: parts[i], Method: zip.Deflate, Modified: time.Date(2024, 3, 1, 10, 0, 0, 0, time.UTC), Extra: []byte("\xfe\xca\x10\x00" + secret)}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SetComment(secret); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	wNS    = ` xmlns:w="` + spaceWord + `" xmlns:r="` + spaceRels + `"`
	coreNS = ` xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="` + spaceDC + `" xmlns:dcterms="http://purl.org/dc/terms/"`
)

// officeFile makes a document from parts, with properties.
func officeFile(t testing.TB, parts ...string) []byte {
	types, rels := `<Types xmlns="t"><Default Extension="xml" ContentType="x"/>`, `<Relationships xmlns="r">`
	for i := 0; i < len(parts); i += 2 {
		types += `<Override PartName="/` + parts[i] + `" ContentType="x"/>`
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="x" Target="%s"/>`, i, parts[i])
	}
	return zipFile(t, append([]string{
		"[Content_Types].xml", types + `</Types>`, "_rels/.rels", rels + `</Relationships>`,
		"docProps/core.xml", `<cp:coreProperties` + coreNS + `><dc:title>The title</dc:title><dc:creator>` + secret + `</dc:creator><cp:lastModifiedBy>` + secret + `</cp:lastModifiedBy><dc:language>fr</dc:language></cp:coreProperties>`,
		"docProps/app.xml", `<Properties><Application>` + secret + `</Application><Pages>3</Pages><Company>` + secret + `</Company></Properties>`,
	}, parts...)...)
}

func wordFile(t testing.TB, body string, parts ...string) []byte {
	return officeFile(t, append([]string{"word/document.xml", `<?xml version="1.0"?><w:document` + wNS + `><w:body>` + body + `</w:body></w:document>`}, parts...)...)
}

func plantedOffice(t testing.TB) []planted {
	const hello = `<w:p><w:r><w:t>hello readers</w:t></w:r></w:p>`
	exif := string(insertAfter(jpegFile(t), 2, segment(nil, 0xfe, []byte(secret))))
	inner := string(officeFile(t, "xl/workbook.xml", `<workbook xmlns="`+spaceSheets+`"><sheets/></workbook>`))
	sheets := func(workbook string, parts ...string) []byte {
		return officeFile(t, append([]string{"xl/workbook.xml", `<workbook xmlns="` + spaceSheets + `">` + workbook + `<sheets/></workbook>`}, parts...)...)
	}
	slides := func(parts ...string) []byte {
		return officeFile(t, append([]string{"ppt/presentation.xml", `<p:presentation xmlns:p="p"><p:sldIdLst/></p:presentation>`}, parts...)...)
	}
	stays := []string{"hello readers", "The title", "<Pages>3"}
	list := []planted{
		{name: "a.docx", what: "properties", body: wordFile(t, hello), stays: stays},
		{name: "b.docx", what: "own properties and data", body: wordFile(t, hello, "docProps/custom.xml", "<x>"+secret+"</x>", "customXml/item1.xml", "<x>"+secret+"</x>", "docMetadata/LabelInfo.xml", "<x>"+secret+"</x>"), words: []string{secret, "customXml", "custom.xml"}, stays: stays},
		{name: "c.docx", what: "thumbnail", body: wordFile(t, hello, "docProps/thumbnail.jpeg", exif), words: []string{secret, "thumbnail"}, stays: stays},
		{name: "d.docx", what: "photo", body: wordFile(t, hello, "word/media/image1.jpeg", exif), stays: stays},
		{name: "e.docx", what: "embedded workbook", body: wordFile(t, hello, "word/embeddings/sheet.xlsx", inner), stays: stays},
		{name: "f.docx", what: "authors of changes", body: wordFile(t, hello+`<w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="`+secret+`" w:date="2024-03-01T10:00:00Z"><w:r><w:t>added</w:t></w:r></w:ins></w:p>`), words: []string{secret, "2024-03-01", "00AB12CD"}, stays: append(stays, "added")},
		{name: "g.docx", what: "authors of comments", body: wordFile(t, hello, "word/comments.xml", `<w:comments`+wNS+`><w:comment w:id="0" w:author="`+secret+`" w:initials="`+secret+`"><w:p/></w:comment></w:comments>`, "word/people.xml", "<x>"+secret+"</x>"), stays: stays},
		{name: "h.docx", what: "settings", body: wordFile(t, hello, "word/settings.xml", `<w:settings`+wNS+`><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="`+secret+`"/></w:docVars></w:settings>`,
			"word/_rels/settings.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/attachedTemplate" Target="file:///C:\Users\`+secret+`\a.dotm" TargetMode="External"/></Relationships>`), words: []string{secret, "00AB12CD", "attachedTemplate"}, stays: stays},
		{name: "i.docx", what: "code of a field", body: wordFile(t, hello+`<w:p><w:r><w:instrText>INCLUDEPICTURE "C:\\Users\\`+secret+`\\a.png"</w:instrText></w:r></w:p>`), stays: stays},
		{name: "j.docx", what: "comment of XML", body: wordFile(t, hello+"<!--"+secret+"-->"), stays: stays},
		{name: "a.xlsx", what: "folder and program", body: sheets(`<fileVersion appName="` + secret + `"/><mc:AlternateContent xmlns:mc="m"><mc:Choice><x15ac:absPath xmlns:x15ac="x" url="C:\` + secret + `"/></mc:Choice></mc:AlternateContent>`), words: []string{secret, "absPath"}},
		{name: "b.xlsx", what: "authors of comments", body: sheets("", "xl/comments1.xml", `<comments xmlns="`+spaceSheets+`"><authors><author>`+secret+`</author></authors></comments>`, "xl/persons/person.xml", `<personList><person displayName="`+secret+`" userId="`+secret+`"/></personList>`)},
		{name: "c.xlsx", what: "printer", body: sheets("", "xl/printerSettings/printerSettings1.bin", secret, "xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="rId1" Target="../printerSettings/printerSettings1.bin"/></Relationships>`), words: []string{secret, "printerSettings"}},
		{name: "d.xlsx", what: "history", body: sheets("", "xl/revisions/userNames.xml", "<x>"+secret+"</x>", "xl/pivotCache/pivotCacheDefinition1.xml", `<pivotCacheDefinition refreshedBy="`+secret+`"/>`)},
		{name: "a.pptx", what: "authors", body: slides("ppt/commentAuthors.xml", `<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="`+secret+`" initials="`+secret+`"/></p:cmAuthorLst>`, "ppt/changesInfos/changesInfo1.xml", "<x>"+secret+"</x>"), stays: []string{"The title"}},
		{name: "b.pptx", what: "photo and film", body: slides("ppt/media/a.jpg", exif, "ppt/media/b.mp3", string(append(id3v2(secret), mp3Frames(5)...)))},
	}
	return list
}

const openNS = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="` + spaceDC + `" xmlns:table="t" xmlns:style="s" xmlns:draw="d" xmlns:presentation="p" xmlns:xlink="x" xmlns:config="c"`

func openFile(t testing.TB, body string, parts ...string) []byte {
	manifest := `<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/"/>`
	for i := 0; i < len(parts); i += 2 {
		manifest += `<manifest:file-entry manifest:full-path="` + parts[i] + `"/>`
	}
	return zipFile(t, append([]string{
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content` + openNS + `><office:body>` + body + `</office:body></office:document-content>`,
		"META-INF/manifest.xml", manifest + `</manifest:manifest>`,
		"meta.xml", `<office:document-meta` + openNS + `><office:meta><meta:generator>` + secret + `</meta:generator><dc:title>The title</dc:title><dc:creator>` + secret + `</dc:creator><meta:user-defined meta:name="x">` + secret +
			`</meta:user-defined><dc:language>fr</dc:language><meta:document-statistic meta:page-count="3" meta:word-count="77777"/></office:meta></office:document-meta>`,
	}, parts...)...)
}

func plantedOpen(t testing.TB) []planted {
	const hello = `<office:text><text:p>hello readers</text:p></office:text>`
	exif := string(insertAfter(jpegFile(t), 2, segment(nil, 0xfe, []byte(secret))))
	stays := []string{"hello readers", "The title", `page-count="3"`}
	return []planted{
		{name: "a.odt", what: "properties", body: openFile(t, hello), words: []string{secret, "77777"}, stays: stays},
		{name: "b.odt", what: "thumbnail and former version", body: openFile(t, hello, "Thumbnails/thumbnail.png", secret, "Versions/1", secret), words: []string{secret, "Thumbnails", "Versions"}, stays: stays},
		{name: "c.odt", what: "photo", body: openFile(t, hello, "Pictures/a.jpg", exif), stays: stays},
		{name: "d.odt", what: "authors of changes", body: openFile(t, strings.Replace(hello, "<text:p>", `<text:tracked-changes><text:changed-region><office:change-info><dc:creator>`+secret+`</dc:creator><dc:date>2024-03-01</dc:date></office:change-info></text:changed-region></text:tracked-changes><text:p>`, 1)), words: []string{secret, "2024-03-01"}, stays: stays},
		{name: "e.ods", what: "printer", body: openFile(t, hello, "settings.xml", `<office:document-settings`+openNS+`><config:config-item config:name="PrinterName">`+secret+`</config:config-item><config:config-item config:name="Zoom">77</config:config-item></office:document-settings>`), stays: append(stays, ">77<")},
		{name: "f.odp", what: "embedded document", body: openFile(t, hello, "Object 1/content.xml", `<x`+openNS+`><dc:creator>`+secret+`</dc:creator></x>`, "Object 1/meta.xml", `<x`+openNS+`><office:meta><meta:generator>`+secret+`</meta:generator></office:meta></x>`), stays: stays},
		{name: "g.odt", what: "path on a computer", body: openFile(t, strings.Replace(hello, "<text:p>", `<text:p><draw:image xlink:href="file:///home/`+secret+`/a.png"/>`, 1)), stays: stays},
	}
}
