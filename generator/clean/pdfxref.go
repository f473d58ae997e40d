package clean

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
)

// table writes the cross-references as files up to PDF 1.4 have them.
func (w *pdfWriter) table(trailer []byte) {
	start := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, at := range w.offsets[1:] {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets), trailer, start)
}

// crossReferences writes the object streams and the stream of cross-references
// (ISO 32000-2, 7.5.7 and 7.5.8).
func (w *pdfWriter) crossReferences(trailer []byte) {
	type place struct{ stream, index int }
	places := map[int]place{}
	for start := 0; start < len(w.packed); start += perStream {
		group := w.packed[start:min(start+perStream, len(w.packed))]
		number := w.extra()
		var head, body bytes.Buffer
		for i, o := range group {
			fmt.Fprintf(&head, "%d %d ", o.number, body.Len())
			body.Write(o.body)
			body.WriteByte('\n')
			places[o.number] = place{number, i}
		}
		first := head.Len()
		head.Write(body.Bytes())
		w.stream(number, fmt.Appendf(nil, "/Filter/FlateDecode/First %d/N %d/Type/ObjStm", first, len(group)), deflated(head.Bytes()))
	}
	self := w.extra()
	start := w.out.Len()
	w.offsets[self] = int64(start)
	rows := make([]byte, 0, 9*len(w.offsets))
	rows = append(rows, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)
	for n := 1; n < len(w.offsets); n++ {
		if p, ok := places[n]; ok {
			rows = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint32(append(rows, 2, 0, 0), uint32(p.stream)), uint16(p.index))
		} else {
			rows = append(rows, 1, byte(w.offsets[n]>>40), byte(w.offsets[n]>>32))
			rows = binary.BigEndian.AppendUint32(rows, uint32(w.offsets[n]))
			rows = append(rows, 0, 0)
		}
	}
	head := fmt.Appendf(nil, "/Filter/FlateDecode%s/Size %d/Type/XRef/W[1 6 2]", trailer, len(w.offsets))
	w.stream(self, head, deflated(rows))
	fmt.Fprintf(&w.out, "startxref\n%d\n%%%%EOF\n", start)
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	w, _ := zlib.NewWriterLevel(&out, zlib.BestCompression)
	_, _ = w.Write(b) // a buffer never fails
	_ = w.Close()
	return out.Bytes()
}
