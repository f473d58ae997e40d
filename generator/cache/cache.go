// Package cache stores files that one run of a program leaves for the next, and
// provides what every cache of Griot needs.
//
//	d, err := cache.Open(".griot")
//	sum, err := d.Write("loader", func(w io.Writer) error { ... })
//	text, err := d.Text("loader") // ErrAbsent: compute it again
//
// Put and Get store a value instead of bytes. Coder writes and reads the parts
// of a value with the same calls. Hash tells whether bytes are equal, Stamp
// whether a file has to be read again, Program which program runs. Memo is a
// bounded cache in memory.
//
// A file that is missing, truncated, altered, renamed or written by another
// program counts as absent; Dir never returns anything but what was written. The
// package never knows what is cached, and a cache can be deleted at any time.
package cache

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// ErrAbsent means that the cache has no such file, or none that can be used.
var ErrAbsent = errors.New("not in the cache")

// Dir is a folder of cache files. A file is:
//
//	magic
//	16 bytes: the program that wrote it
//	1 byte: length of the file's name, then the name
//	the content
//	8 bytes: xxHash64 of all that, big-endian
type Dir struct {
	path    string
	program [16]byte
}

const (
	magic   = "griot cache 1\n"
	sumSize = 8
)

// Open returns a folder of files that only this program reads and writes. The
// folder must exist when something is written.
func Open(path string) (Dir, error) {
	program, err := Program()
	if err != nil {
		return Dir{}, fmt.Errorf("open cache: %w", err)
	}
	return Dir{path, program}, nil
}

// Path returns the path of a file in the folder.
func (d Dir) Path(name string) string { return filepath.Join(d.path, name) }

// head returns the bytes before a file's content.
func (d Dir) head(name string) []byte {
	b := append([]byte(magic), d.program[:]...)
	return append(append(b, byte(len(name))), name...)
}

// Write replaces a file with what the function writes, and returns the file's
// checksum. The old file stays until the new one is complete. A name has at
// most 255 bytes.
func (d Dir) Write(name string, write func(io.Writer) error) (sum uint64, err error) {
	temp := d.Path(name) + ".new"
	if err := RemoveStrange(temp); err != nil {
		return 0, fmt.Errorf("write cache: %w", err)
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, fmt.Errorf("write cache: %w", err)
	}
	digest := xxhash.New()
	out := bufio.NewWriterSize(f, 1<<16)
	all := io.MultiWriter(out, digest)
	if _, err = all.Write(d.head(name)); err == nil {
		err = write(all)
	}
	sum = digest.Sum64()
	if err == nil {
		_, err = out.Write(binary.BigEndian.AppendUint64(nil, sum))
	}
	if err = errors.Join(err, out.Flush(), f.Close(), RemoveStrange(d.Path(name))); err == nil {
		err = os.Rename(temp, d.Path(name))
	}
	if err != nil {
		return 0, fmt.Errorf("write cache: %w", errors.Join(err, os.Remove(temp)))
	}
	return sum, nil
}

// Text returns the content of a file, or ErrAbsent.
func (d Dir) Text(name string) (string, error) {
	var b strings.Builder
	_, err := d.read(name, func(size int64) io.Writer {
		b.Grow(int(size))
		return &b
	})
	if err != nil {
		return "", err
	}
	return b.String(), nil
}

// bytes returns the content and the checksum of a file, or ErrAbsent.
func (d Dir) bytes(name string) ([]byte, uint64, error) {
	var b bytes.Buffer
	sum, err := d.read(name, func(size int64) io.Writer {
		b.Grow(int(size))
		return &b
	})
	return b.Bytes(), sum, err
}

// read copies the content of a file to the writer that to returns for its size
// in bytes, and returns the file's checksum.
func (d Dir) read(name string, to func(size int64) io.Writer) (uint64, error) {
	f, err := d.Open(name)
	if err != nil {
		return 0, err
	}
	sum, ok, err := f.copy(to(f.size))
	if err = errors.Join(err, f.Close()); err == nil && !ok {
		err = ErrAbsent
	}
	return sum, err
}

// Remove deletes a file, if there is one.
func (d Dir) Remove(name string) error {
	if err := os.Remove(d.Path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clean cache: %w", err)
	}
	return nil
}

// File is a file of the cache whose content is read in parts.
type File struct {
	*io.SectionReader // the content
	file              *os.File
	head              []byte
	size              int64
}

// RemoveStrange removes what stands at a path unless it is a file: opening a named pipe would
// wait for ever.
func RemoveStrange(path string) error {
	info, err := os.Lstat(path)
	if err != nil || info.Mode().IsRegular() {
		return nil // opening it says what is wrong
	}
	return os.RemoveAll(path)
}

// Open opens a file and checks the name and program in its head. It does not
// read the content; Intact does.
func (d Dir) Open(name string) (*File, error) {
	if info, err := os.Lstat(d.Path(name)); err == nil && !info.Mode().IsRegular() {
		return nil, ErrAbsent
	}
	f, err := os.Open(d.Path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrAbsent
	} else if err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	info, err := f.Stat()
	want := d.head(name)
	head := make([]byte, len(want))
	if err == nil {
		if _, e := io.ReadFull(f, head); e != nil || !bytes.Equal(head, want) || info.Size() < int64(len(want)+sumSize) {
			err = ErrAbsent
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	size := info.Size() - int64(len(want)+sumSize)
	return &File{io.NewSectionReader(f, int64(len(want)), size), f, want, size}, nil
}

// Intact reads the file and reports whether its checksum is right.
func (f *File) Intact() (bool, error) {
	_, ok, err := f.copy(io.Discard)
	return ok, err
}

// copy copies the content, and reports whether its checksum is right.
func (f *File) copy(to io.Writer) (uint64, bool, error) {
	digest := xxhash.New()
	digest.Write(f.head) // never fails
	whole := io.NewSectionReader(f.SectionReader, 0, f.size)
	if _, err := io.CopyBuffer(onlyWriter{io.MultiWriter(to, digest)}, onlyReader{whole}, make([]byte, min(f.size+1, 1<<16))); err != nil {
		return 0, false, fmt.Errorf("read cache: %w", err)
	}
	var end [sumSize]byte
	if _, err := f.file.ReadAt(end[:], int64(len(f.head))+f.size); err != nil {
		return 0, false, fmt.Errorf("read cache: %w", err)
	}
	sum := digest.Sum64()
	return sum, binary.BigEndian.Uint64(end[:]) == sum, nil
}

// onlyReader and onlyWriter hide WriteTo and ReadFrom, so that io.CopyBuffer
// uses its buffer.
type (
	onlyReader struct{ io.Reader }
	onlyWriter struct{ io.Writer }
)

// Name returns the path of the file.
func (f *File) Name() string { return f.file.Name() }

// Close closes the file.
func (f *File) Close() error { return f.file.Close() }
