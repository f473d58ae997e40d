package clean

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Tags of EXIF (JEITA CP-3451).
const (
	tagMake        = 0x010f
	tagModel       = 0x0110
	tagOrientation = 0x0112
	tagSoftware    = 0x0131
	tagDateTime    = 0x0132
	tagArtist      = 0x013b
	tagCopyright   = 0x8298
	tagEXIF        = 0x8769
	tagGPS         = 0x8825
)

// exifKinds says of what kind the tags of EXIF are.
var exifKinds = map[uint16]Kind{
	tagMake: Device, tagModel: Device, tagSoftware: Software, tagDateTime: History, tagArtist: Person, tagGPS: Position,
	0x010e: Comment, 0x9286: Comment, 0x9003: History, 0x9004: History, 0x927c: Device, 0xa430: Person, 0xa431: Device,
	0xa433: Device, 0xa434: Device, 0xa435: Device, 0x9c9b: Comment, 0x9c9c: Comment, 0x9c9d: Person, 0x9c9e: Comment,
}

// directory reads directories of TIFF and EXIF data.
type directory struct {
	b     []byte
	order binary.ByteOrder
}

// entry is a field of a directory; at is where its value is.
type entry struct {
	tag, kind uint16
	count     uint32
	at        int
	value     []byte
}

// newDirectory returns a reader and the offset of the first directory, or 0.
func newDirectory(b []byte) (directory, int) {
	if len(b) < 8 {
		return directory{}, 0
	}
	d := directory{b: b}
	switch string(b[:4]) {
	case "II*\x00":
		d.order = binary.LittleEndian
	case "MM\x00*":
		d.order = binary.BigEndian
	default:
		return directory{}, 0
	}
	at := d.order.Uint32(b[4:])
	if at < 8 || int64(at) > int64(len(b)) {
		return directory{}, 0
	}
	return d, int(at)
}

// tiffSizes are the sizes of the types of fields, in bytes.
var tiffSizes = [...]int{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4}

// entries reads the directory at an offset and the offset of the next one, or 0.
func (d directory) entries(at int) ([]entry, int) {
	if at < 8 || at+2 > len(d.b) {
		return nil, 0
	}
	n := int(d.order.Uint16(d.b[at:]))
	var out []entry
	for k := range n {
		p := at + 2 + 12*k
		if p+12 > len(d.b) {
			return out, 0
		}
		e := entry{tag: d.order.Uint16(d.b[p:]), kind: d.order.Uint16(d.b[p+2:]), count: d.order.Uint32(d.b[p+4:]), at: p + 8}
		if int(e.kind) >= len(tiffSizes) || e.kind == 0 {
			continue
		}
		size := int64(tiffSizes[e.kind]) * int64(e.count)
		if size > 4 {
			e.at = int(d.order.Uint32(d.b[p+8:]))
		}
		if size < 0 || int64(e.at)+size > int64(len(d.b)) {
			continue
		}
		e.value = d.b[e.at : e.at+int(size)]
		out = append(out, e)
	}
	p := at + 2 + 12*n
	if p+4 > len(d.b) {
		return out, 0
	}
	return out, int(d.order.Uint32(d.b[p:]))
}

// number returns the first number of a field, or 0.
func (d directory) number(e entry) int {
	switch {
	case e.kind == 3 && len(e.value) >= 2:
		return int(d.order.Uint16(e.value))
	case (e.kind == 4 || e.kind == 13) && len(e.value) >= 4:
		return int(d.order.Uint32(e.value))
	case e.kind == 1 && len(e.value) >= 1:
		return int(e.value[0])
	}
	return 0
}

// exif notes what EXIF data says that is removed and returns the orientation.
func (j *job) exif(b []byte) int {
	orientation := 1
	d, at := newDirectory(b)
	if at == 0 {
		j.remove(Description)
		return 1
	}
	first, next := d.entries(at)
	others := false
	for _, e := range first {
		switch e.tag {
		case tagOrientation:
			if n := d.number(e); n >= 1 && n <= 8 {
				orientation = n
			}
			continue
		case tagCopyright:
			if j.foundCopyright(string(e.value)); j.keep.Copyright {
				continue
			}
		case tagEXIF:
			more, _ := d.entries(d.number(e))
			for _, e := range more {
				if k, ok := exifKinds[e.tag]; ok {
					j.remove(k)
				}
			}
		}
		others = true
		if k, ok := exifKinds[e.tag]; ok {
			j.remove(k)
		}
	}
	if next > 0 {
		j.remove(Thumbnail)
	}
	if others {
		j.remove(Description)
	}
	return orientation
}

// minimalEXIF returns EXIF data that holds the orientation and what is kept of the
// copyright, or nil if there is nothing to say.
func minimalEXIF(orientation int, r rights) []byte {
	if orientation == 1 && r.copyright == "" {
		return nil
	}
	n := uint16(0)
	var fields, values []byte
	if orientation > 1 {
		n++
		fields = append(fields, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0)
	}
	if r.copyright != "" {
		n++
		text := append([]byte(r.copyright), 0)
		for len(text) < 5 { // shorter values would stand in the field itself
			text = append(text, 0)
		}
		fields = append(fields, 0x82, 0x98, 0, 2)
		fields = binary.BigEndian.AppendUint32(fields, uint32(len(text)))
		fields = binary.BigEndian.AppendUint32(fields, uint32(8+2+12*int(n)+4))
		values = text
	}
	out := append([]byte("MM\x00*"), 0, 0, 0, 8)
	out = binary.BigEndian.AppendUint16(out, n)
	out = append(out, fields...)
	return append(append(out, 0, 0, 0, 0), values...)
}

// rights are the texts that hub.yaml can keep.
type rights struct{ copyright, credit string }

func (j *job) foundCopyright(s string) { j.found(&j.rights.copyright, s) }
func (j *job) foundCredit(s string)    { j.found(&j.rights.credit, s) }

// found stores a text if it is the first one of its sort and short enough for any
// format.
func (j *job) found(to *string, s string) {
	s = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", " "), ""))
	if *to == "" && len(s) <= 2000 {
		*to = s
	}
}

// keptRights returns those of the rights that are to be kept.
func (j *job) keptRights() rights {
	var r rights
	if j.keep.Copyright {
		r.copyright = j.rights.copyright
	}
	if j.keep.Credit {
		r.credit = j.rights.credit
	}
	return r
}

// iptc notes what a segment of Photoshop's says (IPTC-IIM 4.2, record 2).
func (j *job) iptc(data []byte) {
	j.remove(Description)
	at := bytes.Index(data, []byte("8BIM\x04\x04"))
	if at < 0 {
		return
	}
	for i := at; i+5 <= len(data); i++ {
		if data[i] != 0x1c || data[i+1] != 2 {
			continue
		}
		size := int(binary.BigEndian.Uint16(data[i+3:]))
		if i+5+size > len(data) {
			return
		}
		text := string(data[i+5 : i+5+size])
		switch data[i+2] {
		case 80, 85, 122:
			j.remove(Person)
		case 90, 92, 95, 101:
			j.remove(Position)
		case 120, 105:
			j.remove(Comment)
		case 110:
			j.foundCredit(text)
		case 116:
			j.foundCopyright(text)
		}
		i += 4 + size
	}
}
