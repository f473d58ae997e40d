package clean

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// role says what the keys of a dictionary are.
type role int

const (
	plain      role = iota // those of the standard
	names                  // given by the author, such as the names of fonts
	appearance             // of an annotation: its values have the role names
)

// nameKeys are the keys of dictionaries whose keys are names that authors give.
var nameKeys = map[string]role{
	"XObject": names, "Font": names, "ExtGState": names, "ColorSpace": names, "Pattern": names, "Shading": names, "Properties": names,
	"CharProcs": names, "RoleMap": names, "ClassMap": names, "Dests": names, "Colorants": names, "AP": appearance,
}

// pdfWriter writes the objects that the catalogue leads to, with new numbers in the
// order in which they are met.
type pdfWriter struct {
	job      *job
	ctx      *model.Context
	title    types.Object
	metadata []byte

	numbers map[int]int // new numbers by old ones
	queue   []queued
	out     bytes.Buffer
	offsets []int64 // of objects, by number; negative: where in which object stream
	packed  []packedObject
}

type queued struct {
	old  types.IndirectRef
	role role
}

// packedObject is an object that stands in an object stream.
type packedObject struct {
	number int
	body   []byte
}

// perStream is how many objects an object stream holds.
const perStream = 200

func (w *pdfWriter) write() ([]byte, error) {
	version := w.ctx.XRefTable.Version()
	fmt.Fprintf(&w.out, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", version)
	compact := version >= model.V15
	w.offsets = make([]int64, 1)
	root := w.number(*w.ctx.Root, plain)
	for n := 0; n < len(w.queue); n++ {
		if err := w.object(n+1, w.queue[n], compact); err != nil {
			return nil, err
		}
	}
	var trailer bytes.Buffer
	fmt.Fprintf(&trailer, "/Root %d 0 R", root)
	if w.metadata != nil {
		w.stream(w.number(forMetadata, plain), []byte("/Subtype/XML/Type/Metadata"), w.metadata)
	}
	if w.title != nil {
		n := w.extra()
		w.add(n, append(w.value([]byte("<</Title "), w.title, plain), ">>"...), compact)
		fmt.Fprintf(&trailer, "/Info %d 0 R", n)
	}
	id := sha256.Sum256(w.out.Bytes())
	fmt.Fprintf(&trailer, "/ID[<%x><%[1]x>]", id[:16])
	if compact {
		w.crossReferences(trailer.Bytes())
	} else {
		w.table(trailer.Bytes())
	}
	return w.out.Bytes(), nil
}

// number returns the new number of an object, which is written in its turn.
func (w *pdfWriter) number(old types.IndirectRef, r role) int {
	if n := w.numbers[old.ObjectNumber.Value()]; n != 0 {
		return n
	}
	n := w.extra()
	w.numbers[old.ObjectNumber.Value()] = n
	w.queue = append(w.queue, queued{old, r})
	return n
}

// extra returns the next number.
func (w *pdfWriter) extra() int {
	w.offsets = append(w.offsets, 0)
	return len(w.offsets) - 1
}

// forMetadata is what the catalogue refers to for the XMP metadata that stay.
var forMetadata = types.IndirectRef{ObjectNumber: -1}

// object writes an object.
func (w *pdfWriter) object(number int, q queued, compact bool) error {
	if q.old == forMetadata {
		return nil // written last
	}
	o, err := w.ctx.Dereference(q.old)
	if err != nil {
		return damaged("the PDF object %d can't be read: %v", q.old.ObjectNumber, err)
	}
	if stream, ok := o.(types.StreamDict); ok {
		return w.streamObject(number, stream)
	}
	if stream, ok := o.(*types.StreamDict); ok {
		return w.streamObject(number, *stream)
	}
	var body []byte
	if d, ok := o.(types.Dict); ok && q.old == *w.ctx.Root {
		body = w.catalog(d)
	} else {
		body = w.value(nil, o, q.role)
	}
	if len(body) == 0 {
		body = []byte("null")
	}
	w.add(number, body, compact)
	return nil
}

func (w *pdfWriter) catalog(d types.Dict) []byte {
	d = w.edited(d)
	body := bytes.TrimSuffix(w.dict(nil, d), []byte(">>"))
	if w.metadata != nil {
		body = fmt.Appendf(body, "/Metadata %d 0 R", w.number(forMetadata, plain))
	}
	return append(body, ">>"...)
}

// add writes an object that is no stream, into an object stream if compact.
func (w *pdfWriter) add(number int, body []byte, compact bool) {
	if !compact {
		w.offsets[number] = int64(w.out.Len())
		fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", number, body)
		return
	}
	w.packed = append(w.packed, packedObject{number, body})
}

// value appends an object.
func (w *pdfWriter) value(b []byte, o types.Object, r role) []byte {
	switch v := o.(type) {
	case types.IndirectRef:
		if e, ok := w.ctx.FindTableEntry(v.ObjectNumber.Value(), v.GenerationNumber.Value()); !ok || e.Free || e.Object == nil {
			return append(b, " null"...)
		}
		return fmt.Appendf(b, " %d 0 R", w.number(v, r))
	case types.Dict:
		if r == plain {
			v = w.edited(v)
		}
		return w.dictAs(b, v, r)
	case types.Array:
		b = append(b, '[')
		for i, item := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = w.value(b, item, plain)
		}
		return append(b, ']')
	case types.Float:
		return strconv.AppendFloat(append(b, ' '), float64(v), 'f', -1, 64)
	case types.Integer:
		return strconv.AppendInt(append(b, ' '), int64(v), 10)
	case types.Boolean:
		return strconv.AppendBool(append(b, ' '), bool(v))
	case types.Name:
		return append(b, v.PDFString()...)
	case types.StringLiteral:
		return append(b, v.PDFString()...)
	case types.HexLiteral:
		return append(b, v.PDFString()...)
	}
	return append(b, " null"...)
}

func (w *pdfWriter) dict(b []byte, d types.Dict) []byte { return w.dictAs(b, d, plain) }

func (w *pdfWriter) dictAs(b []byte, d types.Dict, r role) []byte {
	b = append(b, "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		inner := plain
		switch r {
		case plain:
			inner = nameKeys[key]
		case appearance:
			inner = names
		}
		start := len(b)
		b = append(b, types.Name(key).PDFString()...)
		value := len(b)
		if b = w.value(b, d[key], inner); string(b[value:]) == " null" {
			b = b[:start] // the same as none
		}
	}
	return append(b, ">>"...)
}

// streamObject writes a stream, its picture cleaned.
func (w *pdfWriter) streamObject(number int, sd types.StreamDict) error {
	d := w.edited(sd.Dict)
	delete(d, "Length")
	raw, err := w.picture(sd)
	if err != nil {
		return err
	}
	for _, key := range []string{"F", "FFilter", "FDecodeParms", "DL"} { // of a stream in another file
		if _, ok := d[key].(types.Name); !ok {
			delete(d, key)
		}
	}
	head := w.dict(nil, d)
	w.stream(number, head[2:len(head)-2], raw)
	return nil
}

// stream writes a stream; head is what its dictionary has beside the length.
func (w *pdfWriter) stream(number int, head, raw []byte) {
	w.offsets[number] = int64(w.out.Len())
	fmt.Fprintf(&w.out, "%d 0 obj\n<<%s/Length %d>>\nstream\n", number, head, len(raw))
	w.out.Write(raw)
	w.out.WriteString("\nendstream\nendobj\n")
}

// picture returns the bytes of a stream; a JPEG or JPEG 2000 picture is cleaned.
func (w *pdfWriter) picture(sd types.StreamDict) ([]byte, error) {
	filters := sd.FilterPipeline
	if len(filters) == 0 {
		return sd.Raw, nil
	}
	clean := w.job.jpeg2000
	switch filters[len(filters)-1].Name {
	case "JPXDecode":
	case "DCTDecode":
		clean = func(b []byte) ([]byte, error) {
			outer := w.job.rights
			w.job.rights = rights{}
			defer func() { w.job.rights = outer }()
			return cleanJPEG(w.job, b)
		}
	default:
		return sd.Raw, nil
	}
	if len(filters) == 1 {
		return clean(sd.Raw)
	}
	if len(filters) > 2 || filters[0].Name != "FlateDecode" {
		return nil, damaged("a picture of the PDF file is packed twice")
	}
	z, err := zlib.NewReader(bytes.NewReader(sd.Raw))
	if err != nil {
		return nil, damaged("a picture of the PDF file can't be read: %v", err)
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxPart))
	if err != nil {
		return nil, damaged("a picture of the PDF file can't be read: %v", err)
	}
	if err := w.job.unpacked(int64(len(raw))); err != nil {
		return nil, err
	}
	raw, err = clean(raw)
	return deflated(raw), err
}
