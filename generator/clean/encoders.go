package clean

import "bytes"

// encoderMarks are the starts of what encoders write of themselves into sound and
// pictures, where decoders pass it over, with the byte that replaces it.
var encoderMarks = []struct {
	start string
	blank byte
	more  func(c byte) bool // what follows the start
}{
	{"LAME3.", 'U', version},
	{"Lavc", '0', version}, {"Lavf", '0', version},
	{"x264 - core ", ' ', printable}, {"x265 (build ", ' ', printable},
}

func version(c byte) bool   { return c >= '0' && c <= '9' || c == '.' }
func printable(c byte) bool { return c >= ' ' && c <= '~' }

// encoders blanks the names and versions of encoders.
func (j *job) encoders(b []byte) {
	for _, mark := range encoderMarks {
		for i := 0; ; {
			n := bytes.Index(b[i:], []byte(mark.start))
			if n < 0 {
				break
			}
			start := i + n
			for i = start + len(mark.start); i < len(b) && mark.more(b[i]); i++ {
			}
			if i == start+len(mark.start) {
				continue
			}
			j.remove(Software)
			for k := start; k < i; k++ {
				b[k] = mark.blank
			}
		}
	}
}

// hevcArrays blanks the messages of encoders among the parameters of HEVC pictures
// (ISO 14496-15, 8.3.3).
func (m *movie) hevcArrays(b []byte) {
	count, b, ok := field(b, 1)
	for ; ok && count > 0; count-- {
		var kind, units, size uint64
		if kind, b, ok = field(b, 1); ok {
			units, b, ok = field(b, 2)
		}
		for ; ok && units > 0; units-- {
			if size, b, ok = field(b, 2); !ok || size > uint64(len(b)) {
				return
			}
			if kind&0x3f == 39 && size > 2 {
				m.sei(b[2:size])
			}
			b = b[size:]
		}
	}
}
