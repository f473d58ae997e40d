package yaml

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// Encode returns the text that replaces src[n.Start:n.End] so that the scalar n
// reads as value. It keeps the style of the scalar if that can express the value.
func Encode(src []byte, n *Node, value string) string {
	switch n.Style {
	case '\'':
		if !strings.ContainsFunc(value, unicode.IsControl) {
			return "'" + strings.ReplaceAll(value, "'", "''") + "'"
		}
	case '|', '>':
		if text, ok := encodeBlock(src, n, value); ok && readsAs(src, n, text, value) {
			return text
		}
	case 0:
		lead := ""
		if n.Start == n.End {
			lead = " "
		}
		return lead + Scalarize(value, n.Flow)
	}
	return double(value)
}

// readsAs reports whether a block of text in place of n would read as value,
// without regard to a last line break.
func readsAs(src []byte, n *Node, text, value string) bool {
	p := &scanner{src: append(append(append([]byte(nil), src[:n.Start]...), text...), src[n.End:]...), pos: n.Start}
	got := p.literal(n.Style, n.Indent)
	return strings.TrimRight(got.Value, "\n") == strings.TrimRight(value, "\n") && got.End == n.Start+len(text)
}

// Scalarize returns a value as a YAML scalar: plain if possible, else in quotes.
func Scalarize(value string, flow bool) string {
	switch {
	case plainSafe(value, flow):
		return value
	case strings.ContainsAny(value, "\"\\") && !strings.Contains(value, "'") && !strings.ContainsFunc(value, unicode.IsControl):
		return "'" + value + "'"
	}
	return double(value)
}

// double returns a value in double quotes.
func double(value string) string {
	return Quote(value, `\u%04x`, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff'
	})
}

// Quote writes a value in double quotes, with escapes that YAML, TOML and JSON share. Runes
// for which escape is true are written in a format such as `\u%04x`.
func Quote(value, format string, escape func(rune) bool) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case escape(r):
			fmt.Fprintf(&b, format, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plainSafe reports whether a value without quotes would read as the same text. It
// is stricter than YAML.
func plainSafe(s string, flow bool) bool {
	if s == "" || strings.TrimSpace(s) != s || strings.ContainsFunc(s, unicode.IsControl) || !strings.ContainsFunc(s, unicode.IsLetter) {
		return false
	}
	if first := []rune(s)[0]; !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '«' && first != '“' && first != '(' {
		return false
	}
	if flow && strings.ContainsAny(s, ",[]{}") || strings.ContainsAny(s, "\u2028\u2029\ufeff\u0085") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") || strings.Contains(s, ":\t") {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	return !numberLike(s)
}

// numberLike reports whether some reader of YAML might take a text for a
// number or date, such as 1e3, 0x1f or .inf.
func numberLike(s string) bool {
	if s[0] < '0' || s[0] > '9' {
		return strings.EqualFold(s, "inf") || strings.EqualFold(s, "nan")
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEFxXoO_.:+-TZ", r) })
}

// encodeBlock returns a value as a block of text in place of n, with the same first
// line and indentation.
func encodeBlock(src []byte, n *Node, value string) (string, bool) {
	old := src[n.Start:n.End]
	head := bytes.IndexByte(old, '\n')
	if head < 0 || strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) || strings.TrimSpace(value) == "" {
		return "", false
	}
	newline := "\n"
	if head > 0 && old[head-1] == '\r' {
		newline = "\r\n"
	}
	body := bytes.TrimLeft(old[head+1:], "\r\n")
	indent := body[:len(body)-len(bytes.TrimLeft(body, " "))]
	lines := strings.Split(strings.TrimRight(value, "\n"), "\n")
	var b strings.Builder
	b.Write(bytes.TrimRight(old[:head], "\r"))
	for i, l := range lines {
		if l != "" && strings.TrimLeft(l, " \t") != l || i == 0 && l == "" {
			return "", false // its white space would be taken for indentation
		}
		if n.Style == '>' && i > 0 {
			b.WriteString(newline)
		}
		b.WriteString(newline)
		if l != "" {
			b.Write(indent)
			b.WriteString(l)
		}
	}
	return b.String(), true
}
