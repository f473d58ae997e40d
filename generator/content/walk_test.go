package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"griot/generator/internal/testkit/folder"
	"griot/generator/sitefs"
)

func visited(fsys fs.FS) (names []string, skipped []*WalkError) {
	Walk(fsys, Dir, func(name, _ string, _ fs.FileInfo) { names = append(names, name) }, func(e *WalkError) { skipped = append(skipped, e) })
	slices.Sort(names)
	return names, skipped
}

// Temporary files of editors and operating systems are ignored, but not files
// with similar names.
func TestWalkIgnoresTemporaryFiles(t *testing.T) {
	kept := []string{
		"#x.en.md", "x#.en.md", "#1.en.md", "~x.en.md", "x~.en.md", "x~y.en.md", "$x.en.md", "x.swp.en.md",
		"Thumbs.db.en.md", "desktop.ini.en.md", "desktop.en.md", "hub.yaml", "x.en.md", "a.b.en.md", "é.en.md",
	}
	left := []string{
		"~$lock.en.md", "~$x.docx", "#x.en.md#", "#x#", ".#x.en.md", "x.en.md~", ".x.en.md.swp", ".x.swp", ".hidden.en.md",
		".DS_Store", "Thumbs.db", "desktop.ini", ".hidden/x.en.md", "x~/x.en.md", "#x#/x.en.md", "~$x/x.en.md",
		"x.en.md.bak", "X.TMP", "~WRL0001.md", "report.pdf.part", "map.png.crdownload", "4913", ".~lock.x.odt#", "Icon\r", "THUMBS.DB",
	}
	fsys := fstest.MapFS{}
	var want []string
	for _, folder := range []string{"content/", "content/briefs/"} {
		for _, name := range kept {
			fsys[folder+name] = &fstest.MapFile{Data: []byte("x")}
			want = append(want, folder+name)
		}
		for _, name := range left {
			fsys[folder+name] = &fstest.MapFile{Data: []byte("x")}
		}
	}
	slices.Sort(want)
	got, skipped := visited(fsys)
	if !slices.Equal(got, want) || len(skipped) > 0 {
		t.Errorf("visited %q, skipped %v", got, skipped)
	}
}

// The Loader and IsPage agree on which files are pages.
func TestPagesByName(t *testing.T) {
	dir, root := written(t)
	is := map[string]bool{
		"#x.en.md": true, "x~y.en.md": true, "a.b.en.md": true, "briefs/x.en.md": true, "briefs/#x.en.md": true,
		"~$lock.en.md": false, "#x.en.md#": false, "x.en.md~": false, ".hidden.en.md": false, ".x.en.md.swp": false,
		"Thumbs.db": false, "desktop.ini": false, "x.md": false, "x.xx.md": false, "x.en.txt": false, "x.en.MD": false, "y.en.markdown": true, "briefs/y.en.markdown": true, "y.xx.markdown": false,
		"briefs/a/deep.en.md": true, "briefs/root/x.en.md": true, "kinds/x.en.md": false, "fragments/x.en.md": false, "root/a/x.en.md": false,
	}
	for name := range is {
		folder.Write(t, dir, "content/"+name, "---\ntitle: T\nsummary: S.\nkind: page\n---\n")
	}
	res := load(t, NewLoader(root.FS(), Options{}))
	for name, want := range is {
		id, lang, ok := IsPage("content/"+name, []string{"en", "fr"})
		if base := filepath.Base(name); Ignored(base) {
			ok = false
		}
		g := res.Site.ByID[id]
		loaded := g != nil && g.Pages[lang] != nil && g.Pages[lang].File == "content/"+name
		if ok != want || loaded != want {
			t.Errorf("%s: IsPage %v, loaded %v", name, ok, loaded)
		}
	}
}

func TestSplitName(t *testing.T) {
	for name, want := range map[string][2]string{
		"content/about.en.md":          {"about", "en"},
		"content/briefs/mali.pt-BR.md": {"briefs/mali", "pt-BR"},
		"content/a.b.en.md":            {"a.b", "en"},
		"content/about.md":             {"about", ""},
		"content/v1.0/about.md":        {"v1.0/about", ""},
	} {
		id, lang := SplitName(name)
		if id != want[0] || lang != want[1] {
			t.Errorf("%s: %q, %q", name, id, lang)
		}
		if lang != "" && JoinName(id, lang) != name {
			t.Errorf("%s: joined again %s", name, JoinName(id, lang))
		}
	}
}

// The error says what is wrong with a link, also of links to links.
func TestWalkFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	folder.Write(t, dir, "content/a/x.en.md", "x")
	folder.Write(t, dir, "shared/y.en.md", "y")
	folder.Write(t, dir, ".git/config", "secret")
	folder.Write(t, dir, ".env", "secret")
	folder.Write(t, dir, "content/a/.secret", "secret")
	if err := os.Symlink("a", filepath.Join(dir, "content", "a2")); err != nil {
		t.Skip(err) // a system that lets nobody make links
	}
	for link, to := range map[string]string{
		"b":         "../shared",          // out of content/, inside the site
		"git":       "../.git/config",     // a hidden file of the site's folder
		"env":       "../.env",            //
		"folder":    "../.git",            //
		"via-git":   "git",                // a hidden file, by a link
		"inside":    "a/.secret",          // hidden in content/
		"home":      "../content/a",       // out of content/ and back
		"x2.en.md":  "a2/../a/x.en.md",    // through a link to a folder
		"out":       "../../",             // out of the site
		"far":       "a2/../../../shared", // the same by a detour
		"via":       "out/shared",         // through a link that leads out
		"gone":      "a/nothing.en.md",    // nowhere
		"gone2":     "gone",               // nowhere, by a link
		"self":      "self",               // to itself
		"ping":      "pong",               // to each other
		"pong":      "ping",               //
		"abs":       filepath.Join(dir, "content", "a"),
		"a/back":    "..",        // a folder above it
		"backslash": `a\x.en.md`, // as Windows writes it
	} {
		if err := os.Symlink(to, filepath.Join(dir, "content", link)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	names, skipped := visited(root.FS())
	if got := strings.Join(names, " "); got != "content/a/x.en.md content/a2/x.en.md content/home/x.en.md content/x2.en.md" {
		t.Errorf("visited %s", got)
	}
	want := map[string]error{
		"b": sitefs.ErrOutside, "git": sitefs.ErrHidden, "env": sitefs.ErrHidden, "folder": sitefs.ErrHidden, "via-git": sitefs.ErrHidden, "inside": sitefs.ErrHidden, "home/back": sitefs.ErrCircle,
		"out": sitefs.ErrOutside, "far": sitefs.ErrOutside, "via": sitefs.ErrOutside, "gone": sitefs.ErrNowhere, "gone2": sitefs.ErrNowhere, "self": sitefs.ErrCircle,
		"ping": sitefs.ErrCircle, "pong": sitefs.ErrCircle, "abs": sitefs.ErrOutside, "a/back": sitefs.ErrCircle, "a2/back": sitefs.ErrCircle,
		"backslash": sitefs.ErrNowhere,
	}
	for _, e := range skipped {
		name := strings.TrimPrefix(e.Path, "content/")
		if want[name] == nil || !errors.Is(e, want[name]) {
			t.Errorf("%v", e)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("not reported: %v", want)
	}
}
