package clean

import (
	"fmt"
	"strings"
	"testing"
)

// found describes what Inspect finds: the topic, how many, and where the first is.
func found(t *testing.T, name string, body []byte) string {
	t.Helper()
	list, err := Inspect(name, body)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range list {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %s %d %s", f.Topic, f.Count, f.Unit, f.Number, f.Name)))
	}
	return strings.Join(out, "; ")
}

func TestInspectWord(t *testing.T) {
	const text = `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Who </w:t></w:r><w:r><w:t>spoke</w:t></w:r></w:p>`
	styles := `<w:styles` + wNS + `><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`
	run := func(properties string) string {
		return `<w:p><w:r><w:rPr>` + properties + `</w:rPr><w:t>a</w:t></w:r></w:p>`
	}
	for _, c := range []struct{ what, body, want string }{
		{"nothing", text, ""},
		{"an insertion", text + `<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>a</w:t></w:r></w:ins></w:p>`, "changes 1 paragraph 2 Who spoke"},
		{"a deletion and a change of format", `<w:p><w:del w:id="1"><w:r><w:delText>a</w:delText></w:r></w:del></w:p>` + run(`<w:rPrChange w:id="2"/>`), "changes 2 paragraph 1"},
		{"a move", `<w:p><w:moveFrom w:id="1"/></w:p><w:p><w:moveTo w:id="2"/></w:p>`, "changes 2 paragraph 1"},
		{"a row", `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr></w:tr></w:tbl>`, "changes 1 paragraph 0"},
		{"hidden text", text + run(`<w:vanish/>`) + run(`<w:vanish/>`), "hidden 2 paragraph 2 Who spoke"},
		{"text hidden by a style", run(`<w:rStyle w:val="Secret"/>`), "hidden 1 paragraph 1"},
		{"a paragraph hidden by a style", `<w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "hidden 1 paragraph 1"},
		{"a table of contents", run(`<w:webHidden/>`), ""},
		{"text that is not hidden", run(`<w:vanish w:val="false"/>`), ""},
		{"the mark of a paragraph", `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, ""},
		{"a comment", text + `<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>`, "comments 1 paragraph 2 Who spoke"},
	} {
		if got := found(t, "a.docx", wordFile(t, c.body, "word/styles.xml", styles)); got != c.want {
			t.Errorf("%s: found %q, want %q", c.what, got, c.want)
		}
	}
	body := wordFile(t, text, "word/comments.xml", `<w:comments`+wNS+`><w:comment w:id="0"/></w:comments>`, "word/footnotes.xml", `<w:footnotes`+wNS+`><w:ins w:id="1"/></w:footnotes>`)
	if got := found(t, "a.docx", body); got != "changes 1 paragraph 0; comments 1 document 0" {
		t.Errorf("beside the text: found %q", got)
	}
}

func TestInspectSheetsAndSlides(t *testing.T) {
	sheets := func(list, sheet string, more ...string) []byte {
		return officeFile(t, append([]string{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets>` + list + `</sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`, "xl/worksheets/sheet1.xml", `<worksheet>` + sheet + `</worksheet>`}, more...)...)
	}
	const one = `<sheet name="All" r:id="r1"/>`
	row := func(hidden string) string {
		return `<sheetData><row r="1"` + hidden + `><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row></sheetData>`
	}
	slide := func(s string) []byte {
		return officeFile(t, "ppt/slides/slide3.xml", `<p:sld xmlns:p="p" xmlns:a="a"`+s+`</p:sld>`)
	}
	for _, c := range []struct {
		what, name string
		body       []byte
		want       string
	}{
		{"a sheet", "a.xlsx", sheets(one, row("")), ""},
		{"a hidden sheet", "a.xlsx", sheets(one+`<sheet name="Names" state="hidden" r:id="r2"/>`, row("")), "sheet 1 sheet 0 Names"},
		{"a hidden row", "a.xlsx", sheets(one, row(` hidden="1"`)), "cells 1 sheet 0 All!A1"},
		{"a hidden column", "a.xlsx", sheets(one, `<cols><col min="2" max="4" hidden="1"/></cols>`+row("")), "cells 1 sheet 0 All!C1"},
		{"a hidden column without values", "a.xlsx", sheets(one, `<cols><col min="5" max="16384" hidden="1"/></cols>`+row("")), ""},
		{"a comment", "a.xlsx", sheets(one, row(""), "xl/comments1.xml", `<comments><commentList><comment ref="B2"/></commentList></comments>`), "comments 1 sheet 0 B2"},
		{"history", "a.xlsx", sheets(one, row(""), "xl/revisions/revisionLog1.xml", `<x/>`), "changes 1 document 0"},
		{"a slide", "a.pptx", slide(`>`), ""},
		{"a hidden slide", "a.pptx", slide(` show="0">`), "slide 1 slide 3"},
		{"a hidden shape", "a.pptx", slide(`><p:sp><p:nvSpPr><p:cNvPr hidden="1"/></p:nvSpPr><a:t>a</a:t></p:sp>`), "hidden 1 slide 3"},
		{"notes", "a.pptx", officeFile(t, "ppt/notesSlides/notesSlide2.xml", `<p:notes xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="body"/><a:t>Say it.</a:t></p:sp></p:notes>`), "notes 1 slide 2"},
		{"notes of a number alone", "a.pptx", officeFile(t, "ppt/notesSlides/notesSlide2.xml", `<p:notes xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="sldNum"/><a:fld><a:t>2</a:t></a:fld></p:sp></p:notes>`), ""},
		{"a comment on a slide", "a.pptx", officeFile(t, "ppt/comments/comment1.xml", `<p:cmLst xmlns:p="p"><p:cm/></p:cmLst>`), "comments 1 document 0"},
	} {
		if got := found(t, c.name, c.body); got != c.want {
			t.Errorf("%s: found %q, want %q", c.what, got, c.want)
		}
	}
}

func TestInspectOpenDocumentAndPDF(t *testing.T) {
	text := func(styles, body string) []byte {
		return openFile(t, body, "styles.xml", `<office:document-styles`+openNS+`>`+styles+`</office:document-styles>`)
	}
	const hidden = `<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>`
	for _, c := range []struct {
		what, name string
		body       []byte
		want       string
	}{
		{"a text", "a.odt", text(hidden, `<office:text><text:p>a</text:p></office:text>`), ""},
		{"changes", "a.odt", text("", `<office:text><text:tracked-changes><text:changed-region/><text:changed-region/></text:tracked-changes><text:h>Who</text:h><text:p>a<text:change-start/></text:p></office:text>`), "changes 2 paragraph 2 Who"},
		{"a comment", "a.odt", text("", `<office:text><text:p><office:annotation><text:p>a</text:p></office:annotation></text:p></office:text>`), "comments 1 paragraph 1"},
		{"hidden text", "a.odt", text(hidden, `<office:text><text:p><text:span text:style-name="T1">a</text:span></text:p></office:text>`), "hidden 1 paragraph 1"},
		{"a hidden section", "a.odt", text("", `<office:text><text:section text:display="none"><text:p>a</text:p></text:section></office:text>`), "hidden 1 paragraph 0"},
		{"a hidden sheet", "a.ods", text(`<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>`, `<office:spreadsheet><table:table table:name="All"/><table:table table:name="Names" table:style-name="ta2"/></office:spreadsheet>`), "sheet 1 sheet 0 Names"},
		{"a hidden row", "a.ods", text("", `<office:spreadsheet><table:table table:name="All"><table:table-row table:visibility="collapse"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`), "cells 1 sheet 0 All"},
		{"a hidden slide", "a.odp", text(`<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>`, `<office:presentation><draw:page/><draw:page draw:style-name="dp2"/></office:presentation>`), "slide 1 slide 2"},
		{"notes", "a.odp", text("", `<office:presentation><draw:page><presentation:notes><text:p>Say it.</text:p></presentation:notes></draw:page></office:presentation>`), "notes 1 slide 1"},
		{"a PDF file", "a.pdf", pdfWith("", "/Annots[5 0 R]", "", "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(to a page)>>"), ""},
		{"a comment in a PDF file", "a.pdf", pdfWith("", "/Annots[5 0 R]", "", "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(who?)>>"), "comments 1 page 1"},
		{"a hidden layer", "a.pdf", pdfWith("/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>", "", "", "<</Type/OCG/Name(Names)>>"), "hidden 1 document 0 Names"},
	} {
		if got := found(t, c.name, c.body); got != c.want {
			t.Errorf("%s: found %q, want %q", c.what, got, c.want)
		}
	}
}
