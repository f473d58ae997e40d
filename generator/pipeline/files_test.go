package pipeline_test

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/golden"
	"griot/generator/pipeline"
)

const filesBase = "https://hub.example.org/sub/"

// picture returns a PNG of one colour.
func picture(t testing.TB, width, height int, c color.Color) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		r, g, b, a := c.RGBA()
		m.Pix[i] = byte([...]uint32{r, g, b, a}[i%4] >> 8)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// filesSite writes the site of testdata/files.txtar with its pictures. A file of it has a
// decomposed name on disk.
func filesSite(t testing.TB) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows allows no such names")
	}
	dir := t.TempDir()
	for _, f := range golden.Archive(t, "testdata/files.txtar").Files {
		if f.Name == "content/Décodage/été.csv" {
			f.Name = norm.NFD.String(f.Name)
		}
		if f.Name != "want" {
			folder.Write(t, dir, f.Name, string(f.Data))
		}
	}
	red, blue := color.RGBA{200, 0, 0, 255}, color.RGBA{0, 0, 200, 255}
	for name, p := range map[string]string{
		"pic.png": picture(t, 1800, 1200, red), "pic-480.png": picture(t, 480, 320, blue), "480w/pic.png": picture(t, 48, 32, blue),
		"graph #2.png": picture(t, 1000, 500, blue), "équipe.png": picture(t, 10, 10, red), "le logo #1.png": picture(t, 20, 20, red),
	} {
		folder.Write(t, dir, "content/"+name, p)
	}
	return dir
}

// Names and addresses of files that need care: the pages have the addresses that the golden
// has, each is that of a published file, and two builds are the same.
func TestFiles(t *testing.T) {
	var first map[string]string
	for range 2 {
		dir := filesSite(t)
		mustBuild(t, pipeline.Options{Dir: dir})
		out := filepath.Join(dir, "public")
		got := addresses(t, out)
		compareWant(t, "testdata/files.txtar", got)
		all := folder.Files(t, out)
		if first == nil {
			first = all
		}
		for name, text := range all {
			if first[name] != text && !strings.HasPrefix(name, "search/bleve/") { // Bleve's store holds the time
				t.Errorf("two builds differ in %s", name)
			}
		}
		if all["files/pic-480.png"] != folder.Read(t, dir, "content/pic-480.png") {
			t.Error("pic-480.png isn't published as it is")
		}
	}
}

// compareWant compares a result with the file want of an archive.
func compareWant(t *testing.T, file, got string) {
	t.Helper()
	archive := golden.Archive(t, file)
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	if *golden.Update {
		if i < 0 {
			archive.Files, i = append(archive.Files, txtar.File{Name: "want"}), len(archive.Files)
		}
		archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 || string(archive.Files[i].Data) != got {
		t.Errorf("%s has another want; go test -update writes it:\n%s", file, got)
	}
}

func TestFilesPortable(t *testing.T) {
	dir := filesSite(t)
	mustBuild(t, pipeline.Options{Dir: dir, Portable: true})
	addresses(t, filepath.Join(dir, "public"))
}

var absolute = regexp.MustCompile(regexp.QuoteMeta(filesBase) + `[^"<>\s\\]*`)

// addresses lists the addresses of files and other sites that published pages have, and
// fails for each one in the site that leads to no published file.
func addresses(t testing.TB, out string) string {
	t.Helper()
	var b strings.Builder
	pages := folder.Files(t, out)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		var found []string
		switch path.Ext(name) {
		case ".html":
			found = addressesOf(t, name, pages[name])
		case ".xml", ".json", ".txt":
			if strings.HasPrefix(name, "search/") {
				continue
			}
			if path.Ext(name) == ".xml" {
				wellFormed(t, name, pages[name])
			}
		default:
			continue
		}
		found = append(found, absolute.FindAllString(html.UnescapeString(pages[name]), -1)...)
		slices.Sort(found)
		for _, a := range slices.Compact(found) {
			file, inside := fileAt(t, name, a)
			if _, ok := pages[file]; inside && !ok {
				t.Errorf("%s leads to %q, and there is no %q", name, a, file)
			}
			if !inside || strings.HasPrefix(file, "files/") {
				fmt.Fprintf(&b, "%s: %s\n", name, a)
			}
		}
	}
	return b.String()
}

func wellFormed(t testing.TB, name, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

// addressesOf lists the addresses in the attributes of a page.
func addressesOf(t testing.TB, name, text string) []string {
	t.Helper()
	var found []string
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				switch a.Key {
				case "href", "src", "poster", "action":
					found = append(found, a.Val)
				case "srcset":
					for part := range strings.SplitSeq(a.Val, ", ") {
						if u, width, ok := strings.Cut(part, " "); !ok || !strings.HasSuffix(width, "w") || strings.ContainsAny(u, ", ") {
							t.Errorf("%s: srcset %q", name, a.Val)
						} else {
							found = append(found, u)
						}
					}
				}
			}
		}
	}
}

// fileAt returns the file that an address on a page leads to; inside is false for one of
// another site.
func fileAt(t testing.TB, page, address string) (file string, inside bool) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(address, " \"<>") {
		t.Errorf("%s has the address %q: %v", page, address, err)
		return "", false
	}
	base, _ := url.Parse(filesBase + (&url.URL{Path: page}).EscapedPath())
	full := base.ResolveReference(u)
	file, inside = strings.CutPrefix(full.Path, "/sub/")
	if full.Host != "hub.example.org" || full.Scheme != "https" || !inside {
		return "", false
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return cmp.Or(file, "index.html"), true
}
