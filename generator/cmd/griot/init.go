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

// The sites that init writes: one in two languages, and what a site in one language has
// instead. The English one has the English pages of the first.
//
//go:embed all:starter all:starter_en all:starter_fr
var starters embed.FS

type initCmd struct {
	Lang   string `short:"l" placeholder:"CODE" help:"A site in this language alone: en or fr."`
	Folder string `arg:"" optional:"" help:"The new site's folder (default: the one given by -C)."`
}

// Run writes a small site, bilingual unless a language is given, that builds at once.
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
	if err := c.write(dir); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "a new site stands in %s; see it with: griot -C %s serve\n", dir, shellWord(dir))
	return nil
}

// write writes the site into a folder.
func (c *initCmd) write(dir string) error {
	folders, keep := []string{"starter"}, func(string) bool { return true }
	switch c.Lang {
	case "":
	case "en":
		folders = []string{"starter_en", "starter"}
		keep = func(name string) bool { return !strings.HasSuffix(name, ".fr.md") }
	case "fr":
		folders = []string{"starter_fr"}
	default:
		return &usageError{fmt.Sprintf("griot can't start a site in %q alone", c.Lang),
			"take --lang en or --lang fr, and change the language in content/hub.yaml and in the names of the files"}
	}
	for _, folder := range folders {
		files, err := fs.Sub(starters, folder)
		if err != nil {
			return fmt.Errorf("read starter site: %w", err)
		}
		if err := copyInto(dir, files, keep); err != nil {
			return err
		}
	}
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

// copyInto writes the files for whose names keep is true below a folder, except those that
// exist already.
func copyInto(dir string, files fs.FS, keep func(name string) bool) error {
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
		if _, err := os.Lstat(to); err == nil || !keep(name) {
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
