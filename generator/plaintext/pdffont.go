package plaintext

import (
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/font"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// pdfFont decodes the strings that are drawn in a font.
type pdfFont struct {
	wide     bool              // codes have two bytes
	utf16    bool              // codes are UTF-16
	letters  map[uint32]string // by code; "" for one that isn't known
	simple   [256]string       // of a font whose codes have one byte
	guessed  [256]bool         // these are what the codes mean in most fonts
	width    map[uint32]float64
	usual    float64 // width of other codes, in parts of the size
	ones     bool    // some codes of a wide font have one byte
	oneByte  [256]bool
	vertical bool
}

// maxLetters is how many codes of a font are read.
const maxLetters = 200_000

// font returns the font of a name among resources.
func (p *pdfReader) font(resources types.Dict, name string) *pdfFont {
	o := p.dict(resources["Font"])[name]
	n := reference(o)
	if f := p.fonts[n]; n > 0 && f != nil {
		return f
	}
	f := p.readFont(p.dict(o))
	if n > 0 {
		p.fonts[n] = f
	}
	return f
}

func (p *pdfReader) readFont(d types.Dict) *pdfFont {
	f := &pdfFont{letters: map[uint32]string{}, width: map[uint32]float64{}, usual: 0.5}
	if name(d["Subtype"]) == "Type0" {
		p.composite(f, d)
	} else {
		p.simpleFont(f, d)
	}
	if s, ok := p.follow(d["ToUnicode"]).(types.StreamDict); ok {
		if b, ok := p.decoded(&s); ok {
			f.toUnicode(b)
		}
	}
	return f
}

// simpleFont reads a font whose codes have one byte.
func (p *pdfReader) simpleFont(f *pdfFont, d types.Dict) {
	base := name(d["BaseFont"])
	if _, after, ok := strings.Cut(base, "+"); ok {
		base = after
	}
	descriptor := p.dict(d["FontDescriptor"])
	flags, _ := p.number(descriptor["Flags"])
	encoding := p.follow(d["Encoding"])
	own := name(encoding)
	differences := types.Array(nil)
	if e, ok := encoding.(types.Dict); ok {
		own, differences = name(e["BaseEncoding"]), p.array(e["Differences"])
	}
	// The codes of a symbolic font without an encoding are its own.
	known := own != "" || int(flags)&4 == 0 || descriptor["FontFile"] == nil && descriptor["FontFile2"] == nil && descriptor["FontFile3"] == nil
	if name(d["Subtype"]) != "Type3" && base != "Symbol" && base != "ZapfDingbats" {
		table := charmap.Windows1252
		if own == "MacRomanEncoding" {
			table = charmap.Macintosh
		}
		for c := range 256 {
			f.simple[c], f.guessed[c] = string(table.DecodeByte(byte(c))), !known
		}
		if own == "" || own == "StandardEncoding" {
			for c, s := range standardLigatures {
				f.simple[c] = s
			}
		}
	}
	code := 0
	for _, o := range differences {
		switch o := p.follow(o).(type) {
		case types.Integer:
			code = int(o)
		case types.Name:
			if code >= 0 && code < 256 {
				f.simple[code], f.guessed[code] = glyphText(string(o)), false
			}
			code++
		}
	}
	p.widths(f, d, descriptor, base)
}

// widths reads the widths of a simple font.
func (p *pdfReader) widths(f *pdfFont, d, descriptor types.Dict, base string) {
	scale := 0.001
	if m := p.array(d["FontMatrix"]); len(m) == 6 {
		if a, ok := p.number(m[0]); ok && a != 0 {
			scale = a
		}
	}
	list := p.array(d["Widths"])
	first, _ := p.number(d["FirstChar"])
	for i, o := range list {
		if w, ok := p.number(o); ok && i < 256 {
			f.width[uint32(int(first)+i)] = w * scale
		}
	}
	if w, ok := p.number(descriptor["MissingWidth"]); ok && w > 0 {
		f.usual = w * scale
	}
	if len(list) > 0 || !font.IsCoreFont(base) {
		return
	}
	for c, s := range f.simple {
		for _, r := range s {
			if w, err := font.CharWidth(base, r); err == nil {
				f.width[uint32(c)] = float64(w) / 1000
			}
		}
	}
}

// composite reads a font whose codes have several bytes.
func (p *pdfReader) composite(f *pdfFont, d types.Dict) {
	f.wide, f.usual = true, 1
	encoding := name(p.follow(d["Encoding"]))
	f.utf16 = strings.Contains(encoding, "UCS2") || strings.Contains(encoding, "UTF16")
	f.vertical = strings.HasSuffix(encoding, "-V")
	if s, ok := p.follow(d["Encoding"]).(types.StreamDict); ok {
		if b, ok := p.decoded(&s); ok {
			f.codespaces(b)
		}
	}
	descendants := p.array(d["DescendantFonts"])
	if len(descendants) == 0 {
		return
	}
	c := p.dict(descendants[0])
	if w, ok := p.number(c["DW"]); ok {
		f.usual = w / 1000
	}
	list := p.array(c["W"])
	for i := 0; i+1 < len(list) && len(f.width) < maxLetters; {
		first, _ := p.number(list[i])
		if each := p.array(list[i+1]); each != nil {
			for n, o := range each {
				if w, ok := p.number(o); ok {
					f.width[uint32(int(first)+n)] = w / 1000
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		last, _ := p.number(list[i+1])
		w, _ := p.number(list[i+2])
		for n := int(first); n <= int(last) && n-int(first) < 1<<16 && len(f.width) < maxLetters; n++ {
			f.width[uint32(n)] = w / 1000
		}
		i += 3
	}
}

// codespaces notes which codes have one byte (Adobe Technical Note 5014).
func (f *pdfFont) codespaces(b []byte) {
	l := lexer{b: b}
	var last []string
	within := false
	for {
		t, ok := l.next()
		if !ok {
			return
		}
		switch {
		case t.kind == wordToken && t.text == "begincodespacerange":
			within, last = true, nil
		case t.kind == wordToken && t.text == "endcodespacerange":
			within = false
		case within && t.kind == stringToken:
			if last = append(last, t.text); len(last) == 2 {
				if len(last[0]) == 1 && len(last[1]) == 1 {
					for c := int(last[0][0]); c <= int(last[1][0]); c++ {
						f.oneByte[c], f.ones = true, true
					}
				}
				last = nil
			}
		}
	}
}

// toUnicode reads the map from codes to text, which goes before any other.
func (f *pdfFont) toUnicode(b []byte) {
	if f.wide {
		f.codespaces(b)
	}
	l := lexer{b: b}
	mode := ""
	var args []token
	for len(f.letters) < maxLetters {
		t, ok := l.next()
		if !ok {
			return
		}
		if t.kind == wordToken {
			switch t.text {
			case "beginbfchar", "beginbfrange":
				mode, args = t.text, nil
			case "endbfchar", "endbfrange":
				mode = ""
			}
			continue
		}
		if mode == "" || t.kind == numberToken {
			continue
		}
		args = append(args, t)
		switch {
		case mode == "beginbfchar" && len(args) == 2:
			f.set(codeOf(args[0].text), utf16Text(args[1].text))
			args = nil
		case mode == "beginbfrange" && len(args) == 3:
			f.setRange(codeOf(args[0].text), codeOf(args[1].text), args[2])
			args = nil
		}
	}
}

func (f *pdfFont) setRange(from, to uint32, t token) {
	if t.kind == arrayToken {
		for i, s := range t.list {
			if from+uint32(i) <= to {
				f.set(from+uint32(i), utf16Text(s))
			}
		}
		return
	}
	text := []rune(utf16Text(t.text))
	if len(text) == 0 || to < from {
		return
	}
	for c := from; c <= min(to, from+0xffff) && len(f.letters) < maxLetters; c++ {
		f.set(c, string(text))
		text[len(text)-1]++
	}
}

func (f *pdfFont) set(code uint32, text string) {
	if strings.ContainsRune(text, 0xfffd) || text == "\x00" {
		return
	}
	if !f.wide && code < 256 {
		f.simple[code], f.guessed[code] = text, false
		return
	}
	f.letters[code] = text
}

func codeOf(s string) (n uint32) {
	for i := range len(s) {
		n = n<<8 | uint32(s[i])
	}
	return n
}

// utf16Text returns text in UTF-16 as UTF-8, its ligatures and presentation forms as
// letters.
func utf16Text(s string) string {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s) == 1 {
		u = append(u, uint16(s[0]))
	}
	return norm.NFKC.String(string(utf16.Decode(u)))
}

// glyph is a code of a string that is drawn.
type glyph struct {
	text  string // "" if nothing is known
	known bool
	width float64
	space bool // the code 32 of one byte, which word spacing widens
}

// glyphs decodes a string.
func (f *pdfFont) glyphs(s string, visit func(glyph)) {
	for i := 0; i < len(s); {
		code, n := uint32(s[i]), 1
		if f.wide && !(f.ones && f.oneByte[s[i]]) && i+1 < len(s) {
			code, n = code<<8|uint32(s[i+1]), 2
		}
		g := glyph{space: n == 1 && code == 32}
		switch {
		case !f.wide:
			g.text, g.known = f.simple[code], f.simple[code] != "" && !f.guessed[code]
		case f.letters[code] != "":
			g.text, g.known = f.letters[code], true
		case f.utf16:
			g.text, g.known = utf16Text(s[i:i+n]), true
		}
		var ok bool
		if g.width, ok = f.width[code]; !ok {
			g.width = f.usual
		}
		visit(g)
		i += n
	}
}
