package clean

import (
	"bytes"
	"testing"
)

// fuzz cleans what the fuzzer makes of the planted files of some extensions: it must
// not panic, and cleaning the result again must change nothing.
func fuzz(f *testing.F, name string, extensions ...string) {
	for _, p := range plantedFiles(f) {
		for _, e := range extensions {
			if extension(p.name) == e {
				f.Add(p.body)
			}
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		j := &job{removed: map[Kind]bool{}, unpack: 64 << 20}
		out, err := j.file(name, body) // not File, which recovers
		if err != nil {
			return
		}
		j = &job{removed: map[Kind]bool{}, unpack: 64 << 20}
		again, err := j.file(name, out)
		if err != nil {
			t.Fatalf("the cleaned file can't be cleaned: %v", err)
		}
		if !bytes.Equal(again, out) {
			t.Error("cleaning twice changes the file again")
		}
	})
}

func FuzzJPEG(f *testing.F)         { fuzz(f, "a.jpg", "jpg") }
func FuzzPNG(f *testing.F)          { fuzz(f, "a.png", "png") }
func FuzzGIF(f *testing.F)          { fuzz(f, "a.gif", "gif") }
func FuzzRIFF(f *testing.F)         { fuzz(f, "a.webp", "webp", "wav") }
func FuzzSVG(f *testing.F)          { fuzz(f, "a.svg", "svg") }
func FuzzTIFF(f *testing.F)         { fuzz(f, "a.tif", "tif", "tiff") }
func FuzzBMP(f *testing.F)          { fuzz(f, "a.bmp", "bmp") }
func FuzzMP3(f *testing.F)          { fuzz(f, "a.mp3", "mp3") }
func FuzzFLAC(f *testing.F)         { fuzz(f, "a.flac", "flac") }
func FuzzOgg(f *testing.F)          { fuzz(f, "a.ogg", "ogg", "oga", "opus") }
func FuzzAIFF(f *testing.F)         { fuzz(f, "a.aiff", "aiff", "aif") }
func FuzzMovie(f *testing.F)        { fuzz(f, "a.mp4", "mp4", "mov", "m4a", "avif", "heic") }
func FuzzWebM(f *testing.F)         { fuzz(f, "a.webm", "webm") }
func FuzzPDF(f *testing.F)          { fuzz(f, "a.pdf", "pdf") }
func FuzzOffice(f *testing.F)       { fuzz(f, "a.docx", "docx", "xlsx", "pptx") }
func FuzzOpenDocument(f *testing.F) { fuzz(f, "a.odt", "odt", "ods", "odp") }

// FuzzProfile cleans colour profiles.
func FuzzProfile(f *testing.F) {
	f.Add(iccProfile("sRGB"))
	f.Add(iccProfile(secret))
	f.Fuzz(func(t *testing.T, body []byte) {
		j := &job{removed: map[Kind]bool{}}
		out := j.profile(body)
		if out != nil && !bytes.Equal(j.profile(out), out) {
			t.Error("cleaning twice changes the profile again")
		}
	})
}

// FuzzInspect looks into documents.
func FuzzInspect(f *testing.F) {
	for _, p := range plantedFiles(f) {
		if e := extension(p.name); documents[e] != "" || e == "pdf" {
			f.Add(p.body)
		}
	}
	f.Fuzz(func(_ *testing.T, body []byte) {
		for _, name := range []string{"a.docx", "a.odt"} {
			_, _ = Inspect(name, body) // must return
		}
	})
}
