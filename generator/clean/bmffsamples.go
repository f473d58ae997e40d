package clean

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// track is a track of a movie.
type track struct {
	handler string
	codec   string // "avc" or "hevc"
	prefix  int    // bytes of the length of each unit of its samples
	spans   []span // of chunks
	sizes   []int  // of samples
	counts  []int  // of samples in each chunk
}

// shown are the handlers of tracks that readers see or hear.
var shown = set("vide", "soun", "pict", "auxv", "subt", "sbtl", "text", "clcp")

// track cleans a track, or frees one that readers neither see nor hear: positions, the
// camera's measurements, time codes.
func (m *movie) track(x box) error {
	inner, err := boxes(m.b, x.body, x.end)
	if err != nil {
		return err
	}
	t := &track{handler: m.handler(inner)}
	if !shown[t.handler] {
		if m.fragments {
			return &Error{Unknown, "a track of data in a movie of fragments"}
		}
		m.free(x, Position)
		return nil
	}
	m.tracks = append(m.tracks, t)
	if err := m.walk("trak", inner); err != nil {
		return err
	}
	if m.fragments {
		return nil
	}
	return m.chunks(t, x)
}

// handler returns what a track is.
func (m *movie) handler(inner []box) string {
	for _, x := range inner {
		if x.name != "mdia" {
			continue
		}
		media, err := boxes(m.b, x.body, x.end)
		if err != nil {
			return ""
		}
		for _, y := range media {
			if y.name == "hdlr" && y.body+12 <= y.end {
				return string(m.b[y.body+8 : y.body+12])
			}
		}
	}
	return ""
}

// find returns the content of the box that a path leads to, or nil.
func (m *movie) find(x box, path ...string) []byte {
	for _, name := range path {
		inner, err := boxes(m.b, x.body, x.end)
		if err != nil {
			return nil
		}
		n := slices.IndexFunc(inner, func(y box) bool { return y.name == name })
		if n < 0 {
			return nil
		}
		x = inner[n]
	}
	return m.b[x.body:x.end]
}

// chunks reads where the samples of a track are.
func (m *movie) chunks(t *track, x box) error {
	stbl := func(name string) []byte { return m.find(x, "mdia", "minf", "stbl", name) }
	var offsets []int
	if co := stbl("stco"); len(co) >= 8 {
		for i := 8; i+4 <= len(co) && len(offsets) < int(binary.BigEndian.Uint32(co[4:])); i += 4 {
			offsets = append(offsets, int(binary.BigEndian.Uint32(co[i:])))
		}
	} else if co := stbl("co64"); len(co) >= 8 {
		for i := 8; i+8 <= len(co) && len(offsets) < int(binary.BigEndian.Uint32(co[4:])); i += 8 {
			offsets = append(offsets, int(binary.BigEndian.Uint64(co[i:])))
		}
	}
	same, sizes := sampleSizes(stbl("stsz"))
	if stbl("stz2") != nil || same == 1 && t.handler == "soun" { // sizes in another unit
		m.foreign = true
		return nil
	}
	t.sizes = sizes
	stsc := stbl("stsc")
	if len(stsc) < 8 {
		return nil
	}
	runs := stsc[8:]
	per, sample := 0, 0
	for n, at := range offsets {
		for len(runs) >= 12 && int(binary.BigEndian.Uint32(runs)) <= n+1 {
			per = int(binary.BigEndian.Uint32(runs[4:]))
			runs = runs[12:]
		}
		size := 0
		count := 0
		for ; count < per && (same > 0 || sample < len(sizes)); count++ {
			if same > 0 {
				size += same * (per - count)
				count = per
				break
			}
			size += sizes[sample]
			sample++
		}
		if at < 0 || size < 0 || at > len(m.b) || size > len(m.b)-at {
			return damaged("a sample of the movie lies outside of the file")
		}
		t.spans = append(t.spans, span{at, at + size})
		t.counts = append(t.counts, count)
	}
	m.kept = append(m.kept, t.spans...)
	return nil
}

// sampleSizes reads the size that all samples have, or that of each.
func sampleSizes(b []byte) (same int, sizes []int) {
	if len(b) < 12 {
		return 0, nil
	}
	if same = int(binary.BigEndian.Uint32(b[4:])); same > 0 {
		return same, nil
	}
	count := int(binary.BigEndian.Uint32(b[8:]))
	for i := 12; i+4 <= len(b) && len(sizes) < count; i += 4 {
		sizes = append(sizes, int(binary.BigEndian.Uint32(b[i:])))
	}
	return 0, sizes
}

// samples blanks what encoders say of themselves in the samples.
func (m *movie) samples() error {
	for _, t := range m.tracks {
		if t.codec == "" || len(t.sizes) == 0 {
			continue
		}
		sample := 0
		for n, s := range t.spans {
			at := s.start
			for range t.counts[n] {
				if sample >= len(t.sizes) {
					break
				}
				size := t.sizes[sample]
				m.units(t, m.b[at:min(at+size, s.end)])
				at += size
				sample++
			}
		}
	}
	return nil
}

// units goes through the units of a sample (ISO 14496-15).
func (m *movie) units(t *track, b []byte) {
	for len(b) > t.prefix {
		size := 0
		for _, x := range b[:t.prefix] {
			size = size<<8 | int(x)
		}
		b = b[t.prefix:]
		if size <= 0 || size > len(b) {
			return
		}
		unit := b[:size]
		switch {
		case t.codec == "avc" && unit[0]&0x1f == 6:
			m.sei(unit[1:])
		case t.codec == "hevc" && size > 2 && (unit[0]>>1&0x3f == 39 || unit[0]>>1&0x3f == 40):
			m.sei(unit[2:])
		}
		b = b[size:]
	}
}

// sei blanks messages of the type "user data, unregistered", in which encoders write
// their version and settings (ITU-T H.264, D.1.7).
func (m *movie) sei(b []byte) {
	for len(b) > 2 {
		kind, size := 0, 0
		for len(b) > 0 && b[0] == 0xff {
			kind, b = kind+255, b[1:]
		}
		if len(b) == 0 {
			return
		}
		kind, b = kind+int(b[0]), b[1:]
		for len(b) > 0 && b[0] == 0xff {
			size, b = size+255, b[1:]
		}
		if len(b) == 0 {
			return
		}
		size, b = size+int(b[0]), b[1:]
		if size > len(b) {
			return
		}
		end, kept := payload(b, size)
		if kind == 5 && size >= 16 {
			for i := range b[:end] {
				if b[i] != ' ' && !kept[i] {
					b[i] = ' '
					m.job.remove(Software)
				}
			}
		}
		b = b[end:]
	}
}

// payload returns where size bytes end, not counting those that are written to prevent
// start codes, and which bytes those need.
func payload(b []byte, size int) (end int, kept map[int]bool) {
	zeros := 0
	for ; size > 0 && end < len(b); end++ {
		if zeros >= 2 && b[end] == 3 {
			if kept == nil {
				kept = map[int]bool{}
			}
			kept[end-2], kept[end-1], kept[end] = true, true, true
			zeros = 0
			continue
		}
		if zeros++; b[end] != 0 {
			zeros = 0
		}
		size--
	}
	return end, kept
}

// merge sorts spans and joins those that touch.
func merge(list []span) []span {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var out []span
	for _, s := range list {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
		} else {
			out = append(out, s)
		}
	}
	return out
}
