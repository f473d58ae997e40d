package clean

import (
	"bytes"
	"encoding/binary"
)

// cleanBMP keeps the header, the colours and the pixels; a colour profile and what
// stands between and after them go.
func cleanBMP(j *job, b []byte) ([]byte, error) {
	if len(b) < 54 {
		return nil, damaged("the BMP file has no header")
	}
	at, head := int64(binary.LittleEndian.Uint32(b[10:])), int64(binary.LittleEndian.Uint32(b[14:]))
	width, height := int64(int32(binary.LittleEndian.Uint32(b[18:]))), int64(int32(binary.LittleEndian.Uint32(b[22:])))
	bits, packed := int64(binary.LittleEndian.Uint16(b[28:])), binary.LittleEndian.Uint32(b[30:])
	if head < 40 || head > 124 || 14+head > at || at > int64(len(b)) || width <= 0 || width > 1<<16 || height > 1<<16 || height < -1<<16 || bits > 32 {
		return nil, damaged("the BMP file's header is wrong")
	}
	size := (width*bits + 31) / 32 * 4 * max(height, -height)
	if packed == 1 || packed == 2 {
		size = int64(binary.LittleEndian.Uint32(b[34:]))
	} else if packed != 0 && packed != 3 && packed != 6 {
		return nil, &Error{Unknown, "a BMP picture that is packed"}
	}
	if at+size > int64(len(b)) {
		return nil, damaged("the BMP file is cut off")
	}
	table := int64(0)
	if bits <= 8 {
		if table = 4 * int64(binary.LittleEndian.Uint32(b[46:])); table == 0 {
			table = 4 << bits
		}
	}
	if packed == 3 && head == 40 {
		table += 12
	}
	if 14+head+table > at || table < 0 {
		table = at - 14 - head
	}
	if at+size < int64(len(b)) {
		j.remove(Trailing)
	}
	out := bytes.Clone(b[:14+head+table])
	out = append(out, b[at:at+size]...)
	clear(out[6:10])
	binary.LittleEndian.PutUint32(out[2:], uint32(len(out)))
	binary.LittleEndian.PutUint32(out[10:], uint32(14+head+table))
	if head == 124 { // a profile, or the path of one
		if kind := string(out[70:74]); kind == "DEBM" || kind == "KNIL" {
			j.remove(Description)
			copy(out[70:], "BGRs") // sRGB
		}
		clear(out[14+112 : 14+120])
	}
	return out, nil
}
