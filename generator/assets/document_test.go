package assets

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// pdfOf returns a PDF file with a number of pages and a language, or "".
func pdfOf(pages int, lang string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.7\n")
	if lang != "" {
		lang = " /Lang (" + lang + ")"
	}
	object("<< /Type /Catalog /Pages 2 0 R%s >>", lang)
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", i+3)
	}
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), pages)
	for range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// zipOf returns a ZIP archive, from names and texts of files in turn.
func zipOf(t *testing.T, parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocument(t *testing.T) {
	const types = "[Content_Types].xml"
	for _, c := range []struct {
		name string
		body []byte
		want DownloadInfo
	}{
		{"a.pdf", pdfOf(3, "fr-FR"), DownloadInfo{Format: "PDF", Pages: 3, Lang: "fr-FR"}},
		{"b.PDF", pdfOf(12, ""), DownloadInfo{Format: "PDF", Pages: 12}},
		{"a.docx", zipOf(t, types, "<Types/>",
			"docProps/app.xml", "<Properties><Template>x</Template><Pages>7</Pages></Properties>",
			"docProps/core.xml", `<cp:coreProperties xmlns:dc="d"><dc:title>T</dc:title><dc:language>fr</dc:language></cp:coreProperties>`),
			DownloadInfo{Format: "DOCX", Pages: 7, Lang: "fr"}},
		{"b.docx", zipOf(t, types, "<Types/>",
			"word/styles.xml", `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`),
			DownloadInfo{Format: "DOCX", Lang: "en-GB"}},
		{"a.pptx", zipOf(t, types, "<Types/>", "docProps/app.xml", "<Properties><Slides>9</Slides></Properties>"),
			DownloadInfo{Format: "PPTX", Pages: 9}},
		{"a.odt", zipOf(t, "meta.xml", `<m><dc:language>fr_FR</dc:language><meta:document-statistic meta:page-count="4"/></m>`),
			DownloadInfo{Format: "ODT", Pages: 4, Lang: "fr-FR"}},
		{"a.epub", zipOf(t, "META-INF/container.xml", `<c><rootfile full-path="b/x.opf"/></c>`, "b/x.opf", "<p><dc:language>ar</dc:language></p>"),
			DownloadInfo{Format: "EPUB", Lang: "ar"}},
		{"a.csv", []byte("a,b"), DownloadInfo{Format: "CSV"}},
		{"a", []byte("x"), DownloadInfo{}},
	} {
		c.want.Bytes = int64(len(c.body))
		got, err := Download(fstest.MapFS{c.name: {Data: c.body}}, c.name)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, err, c.want)
		}
	}
}

func TestDocumentProblems(t *testing.T) {
	whole := pdfOf(3, "")
	for _, c := range []struct {
		name, body, want string
	}{
		{"a.pdf", "not a PDF file at all", "damaged or locked"},
		{"b.pdf", "", "damaged or locked"},
		{"c.pdf", string(whole[:30]), "PDF file"},
		{"d.pdf", strings.Replace(string(whole), "/Pages 2 0 R", "/Pagez 2 0 R", 1), "PDF file"},
		{"a.docx", "PK\x03\x04", "damaged"},
		{"b.docx", string(zipOf(t, "x", "y")), "no DOCX document"},
		{"c.docx", string(zipOf(t, "[Content_Types].xml", "", "docProps/app.xml", "<a><b></a>")), "app.xml is damaged"},
		{"a.epub", string(zipOf(t, "x", "y")), "no EPUB book"},
	} {
		got, err := Download(fstest.MapFS{c.name: {Data: []byte(c.body)}}, c.name)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), `"`+c.name+`"`) {
			t.Errorf("%s: %+v, %v, want %q", c.name, got, err, c.want)
		}
		if got.Bytes != int64(len(c.body)) || got.Format == "" {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if _, err := Download(fstest.MapFS{}, "x.pdf"); err == nil {
		t.Error("a file that isn't there can be read")
	}
}

// FuzzPDF looks for bytes that make Download panic.
func FuzzPDF(f *testing.F) {
	f.Add(pdfOf(2, "fr"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Download(fstest.MapFS{"x.pdf": {Data: b}}, "x.pdf")
		if err == nil && got.Pages <= 0 {
			t.Errorf("%+v", got)
		}
	})
}
