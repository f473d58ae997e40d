package pipeline

import (
	"path/filepath"
	"strings"
	"sync"

	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/commit"
)

// outputFolder is the folder in which a site is published.
type outputFolder struct {
	path string
	scan func() (commit.Files, error) // waits for the scan that was started last; nil without one
}

// startScan starts to read the folder, so that it is read while the site is loaded.
func (f *outputFolder) startScan() {
	scan := sync.OnceValues(func() (commit.Files, error) { return commit.Scan(f.path) })
	f.scan = scan
	go func() { _, _ = scan() }() // files returns the error
}

// files returns the files in the folder, which must not have changed since startScan.
func (f *outputFolder) files() (commit.Files, error) {
	if f.scan != nil {
		if files, err := f.scan(); err == nil {
			return files, nil
		}
	}
	return commit.Scan(f.path)
}

// check reports a folder that must not be written to: one among the sources of the site
// in dir, or one with files that griot did not write.
func (f *outputFolder) check(dir string) (diag.List, error) {
	var list diag.List
	refuse := func(variant, value string) (diag.List, error) {
		at := f.path
		if rel, err := filepath.Rel(dir, at); err == nil && within(at, dir) {
			at = rel
		}
		list.Error(diag.Position{File: filepath.ToSlash(at)}, "output-foreign."+variant, diag.Args{"value": value})
		return list, nil
	}
	if within(dir, f.path) {
		return refuse("holds-sources", "")
	}
	for _, own := range []string{content.Dir, "themes", "i18n"} {
		if within(f.path, filepath.Join(dir, own)) {
			return refuse("in-sources", own)
		}
	}
	foreign, err := commit.Foreign(f.path)
	if err != nil {
		return nil, err
	}
	if foreign != "" {
		return refuse("other-files", foreign)
	}
	return nil, nil
}

// within reports whether a path is a folder or lies in it.
func within(name, folder string) bool {
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
