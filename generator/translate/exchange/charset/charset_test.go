package charset

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// wide writes a text as UTF-16.
func wide(order binary.AppendByteOrder, text string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestXML(t *testing.T) {
	const text = "<?xml version=\"1.0\" encoding=\"X\"?>\n<a>État, œuvre 𝒳</a>"
	named := func(name string) string { return strings.Replace(text, "X", name, 1) }
	latin := func(name string) []byte {
		return []byte(strings.NewReplacer("É", "\xc9", "œ", "\x9c", " 𝒳", "").Replace(named(name)))
	}
	utf16 := named("UTF-16")
	for name, src := range map[string][]byte{
		"UTF-8":                      []byte(named("utf-8")),
		"with a mark":                []byte("\xef\xbb\xbf" + named("UTF-8")),
		"little-endian":              wide(binary.LittleEndian, "\ufeff"+utf16),
		"big-endian":                 wide(binary.BigEndian, "\ufeff"+utf16),
		"little-endian, no mark":     wide(binary.LittleEndian, utf16),
		"big-endian, no mark":        wide(binary.BigEndian, utf16),
		"a tool left the first line": []byte(utf16),
		"Latin-1":                    latin("ISO-8859-1"),
		"in lower case":              latin("iso-8859-1"),
		"windows":                    latin("windows-1252"),
		"no declaration":             []byte("<a>État, œuvre</a>"),
	} {
		got, err := XML(src)
		if err != nil || !strings.Contains(string(got), "État, œuvre") || !strings.HasPrefix(string(got), "<") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for src, want := range map[string]string{
		"<a>\xc9tat</a>": "the file is not UTF-8: save it with that encoding",
		"<?xml version='1.0' encoding='EBCDIC'?><a/>":    `the encoding "EBCDIC" is not known here: save the file as UTF-8`,
		"<?xml version='1.0' encoding='UTF-8'?>\xc9":     "the file is not UTF-8: save it with that encoding",
		"<?xml version='1.0' encoding='Shift_JIS'?>\xff": "the file is not in the encoding Shift_JIS, as it says: save it as UTF-8",
		"\xff\xfe<\x00a": "the file looks like UTF-16 and is not: save it as UTF-8",
	} {
		if _, err := XML([]byte(src)); err == nil || err.Error() != want {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestNamed(t *testing.T) {
	for _, name := range []string{"", "CHARSET", "UTF-8", "utf8", "ASCII"} {
		if e, err := Named(name); err != nil || !e.UTF8() {
			t.Errorf("%q: %v", name, err)
		}
	}
	e, err := Named("ISO-8859-15")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := e.Decode([]byte("\xbd\xa4")); err != nil || string(got) != "œ€" {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzXML converts files in any encoding: the result is UTF-8 without a mark.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", "\xff\xfe<\x00a\x00", "\xfe\xff\x00<", "\x00<", "<\x00", "\xef\xbb\xbf<a/>", "<?xml encoding=\"utf-16\"?>", "<?xml encoding='replacement'?>", "<?xml encoding='iso-2022-jp'?>\x1b$B", "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		out, err := XML(src)
		if err != nil {
			return
		}
		if !utf8.Valid(out) || len(out) > 4*len(src)+4 {
			t.Errorf("%q: %q", src, out)
		}
	})
}
