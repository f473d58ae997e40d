package clean

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestHostileFilesAreBounded gives files that would take much memory if they were
// believed.
func TestHostileFilesAreBounded(t *testing.T) {
	bomb := func(size int) []byte {
		var packed, b bytes.Buffer
		d, err := flate.NewWriter(&packed, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		sum := crc32.NewIEEE()
		chunk := bytes.Repeat([]byte(" "), 1<<20)
		for n := 0; n < size; n += len(chunk) {
			_, _ = io.MultiWriter(d, sum).Write(chunk)
		}
		_ = d.Close()
		w := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "word/document.xml", "word/a.xml", "word/b.xml", "word/c.xml"} {
			f, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(size)})
			if err != nil {
				t.Fatal(err)
			}
			_, _ = f.Write(packed.Bytes())
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	nested := wordFile(t, "")
	for range maxDepth + 1 {
		nested = wordFile(t, "", "word/embeddings/a.docx", string(nested))
	}
	entities := `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 100_000) + `">]><svg xmlns="` + svgSpace + `">` + strings.Repeat("&a;", 100_000) + `</svg>`
	for _, c := range []struct {
		what, name string
		body       []byte
	}{
		{"archive that unpacks to more than 256 MB", "a.docx", bomb(60 << 20)},
		{"documents in documents", "a.docx", nested},
		{"entities", "a.svg", []byte(entities)},
		{"entities that refer to others", "a.svg", []byte(`<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><svg>&b;</svg>`)},
		{"deep XML", "a.svg", []byte(strings.Repeat("<svg>", 100_000))},
		{"a box that is too large", "a.mp4", []byte(bx("ftyp", "isom") + "\x7f\xff\xff\xffmoov")},
		{"samples without end", "a.mp4", []byte(bx("ftyp", "isom") + bx("moov", bx("trak", bx("mdia", bx("hdlr", zeros(8), "vide", zeros(13)), bx("minf", bx("stbl", bx("stsz", zeros(4), be(1<<30), be(1<<30)),
			bx("stsc", zeros(4), be(1), be(1), be(1<<30), be(1)), bx("stco", zeros(4), be(1), be(8))))))))},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := File(c.name, c.body, Keep{})
		runtime.ReadMemStats(&after)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v, want one of this package", c.what, err)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 700<<20 {
			t.Errorf("%s: %d MB allocated", c.what, got>>20)
		}
	}
}

// TestCostGrowsWithTheSize cleans files ten times as large as others: they may take
// fifteen times the memory, and as many steps as that needs.
func TestCostGrowsWithTheSize(t *testing.T) {
	for name, make := range map[string]func(n int) []byte{
		"a.jpg": func(n int) []byte {
			return insertAfter(jpegFile(t), 2, bytes.Repeat(segment(nil, 0xfe, []byte("x")), n))
		},
		"a.png": func(n int) []byte {
			return insertAfter(pngFile(t), 33, bytes.Repeat(pngChunk("tEXt", []byte("a\x00b")), n))
		},
		"a.svg": func(n int) []byte {
			return []byte(`<svg xmlns="` + svgSpace + `">` + strings.Repeat("<!--a--><g/>", n) + `</svg>`)
		},
		"a.mp3": func(n int) []byte { return mp3Frames(n) },
		"a.ogg": func(n int) []byte {
			return oggFile("\x01vorbis"+zeros(23), "\x03vorbis"+comments("v", strings.Repeat("x", 5*n))+"\x01", "\x05vorbis", "sound")
		},
		"a.docx": func(n int) []byte { return wordFile(t, strings.Repeat("<w:p><w:r><w:t>x</w:t></w:r></w:p>", n)) },
		"a.pdf":  func(n int) []byte { return pdfWith("/X["+strings.Repeat("5 0 R ", n)+"]", "", "", "(x)") },
	} {
		cost := func(n int) uint64 {
			body := make(n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if _, err := File(name, body, Keep{}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		cost(100) // what is set up once
		small, large := cost(1000), cost(10_000)
		if large > 15*small {
			t.Errorf("%s: ten times as much takes %d bytes instead of %d", name, large, small)
		}
	}
}
