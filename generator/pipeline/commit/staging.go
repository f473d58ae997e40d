package commit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"

	"griot/generator/cache"
	"griot/generator/disk"
)

// The output folder's own files: the marker says that the folder is Griot's, the list
// names files of earlier builds, and .gitkeep may be in a folder that a repository
// keeps empty. A killed build leaves its staging folder and may leave a list of pages.
const (
	markerName   = ".griot-output"
	stagingName  = ".griot-staging"
	keepName     = ".gitkeep"
	earlierName  = ".griot-kept"
	unlinkedName = ".griot-unlinked"
	treeName     = "site" // in staging: the tree of a first build
	markerText   = "This folder is written by griot. Whatever else lies here is removed by the next build.\n"
)

// Foreign returns the name of a file that shows that a folder is not an output
// folder, or "". A folder that doesn't exist or is empty may become one.
func Foreign(out string) (string, error) {
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", fmt.Errorf("read output folder: %w", err)
	}
	foreign := ""
	for _, e := range entries {
		switch e.Name() {
		case markerName, stagingName:
			return "", nil
		case keepName, earlierName, unlinkedName:
		default:
			foreign = e.Name()
		}
	}
	return foreign, nil
}

// Interrupted reports whether a build was killed before it removed its staging
// folder.
func Interrupted(out string) bool {
	_, err := os.Lstat(filepath.Join(out, stagingName))
	return err == nil
}

// Staging is the folder in which files are written before they are renamed into
// place. It is in the output folder, so that it is on the same file system.
type Staging struct {
	out, dir string
	present  Files
	before   Earlier  // files of earlier builds, as the last build left them
	unlinked unlinked // as a killed build left them
	listed   unlinked // as they are in the output folder now
	names    atomic.Int64
	files    disk.Flusher    // staged files
	renamed  map[string]bool // folders in which names have changed since they were flushed

	// flushed is called, in tests, when the output folder is durable as it is.
	flushed func()
	// interrupt is called before each change of the output folder. Tests make it
	// fail, which leaves the folder as kill -9 would.
	interrupt func() error
}

var errInterrupted = errors.New("interrupted")

// Open creates an empty staging folder in an output folder that contains the given
// files.
func Open(out string, present Files) (*Staging, error) {
	dir := filepath.Join(out, stagingName)
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("empty staging folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("create staging folder: %w", err)
	}
	before, err := ReadEarlier(out)
	if err != nil {
		return nil, err
	}
	list, err := readUnlinked(out)
	if err != nil {
		return nil, err
	}
	return &Staging{
		out: out, dir: dir, present: list.without(present), before: before,
		unlinked: list, listed: list, renamed: map[string]bool{},
	}, nil
}

// Earlier returns the files of earlier builds that the last build left.
func (s *Staging) Earlier() Earlier { return s.before }

// Close removes the staging folder.
func (s *Staging) Close() error { return os.RemoveAll(s.dir) }

// Dir returns the staging folder, for folders of indexes.
func (s *Staging) Dir() string { return s.dir }

// Empty reports whether the output folder contains no file that could be kept or
// replaced.
func (s *Staging) Empty() bool { return len(s.present)+len(s.unlinked) == 0 }

// Present returns the stamp of a file of the output folder.
func (s *Staging) Present(path string) (cache.Stamp, bool) {
	stamp, ok := s.present[path]
	return stamp, ok
}

// PresentAll reports whether the output folder contains all these files, unchanged.
func (s *Staging) PresentAll(files Files) bool { return s.present.Contain(files) }

// Same reports whether a file of the output folder has the given bytes.
func (s *Staging) Same(path string, body []byte) bool {
	if s.present[path].Size != int64(len(body)) {
		return false
	}
	if info, err := os.Lstat(s.path(path)); err != nil || !info.Mode().IsRegular() {
		return false
	}
	b, err := os.ReadFile(s.path(path))
	return err == nil && bytes.Equal(b, body)
}

// Staged is a file in the staging folder.
type Staged struct {
	Stamp cache.Stamp
	temp  string // "" if there is none; treeName in the tree of a first build
}

// Write writes a file of the site into the staging folder. It is safe for
// concurrent use.
func (s *Staging) Write(path string, body []byte) (Staged, error) {
	name := filepath.Join(s.dir, strconv.FormatInt(s.names.Add(1), 10))
	temp := name
	if s.Empty() {
		name, temp = filepath.Join(s.dir, treeName, filepath.FromSlash(path)), treeName
	}
	file, err := create(name)
	if err != nil {
		return Staged{}, fmt.Errorf("write %q: %w", path, err)
	}
	_, err = file.Write(body)
	info, statErr := file.Stat()
	if err = errors.Join(err, statErr, file.Close()); err != nil {
		return Staged{}, fmt.Errorf("write %q: %w", path, err)
	}
	s.files.Add(name)
	return Staged{cache.StampOf(info), temp}, nil
}

// create creates a file, and its folder if there is none.
func create(name string) (*os.File, error) {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	file, err := os.OpenFile(name, flags, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		return os.OpenFile(name, flags, 0o644)
	}
	return file, err
}

func (s *Staging) path(path string) string { return filepath.Join(s.out, filepath.FromSlash(path)) }

// change changes the output folder.
func (s *Staging) change(do func() error) error {
	if s.interrupt != nil {
		if err := s.interrupt(); err != nil {
			return err
		}
	}
	return do()
}

func (s *Staging) rename(from, to string) error {
	s.renamed[filepath.Dir(to)] = true
	return s.change(func() error { return os.Rename(from, to) })
}

func (s *Staging) remove(name string) error {
	s.renamed[filepath.Dir(name)] = true
	return s.change(func() error { return os.Remove(name) })
}

func (s *Staging) removeAll(name string) error {
	s.renamed[filepath.Dir(name)] = true
	return s.change(func() error { return os.RemoveAll(name) })
}

// makeFolder creates a folder of the output folder, and those above it.
func (s *Staging) makeFolder(dir string) error {
	for up := dir; len(up) > len(s.out); up = filepath.Dir(up) {
		if _, err := os.Lstat(up); err == nil {
			break
		}
		s.renamed[filepath.Dir(up)] = true
	}
	return os.MkdirAll(dir, 0o755)
}

// removeEmpty removes those of the folders that are empty, deepest first.
func (s *Staging) removeEmpty(dirs map[string]bool) error {
	for _, d := range slices.Backward(slices.Sorted(maps.Keys(dirs))) {
		if err := s.remove(d); errors.Is(err, errInterrupted) {
			return err // any other error means that the folder is not empty
		}
	}
	return nil
}
