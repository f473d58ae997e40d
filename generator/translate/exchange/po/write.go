package po

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// width is the maximum length of a line, as in gettext's own tools.
const width = 79

// Format writes a file. Lines are broken as gettext's tools break them.
func (f *File) Format() []byte {
	var b bytes.Buffer
	if len(f.Header.Str) > 0 {
		f.Header.write(&b)
	}
	for i := range f.Entries {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		f.Entries[i].write(&b)
	}
	return b.Bytes()
}

func (e *Entry) write(b *bytes.Buffer) {
	for _, c := range e.Comments {
		if c == "" {
			b.WriteString("#\n")
			continue
		}
		fmt.Fprintf(b, "# %s\n", c)
	}
	for _, c := range e.Extracted {
		for line := range strings.SplitSeq(c, "\n") {
			fmt.Fprintf(b, "#. %s\n", line)
		}
	}
	if len(e.References) > 0 {
		fmt.Fprintf(b, "#: %s\n", strings.Join(e.References, " "))
	}
	if len(e.Flags) > 0 {
		fmt.Fprintf(b, "#, %s\n", strings.Join(e.Flags, ", "))
	}
	lead := ""
	if e.Obsolete {
		lead = "#~ "
	}
	previous := "#| "
	if e.Obsolete {
		previous = "#~| "
	}
	if e.PrevCtxt != "" {
		text(b, previous, "msgctxt", e.PrevCtxt)
	}
	if e.PrevID != "" {
		text(b, previous, "msgid", e.PrevID)
	}
	if e.PrevPlural != "" {
		text(b, previous, "msgid_plural", e.PrevPlural)
	}
	if e.HasCtxt {
		text(b, lead, "msgctxt", e.Ctxt)
	}
	text(b, lead, "msgid", e.ID)
	if e.Plural == "" {
		str := ""
		if len(e.Str) > 0 {
			str = e.Str[0]
		}
		text(b, lead, "msgstr", str)
		return
	}
	text(b, lead, "msgid_plural", e.Plural)
	for i, s := range e.Str {
		text(b, lead, fmt.Sprintf("msgstr[%d]", i), s)
	}
}

// text writes a keyword and its text, on several lines if it is long or has
// line breaks.
func text(b *bytes.Buffer, lead, keyword, s string) {
	quoted := escape(s)
	if n := strings.Index(s, "\n"); (n < 0 || n == len(s)-1) && utf8.RuneCountInString(lead+keyword+quoted)+3 <= width {
		fmt.Fprintf(b, "%s%s \"%s\"\n", lead, keyword, quoted)
		return
	}
	fmt.Fprintf(b, "%s%s \"\"\n", lead, keyword)
	for _, line := range strings.SplitAfter(s, "\n") {
		for _, part := range wrap(escape(line), width-2-utf8.RuneCountInString(lead)) {
			fmt.Fprintf(b, "%s\"%s\"\n", lead, part)
		}
	}
}

// wrap splits a text after spaces into parts of at most n characters.
func wrap(s string, n int) []string {
	var out []string
	for s != "" {
		cut, length, last := len(s), 0, 0
		for i, r := range s {
			if length++; length > n && last > 0 {
				cut = last
				break
			}
			if r == ' ' {
				last = i + 1
			}
		}
		out = append(out, s[:cut])
		s = s[cut:]
	}
	return out
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`, "\a", `\a`, "\b", `\b`, "\f", `\f`, "\v", `\v`)

func escape(s string) string { return escaper.Replace(s) }
