package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/plaintext"
	"griot/generator/search/bleveindex"
)

// withdrawn are words that stand in one page, its pictures and its files alone.
var withdrawn = []string{"Zuqtitle", "Zuqsummary", "Zuqbody", "Zuqheading", "Zuqalt", "zuqpicture", "Zuqdrawing", "zuqtable", "Zuqcell", "zuqpage", "Zuqcode"}

// writeWithdrawn writes the page.
func writeWithdrawn(t *testing.T, dir string) (files []string) {
	write := func(name, text string) {
		folder.Write(t, dir, name, text)
		files = append(files, name)
	}
	write("content/zuqpage.en.md", "---\ntitle: Of Zuqtitle\nsummary: Of Zuqsummary.\n---\n## With Zuqheading\n\nWe met Zuqbody, `Zuqcode`.\n\n![Of Zuqalt](zuqpicture.svg)\n\n[The table](zuqtable.csv)\n")
	write("content/zuqpicture.svg", svgStart+"<title>Zuqdrawing</title></svg>")
	write("content/zuqtable.csv", "a;Zuqcell\n")
	return files
}

// holdsWords returns the words that some file of a folder holds, as text or packed, with
// the file.
func holdsWords(t *testing.T, dir string, words []string) map[string]string {
	t.Helper()
	held := map[string]string{}
	look := func(name, text string) {
		text = strings.ToLower(text)
		for _, w := range words {
			if strings.Contains(text, strings.ToLower(w)) {
				held[w] = name
			}
		}
	}
	for name, body := range folder.Files(t, dir) {
		look(name, name+"\n"+body)
		look(name, shardWords(t, body))
		plaintext.Visit(name, []byte(body), func(p plaintext.Passage) { look(name, p.Text) })
		look(name, inflated(body))
	}
	for _, lang := range []string{"en", "fr"} {
		path := filepath.Join(dir, "search", "bleve", lang)
		if _, err := os.Stat(path); err == nil {
			look(path, indexWords(t, path))
		}
	}
	return held
}

// inflated returns what is packed by deflate anywhere in a file.
func inflated(body string) string {
	var out strings.Builder
	for i := 0; i+2 < len(body); i++ {
		var r io.Reader
		var err error
		switch {
		case body[i] == 0x78 && (int(body[i])<<8|int(body[i+1]))%31 == 0:
			r, err = zlib.NewReader(strings.NewReader(body[i:]))
		case body[i] == 0x1f && body[i+1] == 0x8b:
			r, err = gzip.NewReader(strings.NewReader(body[i:]))
		default:
			continue
		}
		if err == nil {
			b, _ := io.ReadAll(io.LimitReader(r, 1<<20)) // what comes before the damage, if it isn't packed data
			out.Write(bytes.ToLower(b))
		}
	}
	return out.String()
}

var shardCall = regexp.MustCompile(`griotShard\((".*")\)`)

// shardWords returns the words of a search file, which share their starts with those
// before, in both directions.
func shardWords(t *testing.T, body string) string {
	m := shardCall.FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	var args []string
	if err := json.Unmarshal([]byte("["+m[1]+"]"), &args); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for part := range strings.SplitSeq(args[2], "\t") {
		var last []rune
		for _, e := range regexp.MustCompile(`([A-Z])([^A-Z]*)`).FindAllStringSubmatch(part, -1) {
			rest := []rune(strings.TrimRight(e[2], "0123456789"))
			last = append(last[:min(len(last), int(e[1][0]-'A')):min(len(last), int(e[1][0]-'A'))], rest...)
			out.WriteString(string(last) + "\n")
			for i := len(last) - 1; i >= 0; i-- {
				out.WriteRune(last[i])
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// indexWords returns the words, terms and stored fields of an index.
func indexWords(t *testing.T, path string) string {
	t.Helper()
	ix, err := bleveindex.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var out strings.Builder
	for _, w := range ix.Words() {
		fmt.Fprintln(&out, w.Text, w.Folded)
	}
	err = ix.VisitTerms(func(term string, _, _ []uint32) error { _, err := fmt.Fprintln(&out, term); return err })
	for n := 0; err == nil && n < ix.Docs(); n++ {
		fields, e := ix.StoredFields(n)
		err = e
		fmt.Fprintf(&out, "%q\n", fields)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWithdrawnIsGone publishes a page with its files, edits others, and takes it out: no
// file holds a byte of it any more, in whatever form, however the site is built.
func TestWithdrawnIsGone(t *testing.T) {
	for name, o := range map[string]pipeline.Options{"usual": {}, "portable": {Portable: true}, "verified": {Verify: true}} {
		t.Run(name, func(t *testing.T) {
			o.Dir = smallSite(t)
			public := filepath.Join(o.Dir, "public")
			build := func() { t.Helper(); mustBuild(t, o) }
			about := func(text string) {
				folder.Write(t, o.Dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\n---\n"+text+"\n")
			}
			files := writeWithdrawn(t, o.Dir)
			build()
			if held := holdsWords(t, public, withdrawn); len(held) != len(withdrawn) {
				t.Fatalf("only these are found at first: %v", held)
			}
			about("Text that leaves search files of the build before.")
			build()
			for _, f := range files {
				if err := os.Remove(filepath.Join(o.Dir, f)); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				build()
				if held := holdsWords(t, public, withdrawn); len(held) > 0 {
					t.Errorf("still there: %v", held)
				}
			}
			about("Another text.")
			build()
			if held := holdsWords(t, public, withdrawn); len(held) > 0 {
				t.Errorf("there again: %v", held)
			}
		})
	}
}

// TestWithdrawnWordsAreGone takes words out of a page that stays, and files that it offered.
func TestWithdrawnWordsAreGone(t *testing.T) {
	dir := smallSite(t)
	writeWithdrawn(t, dir)
	mustBuild(t, pipeline.Options{Dir: dir})
	folder.Write(t, dir, "content/zuqpage.en.md", "---\ntitle: A page\nsummary: What it says.\nslug: page\n---\nNothing.\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	if held := holdsWords(t, filepath.Join(dir, "public"), withdrawn); len(held) > 0 {
		t.Errorf("still there: %v", held)
	}
}
