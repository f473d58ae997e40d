package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// found is what lies in the output folder.
type found map[string]stamp

// scan lists the files of the output folder, without Griot's own. Asking the
// system for each takes long, so folders are looked at side by side.
func scan(out string) (found, error) {
	s := &scanner{out: out, files: found{}}
	s.work.SetLimit(2 * runtime.GOMAXPROCS(0))
	if err := errors.Join(s.folder(""), s.work.Wait()); err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	return s.files, nil
}

// lookAhead begins to look at the output folder, while the site is read.
func (s *Session) lookAhead() {
	look := sync.OnceValues(func() (found, error) { return scan(s.opts.Out) })
	s.looking = look
	go func() { _, _ = look() }() // scanned tells of errors
}

// scanned is what lies in the output folder, which nothing has changed since
// somebody began to look.
func (s *Session) scanned() (found, error) {
	if look := s.looking; look != nil {
		s.looking = nil
		if files, err := look(); err == nil {
			return files, nil
		}
	}
	return scan(s.opts.Out)
}

type scanner struct {
	out  string
	work errgroup.Group

	mu    sync.Mutex
	files found
}

// folder lists what lies in a folder, at a slash path below the output folder.
func (s *scanner) folder(at string) error {
	entries, err := os.ReadDir(filepath.Join(s.out, filepath.FromSlash(at)))
	if err != nil {
		return err
	}
	here := make(found, len(entries))
	for _, e := range entries {
		name := path.Join(at, e.Name())
		switch {
		case name == stagingName || name == markerName || name == keepName:
		case e.IsDir():
			if look := func() error { return s.folder(name) }; !s.work.TryGo(look) {
				err = errors.Join(err, look())
			}
		default:
			info, statErr := e.Info()
			if err = errors.Join(err, statErr); statErr == nil {
				here[name] = stampOf(info)
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.files, here)
	return err
}
