package clean

import (
	"bytes"
	"encoding/binary"
)

// oggStream is one of the streams of an Ogg file (RFC 3533).
type oggStream struct {
	codec     oggCodec
	headers   int      // how many header packets there are
	open      bool     // how many is not known
	packets   [][]byte // the headers read so far
	partial   []byte
	pages     int // written so far
	done      bool
	continues bool // the last packet written goes on on the next page
}

// oggCodec says where a codec has its comments.
type oggCodec struct {
	start   string // of its first packet
	headers int    // 0: the first packet says it
	comment string // start of the packet with comments
	tail    string // what follows the comments
}

var oggCodecs = []oggCodec{
	{"\x01vorbis", 3, "\x03vorbis", "\x01"}, {"OpusHead", 2, "OpusTags", ""}, {"\x80theora", 3, "\x81theora", ""}, {"Speex   ", 2, "", ""}, {"\x7fFLAC", 0, "", ""},
}

// oggPage is a page of an Ogg file.
type oggPage struct {
	flags    byte
	granule  uint64
	serial   uint32
	segments []byte // their sizes
	data     []byte
}

// cleanOgg empties the comments of each stream of an Ogg file.
func cleanOgg(j *job, b []byte) ([]byte, error) {
	out := make([]byte, 0, len(b))
	streams := map[uint32]*oggStream{}
	for i := 0; i < len(b); {
		page, size := readPage(b[i:])
		if size == 0 {
			if tagAt(b[i:]) || i > 0 && !bytes.Contains(b[i:], []byte("OggS")) {
				j.remove(Trailing)
				break
			}
			return nil, damaged("the Ogg file has no page at byte %d", i)
		}
		i += size
		s := streams[page.serial]
		if page.flags&2 != 0 {
			if s = newOggStream(page.data); s == nil {
				return nil, &Error{Unknown, "an Ogg stream"}
			}
			streams[page.serial] = s
		}
		if s == nil {
			return nil, damaged("a page of the Ogg file is of no stream")
		}
		if s.done {
			out = s.append(out, page)
			continue
		}
		if err := s.header(page); err != nil {
			return nil, err
		}
		if page.flags&2 != 0 { // these stand before all others
			out = s.append(out, oggPage{flags: 2, serial: page.serial, segments: lacing(len(s.packets[0])), data: s.first()})
		}
		if !s.done {
			continue
		}
		if err := s.clean(j); err != nil {
			return nil, err
		}
		out = s.appendHeaders(out, page.serial)
	}
	for _, s := range streams {
		if !s.done {
			return nil, damaged("a stream of the Ogg file is cut off")
		}
	}
	return out, nil
}

func newOggStream(data []byte) *oggStream {
	for _, c := range oggCodecs {
		if !bytes.HasPrefix(data, []byte(c.start)) {
			continue
		}
		s := &oggStream{codec: c, headers: c.headers}
		if c.start == "\x7fFLAC" && len(data) >= 9 {
			s.headers = 1 + int(binary.BigEndian.Uint16(data[7:]))
			s.open = s.headers == 1
		}
		if c.start == "Speex   " && len(data) >= 72 {
			s.headers = 2 + int(min(binary.LittleEndian.Uint32(data[68:]), 100))
		}
		if s.headers > 1 || s.open {
			return s
		}
	}
	return nil
}

// readPage reads the page that starts here; its size is 0 if there is none.
func readPage(b []byte) (oggPage, int) {
	if len(b) < 27 || string(b[:4]) != "OggS" || len(b) < 27+int(b[26]) {
		return oggPage{}, 0
	}
	p := oggPage{flags: b[5], granule: binary.LittleEndian.Uint64(b[6:]), serial: binary.LittleEndian.Uint32(b[14:]), segments: b[27 : 27+int(b[26])]}
	size := 27 + len(p.segments)
	start := size
	for _, n := range p.segments {
		size += int(n)
	}
	if size > len(b) {
		return oggPage{}, 0
	}
	p.data = b[start:size]
	return p, size
}

// header takes a page with headers.
func (s *oggStream) header(p oggPage) error {
	data := p.data
	for _, n := range p.segments {
		s.partial = append(s.partial, data[:n]...)
		if data = data[n:]; n == 255 {
			continue
		}
		s.packets = append(s.packets, s.partial)
		s.partial = nil
	}
	if len(s.packets) == 0 {
		return damaged("the first header of the Ogg file is no page of its own")
	}
	if len(s.partial) > 64<<20 {
		return &Error{TooLarge, "a header of the Ogg file"}
	}
	if !s.open && len(s.packets) > s.headers || !s.open && len(s.packets) == s.headers && s.partial != nil {
		return damaged("the headers of the Ogg file don't end with a page")
	}
	if s.open { // the last header says so
		last := s.packets[max(0, len(s.packets)-1):]
		s.done = len(s.packets) > 1 && len(last[0]) > 0 && last[0][0]&0x80 != 0
		return nil
	}
	s.done = len(s.packets) == s.headers
	return nil
}

// clean empties the comments and leaves out pictures.
func (s *oggStream) clean(j *job) error {
	if s.codec.start == "\x7fFLAC" {
		return s.cleanFLAC(j)
	}
	if !bytes.HasPrefix(s.packets[1], []byte(s.codec.comment)) {
		return damaged("the comments of the Ogg file are missing")
	}
	empty := []byte(s.codec.comment + "\x00\x00\x00\x00\x00\x00\x00\x00" + s.codec.tail)
	if !bytes.Equal(empty, s.packets[1]) {
		j.remove(Description)
	}
	s.packets[1] = empty
	return nil
}

// cleanFLAC keeps the table of seek points; the first packet says how many others
// follow it.
func (s *oggStream) cleanFLAC(j *job) error {
	kept := [][]byte{bytes.Clone(s.packets[0])}
	for _, p := range s.packets[1:] {
		if len(p) >= 4 && p[0]&0x7f == 3 {
			kept = append(kept, bytes.Clone(p))
		} else {
			j.remove(Description)
		}
	}
	comment := []byte{4, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0} // which must be there
	kept = append(kept[:1], append([][]byte{comment}, kept[1:]...)...)
	for _, p := range kept[1:] {
		p[0] &= 0x7f
	}
	kept[len(kept)-1][0] |= 0x80
	s.packets = kept
	return nil
}

// first returns the first packet. That of FLAC says how many headers follow, or 0 if
// that is not known yet.
func (s *oggStream) first() []byte {
	if s.codec.start != "\x7fFLAC" {
		return s.packets[0]
	}
	out := bytes.Clone(s.packets[0])
	out[7], out[8] = 0, 0
	return out
}

// appendHeaders writes the headers after the first.
func (s *oggStream) appendHeaders(out []byte, serial uint32) []byte {
	var segments, data []byte
	for _, p := range s.packets[1:] {
		segments = append(segments, lacing(len(p))...)
		data = append(data, p...)
	}
	for first := true; len(segments) > 0; first = false {
		n := min(len(segments), 255)
		size, complete := 0, false
		for _, x := range segments[:n] {
			size += int(x)
			complete = complete || x < 255
		}
		p := oggPage{serial: serial, segments: segments[:n], data: data[:size]}
		if !complete {
			p.granule = 1<<64 - 1 // no packet ends here
		}
		if !first && s.continues {
			p.flags = 1
		}
		s.continues = segments[n-1] == 255
		out = s.append(out, p)
		segments, data = segments[n:], data[size:]
	}
	return out
}

// lacing returns the sizes of the segments of a packet.
func lacing(size int) []byte {
	out := bytes.Repeat([]byte{255}, size/255)
	return append(out, byte(size%255))
}

// append writes a page with the next number.
func (s *oggStream) append(out []byte, p oggPage) []byte {
	start := len(out)
	out = append(append(out, "OggS\x00"...), p.flags)
	out = binary.LittleEndian.AppendUint64(out, p.granule)
	out = binary.LittleEndian.AppendUint32(out, p.serial)
	out = binary.LittleEndian.AppendUint32(out, uint32(s.pages))
	out = append(out, 0, 0, 0, 0, byte(len(p.segments)))
	out = append(append(out, p.segments...), p.data...)
	binary.LittleEndian.PutUint32(out[start+22:], oggChecksum(out[start:]))
	s.pages++
	return out
}

var oggTable = func() (t [256]uint32) {
	for i := range t {
		c := uint32(i) << 24
		for range 8 {
			if c&(1<<31) != 0 {
				c = c<<1 ^ 0x04c11db7
			} else {
				c <<= 1
			}
		}
		t[i] = c
	}
	return t
}()

func oggChecksum(b []byte) (c uint32) {
	for _, x := range b {
		c = c<<8 ^ oggTable[byte(c>>24)^x]
	}
	return c
}
