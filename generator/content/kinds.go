package content

import (
	"io/fs"
	"path"

	"griot/generator/config"
	"griot/generator/diag"
)

// isKind reports whether a path is that of a file that describes a kind.
func isKind(name string) bool {
	return path.Dir(name) == config.KindsDir && path.Ext(name) == ".yaml"
}

// kindFiles reads the files that describe the site's own kinds, in the order of their names.
func kindFiles(fsys fs.FS) ([]config.KindFile, diag.List) {
	var list diag.List
	var out []config.KindFile
	entries, _ := fs.ReadDir(fsys, config.KindsDir) // most sites have none
	for _, e := range entries {
		name := path.Join(config.KindsDir, e.Name())
		if !isKind(name) || Ignored(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		src, err := readFile(fsys, name)
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

// Hub reads hub.yaml and the site's own kinds, for verbs that need no pages. The error is
// that of reading hub.yaml.
func Hub(fsys fs.FS) (*config.Hub, diag.List, error) {
	src, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil, nil, err
	}
	own, list := kindFiles(fsys)
	hub, found := config.Load(src, config.File, own...)
	return hub, append(list, found...), nil
}
