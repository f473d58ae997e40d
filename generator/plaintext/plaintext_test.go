package plaintext

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

// pages makes a PDF file of pages with these contents, a font F and a picture I.
func pages(font string, contents ...string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", font,
		"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n0\nendstream"}
	var kids []string
	for _, c := range contents {
		n := len(objects)
		kids = append(kids, fmt.Sprintf("%d 0 R", n+1))
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>", n+2),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(c), c))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids))
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
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

func packed(parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// texts returns all passages, each in a line.
func texts(name string, body []byte) (string, Unread) {
	var b strings.Builder
	u := Visit(name, body, func(p Passage) { b.WriteString(p.Text + "\n") })
	return b.String(), u
}

func TestVisit(t *testing.T) {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	_, _ = z.Write([]byte("Mary"))
	_ = z.Close()
	for _, c := range []struct {
		name, body, want string
		unread           Unread
	}{
		{"a.html", "<p><em>Ma</em>ry</p>", "Mary", Unread{}},
		{"a.html", "<p>M&#97;<wbr>ry", "Mary", Unread{}},
		{"a.html", `<a href="/M%61ry/">`, "/Mary/", Unread{}},
		{"a.html", `<a href="data:text/plain;base64,TWFyeQ==">`, "Mary", Unread{}},
		{"a.html", "<!-- Mary -->", "Mary", Unread{}},
		{"a.html", `<script type="application/ld+json">{"name":"M\u0061ry"}</script>`, "Mary", Unread{}},
		{"a.html", `<noscript><b>Ma</b>ry</noscript>`, "Mary", Unread{}},
		{"feed.xml", `<entry><content type="html">&lt;b&gt;Ma&lt;/b&gt;ry</content></entry>`, "Mary", Unread{}},
		{"feed.xml", `<entry><content><![CDATA[<b>Ma</b>ry]]></content></entry>`, "Mary", Unread{}},
		{"a.css", `a{content:"M\61 ry"}`, "Mary", Unread{}},
		{"a.js", `"M\x61r\u{79}"`, "Mary", Unread{}},
		{"a.bib", `author = {M{\'a}ry}`, "Mary", Unread{}},
		{"a.md", "**Ma**ry", "Mary", Unread{}},
		{"a.zip", string(packed(map[string]string{"b/Mary.txt": "x"})), "Mary", Unread{}},
		{"a.zip", string(packed(map[string]string{"b.zip": string(packed(map[string]string{"c.txt": "Mary"}))})), "Mary", Unread{}},
		{"a.txt.gz", gz.String(), "Mary", Unread{}},
		{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\x06tEXtT\x00Mary\x00\x00\x00\x00", "Mary", Unread{Pictures: 1}},
		{"a.mp3", "ID3\x03", "", Unread{Recordings: 1}},
		{"a.docx", "damaged", "", Unread{Files: 1}},
		{"a.pdf", "%PDF-1.4 damaged", "", Unread{Files: 1}},
		{"a.pdf", string(pages(helvetica, "BT /F 12 Tf 50 700 Td (Ma) Tj 15.4 0 Td (ry) Tj ET", "")), "Mary", Unread{Pictures: 1}},
		{"a.pdf", string(pages(helvetica, "600 0 0 800 0 0 cm /I Do", "")), "", Unread{Pages: 1, Pictures: 1}},
		{"a.pdf", string(pages("<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[]>>", "BT /F 12 Tf <00010002> Tj ET")), "", Unread{Pages: 1, Pictures: 1}},
		{"a.pdf", string(pages(helvetica, "BT /F 12 Tf 50 700 Td /Span <</ActualText (Mary)>> BDC (xx) Tj EMC ET")), "Mary", Unread{Pictures: 1}},
	} {
		got, unread := texts(c.name, []byte(c.body))
		if !strings.Contains(got, c.want) || unread != c.unread {
			t.Errorf("%s %.60q: %q, %+v", c.name, c.body, got, unread)
		}
	}
}

// TestBounds has small files that unpack to much, are nested, or draw one form again and
// again: what is read stays within the limits.
func TestBounds(t *testing.T) {
	body := packed(map[string]string{"a.txt": strings.Repeat("x", 1000)})
	for range 50 {
		body = packed(map[string]string{"a.zip": string(body)})
	}
	if got, unread := texts("a.zip", body); unread.Files != 1 || len(got) > 10_000 {
		t.Errorf("nested archives: %d bytes, %+v", len(got), unread)
	}
	if _, unread := texts("a.zip", packed(map[string]string{"a.txt": strings.Repeat("x", maxPart+1)})); unread.Files != 1 {
		t.Errorf("a large part: %+v", unread)
	}
	if got, _ := texts("a.html", []byte(strings.Repeat("<a title='&lt;a title=", 20_000))); len(got) > 20*20_000*40 {
		t.Errorf("markup in markup: %d bytes", len(got))
	}
	deep := strings.Repeat("[", 100_000) + "BT" + strings.Repeat("<<", 100_000)
	if _, unread := texts("a.pdf", pages(helvetica, deep, "q "+strings.Repeat("q ", 10_000))); unread.Files != 0 {
		t.Errorf("nested arrays: %+v", unread)
	}
}

func FuzzVisit(f *testing.F) {
	for name, body := range map[string]string{
		"a.html": "<p>M&#97;<wbr>ry<script>x", "a.xml": "<a b='c'><![CDATA[x]]>", "a.js": `"\u{79}\`, "a.css": `\61 `, "a.pdf": string(pages(helvetica, "BT /F 12 Tf [(a) -300 (b)] TJ ET")),
		"a.docx": string(packed(map[string]string{"word/document.xml": "<w:p>"})), "a.tif": "II*\x00\x08\x00\x00\x00\x01\x00", "a.tar": "x", "a.bin": "",
	} {
		f.Add(name, []byte(body))
	}
	f.Fuzz(func(_ *testing.T, name string, body []byte) {
		Visit(name, body, func(p Passage) { p.Number(len(p.Text)) })
	})
}
