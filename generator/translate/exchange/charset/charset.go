// Package charset converts the files of translation tools to UTF-8.
//
// XML is the call for XLIFF and TMX, which name their encoding in the first
// line or start with a byte-order mark; Named is the one for PO, whose header
// names it. The encodings and their names are those of the WHATWG standard, so
// that ISO-8859-1 is read as windows-1252, which files that say so really are.
// The package never guesses an encoding from the words of a text.
package charset

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Encoding converts bytes to UTF-8.
type Encoding struct {
	name string
	enc  encoding.Encoding // nil for UTF-8
}

// Named returns the encoding with a name, such as "UTF-8" or "iso-8859-1". An
// empty name and gettext's CHARSET, which nobody filled in, are UTF-8.
func Named(name string) (Encoding, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "charset", "utf-8", "utf8", "us-ascii", "ascii":
		return Encoding{name: "UTF-8"}, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return Encoding{}, fmt.Errorf("the encoding %q is not known here: save the file as UTF-8", name)
	}
	return Encoding{name, enc}, nil
}

// UTF8 reports whether the bytes are UTF-8 already.
func (e Encoding) UTF8() bool { return e.enc == nil }

// Decode converts bytes. What is invalid in the encoding is an error.
func (e Encoding) Decode(src []byte) ([]byte, error) {
	out := src
	if e.enc != nil {
		var err error
		if out, err = e.enc.NewDecoder().Bytes(src); err != nil || bytes.ContainsRune(out, utf8.RuneError) {
			return nil, fmt.Errorf("the file is not in the encoding %s, as it says: save it as UTF-8", e.name)
		}
	}
	if !utf8.Valid(out) {
		return nil, fmt.Errorf("the file is not UTF-8: save it with that encoding")
	}
	return out, nil
}

// Marked converts a file that starts with a byte-order mark, or whose first
// character takes two bytes as in UTF-16, and removes the mark. marked is false
// for other files, which are returned as they are.
func Marked(src []byte) (out []byte, marked bool, err error) {
	order := unicode.BigEndian
	switch {
	case bytes.HasPrefix(src, []byte("\xef\xbb\xbf")):
		out, err = Encoding{name: "UTF-8"}.Decode(src[3:])
		return out, true, err
	case bytes.HasPrefix(src, []byte("\xff\xfe")), len(src) > 1 && src[0] != 0 && src[1] == 0:
		order = unicode.LittleEndian
	case bytes.HasPrefix(src, []byte("\xfe\xff")), len(src) > 1 && src[0] == 0 && src[1] != 0:
	default:
		return src, false, nil
	}
	out, err = Encoding{"UTF-16", unicode.UTF16(order, unicode.UseBOM)}.Decode(src)
	if err != nil || len(src)%2 != 0 {
		return nil, true, fmt.Errorf("the file looks like UTF-16 and is not: save it as UTF-8")
	}
	return out, true, nil
}

var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']`)

// XML converts an XML file by its byte-order mark or else by what its first
// line says.
func XML(src []byte) ([]byte, error) {
	out, marked, err := Marked(src)
	if marked || err != nil {
		return out, err
	}
	name := ""
	if m := declaration.FindSubmatch(src[:min(len(src), 300)]); m != nil {
		name = string(m[1])
	}
	if strings.HasPrefix(strings.ToLower(name), "utf-16") {
		name = "" // such a file would have been seen as UTF-16: a tool converted it and left this line
	}
	e, err := Named(name)
	if err != nil {
		return nil, err
	}
	return e.Decode(src)
}

// Reader is what xml.Decoder takes as CharsetReader for a file that XML has
// converted: the encoding that its first line names is no longer the file's.
func Reader(_ string, r io.Reader) (io.Reader, error) { return r, nil }
