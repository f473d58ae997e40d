package clean

import (
	"bytes"
)

// tiffKept are the tags of TIFF 6.0 that say how the pixels are stored and what
// colours and sizes they have.
var tiffKept = func() map[uint16]bool {
	m := map[uint16]bool{}
	for _, t := range []uint16{254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 297,
		301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34675, tagCopyright} {
		m[t] = true
	}
	return m
}()

// cleanTIFF writes the first pages anew, in a copy of the file of which all is zero
// but the fields of tiffKept and the pixels; offsets stay the same.
func cleanTIFF(j *job, b []byte) ([]byte, error) {
	d, at := newDirectory(b)
	if at == 0 {
		return nil, damaged("the TIFF file has no directory")
	}
	out := make([]byte, len(b))
	copy(out[:8], b[:8])
	used, behind := 8, 8
	keep := func(start, size int) bool {
		if start < 8 || size < 0 || start > len(b) || size > len(b)-start {
			return false
		}
		copy(out[start:start+size], b[start:start+size])
		used = max(used, start+size)
		return true
	}
	var writes []func() // of directories, after all else, which may overlap them
	for pages := 0; at != 0; pages++ {
		entries, next := d.entries(at)
		if len(entries) == 0 || pages > 1000 {
			return nil, damaged("a directory of the TIFF file can't be read")
		}
		if at < behind { // its fields would be written over those of another page
			return nil, damaged("two directories of the TIFF file overlap")
		}
		behind = at + 2 + 12*int(d.order.Uint16(b[at:])) + 4
		kept := j.tiffFields(entries)
		if len(kept) == 0 || at+2+12*len(kept)+4 > len(b) {
			return nil, damaged("a page of the TIFF file has no pixels")
		}
		writes = append(writes, func() { d.write(out, at, kept, next) })
		used = max(used, at+2+12*len(kept)+4)
		for _, e := range kept {
			if len(e.value) > 4 && !keep(e.at, len(e.value)) {
				return nil, damaged("a field of the TIFF file lies outside")
			}
		}
		if !d.pixels(kept, keep) {
			return nil, damaged("the pixels of the TIFF file lie outside")
		}
		if next <= at { // backwards would be a circle
			break
		}
		at = next
	}
	for _, write := range writes {
		write()
	}
	if len(bytes.Trim(b[used:], "\x00")) > 0 {
		j.remove(Trailing)
	}
	return out[:used], nil
}

// tiffFields returns the fields that stay.
func (j *job) tiffFields(entries []entry) (kept []entry) {
	for _, e := range entries {
		k, known := exifKinds[e.tag]
		switch {
		case tiffKept[e.tag] && (e.tag != tagCopyright || j.keep.Copyright):
			kept = append(kept, e)
		case known:
			j.remove(k)
		default:
			j.remove(Description)
		}
	}
	return kept
}

// write writes a directory of the fields that stay, where it was.
func (d directory) write(out []byte, at int, kept []entry, next int) {
	d.order.PutUint16(out[at:], uint16(len(kept)))
	p := at + 2
	for _, e := range kept {
		d.order.PutUint16(out[p:], e.tag)
		d.order.PutUint16(out[p+2:], e.kind)
		d.order.PutUint32(out[p+4:], e.count)
		if len(e.value) > 4 {
			d.order.PutUint32(out[p+8:], uint32(e.at))
		} else {
			copy(out[p+8:p+12], e.value)
		}
		p += 12
	}
	if next <= at {
		next = 0
	}
	d.order.PutUint32(out[p:], uint32(next))
}

// pixels keeps the strips or tiles, and the tables of a JPEG picture.
func (d directory) pixels(kept []entry, keep func(start, size int) bool) bool {
	fields := map[uint16]entry{}
	for _, e := range kept {
		fields[e.tag] = e
	}
	for _, pair := range [][2]uint16{{273, 279}, {324, 325}, {513, 514}} {
		starts, sizes := d.numbers(fields[pair[0]]), d.numbers(fields[pair[1]])
		if len(starts) != len(sizes) {
			return false
		}
		for i := range starts {
			if !keep(starts[i], sizes[i]) {
				return false
			}
		}
	}
	return true
}

// numbers returns the numbers of a field.
func (d directory) numbers(e entry) []int {
	size := map[uint16]int{3: 2, 4: 4}[e.kind]
	if size == 0 {
		return nil
	}
	var out []int
	for i := 0; i+size <= len(e.value); i += size {
		if size == 2 {
			out = append(out, int(d.order.Uint16(e.value[i:])))
		} else {
			out = append(out, int(d.order.Uint32(e.value[i:])))
		}
	}
	return out
}
