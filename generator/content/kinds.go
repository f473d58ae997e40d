package content

import (
	"io/fs"
	"path"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/kinds"
)

// isKind reports whether a path is that of a file that describes a kind.
func isKind(name string) bool {
	return path.Dir(name) == config.KindsDir && path.Ext(name) == ".yaml"
}

// kindFiles reads the files that describe the site's own kinds.
func (l *Loader) kindFiles() ([]config.KindFile, diag.List) {
	var list diag.List
	var out []config.KindFile
	for _, name := range kindNames(l.fsys) {
		src, err := readFile(l.fsys, name)
		switch at, valid := validUTF8(src, name); {
		case err != nil:
			unreadable(&list, name, err)
		case !valid:
			encoding(&list, at)
		default:
			out = append(out, config.KindFile{Name: name, Src: src})
		}
	}
	return out, list
}

// KindFiles returns the files that describe a site's own kinds, without those that can't
// be read.
func KindFiles(fsys fs.FS) []config.KindFile {
	l := Loader{fsys: fsys}
	own, _ := l.kindFiles()
	return own
}

// Kinds returns the kinds of a site, as far as its configuration can be read.
func Kinds(fsys fs.FS) *kinds.Set {
	src, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil
	}
	hub, _ := config.Load(src, config.File, KindFiles(fsys)...)
	return hub.Kinds
}

// kindNames lists the files that describe the site's own kinds, in the order of their names.
func kindNames(fsys fs.FS) []string {
	entries, err := fs.ReadDir(fsys, config.KindsDir)
	if err != nil {
		return nil // most sites have none
	}
	var out []string
	for _, e := range entries {
		if name := path.Join(config.KindsDir, e.Name()); isKind(name) && !Ignored(e.Name()) && e.Type().IsRegular() {
			out = append(out, name)
		}
	}
	return out
}
