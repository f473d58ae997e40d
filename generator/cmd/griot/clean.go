package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"griot/generator/clean"
	"griot/generator/disk"
	"griot/generator/pipeline"
)

type cleanCmd struct {
	Paths  []string `arg:"" optional:"" name:"path" help:"Files or folders of content/ (default: all)."`
	Write  bool     `help:"Clean the files; without it nothing is written."`
	Backup string   `placeholder:"DIR" type:"path" help:"Keep copies of the files in this folder, which lies outside of the site."`
}

// removedWords are the kinds of what is removed as the terminal shows them.
var removedWords = map[clean.Kind]string{
	clean.Position: "position", clean.Person: "names of people", clean.Device: "device", clean.Software: "program", clean.History: "dates and history",
	clean.Thumbnail: "previews", clean.Comment: "comments", clean.Attachment: "files inside", clean.Trailing: "data after the end", clean.Description: "other metadata",
}

// refusedWords are the reasons for which a file can't be cleaned.
var refusedWords = map[clean.Why]string{
	clean.Unknown: "Griot can't look into such a file", clean.Archive: "an archive", clean.Encrypted: "locked with a password", clean.Signed: "it has a digital signature",
	clean.Damaged: "damaged", clean.TooLarge: "too large",
}

// Run says what cleaning would remove from the files in content/, or removes it.
func (c *cleanCmd) Run(ctx context.Context, all *cli, t terminal) error {
	if err := c.checkBackup(all.Dir); err != nil {
		return err
	}
	seen := make([]bool, len(c.Paths))
	wanted := func(file string) bool {
		found := len(c.Paths) == 0
		for i, p := range c.Paths {
			p = path.Clean(filepath.ToSlash(p))
			if rest := strings.TrimPrefix(file, "content/"); file == p || rest == p || strings.HasPrefix(file, p+"/") || strings.HasPrefix(rest, p+"/") {
				seen[i], found = true, true
			}
		}
		return found
	}
	looked, changed, refused := 0, 0, 0
	list, err := pipeline.Originals(ctx, pipeline.Options{Dir: all.Dir}, wanted, func(o pipeline.Original) error {
		looked++
		switch {
		case o.Exempt:
			fmt.Fprintf(t.out, "%s: left as it is, as hub.yaml says\n", o.Path)
		case o.Err != nil:
			refused++
			fmt.Fprintf(t.err, "%s: can't be cleaned: %s\n", o.Path, whyRefused(o.Err))
		case !bytes.Equal(o.Body, o.Result.Body):
			changed++
			return c.change(all.Dir, t, o)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if list.Errors() > 0 {
		t.list(t.err, list)
		return errContent
	}
	for i, ok := range seen {
		if !ok {
			return &usageError{fmt.Sprintf("there is no file %q in content/", c.Paths[i]), "write its path from content/, such as briefs/photo.jpg"}
		}
	}
	verb := map[bool]string{false: "to clean", true: "cleaned"}[c.Write]
	fmt.Fprintf(t.out, "%d files looked at: %d %s, %d that can't be cleaned\n", looked, changed, verb, refused)
	if changed > 0 && !c.Write {
		fmt.Fprintln(t.out, "nothing was written; griot clean --write cleans them")
	}
	if refused > 0 {
		return errContent
	}
	return nil
}

// checkBackup refuses a folder in the site, whose copies would be published with the
// repository.
func (c *cleanCmd) checkBackup(dir string) error {
	if c.Backup == "" {
		return nil
	}
	if !c.Write {
		return &usageError{"--backup needs --write", "without --write nothing changes, so there is nothing to keep"}
	}
	site, err := resolved(dir)
	if err != nil {
		return err
	}
	backup, err := resolved(c.Backup)
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(site, backup); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return &usageError{fmt.Sprintf("the folder %q lies in the site", c.Backup), "choose one outside of it, or the copies go where the site goes"}
	}
	return nil
}

// resolved returns the absolute path of a folder that may not exist yet, links followed.
func resolved(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find folder %q: %w", dir, err)
	}
	real, err := filepath.EvalSymlinks(abs)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(abs) != abs {
		parent, err := resolved(filepath.Dir(abs))
		return filepath.Join(parent, filepath.Base(abs)), err
	}
	if err != nil {
		return "", fmt.Errorf("find folder %q: %w", dir, err)
	}
	return real, nil
}

func whyRefused(err error) string {
	var e *clean.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Detail != "" {
		return refusedWords[e.Why] + " (" + e.Detail + ")"
	}
	return refusedWords[e.Why]
}

// change says what is removed from a file, or removes it.
func (c *cleanCmd) change(dir string, t terminal, o pipeline.Original) error {
	var words []string
	for _, k := range o.Result.Removed {
		words = append(words, removedWords[k])
	}
	if !c.Write {
		fmt.Fprintf(t.out, "%s: would remove %s\n", o.Path, strings.Join(words, ", "))
		return nil
	}
	if c.Backup != "" {
		if err := keepCopy(c.Backup, o.Path, o.Body); err != nil {
			return err
		}
	}
	if err := replaceFile(filepath.Join(dir, filepath.FromSlash(o.Disk)), o.Body, o.Result.Body); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s: removed %s\n", o.Path, strings.Join(words, ", "))
	return nil
}

// keepCopy writes a copy of a file below a folder where there is none yet; one of other bytes
// stays.
func keepCopy(folder, file string, body []byte) error {
	name := filepath.Join(folder, filepath.FromSlash(file))
	if old, err := os.ReadFile(name); err == nil {
		if bytes.Equal(old, body) {
			return nil
		}
		return fmt.Errorf("keep copy: %q exists and has another content: choose another folder", name)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("keep copy: %w", err)
	}
	err := writeNew(name, body, 0o600)
	if err == nil {
		err = disk.Folders(foldersUpTo(folder, name))
	}
	if err != nil {
		return fmt.Errorf("keep copy: %w", err)
	}
	return nil
}

// foldersUpTo returns the folders between a file and the one that contains folder, both
// included: any of them may have been created for the file.
func foldersUpTo(folder, file string) (all []string) {
	for dir := filepath.Dir(file); len(dir) >= len(filepath.Dir(folder)); dir = filepath.Dir(dir) {
		if all = append(all, dir); dir == filepath.Dir(dir) {
			break
		}
	}
	return all
}

// replaceFile gives a file another content, if it still has the one that was cleaned. It is
// never seen half written.
func replaceFile(name string, before, after []byte) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return fmt.Errorf("clean file: %w", err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return fmt.Errorf("clean file: %w", err)
	}
	if now, err := os.ReadFile(real); err != nil || !bytes.Equal(now, before) {
		return fmt.Errorf("clean file: %q has changed meanwhile", name)
	}
	temp := real + ".cleaned~"
	err = writeNew(temp, after, info.Mode().Perm())
	if err == nil {
		err = os.Rename(temp, real)
	}
	if err == nil {
		err = disk.Folders([]string{filepath.Dir(real)})
	}
	if err != nil {
		_ = os.Remove(temp)
		return fmt.Errorf("clean file: %w", err)
	}
	return nil
}

// writeNew writes a file that must not exist.
func writeNew(name string, body []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	return disk.Write(f, body)
}
