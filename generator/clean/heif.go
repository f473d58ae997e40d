package clean

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// items cleans the box "meta" of a HEIF or AVIF picture (ISO 23008-12): the items that
// the picture doesn't need go. That of a movie goes altogether.
func (m *movie) items(x box) error {
	if x.body+4 > x.end {
		return damaged("a box is cut off")
	}
	list, err := boxes(m.b, x.body+4, x.end)
	if err != nil {
		m.free(x, Description)
		return nil
	}
	h := &heif{movie: m, boxes: map[string]box{}}
	for _, y := range list {
		h.boxes[y.name] = y
	}
	if y, ok := h.boxes["hdlr"]; !ok || y.body+12 > y.end || string(m.b[y.body+8:y.body+12]) != "pict" {
		m.free(x, Description)
		return nil
	}
	if err := h.read(); err != nil {
		return err
	}
	h.choose()
	var body []byte
	for _, y := range list {
		body = append(body, h.rewritten(y)...)
	}
	room := x.end - x.body - 4
	if rest := room - len(body); rest >= 8 {
		body = binary.BigEndian.AppendUint32(body, uint32(rest))
		body = append(append(body, "free"...), make([]byte, rest-8)...)
	} else if rest != 0 {
		return damaged("the items of the picture can't be written")
	}
	copy(m.b[x.body+4:x.end], body)
	return nil
}

// heif is the picture in a box "meta".
type heif struct {
	*movie
	boxes      map[string]box
	primary    uint32
	entries    []heifEntry // of iinf
	places     []heifPlace // of iloc
	references []heifReference
	kept       map[uint32]bool
}

type heifEntry struct {
	id   uint32
	kind string
	raw  []byte // the box
	name int    // where its name starts in raw
}

type heifPlace struct {
	id      uint32
	raw     []byte
	method  int
	extents []span
}

type heifReference struct {
	kind string
	from uint32
	to   []uint32
	raw  []byte
}

// field reads a big-endian number of some bytes.
func field(b []byte, size int) (uint64, []byte, bool) {
	if len(b) < size {
		return 0, nil, false
	}
	var n uint64
	for _, x := range b[:size] {
		n = n<<8 | uint64(x)
	}
	return n, b[size:], true
}

func (h *heif) content(name string) []byte {
	x, ok := h.boxes[name]
	if !ok || x.end-x.body < 4 {
		return nil
	}
	return h.b[x.body:x.end]
}

func (h *heif) read() error {
	if b := h.content("pitm"); len(b) >= 6 {
		n, _, _ := field(b[4:], 2)
		if b[0] > 0 {
			n, _, _ = field(b[4:], 4)
		}
		h.primary = uint32(n)
	}
	if b := h.content("iinf"); b != nil {
		head := 6
		if b[0] > 0 {
			head = 8
		}
		x := h.boxes["iinf"]
		list, err := boxes(h.b, min(x.body+head, x.end), x.end)
		if err != nil {
			return err
		}
		for _, y := range list {
			h.entry(h.b[y.start:y.end], y.body-y.start)
		}
	}
	if !h.readPlaces() || !h.readReferences() {
		return damaged("the items of the picture can't be read")
	}
	return nil
}

func (h *heif) entry(raw []byte, head int) {
	e := heifEntry{raw: raw}
	if body := raw[head:]; len(body) >= 12 && body[0] >= 2 {
		size := 2
		if body[0] >= 3 {
			size = 4
		}
		id, rest, _ := field(body[4:], size)
		if e.id = uint32(id); len(rest) >= 6 {
			e.kind, e.name = string(rest[2:6]), len(raw)-len(rest)+6
		}
	}
	h.entries = append(h.entries, e)
}

// readPlaces reads where the items are.
func (h *heif) readPlaces() bool {
	b := h.content("iloc")
	if b == nil {
		return true
	}
	if len(b) < 8 {
		return false
	}
	version := b[0]
	offsetSize, lengthSize, baseSize, indexSize := int(b[4]>>4), int(b[4]&15), int(b[5]>>4), int(b[5]&15)
	idSize := 2
	if version == 2 {
		idSize = 4
	}
	if version == 0 {
		indexSize = 0
	}
	count, rest, ok := field(b[6:], idSize)
	for ; ok && count > 0; count-- {
		start := rest
		var p heifPlace
		var n [5]uint64 // id, method, reference, base, extents
		sizes := [5]int{idSize, 2, 2, baseSize, 2}
		if version == 0 {
			sizes[1] = 0
		}
		for i := 0; ok && i < len(sizes); i++ {
			n[i], rest, ok = field(rest, sizes[i])
		}
		p.id, p.method = uint32(n[0]), int(n[1]&15)
		base, extents := n[3], n[4]
		for ; ok && extents > 0; extents-- {
			var offset, length uint64
			if _, rest, ok = field(rest, indexSize); ok {
				offset, rest, ok = field(rest, offsetSize)
			}
			if ok {
				length, rest, ok = field(rest, lengthSize)
			}
			at := base + offset
			if limit := uint64(len(h.b)); at > limit || length > limit-at {
				return false
			}
			if length == 0 && p.method == 0 { // up to the end
				length = uint64(len(h.b)) - at
			}
			p.extents = append(p.extents, span{int(at), int(at + length)})
		}
		if !ok {
			return false
		}
		p.raw = start[:len(start)-len(rest)]
		h.places = append(h.places, p)
	}
	return ok
}

func (h *heif) readReferences() bool {
	b := h.content("iref")
	if b == nil {
		return true
	}
	size := 2
	if b[0] > 0 {
		size = 4
	}
	x := h.boxes["iref"]
	list, err := boxes(h.b, x.body+4, x.end)
	if err != nil {
		return false
	}
	for _, y := range list {
		r := heifReference{kind: y.name, raw: h.b[y.start:y.end]}
		n, rest, ok := field(h.b[y.body:y.end], size)
		r.from = uint32(n)
		var count uint64
		if ok {
			count, rest, ok = field(rest, 2)
		}
		for ; ok && count > 0; count-- {
			n, rest, ok = field(rest, size)
			r.to = append(r.to, uint32(n))
		}
		if !ok {
			return false
		}
		h.references = append(h.references, r)
	}
	return true
}

// choose keeps the picture, what it is put together from, and its transparency.
func (h *heif) choose() {
	h.kept = map[uint32]bool{h.primary: true}
	queue := []uint32{h.primary}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, r := range h.references {
			var more []uint32
			switch {
			case r.kind == "dimg" && r.from == id:
				more = r.to
			case r.kind == "auxl" && len(r.to) > 0 && r.to[0] == id && h.transparency(r.from):
				more = []uint32{r.from}
			}
			for _, n := range more {
				if !h.kept[n] {
					h.kept[n] = true
					queue = append(queue, n)
				}
			}
		}
	}
	for _, e := range h.entries {
		switch {
		case h.kept[e.id]:
		case e.kind == "Exif" || e.kind == "mime":
			h.job.remove(Description)
			h.job.remove(Device)
		default:
			h.job.remove(Thumbnail)
		}
	}
	for _, p := range h.places {
		if h.kept[p.id] && p.method == 0 {
			h.movie.kept = append(h.movie.kept, p.extents...)
		}
	}
}

// transparency reports whether an auxiliary picture says how transparent another is.
func (h *heif) transparency(id uint32) bool {
	iprp, ok := h.boxes["iprp"]
	if !ok {
		return false
	}
	list, err := boxes(h.b, iprp.body, iprp.end)
	if err != nil {
		return false
	}
	var properties []box
	for _, x := range list {
		if x.name == "ipco" {
			properties, _ = boxes(h.b, x.body, x.end)
		}
	}
	for _, x := range list {
		if x.name != "ipma" {
			continue
		}
		for _, n := range associations(h.b[x.body:x.end], id) {
			if n > 0 && n <= len(properties) && properties[n-1].name == "auxC" &&
				strings.Contains(string(h.b[properties[n-1].body:properties[n-1].end]), "alpha") ||
				n > 0 && n <= len(properties) && properties[n-1].name == "auxC" && bytes.Contains(h.b[properties[n-1].body:properties[n-1].end], []byte("hevc:2015:auxid:1")) {
				return true
			}
		}
	}
	return false
}

// associations returns the numbers of the properties of an item.
func associations(b []byte, id uint32) []int {
	if len(b) < 8 {
		return nil
	}
	idSize, size := 2, 1
	if b[0] > 0 {
		idSize = 4
	}
	if b[3]&1 == 1 {
		size = 2
	}
	count, rest, ok := field(b[4:], 4)
	for ; ok && count > 0; count-- {
		var item, n, p uint64
		if item, rest, ok = field(rest, idSize); ok {
			n, rest, ok = field(rest, 1)
		}
		var out []int
		for ; ok && n > 0; n-- {
			p, rest, ok = field(rest, size)
			out = append(out, int(p&(1<<(8*size-1)-1)))
		}
		if ok && uint32(item) == id {
			return out
		}
	}
	return nil
}
