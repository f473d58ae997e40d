// Package disk writes files so that a loss of power leaves the old ones or the new ones.
//
//	err := disk.Replace(name, body, 0o644)     // one file, complete before it is seen
//	err = disk.Folders([]string{folder})       // the names in it, too
//
//	var f disk.Flusher                         // many files
//	f.Add(name)                                // returns at once
//	err = f.Wait()
//
// A rename is seen at once by other programs, but the system may write it to the disk before
// the bytes of the file: whoever renames a file flushes it first, and flushes the folder
// before anything that relies on the new name. Where a file system or a system can't flush,
// nothing is flushed and nothing fails. The package never decides what has to be durable.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
)

// Replace gives a file another content, or creates it, by a rename: it is never seen half
// written. Its name is durable once its folder is flushed.
func Replace(name string, body []byte, mode fs.FileMode) error {
	temp := filepath.Join(filepath.Dir(name), ".griot-"+filepath.Base(name)+"~")
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	if err = Write(f, body); err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}

// Write writes and flushes the content of a file and closes it.
func Write(f *os.File, body []byte) error {
	_, err := f.Write(body)
	if err == nil {
		err = Flush(f)
	}
	return errors.Join(err, f.Close())
}

// Flush flushes an open file or folder.
func Flush(f *os.File) error {
	if err := f.Sync(); err != nil && !unsupported(err) {
		return fmt.Errorf("write to the disk: %w", err)
	}
	return nil
}

// unsupported reports whether an error means that there is nothing to flush with: some
// network and user-space file systems say so in different words.
func unsupported(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTTY)
}

// Folders flushes the names in folders. A folder that is gone, or that may be written but not
// read, is left out.
func Folders(names []string) error {
	if runtime.GOOS == "windows" { // which has no way to
		return nil
	}
	var f Flusher
	for _, name := range names {
		f.add(job{name, os.O_RDONLY})
	}
	return f.Wait()
}

// maxFlushes is how many files a Flusher flushes at a time. Each only waits for the disk, which
// does many in one go.
const maxFlushes = 32

// Flusher flushes files while others are written. The zero Flusher is ready, and safe for
// concurrent use.
type Flusher struct {
	mu      sync.Mutex
	jobs    []job
	workers int
	done    sync.WaitGroup
	flushed int
	err     error // the first one
}

// job is a file or folder to flush, and how to open it.
type job struct {
	name string
	flag int
}

// Add flushes a closed file soon.
func (f *Flusher) Add(name string) { f.add(job{name, os.O_WRONLY}) }

func (f *Flusher) add(j job) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.jobs = append(f.jobs, j)
	if f.workers < maxFlushes {
		f.workers++
		f.done.Go(f.work)
	}
}

// work flushes until there is nothing to flush.
func (f *Flusher) work() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.jobs) > 0 {
		j := f.jobs[len(f.jobs)-1]
		f.jobs = f.jobs[:len(f.jobs)-1]
		f.mu.Unlock()
		err := j.do()
		f.mu.Lock()
		if f.flushed++; f.err == nil {
			f.err = err
		}
	}
	f.workers--
}

func (j job) do() error {
	file, err := os.OpenFile(j.name, j.flag, 0)
	if err != nil {
		if folder := j.flag == os.O_RDONLY; folder && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
			return nil
		}
		return err
	}
	return errors.Join(Flush(file), file.Close())
}

// Wait waits until all files that were added are flushed, and returns the first error. The
// Flusher can be used again.
func (f *Flusher) Wait() error {
	f.done.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.err
	f.err = nil
	return err
}

// Flushed returns how many files were flushed so far.
func (f *Flusher) Flushed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.flushed
}
