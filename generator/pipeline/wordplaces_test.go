package pipeline_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"griot/generator/internal/testkit/folder"
)

// wordPlace is a kind of place in which a private word may stand. plant writes files of the
// site, whose names start with name, that hold the words there.
type wordPlace struct {
	name  string
	plant func(t *testing.T, dir, name string, words []string)
}

// inPage plants each word in a page; the text has a %s for it, and starts with lines of
// front matter, up to "---".
func inPage(text string, change ...func(string) string) func(*testing.T, string, string, []string) {
	return func(t *testing.T, dir, name string, words []string) {
		for i, w := range words {
			for _, c := range change {
				w = c(w)
			}
			front, body, ok := strings.Cut(text, "---\n")
			if !ok {
				front, body = "", text
			}
			if !strings.Contains(front, "title:") {
				front += "title: A page\n"
			}
			if !strings.Contains(front, "summary:") {
				front += "summary: What it says.\n"
			}
			folder.Write(t, dir, fmt.Sprintf("content/%s%d.en.md", name, i), strings.ReplaceAll("---\n"+front+"---\n"+body, "%s", w))
		}
	}
}

// inFile offers a file with all words on a page; make makes it.
func inFile(ext string, file func(words []string) []byte) func(*testing.T, string, string, []string) {
	return func(t *testing.T, dir, name string, words []string) {
		folder.Write(t, dir, "content/"+name+ext, string(file(words)))
		link := "[The file](" + name + ext + ")"
		if ext == ".svg" || ext == ".jpg" {
			link = "![A picture](" + name + ext + ")"
		}
		folder.Write(t, dir, "content/"+name+".en.md", "---\ntitle: A page\nsummary: What it says.\n---\n"+link+"\n")
	}
}

// each joins the words, each in a text with a %s.
func each(text string) func([]string) []byte {
	return func(words []string) []byte {
		var b strings.Builder
		for _, w := range words {
			b.WriteString(strings.ReplaceAll(text, "%s", w))
		}
		return []byte(b.String())
	}
}

// within puts a text around what a function makes.
func within(before string, middle func([]string) []byte, after string) func([]string) []byte {
	return func(words []string) []byte { return []byte(before + string(middle(words)) + after) }
}

// split divides a word after its third letter.
func split(between string) func(string) string {
	return func(w string) string { return w[:3] + between + w[3:] }
}

// packed makes a ZIP archive of parts, by name and text.
func packed(parts func(words []string) map[string]string) func([]string) []byte {
	return func(words []string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for name, text := range parts(words) {
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
}

// part makes a document with one part besides what it needs.
func part(name, before, text, after string, change ...func(string) string) func([]string) []byte {
	return packed(func(words []string) map[string]string {
		var all []string
		for _, w := range words {
			for _, c := range change {
				w = c(w)
			}
			all = append(all, w)
		}
		return map[string]string{"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`, "META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`, name: before + string(each(text)(all)) + after}
	})
}

// wordPDF makes a PDF file of a page with a content, and further objects from 6 on.
func wordPDF(content func(words []string) string, catalog string, page string, more ...string) func([]string) []byte {
	return func(words []string) []byte {
		all := strings.Join(words, "|")
		stream := content(words)
		objects := []string{"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>" + page + ">>",
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(stream), stream)}
		font := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
		objects = append(objects, font)
		for _, m := range more {
			objects = append(objects, strings.ReplaceAll(m, "%s", all))
		}
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
		info := ""
		if len(more) > 0 && strings.Contains(more[0], "/Title") && !strings.Contains(more[0], "/Parent") {
			info = "/Info 6 0 R"
		}
		fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, info, start)
		return b.Bytes()
	}
}

// drawn is the content of a page that draws each word by an operator with a %s.
func drawn(text string, change ...func(string) string) func([]string) string {
	return func(words []string) string {
		var b strings.Builder
		b.WriteString("BT /F 12 Tf 14 TL 50 700 Td ")
		for _, w := range words {
			for _, c := range change {
				w = c(w)
			}
			b.WriteString(strings.ReplaceAll(text, "%s", w) + " T* ")
		}
		return b.String() + "ET"
	}
}

func wide(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func hexadecimal(w string) string { return fmt.Sprintf("%x", w) }

func dashed(w string) string { return strings.ReplaceAll(strings.ToLower(w), " ", "-") }

// entity writes the third letter of a word as a reference.
func entity(w string) string { return w[:2] + fmt.Sprintf("&#x%x;", w[2]) + w[3:] }

// escaped writes the third letter of a word as an escape of JSON.
func escaped(w string) string { return w[:2] + fmt.Sprintf(`\u%04x`, w[2]) + w[3:] }

// appendTo adds a text to a file of the site.
func appendTo(file, text string) func(*testing.T, string, string, []string) {
	return func(t *testing.T, dir, _ string, words []string) {
		folder.Write(t, dir, file, folder.Read(t, dir, file)+strings.ReplaceAll(text, "%s", strings.Join(words, ", ")))
	}
}

const svgStart = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">`

var wordPlaces = []wordPlace{
	{"title", inPage("title: About %s\n---\nText.\n")},
	{"summary", inPage("summary: About %s.\n---\nText.\n")},
	{"text", inPage("We met %s there.\n")},
	{"heading", inPage("## With %s\n\nText.\n")},
	{"text divided by emphasis", inPage("We met *%s there.\n", split("*"))},
	{"text with a soft hyphen", inPage("We met %s there.\n", split("\u00ad"))},
	{"text with a zero-width space", inPage("We met %s there.\n", split("\u200b"))},
	{"text with a reference", inPage("We met %s there.\n", entity)},
	{"text over two lines", inPage("We met %s there.\n", func(w string) string { return strings.ReplaceAll(w, " ", "\n") })},
	{"code", inPage("```js\nlet x = \"%s\"\n```\n")},
	{"footnote", inPage("We met somebody.[^1]\n\n[^1]: It was %s.\n")},
	{"cells of a table", inPage("| a | b |\n|---|---|\n| %s |\n", func(w string) string { return strings.ReplaceAll(w, " ", " | ") })},
	{"title of a link", inPage("A [link](https://example.org/ \"To %s\").\n")},
	{"address of a link", inPage("A [link](https://example.org/%s).\n", func(w string) string { return url.PathEscape(dashed(w)) })},
	{"alternative text", func(t *testing.T, dir, name string, words []string) {
		folder.Write(t, dir, "content/"+name+".svg", svgStart+"</svg>")
		inPage("![A photo of %s]("+name+".svg)\n")(t, dir, name, words)
	}},
	{"name of a page", func(t *testing.T, dir, name string, words []string) {
		for _, w := range words {
			folder.Write(t, dir, "content/"+name+"-"+dashed(w)+".en.md", "---\ntitle: A page\nsummary: What it says.\n---\n")
		}
	}},
	{"old address", inPage("aliases: [en/%s/]\n---\n", dashed)},
	{"name of a file", func(t *testing.T, dir, name string, words []string) {
		for i, w := range words {
			file := dashed(w) + ".csv"
			folder.Write(t, dir, "content/"+file, "a;b\n")
			folder.Write(t, dir, fmt.Sprintf("content/%s%d.en.md", name, i), "---\ntitle: A page\nsummary: What it says.\n---\n[The file]("+file+")\n")
		}
	}},
	{"author", func(t *testing.T, dir, name string, words []string) {
		for i, w := range words {
			folder.Write(t, dir, fmt.Sprintf("content/briefs/%s%d.en.md", name, i), "---\ntitle: A brief\nsummary: What it says.\ndate: 2026-01-02\ntype: report\ncountries: [mali]\nsources: [{ title: A source }]\nkey_messages: [One.]\nauthors: [\""+w+"\"]\n---\nText.\n")
		}
	}},
	{"description of the site", func(t *testing.T, dir, _ string, words []string) {
		hub := folder.Read(t, dir, "content/hub.yaml")
		folder.Write(t, dir, "content/hub.yaml", strings.Replace(hub, "What it is.", "\"For "+strings.Join(words, ", ")+".\"", 1))
	}},
	{"funder of the site", appendTo("content/hub.yaml", "\nfunder: { en: \"Paid by %s\", fr: \"Payé par %s\" }\n")},
	{"synonyms", func(t *testing.T, dir, _ string, words []string) {
		folder.Write(t, dir, "content/synonyms.yaml", "en:\n  - [witness, \""+strings.Join(words, "\", \"")+"\"]\n")
	}},
	{"words of the interface", func(t *testing.T, dir, _ string, words []string) {
		folder.Write(t, dir, "i18n/active.en.toml", "nav.skip = \"Skip to "+strings.Join(words, ", ")+"\"\n")
	}},
	{"table", inFile(".csv", each("1;%s\n"))},
	{"table of Windows", inFile(".tsv", func(words []string) []byte { return []byte("\xe9t\xe9\t" + strings.Join(words, "\t")) })},
	{"text in UTF-16", inFile(".txt", func(words []string) []byte { return wide(strings.Join(words, "\r\n")) })},
	{"JSON with escapes", inFile(".json", within("[", func(words []string) []byte {
		var all []string
		for _, w := range words {
			all = append(all, `"`+escaped(w)+`"`)
		}
		return []byte(strings.Join(all, ","))
	}, "]"))},
	{"subtitles", inFile(".vtt", within("WEBVTT\n\n", each("00:01.000 --> 00:02.000\n<v %s>Yes.</v>\n\n"), ""))},
	{"text of a drawing", inFile(".svg", within(svgStart, func(words []string) []byte {
		var b strings.Builder
		for _, w := range words {
			b.WriteString("<text><tspan>" + w[:3] + "</tspan><tspan>" + w[3:] + "</tspan></text>")
		}
		return []byte(b.String())
	}, "</svg>"))},
	{"title of a drawing", inFile(".svg", within(svgStart, each("<g><title>%s</title></g>"), "</svg>"))},
	{"style of a drawing", inFile(".svg", within(svgStart+"<style>", each(".a{content:\"%s\"}"), "</style></svg>"))},
	{"DOCX, in runs", inFile(".docx", part("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", "</w:body></w:document>", split("</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>")))},
	{"DOCX, over lines", inFile(".docx", part("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", "</w:body></w:document>", func(w string) string { return strings.ReplaceAll(w, " ", "</w:t><w:br/><w:t>") }))},
	{"DOCX, header", inFile(".docx", part("word/header1.xml", `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", "</w:hdr>"))},
	{"DOCX, address of a link", inFile(".docx", part("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`, `<Relationship Id="r" TargetMode="External" Target="https://example.org/%s"/>`, "</Relationships>", dashed))},
	{"XLSX, cells", inFile(".xlsx", part("xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, "<si><r><t>%s</t></r></si>", "</sst>", split("</t></r><r><t>")))},
	{"XLSX, names of sheets", inFile(".xlsx", part("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>`, `<sheet name="%s" sheetId="1"/>`, "</sheets></workbook>"))},
	{"PPTX, slide", inFile(".pptx", part("ppt/slides/slide1.xml", `<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`, "<a:p><a:r><a:t>%s</a:t></a:r></a:p>", "</p:sld>", split("</a:t></a:r><a:r><a:t>")))},
	{"ODT, text", inFile(".odt", part("content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">`, "<text:p>%s</text:p>", "</office:document-content>", split("<text:span>"), func(w string) string { return w + "</text:span>" }))},
	{"PDF, text", inFile(".pdf", wordPDF(drawn("(We met %s there) Tj"), "", ""))},
	{"PDF, letters placed one by one", inFile(".pdf", wordPDF(drawn("[%s] TJ", func(w string) string {
		var b strings.Builder
		for _, r := range w {
			fmt.Fprintf(&b, "(%c) -20 ", r)
		}
		return b.String()
	}), "", ""))},
	{"PDF, over two lines with a hyphen", inFile(".pdf", wordPDF(drawn("(%s) Tj", split("-) Tj T* (")), "", ""))},
	{"PDF, names over lines", inFile(".pdf", wordPDF(drawn("(%s) Tj", func(w string) string { return strings.ReplaceAll(w, " ", ") Tj T* (") }), "", ""))},
	{"PDF, hexadecimal", inFile(".pdf", wordPDF(drawn("<%s> Tj", hexadecimal), "", ""))},
	{"PDF, title", inFile(".pdf", wordPDF(drawn("(Text) Tj"), "", "", "<</Title(%s)>>"))},
	{"PDF, bookmark", inFile(".pdf", wordPDF(drawn("(Text) Tj"), "/Outlines 6 0 R", "", "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>", "<</Title(%s)/Parent 6 0 R/Dest[3 0 R/Fit]>>"))},
	{"PDF, address of a link", inFile(".pdf", wordPDF(drawn("(Text) Tj"), "", "/Annots[6 0 R]", "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/%s)>>>>"))},
	{"archive", func(t *testing.T, dir, name string, words []string) {
		appendTo("content/hub.yaml", "\npublish_uncleaned: ["+name+".zip]\n")(t, dir, name, words)
		inFile(".zip", packed(func(words []string) map[string]string { return map[string]string{"a/b.txt": strings.Join(words, "\n")} }))(t, dir, name, words)
	}},
}

func fileTime(t *testing.T, name string) time.Time {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }
