package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// environmentError says in plain words why a file can't be written or read, and what to do.
type environmentError struct{ message, hint string }

// explain returns the words for an error of the system that names a file, or nil.
func explain(err error) *environmentError {
	path := pathOf(err)
	if path == "" {
		return nil
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return &environmentError{"the disk is full: " + path + " can't be written", "free some space, then start again; nothing that was there is lost"}
	case errors.Is(err, syscall.EFBIG):
		return &environmentError{path + " would be larger than files may be here", "raise the limit (ulimit -f unlimited), then start again; nothing that was there is lost"}
	case errors.Is(err, syscall.EROFS):
		return &environmentError{path + " can't be written: its disk can only be read", "make the disk writable, or choose another folder, then start again"}
	case errors.Is(err, fs.ErrPermission):
		return &environmentError{path + " is closed to your user: permission denied", "change its owner or its permissions and those of its folder, then start again; nothing that was there is lost"}
	}
	return nil
}

// pathOf returns the file that an error names, quoted: of a file that is being published, the
// place where it was to stand, or the output folder.
func pathOf(err error) string {
	name := ""
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &link) {
		name = link.New
	} else if errors.As(err, &path) {
		name = path.Path
	}
	if out, _, staged := strings.Cut(name, string(filepath.Separator)+".griot-staging"); staged {
		name = out
	}
	if name == "" {
		return ""
	}
	if here, err := os.Getwd(); err == nil && filepath.IsAbs(name) {
		if rel, err := filepath.Rel(here, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
	}
	return `"` + filepath.ToSlash(name) + `"`
}
