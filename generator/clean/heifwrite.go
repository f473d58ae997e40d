package clean

import (
	"bytes"
	"encoding/binary"
)

// rewritten returns a box of "meta" without the items that go.
func (h *heif) rewritten(x box) []byte {
	switch body := h.b[x.body:x.end]; x.name {
	case "iinf":
		return h.writeEntries(body)
	case "iloc":
		return h.writePlaces(body)
	case "iref":
		return h.writeReferences(body)
	case "iprp":
		h.properties(x)
	case "hdlr":
		h.clear(body[12:], Software)
	case "idat":
		h.clearData(x)
	case "pitm", "dinf":
	default:
		return nil
	}
	return bytes.Clone(h.b[x.start:x.end])
}

func (h *heif) writeEntries(body []byte) []byte {
	out := bytes.Clone(body[:4])
	var n uint32
	var list []byte
	for _, e := range h.entries {
		if !h.kept[e.id] {
			continue
		}
		n++
		raw := bytes.Clone(e.raw)
		if e.name > 0 && e.name < len(raw) {
			h.clear(raw[e.name:], Description)
		}
		list = append(list, raw...)
	}
	if body[0] > 0 {
		out = binary.BigEndian.AppendUint32(out, n)
	} else {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	return appendBox(nil, "iinf", append(out, list...))
}

func (h *heif) writePlaces(body []byte) []byte {
	out := bytes.Clone(body[:6])
	var n uint32
	var list []byte
	for _, p := range h.places {
		if h.kept[p.id] {
			n++
			list = append(list, p.raw...)
		}
	}
	if body[0] == 2 {
		out = binary.BigEndian.AppendUint32(out, n)
	} else {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	return appendBox(nil, "iloc", append(out, list...))
}

func (h *heif) writeReferences(body []byte) []byte {
	out := bytes.Clone(body[:4])
	for _, r := range h.references {
		all := h.kept[r.from]
		for _, id := range r.to {
			all = all && h.kept[id]
		}
		if all && r.kind != "cdsc" && r.kind != "thmb" {
			out = append(out, r.raw...)
		}
	}
	if len(out) == 4 {
		return nil
	}
	return appendBox(nil, "iref", out)
}

// properties frees those that say when or with what the picture was made. The others
// keep their numbers.
func (h *heif) properties(x box) {
	list, err := boxes(h.b, x.body, x.end)
	if err != nil {
		return
	}
	for _, y := range list {
		if y.name != "ipco" {
			continue
		}
		properties, err := boxes(h.b, y.body, y.end)
		if err != nil {
			return
		}
		for _, p := range properties {
			switch p.name {
			case "udes", "crtm", "mdft", "uuid", "cmin", "cmex", "amve":
				h.free(p, Description)
			}
		}
	}
}

// clearData zeroes the data of items in the box "idat" that go.
func (h *heif) clearData(x box) {
	var used []span
	for _, p := range h.places {
		for _, s := range p.extents {
			if h.kept[p.id] && p.method == 1 {
				used = append(used, span{x.body + s.start, x.body + s.end})
			}
		}
	}
	at := x.body
	for _, s := range merge(used) {
		if s.start > at && s.start <= x.end {
			h.clear(h.b[at:s.start], Description)
		}
		at = max(at, min(s.end, x.end))
	}
	h.clear(h.b[at:x.end], Description)
}
