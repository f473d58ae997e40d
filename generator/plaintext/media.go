package plaintext

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"strings"
	"unicode"

	"griot/generator/wordlist"
)

// media reads what a picture or recording says of itself, which package clean leaves if
// hub.yaml asks for it, and counts the rest as unread.
func (r *reader) media(format string, b []byte) {
	switch format {
	case "jpeg":
		r.unread.Pictures++
		r.jpeg(b)
	case "png":
		r.unread.Pictures++
		r.png(b)
	case "riff":
		if bytes.HasPrefix(b[min(8, len(b)):], []byte("WEBP")) {
			r.unread.Pictures++
		} else {
			r.unread.Recordings++
		}
		r.riff(b)
	case "gif", "bmp", "picture":
		r.unread.Pictures++
	case "tiff":
		r.unread.Pictures++
		r.tiff(b)
	case "bmff", "ebml", "mp3", "ogg", "flac", "aiff":
		r.unread.Recordings++
	default:
		r.unread.Files++
	}
}

// strings visits what can be read in bytes that are not only text.
func (r *reader) strings(b []byte) {
	text := strings.Map(func(c rune) rune {
		if c == unicode.ReplacementChar || c < ' ' && c != '\n' && c != '\t' {
			return wordlist.Break
		}
		return c
	}, strings.ToValidUTF8(string(b), string(rune(wordlist.Break))))
	r.text(text)
	r.passage(Passage{Text: decodeWide(b)})
}

// decodeWide returns the letters of UTF-16 in bytes, as Windows writes them in EXIF.
func decodeWide(b []byte) string {
	var out strings.Builder
	for i := 0; i+1 < len(b); i += 2 {
		if b[i+1] == 0 && b[i] >= ' ' {
			out.WriteRune(rune(b[i]))
		} else {
			out.WriteRune(wordlist.Break)
		}
	}
	return out.String()
}

// jpeg reads the segments before the picture.
func (r *reader) jpeg(b []byte) {
	for i := 2; i+4 <= len(b) && b[i] == 0xff && b[i+1] != 0xda; {
		n := int(binary.BigEndian.Uint16(b[i+2:]))
		if n < 2 || i+2+n > len(b) {
			return
		}
		if m := b[i+1]; m == 0xfe || m == 0xe1 || m == 0xed {
			r.strings(b[i+4 : i+2+n])
		}
		i += 2 + n
	}
}

// png reads the chunks of text.
func (r *reader) png(b []byte) {
	for i := 8; i+12 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[i:]))
		if n < 0 || n > len(b)-i-12 {
			return
		}
		data := b[i+8 : i+8+n]
		switch string(b[i+4 : i+8]) {
		case "tEXt", "eXIf":
			r.strings(data)
		case "iTXt", "zTXt":
			r.strings(data)
			if at := bytes.Index(data, []byte{0x78}); at >= 0 { // where packed data starts
				if z, err := zlib.NewReader(bytes.NewReader(data[at:])); err == nil {
					if text, ok := r.inflate(z); ok {
						r.strings(text)
					}
				}
			}
		}
		i += 12 + n
	}
}

// riff reads the chunks of text of WebP files.
func (r *reader) riff(b []byte) {
	for i := 12; i+8 <= len(b); {
		n := int(binary.LittleEndian.Uint32(b[i+4:]))
		if n < 0 || n > len(b)-i-8 {
			return
		}
		switch string(b[i : i+4]) {
		case "EXIF", "XMP ", "LIST":
			r.strings(b[i+8 : i+8+n])
		}
		i += 8 + n + n&1
	}
}

// tiff reads the texts in the fields of a TIFF file.
func (r *reader) tiff(b []byte) {
	if len(b) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(b[4:]))
	for range 1000 { // pages
		if at < 8 || at+2 > int64(len(b)) {
			return
		}
		n := int64(order.Uint16(b[at:]))
		for f := at + 2; f+12 <= int64(len(b)) && n > 0; f, n = f+12, n-1 {
			kind, count, data := order.Uint16(b[f+2:]), int64(order.Uint32(b[f+4:])), int64(order.Uint32(b[f+8:]))
			if (kind == 2 || kind == 1 || kind == 7) && count > 4 && count < 1<<20 && data+count <= int64(len(b)) {
				r.strings(b[data : data+count])
			}
		}
		if at += 2 + 12*int64(order.Uint16(b[at:])); at+4 > int64(len(b)) {
			return
		}
		at = int64(order.Uint32(b[at:]))
	}
}
