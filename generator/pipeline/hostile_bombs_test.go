package pipeline_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// What a build may allocate for a small file, beyond what the site takes without it: for
// texts, and for files that hold others, of which package clean unpacks up to 256 MB.
const (
	maxTextBomb = 200 << 20
	maxFileBomb = 1000 << 20
)

// deflated compresses n bytes that are the same.
func deflated(b byte, n int) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	chunk := bytes.Repeat([]byte{b}, 1<<16)
	for ; n > 0; n -= len(chunk) {
		_, _ = w.Write(chunk[:min(n, len(chunk))])
	}
	_ = w.Close()
	return out.String()
}

func pngChunk(kind, body string) string {
	sum := crc32.ChecksumIEEE([]byte(kind + body))
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + string(binary.BigEndian.AppendUint32(nil, sum))
}

func pngBomb(width, height uint32, depth byte, chunks ...string) string {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", string(head)+string([]byte{depth, 0, 0, 0, 0})) + strings.Join(chunks, "") + pngChunk("IEND", "")
}

// pdfBomb is a document with the objects, whose first is the catalogue.
func pdfBomb(objects ...string) string {
	b, at := "%PDF-1.7\n", []int{}
	for i, o := range objects {
		at = append(at, len(b))
		b += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := len(b)
	b += fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		b += fmt.Sprintf("%010d 00000 n \n", n)
	}
	return b + fmt.Sprintf("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
}

func pdfStream(dict, body string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body)
}

func zipBomb(t *testing.T, members int, name, text string, repeat int) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, fixed := range []string{"[Content_Types].xml", "_rels/.rels"} {
		f, err := w.Create(fixed)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(f, "<a/>")
	}
	for i := range members {
		f, err := w.Create(fmt.Sprintf(name, i))
		if err != nil {
			t.Fatal(err)
		}
		for range repeat {
			_, _ = io.WriteString(f, text)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fileBombs are files that take much more than their size, if they are believed.
func fileBombs(t *testing.T) map[string]string {
	le := func(n uint32) string { return string(binary.LittleEndian.AppendUint32(nil, n)) }
	page, catalogue := "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", "<< /Type /Catalog /Pages 2 0 R >>"
	pages := "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	twice := deflated('x', 1<<20)
	svg := func(inside string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + inside + `</svg>`
	}
	laughs := `<!DOCTYPE svg [<!ENTITY a0 "ha">`
	for i := range 30 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "&a%d;&a%[2]d;">`, i+1, i)
	}
	uses := `<path id="u0" d="M0 0h9"/>`
	for i := range 30 {
		uses += fmt.Sprintf(`<g id="u%d"><use href="#u%d"/><use href="#u%[2]d"/></g>`, i+1, i)
	}
	return map[string]string{
		"huge-header.png": pngBomb(65535, 65535, 8, pngChunk("IDAT", deflated(0, 100))), "largest.png": pngBomb(1<<31-1, 1<<31-1, 1, pngChunk("IDAT", deflated(0, 100))), "grey.png": pngBomb(20000, 20000, 1, pngChunk("IDAT", deflated(0, 2501*20000))),
		"text.png": pngBomb(1, 1, 8, pngChunk("zTXt", "a\x00\x00"+deflated('x', 64<<20)), pngChunk("IDAT", deflated(0, 2))), "profile.png": pngBomb(1, 1, 8, pngChunk("iCCP", "a\x00\x00"+deflated('x', 64<<20)), pngChunk("IDAT", deflated(0, 2))), "chunks.png": pngBomb(1, 1, 8, strings.Repeat(pngChunk("tEXt", "a\x00b"), 50_000), pngChunk("IDAT", deflated(0, 2))),
		"huge.gif": "GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x4c\x01\x00;", "frames.gif": "GIF89a\xff\xff\xff\xff\x00\x00\x00" + strings.Repeat(",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x4c\x01\x00", 2000) + ";",
		"huge.jpg": "\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00\xff\xd9", "segments.jpg": "\xff\xd8" + strings.Repeat("\xff\xfe\x00\x02", 100_000) + "\xff\xd9", "scans.jpg": "\xff\xd8\xff\xc2\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00" + strings.Repeat("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00", 1000) + "\xff\xd9",
		"huge.webp": "RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff", "lossless.webp": "RIFF\x14\x00\x00\x00WEBPVP8L\x08\x00\x00\x00\x2f\xff\xff\xff\xff\x07\x00\x00", "size.webp": "RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\x7f",
		"huge.bmp": "BM" + le(1<<31-1) + le(0) + le(54) + le(40) + le(1<<30) + le(1<<30) + "\x01\x00\x20\x00" + le(0) + le(1<<31) + le(0) + le(0) + le(0) + le(0), "loop.tif": "II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x04\x00\x01\x00\x00\x00\xff\xff\xff\xff\x08\x00\x00\x00", "many.tif": "II*\x00\x08\x00\x00\x00\xff\xff" + strings.Repeat("\x00\x01\x04\x00\xff\xff\xff\xff\x00\x00\x00\x00", 60_000),
		"huge.avif": "\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1\x00\x00\x00\x44meta\x00\x00\x00\x00\x00\x00\x00\x38iprp\x00\x00\x00\x30ipco\x00\x00\x00\x14ispe\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff", "boxes.mp4": "\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + strings.Repeat("\x00\x00\x00\x08free", 50_000), "deep.mp4": "\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + deepBoxes(5000),
		"laughs.svg": laughs + "]>" + svg("<text>&a30;</text>"), "quadratic.svg": `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 50_000) + `">]>` + svg("<text>"+strings.Repeat("&a;", 50_000)+"</text>"), "deep.svg": svg(strings.Repeat("<g>", 50_000) + strings.Repeat("</g>", 50_000)), "uses.svg": svg(uses), "attributes.svg": svg("<g " + numbers(` a%d=""`, 20_000) + "/>"), "spaces.svg": svg("<g " + numbers(` xmlns:a%d="urn:a"`, 20_000) + "/>"), "size.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="1e308" height="1e308" viewBox="0 0 1e308 1e-308"/>`, "data.svg": svg(strings.Repeat(`<image href="data:image/png;base64,iVBORw0KGgo="/>`, 5000)), "open.svg": svg("<!--" + strings.Repeat("<!--", 50_000)),
		"bomb.docx": zipBomb(t, 5, "word/a%d.xml", strings.Repeat(" ", 1<<20), 60), "members.docx": zipBomb(t, 20_000, "word/a%d.xml", "<a/>", 1), "same.docx": zipBomb(t, 5000, "word/document.xml%.0d", "<a/>", 1), "deep.docx": zipBomb(t, 1, "word/document.xml%.0d", "<a>", 300_000), "bomb.odt": zipBomb(t, 5, "a%d.xml", strings.Repeat(" ", 1<<20), 60), "deep.odt": zipBomb(t, 1, "content.xml%.0d", "<a>", 300_000), "bomb.xlsx": zipBomb(t, 1, "xl/sharedStrings.xml%.0d", "<si><t>a</t></si>", 1_000_000), "sheets.xlsx": zipBomb(t, 5000, "xl/worksheets/sheet%d.xml", "<worksheet/>", 1), "slides.pptx": zipBomb(t, 5000, "ppt/slides/slide%d.xml", "<a/>", 1), "bomb.zip": zipBomb(t, 3, "a%d", strings.Repeat(" ", 1<<20), 100),
		"flate.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Filter /FlateDecode", deflated(' ', 200<<20))), "twice.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Filter [/FlateDecode /FlateDecode]", zlibOf(twice))), "filters.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Filter ["+strings.Repeat("/ASCIIHexDecode ", 2000)+"]", "00>")), "predictor.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000000 /Colors 32 /BitsPerComponent 16 >>", twice)),
		"kids.pdf": pdfBomb(catalogue, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "count.pdf": pdfBomb(catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", page, pdfStream("", "")), "deep.pdf": pdfBomb(catalogue, pages, "<< /Type /Page /Parent 2 0 R /A "+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000)+" >>"), "names.pdf": pdfBomb(catalogue, pages, "<< /Type /Page /Parent 2 0 R "+strings.Repeat("/A << ", 50_000)+strings.Repeat(">> ", 50_000)+">>"),
		"objects.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Type /ObjStm /N 2000000000 /First 10", "1 0 2 0 <<>>")), "extends.pdf": pdfBomb(catalogue, pages, page, pdfStream("/Type /ObjStm /N 1 /First 4 /Extends 4 0 R", "9 0 <<>>")), "length.pdf": pdfBomb(catalogue, pages, page, "<< /Length 4 0 R >>\nstream\nx\nendstream"), "parent.pdf": pdfBomb(catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>", page, pdfStream("", "q")), "outline.pdf": pdfBomb("<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>", pages, page, "<< /First 4 0 R /Next 4 0 R /Last 4 0 R /Title (a) >>"), "prev.pdf": strings.Replace(pdfBomb(catalogue, pages, page, pdfStream("", "")), "/Size", "/Prev 9 /XRefStm 9 /Size", 1), "xref.pdf": strings.Replace(pdfBomb(catalogue, pages, page, pdfStream("", "")), "0 5\n", "0 2000000000\n", 1), "strings.pdf": pdfBomb(catalogue, pages, "<< /Type /Page /Parent 2 0 R /A "+strings.Repeat("(", 100_000)+" >>"), "forms.pdf": pdfBomb(catalogue, pages, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /A 4 0 R >> >> >>", pdfStream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /A 4 0 R >> >>", strings.Repeat("/A Do ", 1000))),
	}
}

func deepBoxes(n int) string {
	body := ""
	for range n {
		body = string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + "moov" + body
	}
	return body
}

func zlibOf(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

func numbers(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// allocatedBy builds a site and returns how much that allocated, and its mistakes.
func allocatedBy(t *testing.T, dir, name string) (bytes uint64, mistakes int) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return after.TotalAlloc - before.TotalAlloc, list.Errors()
}

// No small file makes a build take much memory: it is published, or refused as a mistake.
func TestHostileFilesAreBounded(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates, too; make test runs this test without it")
	}
	dir := withHub(t, "")
	usual, _ := allocatedBy(t, dir, "none")
	all, refused := 0, 0
	for name, body := range fileBombs(t) {
		all++
		shown := "[A file](" + name + ")"
		if strings.Contains(".png .gif .jpg .webp .bmp .avif .svg", path.Ext(name)) {
			shown = "![A file](" + name + ")\n\n" + shown
		}
		folder.Write(t, dir, "content/"+name, body)
		folder.Write(t, dir, "content/bomb.en.md", frontPage(map[string]string{"title": "A page", "summary": "A page."}, shown))
		got, mistakes := allocatedBy(t, dir, name)
		if mistakes > 0 {
			refused++
		}
		if got > usual+maxFileBomb {
			t.Errorf("%s: %d MB allocated for %d kB", name, got>>20, len(body)>>10)
		}
		t.Logf("%-20s %6d kB, %5d MB allocated, %d mistakes", name, len(body)>>10, got>>20, mistakes)
	}
	logCases(t, "files", all, refused)
}

// textBombs are files of a site that take much more than their size, if nobody counts.
func textBombs(hub string) map[string]string {
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	aliases, merged := "a0: &a0 [x, x]\n", "a0: &a0 { k: v }\n"
	for i := range 30 {
		aliases += fmt.Sprintf("a%d: &a%[1]d [*a%d, *a%[2]d]\n", i+1, i)
		merged += fmt.Sprintf("a%d: &a%[1]d { <<: *a%d, k%[1]d: *a%[2]d }\n", i+1, i)
	}
	found := map[string]string{}
	for what, yaml := range map[string]string{
		"aliases": aliases, "merged": merged, "deep": "a: " + deep + "\n", "itself": "a: &a [*a]\n", "maps": "a: " + strings.Repeat("{a: ", 20_000) + strings.Repeat("}", 20_000) + "\n", "indents": indents(600), "keys": numbers("k%d: v\n", 20_000), "long key": strings.Repeat("k", 500_000) + ": v\n", "number": "a: 1e999999999\n", "tags": "a: " + strings.Repeat("!!str ", 20_000) + "b\n", "folded": "a: >\n" + strings.Repeat("  b\n", 50_000), "quotes": "a: \"" + strings.Repeat(`\u0041`, 50_000) + "\"\n", "comments": strings.Repeat("# a\n", 50_000), "documents": strings.Repeat("---\n", 20_000), "anchors": numbers("a%d: &a%[1]d x\n", 20_000), "list": "a:\n" + strings.Repeat("- b\n", 50_000),
	} {
		found["front matter: "+what] = "content/bomb.en.md\n---\ntitle: A page\nsummary: A page.\n" + yaml + "---\nText.\n"
		if what == "tags" || what == "merged" || what == "deep" { // the same parser reads them
			found["images.yaml: "+what] = "content/images.yaml\n" + yaml
			found["hub.yaml: "+what] = "content/hub.yaml\n" + hub + yaml
		}
	}
	front := func(lines string) string {
		return "content/bomb.en.md\n---\ntitle: A page\nsummary: A page.\n" + lines + "---\nText.\n"
	}
	for what, file := range map[string]string{
		"authors": front("authors: [" + numbers("author %d, ", 5000) + "]\n"), "sources": front("sources: [" + numbers("{ title: s%d }, ", 5000) + "]\n"), "title": front("also: [\"" + strings.Repeat("a ", 50_000) + "\"]\n"),
		"nodes": front("kind: theory-of-change\nnodes: [" + numbers("{ id: n%d, layer: outcome, title: A, text: B, leads_to: [x] }, ", 400) + "{ id: x, layer: impact, title: A, text: B }]\n"), "chain": front("kind: theory-of-change\nnodes: [" + numbers("{ id: n%d, layer: outcome, title: A, text: B, leads_to: [n%[1]d] }, ", 400) + "]\n"),
		"addresses": "content/addresses.yaml\naddresses:\n" + numbers("  en/a%d/: about\n", 3000), "messages": "i18n/active.en.toml\n" + strings.Repeat("a = ["+strings.Repeat("[", 5000), 1), "tables": "i18n/active.en.toml\n" + numbers("[a%d]\nother = \"x\"\n", 5000), "dots": "i18n/active.en.toml\n" + strings.Repeat("a.", 10_000) + "b = 1\n", "template": "i18n/active.en.toml\n[a]\nother = \"" + strings.Repeat("{{if 1}}", 3000) + "\"\n", "layout": "themes/palabre/layouts/page.html\n" + strings.Repeat("{{if 1}}", 5000) + "\n", "theme": "themes/palabre/theme.yaml\nextends: palabre\n",
	} {
		found[what] = file
	}
	return found
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// No text makes a build take much memory.
func TestHostileTextsAreBounded(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates, too; make test runs this test without it")
	}
	dir := withHub(t, "")
	hub := folder.Read(t, dir, "content/hub.yaml")
	usual, _ := allocatedBy(t, dir, "none")
	all, refused := 0, 0
	for what, text := range textBombs(hub) {
		all++
		name, body, _ := strings.Cut(text, "\n")
		folder.Write(t, dir, name, body)
		got, mistakes := allocatedBy(t, dir, what)
		if mistakes > 0 {
			refused++
		}
		if got > usual+maxTextBomb {
			t.Errorf("%s: %d MB allocated for %d kB", what, got>>20, len(body)>>10)
		}
		t.Logf("%-30s %6d kB, %5d MB allocated, %d mistakes", what, len(body)>>10, got>>20, mistakes)
		if name == "content/hub.yaml" {
			folder.Write(t, dir, name, hub)
		} else {
			removeFile(t, filepath.Join(dir, name))
		}
	}
	logCases(t, "texts", all, refused)
}

func removeFile(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}
