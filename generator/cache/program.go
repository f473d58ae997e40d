package cache

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// Program identifies the running program: two programs that could behave
// differently have different identities. It is a hash of the build ID that the
// go command puts into the executable and that contains a hash of its content;
// of an executable without one, of the executable itself.
var Program = sync.OnceValues(func() ([16]byte, error) {
	path, err := os.Executable()
	if err != nil {
		return [16]byte{}, fmt.Errorf("find the program: %w", err)
	}
	return identify(path)
})

// identify returns the identity of an executable.
func identify(path string) ([16]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return [16]byte{}, fmt.Errorf("read the program: %w", err)
	}
	defer f.Close()
	start := make([]byte, 32<<10) // the go command looks for the ID no further either
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return [16]byte{}, fmt.Errorf("read the program: %w", err)
	}
	if id := buildID(start[:n]); id != "" {
		return Hash([]byte("build ID"), []byte(id)), nil
	}
	digest := sha256.New()
	digest.Write(start[:n])
	if _, err := io.Copy(digest, f); err != nil {
		return [16]byte{}, fmt.Errorf("read the program: %w", err)
	}
	return Hash([]byte("content"), digest.Sum(nil)), nil
}

// buildID returns the build ID from the first bytes of an executable: in an
// ELF file it is a note, elsewhere a text before the code. It is "" if there is
// none with a hash of the content: some build systems set the same ID for every
// program.
func buildID(start []byte) string {
	for _, before := range []string{"Go\x00\x00", "\xff Go build ID: \""} {
		for rest := start; ; {
			_, after, ok := bytes.Cut(rest, []byte(before))
			if !ok {
				break
			}
			if id := after[:min(len(after), idSize)]; isBuildID(id) {
				return string(id)
			}
			rest = after
		}
	}
	return ""
}

// A build ID has four parts of 120 bits in base64: hashes of the link's inputs,
// of those of package main, of package main and of the executable.
const (
	idPart = 20
	idSize = 4*idPart + 3
)

func isBuildID(id []byte) bool {
	if len(id) != idSize {
		return false
	}
	for i, c := range id {
		slash := i%(idPart+1) == idPart
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
		if slash != (c == '/') || !slash && !letter {
			return false
		}
	}
	return true
}
