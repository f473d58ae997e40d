package clean

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// planted is a file with words that must not be published.
type planted struct {
	name  string // of the file
	what  string // where the words are
	body  []byte
	words []string
	stays []string // words that must be there afterwards
}

// secret is the word that most files hold.
const secret = "Bamako-Plantword"

// plantedFiles are the files of all formats.
func plantedFiles(t testing.TB) []planted {
	var all []planted
	for _, list := range [][]planted{
		plantedJPEG(t), plantedPNG(t), plantedGIF(t), plantedRIFF(), plantedSVG(t), plantedPixels(), plantedSound(), plantedMovies(), plantedPDF(t), plantedOffice(t), plantedOpen(t),
	} {
		all = append(all, list...)
	}
	for i := range all {
		if all[i].words == nil {
			all[i].words = []string{secret}
		}
	}
	return all
}

func TestNothingPlantedIsPublished(t *testing.T) {
	formats := map[string]int{}
	for _, p := range plantedFiles(t) {
		formats[extension(p.name)]++
		t.Run(p.name+"/"+p.what, func(t *testing.T) {
			for _, w := range p.words {
				if !deepContains(p.body, w, 0) {
					t.Fatalf("the file doesn't hold %q before it is cleaned", w)
				}
			}
			r, err := File(p.name, p.body, Keep{})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range p.words {
				if deepContains(r.Body, w, 0) {
					t.Errorf("%q is still there", w)
				}
			}
			for _, w := range p.stays {
				if !deepContains(r.Body, w, 0) {
					t.Errorf("%q is gone", w)
				}
			}
			if len(r.Removed) == 0 {
				t.Error("the result says that nothing was removed")
			}
			again, err := File(p.name, r.Body, Keep{})
			if err != nil {
				t.Fatalf("the cleaned file can't be cleaned: %v", err)
			}
			if !bytes.Equal(again.Body, r.Body) || len(again.Removed) > 0 {
				t.Errorf("cleaning twice changes the file again: %v", again.Removed)
			}
		})
	}
	total := 0
	for _, n := range formats {
		total += n
	}
	if total < 60 || len(formats) < 14 {
		t.Errorf("%d files in %d formats, want at least 60 in 14", total, len(formats))
	}
}

// deepContains reports whether bytes hold a word: as UTF-8 or UTF-16, in the parts of
// an archive, in a packed stream or in a data URL.
func deepContains(b []byte, word string, depth int) bool {
	big, little := []byte{}, []byte{}
	for _, u := range utf16.Encode([]rune(word)) {
		big, little = append(big, byte(u>>8), byte(u)), append(little, byte(u), byte(u>>8))
	}
	if bytes.Contains(b, []byte(word)) || bytes.Contains(b, big) || bytes.Contains(b, little) {
		return true
	}
	if depth > 4 {
		return false
	}
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err == nil {
		for _, f := range z.File {
			if strings.Contains(f.Name+f.Comment+string(f.Extra), word) {
				return true
			}
			if r, err := f.Open(); err == nil {
				part, _ := io.ReadAll(r)
				if deepContains(part, word, depth+1) {
					return true
				}
			}
		}
	}
	for i := 0; i+2 < len(b); i++ {
		if b[i] == 0x78 && (int(b[i])<<8|int(b[i+1]))%31 == 0 {
			if r, err := zlib.NewReader(bytes.NewReader(b[i:])); err == nil {
				if part, _ := io.ReadAll(io.LimitReader(r, 1<<20)); len(part) > 0 && deepContains(part, word, depth+1) {
					return true
				}
			}
		}
	}
	for rest := b; ; {
		_, after, ok := bytes.Cut(rest, []byte("base64,"))
		if !ok {
			return false
		}
		rest = after
		if end := bytes.IndexAny(after, `"')`); end >= 0 {
			if part, err := base64.StdEncoding.DecodeString(string(after[:end])); err == nil && deepContains(part, word, depth+1) {
				return true
			}
		}
	}
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}
