package build

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fxamacker/cbor/v2"

	"griot/generator/site"
)

// state is what a build leaves for the next one, in .griot/. All of it can be
// made again from content/: where it is missing, damaged or of another
// version, the build starts afresh.
type state struct {
	Converted map[convKey]*conversion
	Outputs   map[string]published
	Images    map[string]imageInfo
	Documents map[string]documentInfo
	Indexes   map[string]indexInfo // by language
}

func newState() *state {
	return &state{
		Converted: map[convKey]*conversion{},
		Outputs:   map[string]published{},
		Images:    map[string]imageInfo{},
		Documents: map[string]documentInfo{},
		Indexes:   map[string]indexInfo{},
	}
}

// convKey names a conversion: a group as the readers of one language get it.
type convKey struct{ Group, Lang string }

// MarshalText lets the key stand in a map of the state file.
func (k convKey) MarshalText() ([]byte, error) { return []byte(k.Lang + " " + k.Group), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *convKey) UnmarshalText(b []byte) error {
	lang, group, ok := bytes.Cut(b, []byte{' '})
	if !ok {
		return fmt.Errorf("conversion key %q", b)
	}
	k.Lang, k.Group = string(lang), string(group)
	return nil
}

// published is a file of the output folder as the last build left it.
type published struct {
	Key   site.Hash // of what it was made from
	Sum   site.Hash // of its bytes
	Stamp stamp
}

// stamp recognises a file without reading it.
type stamp struct {
	Size  int64
	MTime int64 // nanoseconds
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// hashOf is the first 16 bytes of the SHA-256 sum of the parts, each led by
// its length.
func hashOf(parts ...[]byte) (h site.Hash) {
	sum := sha256.New()
	var n [8]byte
	for _, p := range parts {
		for i := range n {
			n[i] = byte(len(p) >> (8 * i))
		}
		sum.Write(n[:])
		sum.Write(p)
	}
	copy(h[:], sum.Sum(nil))
	return h
}

// stateName carries the version of the state's form.
const stateName = "state-1"

var errStateDamaged = errors.New("the cache's state is damaged")

// loadState reads the state of the last build. Anything that makes it
// unusable gives a fresh one; only a folder that can't be read is an error.
func loadState(dir string, program site.Hash) (*state, error) {
	b, err := os.ReadFile(filepath.Join(dir, stateName))
	if errors.Is(err, fs.ErrNotExist) {
		return newState(), nil
	} else if err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	s, err := decodeState(b, program)
	if err != nil {
		return newState(), nil
	}
	return s, nil
}

func decodeState(b []byte, program site.Hash) (*state, error) {
	const head = len(program) * 2
	if len(b) < head || !bytes.Equal(b[:16], program[:]) {
		return nil, errStateDamaged
	}
	if sum := hashOf(b[head:]); !bytes.Equal(b[16:head], sum[:]) {
		return nil, errStateDamaged
	}
	s := newState()
	if err := cbor.Unmarshal(b[head:], s); err != nil {
		return nil, errors.Join(errStateDamaged, err)
	}
	return s, nil
}

// save writes the state whole: first beside, then over the old one.
func (s *state) save(dir string, program site.Hash) error {
	body, err := cbor.Marshal(s)
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	sum := hashOf(body)
	tmp := filepath.Join(dir, stateName+".new")
	f, err := os.Create(tmp)
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	for _, part := range [][]byte{program[:], sum[:], body} {
		if _, err := f.Write(part); err != nil {
			return errors.Join(fmt.Errorf("write cache: %w", err), f.Close())
		}
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(dir, stateName)); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// programHash stands for the running program, so that another build of Griot
// never trusts this one's cache. It comes from the executable's size and
// time, which change whenever it is built anew.
func programHash() (site.Hash, error) {
	path, err := os.Executable()
	if err != nil {
		return site.Hash{}, fmt.Errorf("find the program: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return site.Hash{}, fmt.Errorf("find the program: %w", err)
	}
	return hashOf([]byte(fmt.Sprint(stampOf(info)))), nil
}
