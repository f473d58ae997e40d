package bleveindex

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"griot/generator/search"
)

// A block in the cache is two files: KEY.zap, the segment, and KEY.aux, what
// the whole index needs to know of it. The second carries the checksum of both
// and is written last, so that a block is there entirely or not at all.

// sidecar is what the index needs to know of a block beside its segment.
type sidecar struct {
	docs   int
	tokens int          // sum of lengths
	words  search.Words // spellings and their documents, Text the spelling
}

const sidecarMagic = "griot block " + formatVersion + "\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// blockCache is the folder of one language's blocks.
type blockCache struct{ dir string }

func (c blockCache) segment(key string) string { return filepath.Join(c.dir, key+".zap") }
func (c blockCache) sidecar(key string) string { return filepath.Join(c.dir, key+".aux") }

// load returns the sidecar of a cached block; false if the block isn't there
// or is damaged.
func (c blockCache) load(key string) (*sidecar, bool) {
	data, err := os.ReadFile(c.sidecar(key))
	if err != nil || len(data) < len(sidecarMagic)+8 || !bytes.HasPrefix(data, []byte(sidecarMagic)) {
		return nil, false
	}
	body, sums := data[:len(data)-8], data[len(data)-8:]
	if crc32.Checksum(body, castagnoli) != binary.BigEndian.Uint32(sums) {
		return nil, false
	}
	sum, err := fileSum(c.segment(key))
	if err != nil || sum != binary.BigEndian.Uint32(sums[4:]) {
		return nil, false
	}
	return parseSidecar(body[len(sidecarMagic):])
}

// store writes the sidecar of a block whose segment is written already.
func (c blockCache) store(key string, s *sidecar) error {
	sum, err := fileSum(c.segment(key))
	if err != nil {
		return fmt.Errorf("read segment %q: %w", c.segment(key), err)
	}
	data := []byte(sidecarMagic)
	data = binary.AppendUvarint(data, uint64(s.docs))
	data = binary.AppendUvarint(data, uint64(s.tokens))
	data = s.words.Append(data)
	data = binary.BigEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
	data = binary.BigEndian.AppendUint32(data, sum)
	temp := c.sidecar(key) + ".tmp"
	if err := os.WriteFile(temp, data, 0o644); err != nil {
		return fmt.Errorf("write %q: %w", temp, err)
	}
	return os.Rename(temp, c.sidecar(key))
}

func parseSidecar(body []byte) (*sidecar, bool) {
	docs, n := binary.Uvarint(body)
	if n <= 0 {
		return nil, false
	}
	tokens, m := binary.Uvarint(body[n:])
	if m <= 0 {
		return nil, false
	}
	words, err := search.ReadWords(body[n+m:])
	if err != nil {
		return nil, false
	}
	return &sidecar{int(docs), int(tokens), words}, true
}

func fileSum(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	if _, err := io.Copy(h, f); err != nil {
		return 0, err
	}
	return h.Sum32(), nil
}

// prune removes all blocks whose key isn't wanted, and nothing else.
func (c blockCache) prune(wanted map[string]bool) error {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return fmt.Errorf("read block cache %q: %w", c.dir, err)
	}
	for _, e := range entries {
		key, kind, _ := strings.Cut(e.Name(), ".")
		if ours := kind == "zap" || kind == "aux" || kind == "aux.tmp"; !ours || wanted[key] && kind != "aux.tmp" {
			continue
		}
		if err := os.Remove(filepath.Join(c.dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clean block cache: %w", err)
		}
	}
	return nil
}
