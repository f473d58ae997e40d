package clean

import (
	"bytes"
	"encoding/binary"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerCOM  = 0xfe
	markerAPP0 = 0xe0
)

// cleanJPEG keeps the segments that a decoder needs, the colour profile and the
// orientation, up to the end of the first picture.
func cleanJPEG(j *job, b []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(b)), 0xff, markerSOI)
	var profile iccParts
	var kept []byte // segments before the first scan, after those that are written anew
	var jfif []byte
	orientation := 1
	for i := 2; ; {
		for i < len(b) && b[i] == 0xff && i+1 < len(b) && b[i+1] == 0xff {
			i++ // fill bytes
		}
		if i+4 > len(b) || b[i] != 0xff {
			return nil, damaged("a JPEG segment is expected at byte %d", i)
		}
		marker, end := b[i+1], i+2+int(binary.BigEndian.Uint16(b[i+2:]))
		if end < i+4 || end > len(b) || marker == markerEOI || marker == markerSOI {
			return nil, damaged("the JPEG segment at byte %d is cut off", i)
		}
		data := b[i+4 : end]
		switch {
		case marker == markerSOS:
			exif := minimalEXIF(orientation, j.keptRights())
			out = append(out, jfif...)
			if exif != nil {
				out = segment(out, markerAPP0+1, append([]byte("Exif\x00\x00"), exif...))
			}
			if packet := j.keptRights().xmp(); packet != nil {
				out = segment(out, markerAPP0+1, append([]byte(xmpHeader), packet...))
			}
			out = profile.write(j, out)
			out = append(out, kept...)
			return j.scans(out, b, i)
		case marker == markerAPP0 && bytes.HasPrefix(data, []byte("JFIF\x00")) && len(data) >= 14:
			if len(data) > 14 {
				j.remove(Thumbnail)
			}
			head := append(bytes.Clone(data[:12]), 0, 0)
			jfif = segment(nil, markerAPP0, head)
		case marker == markerAPP0+2 && bytes.HasPrefix(data, []byte(iccHeader)):
			profile.add(data[len(iccHeader):])
		case marker == markerAPP0+14 && bytes.HasPrefix(data, []byte("Adobe")) && len(data) >= 12:
			kept = segment(kept, marker, data[:12])
		case marker >= markerAPP0 && marker <= markerAPP0+15 || marker == markerCOM:
			if o := j.application(marker, data); o > 1 {
				orientation = o
			}
		case marker >= 0xc0 && marker <= 0xdf:
			kept = append(kept, b[i:end]...)
		default:
			j.remove(Description)
		}
		i = end
	}
}

// scans appends the scans from byte i on, up to the end of the picture, with the
// tables between them.
func (j *job) scans(out, b []byte, i int) ([]byte, error) {
	for i+4 <= len(b) {
		marker, end := b[i+1], i+2+int(binary.BigEndian.Uint16(b[i+2:]))
		if marker == markerEOI {
			break
		}
		if end < i+4 || end > len(b) {
			return nil, damaged("the JPEG segment at byte %d is cut off", i)
		}
		start := i
		if i = end; marker == markerSOS {
			i = entropyEnd(b, end)
		}
		if marker >= 0xc0 && marker <= 0xdf {
			out = append(out, b[start:i]...)
		} else {
			j.remove(Comment)
		}
		for i+1 < len(b) && b[i] == 0xff && b[i+1] == 0xff {
			i++
		}
		if i < len(b) && b[i] != 0xff {
			return nil, damaged("a JPEG segment is expected at byte %d", i)
		}
	}
	if i+2 < len(b) && b[i] == 0xff && b[i+1] == markerEOI {
		j.remove(Trailing)
	}
	return append(out, 0xff, markerEOI), nil
}

// entropyEnd returns where the coded data that starts at byte i ends: before the next
// marker that is no restart.
func entropyEnd(b []byte, i int) int {
	for {
		n := bytes.IndexByte(b[i:], 0xff)
		if n < 0 || i+n+1 >= len(b) {
			return len(b)
		}
		i += n
		if next := b[i+1]; next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff {
			return i
		}
		if i++; b[i] != 0xff {
			i++
		}
	}
}

// application notes what an application segment or comment says that is removed, and
// returns the orientation if it gives one.
func (j *job) application(marker byte, data []byte) int {
	switch {
	case marker == markerCOM:
		j.remove(Comment)
	case bytes.HasPrefix(data, []byte("Exif\x00\x00")):
		return j.exif(data[6:])
	case bytes.HasPrefix(data, []byte("http://ns.adobe.com/x")):
		j.xmp(data)
	case marker == markerAPP0+13:
		j.iptc(data)
	case bytes.HasPrefix(data, []byte("MPF\x00")), bytes.HasPrefix(data, []byte("JFXX")), marker == markerAPP0+2 && bytes.HasPrefix(data, []byte("FPXR")):
		j.remove(Thumbnail)
	default:
		j.remove(Description)
	}
	return 1
}

// segment appends a segment; data that has no room in one is left out.
func segment(out []byte, marker byte, data []byte) []byte {
	if len(data)+2 > 0xffff {
		return out
	}
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(data)+2))
	return append(out, data...)
}

const (
	iccHeader = "ICC_PROFILE\x00"
	xmpHeader = "http://ns.adobe.com/xap/1.0/\x00"
)

// iccParts is a colour profile that is spread over segments (ICC.1, annex B.4).
type iccParts struct {
	parts [256][]byte
	count int
	bad   bool
}

func (p *iccParts) add(data []byte) {
	if len(data) < 2 || data[0] == 0 || p.parts[data[0]] != nil {
		p.bad = true
		return
	}
	p.parts[data[0]] = data[2:]
	p.count++
}

// write appends the segments of the cleaned profile.
func (p *iccParts) write(j *job, out []byte) []byte {
	if p.count == 0 || p.bad {
		return out
	}
	var whole []byte
	for _, part := range p.parts[1 : p.count+1] {
		whole = append(whole, part...)
	}
	whole = j.profile(whole)
	const size = 0xffff - 2 - len(iccHeader) - 2
	count := (len(whole) + size - 1) / size
	for n := 1; n <= count; n++ {
		part := whole[(n-1)*size : min(n*size, len(whole))]
		out = segment(out, markerAPP0+2, append(append([]byte(iccHeader), byte(n), byte(count)), part...))
	}
	return out
}
