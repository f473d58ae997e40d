package clean

import (
	"bytes"
	"encoding/binary"
)

// jpeg2000 removes from a JPEG 2000 picture the boxes with metadata (ISO 15444-1,
// annex I) and the comments of its code.
func (j *job) jpeg2000(b []byte) ([]byte, error) {
	if bytes.HasPrefix(b, []byte{0xff, 0x4f}) {
		return j.codestream(b)
	}
	var out []byte
	for i := 0; i < len(b); {
		if i+8 > len(b) {
			return nil, damaged("the JPEG 2000 picture is cut off")
		}
		size, head := int64(binary.BigEndian.Uint32(b[i:])), 8
		if size == 1 && i+16 <= len(b) {
			size, head = int64(binary.BigEndian.Uint64(b[i+8:])), 16
		}
		if size == 0 {
			size = int64(len(b) - i)
		}
		if size < int64(head) || size > int64(len(b)-i) {
			return nil, damaged("a box of the JPEG 2000 picture is cut off")
		}
		data := b[i+head : i+int(size)]
		switch name := string(b[i+4 : i+8]); name {
		case "jp2c":
			code, err := j.codestream(data)
			if err != nil {
				return nil, err
			}
			out = appendBox(out, name, code)
		case "jP  ", "ftyp", "jp2h", "rreq":
			out = appendBox(out, name, data)
		default:
			j.remove(Description)
		}
		i += int(size)
	}
	return out, nil
}

// codestream removes the comments before the first tile.
func (j *job) codestream(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, damaged("the JPEG 2000 picture is cut off")
	}
	out := append([]byte(nil), b[:2]...)
	for i := 2; ; {
		if i+4 > len(b) || b[i] != 0xff {
			return nil, damaged("the JPEG 2000 picture has no tiles")
		}
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if b[i+1] == 0x90 || end > len(b) || end < i+4 {
			return append(out, b[i:]...), nil
		}
		if b[i+1] == 0x64 {
			j.remove(Software)
		} else {
			out = append(out, b[i:end]...)
		}
		i = end
	}
}

func appendBox(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)+8))
	return append(append(out, name...), data...)
}
