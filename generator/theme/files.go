package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/yaml"
)

// Default is the theme that the binary carries.
const Default = "palabre"

// Files are the files of a theme and of the themes that it extends. A file of the
// theme replaces one of the same name of a theme that it extends.
type Files struct {
	merged overlay
}

// Find returns the files of a theme by its name; "" is the default theme. own is
// the site's folder, or nil, and embedded has the themes of the binary. Files in
// the site's folder themes/<name> replace those of the binary's theme of that
// name; theme.yaml says which other theme a theme extends.
func Find(name string, embedded, own fs.FS) (*Files, diag.List) {
	f := &Files{}
	if name == "" {
		name = Default
	}
	var list diag.List
	var seen []string
	for name != "" {
		seen = append(seen, name)
		found, next := false, ""
		for _, from := range []struct {
			fs.FS
			dir string
		}{{own, path.Join("themes", name)}, {embedded, name}} {
			layer, ok := folder(from.FS, from.dir)
			if !ok {
				continue
			}
			found = true
			f.merged = append(f.merged, layerFS{layer, "themes/" + name})
			if next == "" {
				next = extends(layer, name, &list)
			}
		}
		at := diag.Position{File: path.Join("themes", seen[max(0, len(seen)-2)], "theme.yaml")}
		switch {
		case !found:
			list.Error(at, "theme-syntax.no-theme", diag.Args{"theme": name, "default": Default})
		case slices.Contains(seen, next):
			list.Error(at, "theme-syntax.circle", diag.Args{"circle": append(seen, next)})
			next = ""
		}
		name = next
	}
	if list.Errors() > 0 {
		return nil, list
	}
	return f, list
}

func folder(from fs.FS, name string) (fs.FS, bool) {
	if from == nil || !fs.ValidPath(name) {
		return nil, false
	}
	if info, err := fs.Stat(from, name); err != nil || !info.IsDir() {
		return nil, false
	}
	sub, err := fs.Sub(from, name)
	return sub, err == nil
}

// extends returns the name of the theme that a theme extends, or "", as theme.yaml
// says.
func extends(layer fs.FS, name string, list *diag.List) string {
	src, err := fs.ReadFile(layer, "theme.yaml")
	if err != nil {
		return ""
	}
	file := path.Join("themes", name, "theme.yaml")
	root, problems := yaml.Parse(src, file, 1)
	*list = append(*list, problems...)
	if root == nil {
		return ""
	}
	next := ""
	for _, e := range root.Entries {
		at := diag.Position{File: file, Line: e.Line, Column: e.Column}
		switch {
		case e.Value.Kind != yaml.Text:
			list.Error(at, "yaml-type.text", diag.Args{"name": e.Key, "got": e.Value.Kind.Phrase()})
		case e.Key == "extends":
			next = e.Value.Value
		case e.Key != "name" && e.Key != "description":
			list.Error(at, "field-unknown.key", diag.Args{"name": "theme.yaml", "key": e.Key, "near": "", "allowed": []string{"name", "description", "extends"}})
		}
	}
	return next
}

// layerFS is one folder of a theme and its path from the site's folder.
type layerFS struct {
	fs.FS
	dir string
}

// overlay is a file system of several layers, of which the first that has a file
// wins.
type overlay []layerFS

// Open opens a file of the first layer that has it. ReadDir lists a folder.
func (o overlay) Open(name string) (fs.File, error) {
	for _, l := range o {
		if f, err := l.Open(name); !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder over all layers, by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	var out []fs.DirEntry
	found := false
	for _, l := range o {
		entries, err := fs.ReadDir(l.FS, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = true
		for _, e := range entries {
			if !slices.ContainsFunc(out, func(x fs.DirEntry) bool { return x.Name() == e.Name() }) {
				out = append(out, e)
			}
		}
	}
	if !found {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

// Origin returns the path from the site's folder of a file of the theme, or its
// path in the binary, for diagnostics.
func (f *Files) Origin(name string) string { return f.merged.origin(name) }

// origin returns the path from the site's folder of the file that Open opens.
func (o overlay) origin(name string) string {
	for _, l := range o {
		if _, err := fs.Stat(l.FS, name); err == nil {
			return path.Join(l.dir, name)
		}
	}
	return name
}

// read returns a file's text and its origin.
func (o overlay) read(name string) (string, string, error) {
	src, err := fs.ReadFile(o, name)
	if err != nil {
		return "", "", fmt.Errorf("read %q: %w", name, err)
	}
	return strings.TrimPrefix(string(src), "\ufeff"), o.origin(name), nil // some editors start a file with this mark
}
