package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

//go:embed all:starter
var starter embed.FS

type initCmd struct {
	Folder string `arg:"" optional:"" help:"The new site's folder (default: the one given by -C)."`
}

// Run writes a small bilingual site that builds at once.
func (c *initCmd) Run(all *cli, t terminal) error {
	dir := all.Dir
	if c.Folder != "" {
		dir = c.Folder
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(all.Dir, dir)
		}
	}
	if entries, err := os.ReadDir(filepath.Join(dir, "content")); err == nil && len(entries) > 0 {
		return &usageError{fmt.Sprintf("%q holds a site already", dir), "name a new folder: griot init my-hub"}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read folder: %w", err)
	}
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return fmt.Errorf("read starter site: %w", err)
	}
	if err := copyInto(dir, files); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "a new site stands in %s; see it with: griot -C %s serve\n", dir, shellWord(dir))
	return nil
}

// shellWord returns an argument as it is typed in a shell, in quotation marks if it
// needs them. Double ones are read by the shells of Windows too.
func shellWord(s string) string {
	switch {
	case !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/\\._-:+,@", r)
	}):
		return s
	case !strings.ContainsAny(s, "\"$`\\!"):
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// copyInto writes files below a folder, except those that exist already.
func copyInto(dir string, files fs.FS) error {
	return fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if e.IsDir() {
			if err := os.MkdirAll(to, 0o755); err != nil {
				return fmt.Errorf("create folder: %w", err)
			}
			return nil
		}
		if _, err := os.Lstat(to); err == nil {
			return nil
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read starter site: %w", err)
		}
		if err := os.WriteFile(to, body, 0o644); err != nil {
			return fmt.Errorf("write site: %w", err)
		}
		return nil
	})
}
