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

// outputFiles is what lies in the output folder.
type outputFiles map[string]stamp

// scan lists the files of the output folder, without Griot's own. Asking the
// system for each takes long, so folders are looked at side by side.
func scan(out string) (outputFiles, error) {
	s := &scanner{out: out, files: outputFiles{}}
	s.work.SetLimit(2 * runtime.GOMAXPROCS(0))
	if err := errors.Join(s.readFolder(""), s.work.Wait()); err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	return s.files, nil
}

// startScan begins to look at the output folder, while the site is read.
func (s *Session) startScan() {
	look := sync.OnceValues(func() (outputFiles, error) { return scan(s.opts.Out) })
	s.pendingScan = look
	go func() { _, _ = look() }() // scanned tells of errors
}

// outputFiles returns what lies in the output folder, which nothing has changed since
// somebody began to look.
func (s *Session) outputFiles() (outputFiles, error) {
	if look := s.pendingScan; look != nil {
		s.pendingScan = nil
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
	files outputFiles
}

// readFolder lists what lies in a folder, at a slash path below the output folder.
func (s *scanner) readFolder(at string) error {
	entries, err := os.ReadDir(filepath.Join(s.out, filepath.FromSlash(at)))
	if err != nil {
		return err
	}
	here := make(outputFiles, len(entries))
	for _, e := range entries {
		name := path.Join(at, e.Name())
		switch {
		case name == stagingName || name == markerName || name == keepName:
		case e.IsDir():
			if look := func() error { return s.readFolder(name) }; !s.work.TryGo(look) {
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
