package po

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const sample = `# Translations
msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"

# by hand
#
#. a note
#. of two lines
#: content/a.en.md:3 content/b.en.md:4
#, fuzzy, no-wrap
#| msgctxt "c0"
#| msgid "Old \"text\""
msgctxt "c"
msgid "A text\twith \\ signs"
msgstr "Un texte"

#| msgid_plural "olds"
msgid "one"
msgid_plural "many"
msgstr[0] "un"
msgstr[1] "plusieurs"

#~| msgid "gone before"
#~ msgid "gone"
#~ msgstr "parti"
`

func TestRoundTrip(t *testing.T) {
	f, err := Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(f.Format()); got != sample {
		t.Error(cmp.Diff(sample, got))
	}
	want := Entry{Comments: []string{"by hand", ""}, Extracted: []string{"a note", "of two lines"}, References: []string{"content/a.en.md:3", "content/b.en.md:4"},
		Flags: []string{"fuzzy", "no-wrap"}, PrevCtxt: "c0", PrevID: `Old "text"`, Ctxt: "c", HasCtxt: true, ID: "A text\twith \\ signs", Str: []string{"Un texte"}, Line: 16, StrLine: 17}
	if d := cmp.Diff(want, f.Entries[0]); d != "" {
		t.Error(d)
	}
	if f.Field("language") != "fr" || len(f.Entries) != 3 || !f.Entries[2].Obsolete || f.Entries[2].PrevID != "gone before" || !f.Entries[0].Flag("fuzzy") {
		t.Errorf("%+v", f)
	}
}

func TestMistakes(t *testing.T) {
	for in, want := range map[string]Error{
		"msgid \"a\"\nmsgstr \"b":               {2, `a text stands between two quotation marks: "b`},
		"msgid \"a\"\n\nmsgid \"b\"\n":          {2, "the text has no msgstr"},
		"msgid \"a\"\nmsgstr[1] \"b\"\n":        {2, "msgstr[1] stands out of order"},
		"hello\n":                               {1, `"hello" is no line of a PO file`},
		"\"a\"\n":                               {1, "a text stands here without msgid or msgstr before it"},
		"msgid \"a\"\nmsgstr \"\\q\"\n":         {2, `\q means nothing here: write \\ for a backslash`},
		"msgid \"a\"\nmsgstr \"\xe9\"\n":        {2, "the file is not UTF-8: save it with that encoding"},
		"msgid \"a\"\nmsgid \"b\"\nmsgstr \"\"": {2, "the text has two msgids"},
	} {
		_, err := Parse([]byte(in))
		var e *Error
		if !errors.As(err, &e) || *e != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// Files as other tools write them are read like our own.
func TestTools(t *testing.T) {
	head := func(charset string) string {
		return "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; charset=" + charset + "\\n\"\n\n"
	}
	for name, src := range map[string]string{
		"tabs":                head("UTF-8") + "msgctxt\t\"c\"\nmsgid\t\"a\"\nmsgstr\t\"été\"\n",
		"nothing between":     head("UTF-8") + "msgctxt\"c\"\nmsgid\"a\"\nmsgstr\"été\"\n",
		"no blank lines":      head("UTF-8") + "msgid\t\"b\"\nmsgstr\t\"x\"\nmsgctxt\t\"c\"\nmsgid \"a\"\nmsgstr \"été\"\n",
		"octal":               head("UTF-8") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"\\303\\251t\\303\\251\"\n",
		"octal on two lines":  head("UTF-8") + "msgctxt \"c\"\nmsgid \"\\141\"\nmsgstr \"\\303\"\n\"\\251t\\303\\251\"\n",
		"hexadecimal":         head("UTF-8") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"\\xc3\\xa9t\\xC3\\xA9\"\n",
		"Latin-1":             head("ISO-8859-1") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"\xe9t\xe9\"\n",
		"Latin-1 and octal":   head("iso-8859-1") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"\\351t\xe9\"\n",
		"a byte-order mark":   "\xef\xbb\xbf" + head("UTF-8") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"été\"\n",
		"a template's header": head("CHARSET") + "msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"été\"\n",
		"carriage returns":    strings.ReplaceAll(head("UTF-8")+"msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"été\"\n", "\n", "\r\n"),
	} {
		f, err := Parse([]byte(src))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if e := f.Entries[len(f.Entries)-1]; e.Str[0] != "été" || e.ID != "a" || e.Ctxt != "c" || f.Field("Language") != "fr" {
			t.Errorf("%s: %+v", name, e)
		}
	}
	for src, want := range map[string]Error{
		head("EBCDIC"): {4, `the encoding "EBCDIC" is not known here: save the file as UTF-8`},
		head("UTF-8") + "msgid \"a\"\nmsgstr \"\\303\"\n": {8, "the text has numbers after backslashes that are no characters: write the characters themselves"},
		head("UTF-8") + "msgid \"a\"\nmsgstr \"\\0\"\n":   {7, `\0 is no character of a text: leave it out`},
	} {
		_, err := Parse([]byte(src))
		var e *Error
		if !errors.As(err, &e) || *e != want {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("word ", 40)
	f := File{Entries: []Entry{{ID: long + "\nnext", Str: []string{long}}}}
	for line := range strings.SplitSeq(string(f.Format()), "\n") {
		if len(line) > width {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	again, err := Parse(f.Format())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(f.Entries, again.Entries, cmpopts.IgnoreFields(Entry{}, "Line", "StrLine")); d != "" {
		t.Error(d)
	}
}

func FuzzFormat(f *testing.F) {
	f.Add("a\nb", "c\"d\\", "e: f", "g", true)
	f.Fuzz(func(t *testing.T, id, str, ctxt, old string, obsolete bool) {
		for _, s := range []*string{&id, &str, &ctxt, &old} {
			*s = strings.ToValidUTF8(strings.ReplaceAll(*s, "\x00", ""), "")
		}
		if id == "" {
			return
		}
		e := Entry{ID: id, Str: []string{str}, Ctxt: ctxt, HasCtxt: true, PrevID: old, Obsolete: obsolete}
		file := File{Entries: []Entry{e}}
		again, err := Parse(file.Format())
		if err != nil {
			t.Fatalf("%q: %v", file.Format(), err)
		}
		if d := cmp.Diff(file.Entries, again.Entries, cmpopts.IgnoreFields(Entry{}, "Line", "StrLine")); d != "" {
			t.Fatalf("%q: %s", file.Format(), d)
		}
	})
}

// TestManyPieces reads a text on many lines: it allocates about as much as the file is long.
func TestManyPieces(t *testing.T) {
	bytesFor := func(n int) int64 {
		src := []byte("msgid \"\"\n" + strings.Repeat("\"a piece of text\"\n", n) + "msgstr \"\"\n" + strings.Repeat("\"une partie\"\n", n))
		r := testing.Benchmark(func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := Parse(src)
				if err != nil || len(f.Entries) != 1 || len(f.Entries[0].Str[0]) != 10*n {
					b.Fatal(err)
				}
			}
		})
		return r.AllocedBytesPerOp()
	}
	if a, b := bytesFor(500), bytesFor(5000); b > 15*a {
		t.Errorf("a tenfold text allocates %d bytes, not %d", b, a)
	}
}

// FuzzParse reads PO files: what is read is written, and reads the same again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nLanguage: fr\\n\"\n\n#. note\n#: a b:3\n#, fuzzy\n#| msgid \"old\"\nmsgctxt \"c\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
		"#~ msgid \"a\"\n#~ msgstr \"b\"\n", "msgid \"a\\x41\\101\\\"\"\nmsgstr \"\"", "\ufeffmsgid \"a\"\r\nmsgstr \"b\"\r\n", "msgstr[9999999999] \"\"", "domain \"x\"\n",
		"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"\xe9\"\nmsgstr \"\xe9\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := Parse(src)
		if err != nil {
			return
		}
		out := (&File{Entries: file.Entries}).Format()
		if strings.Contains(string(out), "\ufffd") || strings.Contains(string(out), "\x00") {
			return
		}
		if _, err := Parse(out); err != nil {
			t.Fatalf("%q: written as %q: %v", src, out, err)
		}
	})
}
