package pipeline

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"

	"github.com/fxamacker/cbor/v2"

	"griot/generator/diag"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// state is what a build leaves for the next one, in .griot/. All of it can be
// made again from content/: where it is missing, damaged or of another
// version, the build starts afresh.
type state struct {
	Manifest    commit.Manifest
	Images      map[string]imageInfo
	Attachments map[string]attachmentInfo
	Indexes     map[string]indexInfo // by language

	SourcesHash     site.Hash            // of all that the last published site was made from
	OutlineHash     site.Hash            // of what it followed from besides its texts
	ConversionsHash site.Hash            // of the file of records that stands for its texts
	Freshness       map[string]site.Hash // of how its translations stood, by unit
	Pages           int                  // of that site
	Diagnostics     diag.List            // of that site: warnings
}

func newState() *state {
	return &state{
		Manifest:    commit.Manifest{},
		Images:      map[string]imageInfo{},
		Attachments: map[string]attachmentInfo{},
		Indexes:     map[string]indexInfo{},
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

// The cache's files carry the version of their form in their names.
const (
	stateName       = "state-4"
	conversionsName = "records-6"
)

// whole reads what Griot wrote itself, however large the site: without options
// of its own, cbor takes more than 131 072 entries for an attack.
var whole = func() cbor.DecMode {
	mode, err := cbor.DecOptions{MaxMapPairs: math.MaxInt32, MaxArrayElements: math.MaxInt32}.DecMode()
	if err != nil {
		panic(err) // a constant of this program
	}
	return mode
}()

var errDamaged = errors.New("the cache is damaged")

// readCache reads a file of the cache into v and returns its sum. Anything that
// makes it unusable is errDamaged, and so is a file of another program; what v
// holds then is of no use.
func readCache(path string, program site.Hash, v any) (sum site.Hash, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sum, errDamaged
	} else if err != nil {
		return sum, fmt.Errorf("read cache: %w", err)
	}
	const head = len(program) * 2
	if len(b) < head || !bytes.Equal(b[:16], program[:]) {
		return sum, errDamaged
	}
	if sum = hashOf(b[head:]); !bytes.Equal(b[16:head], sum[:]) {
		return sum, errDamaged
	}
	if err := whole.Unmarshal(b[head:], v); err != nil {
		return sum, errors.Join(errDamaged, err)
	}
	return sum, nil
}

// writeCache writes a file of the cache whole, first beside, then over the old
// one, and returns its sum.
func writeCache(path string, program site.Hash, v any) (sum site.Hash, err error) {
	body, err := cbor.Marshal(v)
	if err != nil {
		return sum, fmt.Errorf("write cache: %w", err)
	}
	sum = hashOf(body)
	if err := writeFile(path, program[:], sum[:], body); err != nil {
		return sum, fmt.Errorf("write cache: %w", err)
	}
	return sum, nil
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
	return hashOf([]byte(fmt.Sprint(commit.StampOf(info)))), nil
}
