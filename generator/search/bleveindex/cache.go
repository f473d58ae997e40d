package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"

	"griot/generator/cache"
	"griot/generator/search/analysis"
	"griot/generator/search/zap"
)

// A block in the cache is one file, KEY.block. Its content:
//
//	8 bytes each: sizes of the three parts that follow, big-endian
//	stats   blockStats
//	lists   for each document its length and the size of its stored fields; for
//	        each field the size of its list and the list (zap.Block.Lists)
//	stored  the stored fields of each document (zap.StoredEncoder)
//
// Numbers are uvarints, strings follow their lengths.

// blockStats is the part of a block that is needed before the segment is written.
type blockStats struct {
	docs   int
	tokens int            // sum of lengths
	words  analysis.Words // with the spelling as Text
}

// block is a complete block.
type block struct {
	blockStats
	lengths, sizes []uint32 // by document
	lists          [][]byte // by field
	stored         []byte
}

// blockCache is the folder of a language's blocks in the cache.
type blockCache struct {
	path string
	dir  cache.Dir
}

// openBlockCache opens a folder of blocks, or creates it.
func openBlockCache(path string) (blockCache, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return blockCache{}, fmt.Errorf("make block cache: %w", err)
	}
	dir, err := cache.Open(path)
	return blockCache{path, dir}, err
}

const blockExtension = ".block"

// store writes a block.
func (c blockCache) store(key string, b *block) error {
	head := binary.AppendUvarint(nil, uint64(b.docs))
	head = binary.AppendUvarint(head, uint64(b.tokens))
	head = b.words.Append(head)
	var lists []byte
	for i := range b.docs {
		lists = binary.AppendUvarint(lists, uint64(b.lengths[i]))
		lists = binary.AppendUvarint(lists, uint64(b.sizes[i]))
	}
	for _, list := range b.lists {
		lists = append(binary.AppendUvarint(lists, uint64(len(list))), list...)
	}
	var start []byte
	for _, part := range [][]byte{head, lists, b.stored} {
		start = binary.BigEndian.AppendUint64(start, uint64(len(part)))
	}
	_, err := c.dir.Write(key+blockExtension, func(w io.Writer) error {
		for _, part := range [][]byte{start, head, lists, b.stored} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// load returns the blockStats of a cached block, or false if the block is missing or
// damaged.
func (c blockCache) load(key string) (*blockStats, bool) {
	f, err := c.dir.Open(key + blockExtension)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	if ok, err := f.Intact(); !ok || err != nil {
		return nil, false
	}
	sizes, err := readSizes(f)
	if err != nil {
		return nil, false
	}
	head := make([]byte, sizes[0])
	if _, err := f.ReadAt(head, sizes.start()); err != nil {
		return nil, false
	}
	return parseBlockStats(head)
}

// partSizes are the sizes of the parts of a block.
type partSizes [3]int64

func (s partSizes) start() int64 { return int64(8 * len(s)) }

func readSizes(f *cache.File) (partSizes, error) {
	var sizes partSizes
	start := make([]byte, sizes.start())
	if _, err := f.ReadAt(start, 0); err != nil {
		return sizes, fmt.Errorf("read block: %w", err)
	}
	total := sizes.start()
	for i := range sizes {
		sizes[i] = int64(binary.BigEndian.Uint64(start[8*i:]))
		if sizes[i] < 0 || sizes[i] > f.Size() {
			return sizes, fmt.Errorf("read block: it is damaged")
		}
		total += sizes[i]
	}
	if total != f.Size() {
		return sizes, fmt.Errorf("read block: it is damaged")
	}
	return sizes, nil
}

func parseBlockStats(data []byte) (*blockStats, bool) {
	docs, rest, ok := cache.Uvarint(data)
	if !ok || docs > maxBlock {
		return nil, false
	}
	tokens, rest, ok := cache.Uvarint(rest)
	if !ok || tokens > math.MaxInt32*maxBlock {
		return nil, false
	}
	words, err := analysis.ReadWords(rest)
	if err != nil {
		return nil, false
	}
	return &blockStats{int(docs), int(tokens), words}, true
}

// openBlock is a cached block while a segment is written from it.
type openBlock struct {
	zap.Block
	file *cache.File
}

// open opens a block for which load returned true.
func (c blockCache) open(key string, docs int) (*openBlock, error) {
	f, err := c.dir.Open(key + blockExtension)
	if err != nil {
		return nil, fmt.Errorf("open block: %w", err)
	}
	b := &openBlock{zap.Block{Name: f.Name(), Lengths: make([]uint32, docs), Sizes: make([]uint32, docs)}, f}
	sizes, err := readSizes(f)
	var lists []byte
	if err == nil {
		lists = make([]byte, sizes[1])
		_, err = f.ReadAt(lists, sizes.start()+sizes[0])
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read block %q: %w", f.Name(), err), f.Close())
	}
	if !b.parse(lists, docs, sizes[2]) {
		return nil, errors.Join(fmt.Errorf("read block %q: it is damaged", f.Name()), f.Close())
	}
	b.Stored = io.NewSectionReader(f, sizes.start()+sizes[0]+sizes[1], sizes[2])
	return b, nil
}

// parse reads the lengths and sizes of documents, whose stored fields take a number of bytes
// in all, and the lists; false if they are damaged.
func (b *openBlock) parse(lists []byte, docs int, stored int64) bool {
	ok := true
	number := func() (n uint64) {
		if ok {
			n, lists, ok = cache.Uvarint(lists)
		}
		return n
	}
	for i := range docs {
		length, size := number(), number()
		b.Lengths[i], b.Sizes[i] = uint32(length), uint32(size)
		if stored -= int64(size); length > math.MaxUint32 || size > math.MaxUint32 || stored < 0 {
			return false
		}
	}
	for range fields {
		n := number()
		if !ok || n > uint64(len(lists)) {
			return false
		}
		b.Lists = append(b.Lists, lists[:n])
		lists = lists[n:]
	}
	return ok && stored == 0
}

// prune removes the blocks whose keys aren't wanted, and files of older programs or of
// builds that were killed.
func (c blockCache) prune(wanted map[string]bool) error {
	entries, err := os.ReadDir(c.path)
	if err != nil {
		return fmt.Errorf("read block cache %q: %w", c.path, err)
	}
	for _, e := range entries {
		key, kind, _ := strings.Cut(e.Name(), ".")
		switch kind {
		case "block":
			if wanted[key] {
				continue
			}
		case "block.new", "block.tmp", "zap", "aux", "aux.tmp": // left behind, or an older program's
		default:
			continue
		}
		if err := os.Remove(filepath.Join(c.path, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clean block cache: %w", err)
		}
	}
	return nil
}
