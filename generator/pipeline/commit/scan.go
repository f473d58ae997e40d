package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
)

// Files are the stamps of files, by slash path below a folder.
type Files map[string]cache.Stamp

// Contain reports whether all these files are among f, with their stamps.
func (f Files) Contain(files Files) bool {
	for path, stamp := range files {
		if now, ok := f[path]; !ok || now != stamp {
			return false
		}
	}
	return true
}

// LinkError says that a folder of the output folder is a symbolic link: what is written there
// would go elsewhere.
type LinkError struct{ Path string } // slash path below the output folder

func (e *LinkError) Error() string { return fmt.Sprintf("%q is a symbolic link to a folder", e.Path) }

// Scan lists the files of an output folder, without Griot's own and the files of earlier
// builds. The error wraps a *LinkError if one of the folders is a symbolic link. It reads
// folders in parallel, since asking the system for each stamp takes long.
func Scan(out string) (Files, error) {
	s := &scanner{out: out, files: Files{}}
	s.work.SetLimit(2 * runtime.GOMAXPROCS(0))
	if err := errors.Join(s.readFolder(""), s.work.Wait()); err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	earlier, err := ReadEarlier(out)
	for path := range earlier {
		delete(s.files, path)
	}
	return s.files, err
}

type scanner struct {
	out  string
	work errgroup.Group

	mu    sync.Mutex
	files Files
}

func (s *scanner) leadsToFolder(name string) bool {
	info, err := os.Stat(filepath.Join(s.out, filepath.FromSlash(name)))
	return err == nil && info.IsDir()
}

// readFolder lists a folder, by its slash path below the output folder.
func (s *scanner) readFolder(folder string) error {
	entries, err := os.ReadDir(filepath.Join(s.out, filepath.FromSlash(folder)))
	if err != nil {
		return err
	}
	files := make(Files, len(entries))
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case name == stagingName || name == markerName || name == keepName || name == earlierName || name == unlinkedName:
		case e.IsDir():
			if read := func() error { return s.readFolder(name) }; !s.work.TryGo(read) {
				err = errors.Join(err, read())
			}
		case e.Type()&fs.ModeSymlink != 0 && s.leadsToFolder(name):
			err = errors.Join(err, &LinkError{name})
		default:
			info, statErr := e.Info()
			if err = errors.Join(err, statErr); statErr == nil {
				files[name] = cache.StampOf(info)
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.files, files)
	return err
}
