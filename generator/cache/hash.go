package cache

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// Hash returns the first 16 bytes of a SHA-256 sum: of the bytes of one part,
// or of several parts with the length of each before it.
func Hash(parts ...[]byte) (h [16]byte) {
	if len(parts) == 1 {
		sum := sha256.Sum256(parts[0])
		copy(h[:], sum[:])
		return h
	}
	digest := sha256.New()
	var length [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(length[:], uint64(len(p)))
		digest.Write(length[:])
		digest.Write(p)
	}
	copy(h[:], digest.Sum(nil))
	return h
}

// Checksum tells damaged bytes from those that were written. It is fast, and no
// defence against bytes that were chosen to collide.
func Checksum(b []byte) uint64 { return xxhash.Sum64(b) }
