package clean

import (
	"bytes"
	"math/bits"
)

// Elements of Matroska and WebM (RFC 9559).
const (
	ebmlHead     = 0x1a45dfa3
	ebmlVoid     = 0xec
	ebmlSegment  = 0x18538067
	ebmlInfo     = 0x1549a966
	ebmlTracks   = 0x1654ae6b
	ebmlTrack    = 0xae
	ebmlCluster  = 0x1f43b675
	ebmlChapters = 0x1043a770
	ebmlTags     = 0x1254c367
	ebmlFiles    = 0x1941a469
)

// ebmlGone are the elements that become void.
var ebmlGone = map[uint64]Kind{
	ebmlTags: Description, ebmlFiles: Attachment, 0xbf: "", // checksum
	0x4461: History, 0x7ba9: Description, 0x7384: Person, 0x73a4: History, 0x3cb923: History, 0x3c83ab: Person, 0x3eb923: History, 0x3e83bb: Person,
	0x4444: History, 0x6924: History, // date, title, names and ids of segments
	0x536e: Description, 0x258688: Software, 0x3a9697: Software, 0x3b4040: Software, 0x26b240: Software, // names of tracks and codecs
	ebmlVoid: "",
}

// ebmlBlank are the texts that must be there: they become spaces.
var ebmlBlank = map[uint64]bool{0x4d80: true, 0x5741: true} // programs

// ebmlInner are the elements whose content is looked through.
var ebmlInner = map[uint64]bool{ebmlSegment: true, ebmlInfo: true, ebmlTracks: true, ebmlTrack: true}

// cleanWebM cleans a copy in place, so that no offset changes.
func cleanWebM(j *job, b []byte) ([]byte, error) {
	b = bytes.Clone(b)
	end, err := j.ebml(b, 0, len(b), 0)
	if err != nil {
		return nil, err
	}
	j.encoders(b)
	return b[:end], nil
}

// ebml cleans the elements between two offsets and returns where they end.
func (j *job) ebml(b []byte, i, end, depth int) (int, error) {
	for i < end {
		id, idSize := ebmlNumber(b[i:end], true)
		size, sizeSize := ebmlNumber(b[min(i+idSize, end):end], false)
		if idSize == 0 || sizeSize == 0 || depth > 8 {
			if depth == 0 && i > 0 {
				j.remove(Trailing)
				return i, nil
			}
			return 0, damaged("the WebM file has no element at byte %d", i)
		}
		body := i + idSize + sizeSize
		unknown := size == 1<<(7*sizeSize)-1
		switch {
		case depth == 0 && i > 0 && id != ebmlHead && id != ebmlSegment && id != ebmlVoid && !ebmlLevel1[id]:
			j.remove(Trailing)
			return i, nil
		case unknown && (id == ebmlSegment || id == ebmlCluster): // of a live stream: up to the next one
			i = body
			continue
		case unknown || size > uint64(end-body):
			if id != ebmlSegment && id != ebmlCluster {
				return 0, damaged("the WebM element %x is cut off", id)
			}
			size = uint64(end - body)
		}
		next := body + int(size)
		kind, gone := ebmlGone[id]
		switch {
		case gone:
			if kind != "" {
				j.remove(kind)
			}
			if !ebmlVoided(b[i:next]) {
				return 0, damaged("the WebM element %x can't be emptied", id)
			}
		case ebmlBlank[id]:
			for k := body; k < next; k++ {
				if b[k] != ' ' {
					j.remove(Software)
				}
				b[k] = ' '
			}
		case ebmlInner[id]:
			if _, err := j.ebml(b, body, next, depth+1); err != nil {
				return 0, err
			}
		}
		i = next
	}
	return i, nil
}

// ebmlLevel1 are elements that stand at the top if the size of their segment is not
// known.
var ebmlLevel1 = map[uint64]bool{
	ebmlInfo: true, ebmlTracks: true, ebmlCluster: true, ebmlChapters: true, ebmlTags: true, ebmlFiles: true, 0x114d9b74: true, 0x1c53bb6b: true,
	0xe7: true, 0xa3: true, 0xa0: true, 0xab: true, 0xa7: true, 0xbf: true, // in a cluster
}

// ebmlNumber reads a number of variable length, and its size; an id has its marker.
func ebmlNumber(b []byte, id bool) (uint64, int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	size := bits.LeadingZeros8(b[0]) + 1
	if size > len(b) || id && size > 4 {
		return 0, 0
	}
	n := uint64(b[0])
	if !id {
		n &= 1<<(8-size) - 1
	}
	for _, x := range b[1:size] {
		n = n<<8 | uint64(x)
	}
	return n, size
}

// ebmlVoided turns an element into a void one of the same size.
func ebmlVoided(b []byte) bool {
	for sizeSize := 1; sizeSize <= 8; sizeSize++ {
		rest := len(b) - 1 - sizeSize
		if rest < 0 || uint64(rest) >= 1<<(7*sizeSize)-1 {
			continue
		}
		clear(b)
		b[0] = ebmlVoid
		n := uint64(rest) | 1<<(7*sizeSize)
		for k := range sizeSize {
			b[1+k] = byte(n >> (8 * (sizeSize - 1 - k)))
		}
		return true
	}
	return false
}
