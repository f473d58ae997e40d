package clean

import (
	"bytes"
	"encoding/binary"
)

// box is a part of an MP4, QuickTime or HEIF file (ISO 14496-12): the bytes from
// start to end, the content from body on.
type box struct {
	name             string
	start, body, end int
}

// boxes reads the boxes between two offsets.
func boxes(b []byte, start, end int) ([]box, error) {
	var out []box
	for i := start; i < end; {
		if i+8 > end {
			if len(bytes.Trim(b[i:end], "\x00")) == 0 { // QuickTime ends some lists with zeros
				break
			}
			return nil, damaged("a box is cut off at byte %d", i)
		}
		size, head := int64(binary.BigEndian.Uint32(b[i:])), 8
		switch {
		case size == 1 && i+16 <= end:
			size, head = int64(binary.BigEndian.Uint64(b[i+8:])), 16
		case size == 0 && string(b[i+4:i+8]) == "\x00\x00\x00\x00":
			return out, nil
		case size == 0:
			size = int64(end - i)
		}
		if size < int64(head) || size > int64(end-i) {
			return nil, damaged("the box %q at byte %d is cut off", b[i+4:i+8], i)
		}
		out = append(out, box{string(b[i+4 : i+8]), i, i + head, i + int(size)})
		i += int(size)
	}
	return out, nil
}

// bmffKept are the boxes that stay, by the box that holds them; "" is the file.
var bmffKept = map[string]map[string]bool{
	"":     set("ftyp", "styp", "moov", "moof", "mdat", "sidx", "ssix", "mfra", "pdin", "meta", "wide"),
	"moov": set("mvhd", "trak", "mvex", "iods"),
	"trak": set("tkhd", "edts", "mdia", "tref", "tapt"),
	"mdia": set("mdhd", "hdlr", "minf", "elng"),
	"minf": set("vmhd", "smhd", "hmhd", "nmhd", "sthd", "gmhd", "hdlr", "dinf", "stbl"),
	"dinf": set("dref"),
	"stbl": set("stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "stsh", "padb", "stdp", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "stps"),
	"moof": set("mfhd", "traf"),
	"traf": set("tfhd", "tfdt", "trun", "sbgp", "sgpd", "subs", "saiz", "saio", "senc", "sdtp"),
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// movie cleans a copy of a file in place: what goes becomes a box "free" of zeros, so
// that no offset changes.
type movie struct {
	job       *job
	b         []byte
	tracks    []*track
	fragments bool
	foreign   bool // data that something else than a track refers to
	kept      []span
	data      []box // mdat
}

// span is a range of bytes.
type span struct{ start, end int }

// cleanBMFF cleans an MP4, M4A or QuickTime file, or a HEIF or AVIF picture.
func cleanBMFF(j *job, b []byte) ([]byte, error) {
	m := &movie{job: j, b: bytes.Clone(b)}
	top, err := boxes(m.b, 0, len(m.b))
	if err != nil {
		return nil, err
	}
	for _, x := range top {
		switch x.name {
		case "moof":
			m.fragments = true
		case "mdat":
			m.data = append(m.data, x)
		}
	}
	if err := m.walk("", top); err != nil {
		return nil, err
	}
	if err := m.samples(); err != nil {
		return nil, err
	}
	if len(m.kept) == 0 && !m.fragments {
		return nil, damaged("it has neither pictures nor sound")
	}
	m.zeroRest()
	j.encoders(m.b)
	end := len(m.b)
	for n := len(top) - 1; n >= 0 && string(m.b[top[n].start+4:top[n].start+8]) == "free"; n-- {
		end = top[n].start // nothing after it refers to offsets
	}
	return m.b[:end], nil
}

// walk cleans the boxes that a box holds.
func (m *movie) walk(parent string, list []box) error {
	kept := bmffKept[parent]
	for _, x := range list {
		switch {
		case x.name == "free" || x.name == "skip":
			m.free(x, "")
		case x.name == "cmov":
			return &Error{Unknown, "a compressed QuickTime header"}
		case !kept[x.name]:
			m.free(x, freedKind(x.name))
		case x.name == "meta":
			if err := m.items(x); err != nil {
				return err
			}
		case x.name == "trak":
			if err := m.track(x); err != nil {
				return err
			}
		default:
			if err := m.box(x); err != nil {
				return err
			}
		}
	}
	return nil
}

func freedKind(name string) Kind {
	switch name {
	case "pnot", "PICT", "mpvd":
		return Thumbnail
	}
	return Description
}

// box cleans one box.
func (m *movie) box(x box) error {
	body := m.b[x.body:x.end]
	switch x.name {
	case "mvhd", "tkhd", "mdhd":
		m.times(body)
	case "hdlr":
		if len(body) > 12 {
			m.clear(body[12:], Software)
		}
	case "dref":
		return m.dataReferences(x)
	case "stsd":
		return m.descriptions(x)
	case "saio":
		m.foreign = true
	}
	if bmffKept[x.name] == nil {
		return nil
	}
	inner, err := boxes(m.b, x.body, x.end)
	if err != nil {
		return err
	}
	return m.walk(x.name, inner)
}

// free turns a box into a free one of zeros.
func (m *movie) free(x box, k Kind) {
	if k != "" {
		m.job.remove(k)
	}
	copy(m.b[x.start+4:], "free")
	if x.body-x.start == 8 || x.end-x.start > 1<<31 {
		clear(m.b[x.body:x.end])
		return
	}
	clear(m.b[x.start+8 : x.end])
	binary.BigEndian.PutUint32(m.b[x.start:], uint32(x.end-x.start))
}

// clear zeroes bytes and notes it if they said something.
func (m *movie) clear(b []byte, k Kind) {
	if len(bytes.Trim(b, "\x00")) > 0 {
		m.job.remove(k)
		clear(b)
	}
}

// times zeroes the times of creation and change.
func (m *movie) times(body []byte) {
	size := 8
	if len(body) > 0 && body[0] == 1 {
		size = 16
	}
	if len(body) >= 4+size {
		m.clear(body[4:4+size], History)
	}
}

// dataReferences zeroes where the data would be if they were not in this file.
func (m *movie) dataReferences(x box) error {
	if x.body+8 > x.end {
		return damaged("a box is cut off")
	}
	list, err := boxes(m.b, x.body+8, x.end)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.body+4 > r.end || m.b[r.body+3]&1 == 0 {
			return &Error{Unknown, "a movie whose data are in another file"}
		}
		m.clear(m.b[r.body+4:r.end], Person)
	}
	return nil
}

// descriptions zeroes the names of programs in the descriptions of samples.
func (m *movie) descriptions(x box) error {
	if x.body+8 > x.end {
		return damaged("a box is cut off")
	}
	list, err := boxes(m.b, x.body+8, x.end)
	if err != nil {
		return err
	}
	t := m.tracks[len(m.tracks)-1]
	picture := t.handler == "vide" || t.handler == "pict" || t.handler == "auxv"
	for _, e := range list {
		body := m.b[e.body:e.end]
		if (picture || t.handler == "soun") && len(body) >= 16 {
			m.clear(body[12:16], Software)
		}
		if !picture || len(body) < 78 {
			continue
		}
		m.clear(body[42:74], Software)
		inner, err := boxes(m.b, e.body+78, e.end)
		if err != nil {
			continue // QuickTime's have other ends
		}
		for _, y := range inner {
			switch y.name {
			case "uuid":
				m.free(y, Description)
			case "avcC":
				if y.body+5 <= y.end {
					t.codec, t.prefix = "avc", int(m.b[y.body+4]&3)+1
				}
			case "hvcC":
				if y.body+22 <= y.end {
					t.codec, t.prefix = "hevc", int(m.b[y.body+21]&3)+1
					m.hevcArrays(m.b[y.body+22 : y.end])
				}
			}
		}
	}
	return nil
}

// zeroRest zeroes the data that nothing refers to.
func (m *movie) zeroRest() {
	if m.fragments || m.foreign {
		return
	}
	used := merge(m.kept)
	for _, d := range m.data {
		at := d.body
		for _, s := range used {
			if s.end <= at {
				continue
			}
			if s.start >= d.end {
				break
			}
			if s.start > at {
				m.clear(m.b[at:s.start], Description)
			}
			at = min(s.end, d.end)
		}
		m.clear(m.b[at:d.end], Description)
	}
}
