package plaintext

import (
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"griot/generator/clean"
	"griot/generator/wordlist"
)

// pdfReader reads a PDF file (ISO 32000-2).
type pdfReader struct {
	*reader
	ctx   *model.Context
	fonts map[int]*pdfFont      // by number of the object
	drawn map[int]bool          // forms that were read, by number of the object
	pages map[string]pageResult // by contents and resources
	text  [2]strings.Builder    // what the pages show: as it is drawn, and with the texts that stand for it
	left  int64                 // bytes of content that may still be read
}

const (
	maxPDFPages   = 20_000
	maxPDFContent = 256 << 20
	maxPDFObjects = 2_000_000
	maxPDFText    = 128 << 20
)

func (r *reader) pdf(body []byte) {
	ctx, err := clean.OpenPDF(body)
	if err != nil || ctx.EnsurePageCount() != nil {
		r.unread.Files++
		return
	}
	p := &pdfReader{reader: r, ctx: ctx, fonts: map[int]*pdfFont{}, drawn: map[int]bool{}, pages: map[string]pageResult{}, left: maxPDFContent}
	p.objects()
	count := min(ctx.PageCount, maxPDFPages)
	for n := 1; n <= count; n++ {
		if n > 1 {
			p.text[0].WriteByte(unitEnd)
			p.text[1].WriteByte(unitEnd)
		}
		p.page(n)
	}
	r.unread.Pages += ctx.PageCount - count
	drawn, meant := p.text[0].String(), p.text[1].String()
	p.pageText(drawn)
	if meant != drawn {
		p.pageText(meant)
	}
}

func (r *reader) pageText(s string) {
	r.passage(Passage{Text: s, Unit: Page, At: 1})
	if other := otherReading(s); other != "" {
		r.passage(Passage{Text: other, Unit: Page, At: 1})
	}
}

// objects visits the texts of all objects: title, bookmarks, forms, notes, addresses of
// links, alternative texts; and the streams that aren't drawn.
func (p *pdfReader) objects() {
	var texts strings.Builder
	numbers := make([]int, 0, len(p.ctx.Table))
	for n := range p.ctx.Table {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	left := maxPDFObjects
	var walk func(o types.Object, depth int)
	walk = func(o types.Object, depth int) {
		if left--; left < 0 || depth > 100 {
			return
		}
		switch o := o.(type) {
		case types.StringLiteral, types.HexLiteral:
			if s := pdfString(o); plausible(s) {
				texts.WriteString(s)
				texts.WriteRune(wordlist.Break)
				if u := unquoted(s); u != "" {
					texts.WriteString(u)
					texts.WriteRune(wordlist.Break)
				}
			}
		case types.Array:
			for _, v := range o {
				walk(v, depth+1)
			}
		case types.Dict:
			for _, key := range sortedKeys(o) {
				walk(o[key], depth+1)
			}
		}
	}
	for _, n := range numbers {
		entry := p.ctx.Table[n]
		if entry == nil || entry.Free {
			continue
		}
		if stream, ok := entry.Object.(types.StreamDict); ok {
			walk(stream.Dict, 0)
			p.otherStream(&stream)
			continue
		}
		walk(entry.Object, 0)
	}
	if left < 0 {
		p.unread.Files++
	}
	p.reader.text(texts.String()) // rich texts of notes and forms are HTML
}

func sortedKeys(d types.Dict) []string {
	keys := make([]string, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// otherStream reads a stream that isn't drawn.
func (p *pdfReader) otherStream(s *types.StreamDict) {
	kind, subtype := name(s.Dict["Type"]), name(s.Dict["Subtype"])
	switch {
	case kind == "Metadata", subtype == "XML":
		if b, ok := p.decoded(s); ok {
			p.xml(decode(b), xmlForm{})
		}
	case kind == "EmbeddedFile":
		if b, ok := p.decoded(s); ok {
			p.file("", b)
		}
	case subtype == "Image":
		p.unread.Pictures++
	}
}

// decoded returns the content of a stream, within the limits.
func (p *pdfReader) decoded(s *types.StreamDict) ([]byte, bool) {
	limit := min(maxPart, p.unpack)
	if limit <= 0 || s.DecodeWithLimit(limit) != nil {
		p.unread.Files++
		return nil, false
	}
	p.unpack -= int64(len(s.Content))
	return s.Content, true
}

func name(o types.Object) string {
	n, _ := o.(types.Name)
	return string(n)
}

// pdfString returns a string of an object as text.
func pdfString(o types.Object) string {
	var s string
	var err error
	switch o := o.(type) {
	case types.StringLiteral:
		s, err = types.StringLiteralToString(o)
	case types.HexLiteral:
		var b []byte
		if b, err = o.Bytes(); err == nil {
			if types.IsUTF16BE(b) {
				s, err = types.DecodeUTF16String(string(b))
			} else {
				s = decode(b)
			}
		}
	}
	if err != nil {
		return ""
	}
	return s
}

// plausible reports whether a string is text and not a table of bytes.
func plausible(s string) bool {
	odd := 0
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != 0x1b || r == 0xfffd {
			odd++
		}
	}
	return odd*10 <= len(s)
}

// dict follows references to a dictionary, which may be that of a stream.
func (p *pdfReader) dict(o types.Object) types.Dict {
	o = p.follow(o)
	switch o := o.(type) {
	case types.Dict:
		return o
	case types.StreamDict:
		return o.Dict
	case *types.StreamDict:
		return o.Dict
	}
	return nil
}

func (p *pdfReader) follow(o types.Object) types.Object {
	if o == nil {
		return nil
	}
	v, err := p.ctx.Dereference(o)
	if err != nil {
		return nil
	}
	return v
}

func (p *pdfReader) array(o types.Object) types.Array {
	a, _ := p.follow(o).(types.Array)
	return a
}

func (p *pdfReader) number(o types.Object) (float64, bool) {
	switch o := p.follow(o).(type) {
	case types.Integer:
		return float64(o), true
	case types.Float:
		return float64(o), true
	}
	return 0, false
}

// reference returns the number of the object that is referred to, or 0.
func reference(o types.Object) int {
	switch o := o.(type) {
	case types.IndirectRef:
		return int(o.ObjectNumber)
	case *types.IndirectRef:
		return int(o.ObjectNumber)
	}
	return 0
}
