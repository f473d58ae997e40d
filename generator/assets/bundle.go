package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"griot/generator/diag"
)

// Folder is the folder of a published site with the files of its theme.
const Folder = "assets"

// Manifest lists the files of a theme, ready to publish.
type Manifest struct {
	Files []File // by name
	// Hash changes whenever a file does.
	Hash string
}

// File is one file of a theme.
type File struct {
	Name string // as the theme names it, such as "palabre.css"
	Path string // below the site's root, such as "assets/palabre.1a2b3c4d.css"
	Body []byte
}

// Path returns the path below the site's root of a file by its name, or "".
func (m *Manifest) Path(name string) string {
	i, ok := slices.BinarySearchFunc(m.Files, name, func(f File, name string) int { return strings.Compare(f.Name, name) })
	if !ok {
		return ""
	}
	return m.Files[i].Path
}

// The folders of a theme that Bundle reads.
const (
	stylesFolder  = "styles"
	scriptsFolder = "scripts"
)

// Bundle makes a theme's files: each style sheet in styles/ and each script in
// scripts/ that no other one imports, minified together with what it imports;
// everything in fonts/ and images/ unchanged. A published file has the base name
// of its source, so two sources must not have the same. URLs in style sheets
// become those of the fingerprinted files. origin returns the path of a file of
// the theme for diagnostics; nil means its name. If a diagnostic is an error, the
// manifest is nil.
func Bundle(theme fs.FS, origin func(name string) string) (*Manifest, diag.List) {
	b := &bundler{theme: theme, origin: origin, copied: map[string]string{}, names: map[string]string{}}
	if origin == nil {
		b.origin = func(name string) string { return name }
	}
	for _, folder := range []string{"fonts", "images"} {
		b.copyFolder(folder)
	}
	entries := append(b.list(stylesFolder, ".css"), b.list(scriptsFolder, ".js")...)
	if b.problems.Errors() == 0 && len(entries) > 0 {
		b.build(entries)
	}
	b.problems.Sort()
	if b.problems.Errors() > 0 {
		return nil, b.problems
	}
	m := &Manifest{Files: b.files}
	slices.SortFunc(m.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	sum := sha256.New()
	for _, f := range m.Files {
		fmt.Fprintf(sum, "%s\x00%s\x00", f.Name, f.Path)
	}
	m.Hash = hex.EncodeToString(sum.Sum(nil)[:16])
	return m, b.problems
}

// bundler is the state of one call of Bundle.
type bundler struct {
	theme    fs.FS
	origin   func(string) string
	files    []File
	copied   map[string]string // file of the theme -> its published name
	names    map[string]string // published name -> file of the theme
	problems diag.List
}

// fail reports a mistake in a file of the theme; variant is that of theme-syntax.
func (b *bundler) fail(name, variant string, args diag.Args) {
	b.problems.Error(diag.Position{File: b.origin(name)}, "theme-syntax."+variant, args)
}

// add adds a finished file.
func (b *bundler) add(source string, body []byte) {
	name := path.Base(source)
	if other, taken := b.names[name]; taken {
		b.fail(source, "same-name", diag.Args{"other": b.origin(other), "source": b.origin(source)})
		return
	}
	b.names[name] = source
	b.files = append(b.files, File{Name: name, Path: Folder + "/" + Fingerprint(name, body), Body: body})
	b.copied[source] = Fingerprint(name, body)
}

// copyFolder adds all files of a folder unchanged.
func (b *bundler) copyFolder(folder string) {
	err := fs.WalkDir(b.theme, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		body, err := fs.ReadFile(b.theme, name)
		if err != nil {
			return err
		}
		b.add(name, body)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.fail(folder, "folder", diag.Args{"folder": folder, "reason": err.Error()})
	}
}

// list returns the files of a folder with an extension.
func (b *bundler) list(folder, ext string) []string {
	entries, err := fs.ReadDir(b.theme, folder)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			b.fail(folder, "folder", diag.Args{"folder": folder, "reason": err.Error()})
		}
		return nil
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ext && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, folder+"/"+e.Name())
		}
	}
	return names
}
