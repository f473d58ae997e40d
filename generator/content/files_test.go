//go:build unix

package content

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"griot/generator/internal/testkit/folder"
)

// Files that a folder can have and a site must not have: one diagnostic each.
func TestHostileFiles(t *testing.T) {
	dir, root := written(t)
	at := func(name string) string { return filepath.Join(dir, "content", name) }
	folder.Write(t, dir, "content/latin.en.md", "---\ntitle: T\nsummary: Caf\xe9\n---\n")
	folder.Write(t, dir, "content/utf16.en.md", "\xff\xfe-\x00-\x00-\x00")
	folder.Write(t, dir, "content/large.en.md", strings.Repeat("x", MaxFile+1))
	huge, err := os.Create(at("huge.fr.md"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(huge.Truncate(50<<20), huge.Close()); err != nil { // holes: no disk is used
		t.Fatal(err)
	}
	folder.Write(t, filepath.Dir(dir), "outside.md", plainPage)
	for link, target := range map[string]string{
		"out.en.md":     "../../outside.md",
		"abs.en.md":     filepath.Join(dir, "content", "about.en.md"),
		"self.en.md":    "self.en.md",
		"gone.en.md":    "nothing.md",
		"briefs/circle": "../briefs",
		"up":            "..",
		"linked.en.md":  "about.en.md", // inside the site: a page like any other
		".#about.en.md": "user@host",   // an editor's lock
	} {
		if err := os.Symlink(target, at(link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(at("pipe.en.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/cafe\u0301.fr.md", "---\ntitle: T\nsummary: S.\nslug: cafe\n---\n")
	folder.Write(t, dir, "content/the\u0301.fr.md", "---\ntitle: T\nsummary: S.\nslug: the\n---\n")
	folder.Write(t, dir, "content/th\u00e9.fr.md", "---\ntitle: T\nsummary: S.\nslug: the\n---\n")
	folder.Write(t, dir, "content/about.en.md~", "an editor's copy")
	bad := ""
	if runtime.GOOS == "linux" { // others have no such names
		folder.Write(t, dir, "content/caf\xe9.pdf", "pdf")
		bad = "content/caf\ufffd.pdf: error: the name of the file has characters that other computers cannot read (it is not UTF-8) [file-name]\n"
	}

	res := load(t, NewLoader(refusing{root.FS().(rootFS), "content/secret"}, Options{}))
	for _, g := range res.Site.Groups {
		if g.ID == "caf\u00e9" && g.Pages["fr"].File != "content/caf\u00e9.fr.md" {
			t.Errorf("the page of a decomposed name is %q", g.Pages["fr"].File)
		}
	}
	want := `content/abs.en.md: error: the symbolic link leads out of the site's folder [symlink-skipped]
content/briefs/circle: error: the symbolic link leads in a circle [symlink-skipped]
` + bad + `content/gone.en.md: error: the symbolic link leads nowhere [symlink-skipped]
content/huge.fr.md: error: the file is 50.0 MB large; at most 4 MB are read [file-too-large]
content/large.en.md: error: the file is 4.0 MB large; at most 4 MB are read [file-too-large]
content/latin.en.md:3:13: error: the file is not UTF-8 here [file-encoding]
content/out.en.md: error: the symbolic link leads out of the site's folder [symlink-skipped]
content/pipe.en.md: error: this is neither a file nor a folder [file-unreadable]
content/self.en.md: error: the symbolic link leads in a circle [symlink-skipped]
content/thé.fr.md: error: two files have this name and differ only in how its accents are stored [file-name]
content/up: error: the symbolic link leads in a circle [symlink-skipped]
content/utf16.en.md:1:1: error: the file is not UTF-8 here [file-encoding]
`
	if got := withoutHints(res); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	for _, id := range []string{"about", "linked", "caf\u00e9"} {
		if res.Site.ByID[id] == nil {
			t.Errorf("there is no page %q", id)
		}
	}
}

func withoutHints(res *Result) string {
	var b strings.Builder
	for line := range strings.Lines(printed(res)) {
		if !strings.HasPrefix(line, "  hint: ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

type rootFS interface {
	fs.FS
	fs.ReadDirFS
	fs.StatFS
	fs.ReadLinkFS
}

// refusing is a file system that refuses to open one path: tests may run as root,
// who may open every file.
type refusing struct {
	rootFS
	path string
}

func (r refusing) Open(name string) (fs.File, error) {
	if name == r.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.rootFS.Open(name)
}

func (r refusing) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == r.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.rootFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	_, root := written(t)
	for path, want := range map[string]string{
		"content/about.en.md": "content/about.en.md: error: the file can't be read: permission denied [file-unreadable]\n",
		"content/outcomes":    "content/outcomes: error: the file can't be read: permission denied [file-unreadable]\n",
		"content/hub.yaml":    "content/hub.yaml: error: the file can't be read: permission denied [file-unreadable]\n",
	} {
		res := load(t, NewLoader(refusing{root.FS().(rootFS), path}, Options{}))
		// a page that can't be read is not reported as missing too
		if got := withoutHints(res); got != want {
			t.Errorf("%s: got:\n%s\nwant:\n%s", path, got, want)
		}
	}
}

// A changed file that can't be examined makes Reload look at the whole site.
func TestReloadOfUnexaminable(t *testing.T) {
	_, root := written(t)
	l := NewLoader(root.FS(), Options{})
	want := load(t, l)
	long := "content/" + strings.Repeat("x", 300) + ".en.md" // longer than a name may be
	if d := equal(want, reload(t, l, "content/about.en.md", long)); d != "" {
		t.Error(d)
	}
}

// Files of Windows editors and names of macOS load as others do.
func TestForeignFiles(t *testing.T) {
	dir, root := written(t)
	src, err := os.ReadFile(filepath.Join(dir, "content/about.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	crlf := append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))...)
	folder.Write(t, dir, "content/about.en.md", string(crlf))
	folder.Write(t, dir, "content/briefs/re\u0301sume\u0301.pdf", "pdf")
	l := NewLoader(root.FS(), Options{})
	res := load(t, l)
	if got := printed(res); got != "" {
		t.Fatal(got)
	}
	p := res.Site.ByID["about"].Source
	body, err := l.Body(p, res.Sum(p))
	if err != nil || string(body) != "Text.\r\n" || p.Line != 5 || p.Front.Title != "About" {
		t.Errorf("body %q from line %d, %v; title %q", body, p.Line, err, p.Front.Title)
	}
	i := slices.IndexFunc(res.Files, func(f File) bool { return f.Path == "content/briefs/r\u00e9sum\u00e9.pdf" })
	if i < 0 {
		t.Fatalf("files: %v", res.Files)
	}
	if got, err := l.ReadFile(res.Files[i].Path); err != nil || string(got) != "pdf" {
		t.Errorf("read %q, %v", got, err)
	}
}

// A page that changes after loading is an error, not published half.
func TestBodyOfAChangedFile(t *testing.T) {
	dir, root := written(t)
	l := NewLoader(root.FS(), Options{})
	res := load(t, l)
	p := res.Site.ByID["about"].Source
	folder.Write(t, dir, p.File, plainPage)
	if _, err := l.Body(p, res.Sum(p)); !errors.Is(err, ErrChanged) {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(filepath.Join(dir, p.File)); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Body(p, res.Sum(p)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}
