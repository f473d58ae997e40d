package segment

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normal returns the form of a text that identifies it: white space folded,
// hard line breaks written as a backslash and a line feed. No-break spaces
// stay, since they mean something. Normal of a normal text is that text.
func Normal(text string) string {
	if plainSpaces(text) {
		return text
	}
	text = strings.TrimFunc(text, isBlank)
	var b strings.Builder
	b.Grow(len(text))
	separator := ""
	ends := 0 // backslashes at the end of what is written so far
	for text != "" {
		line, rest, more := strings.Cut(text, "\n")
		text = rest
		line = strings.TrimRight(line, "\r")
		body := strings.TrimRight(line, " \t")
		slashes := len(body) - len(strings.TrimRight(body, `\`))
		hard := more && strings.HasSuffix(line, "  ")
		if more && slashes%2 == 1 && body == line {
			body, hard = body[:len(body)-1], true
		}
		for word := range strings.FieldsFuncSeq(body, isBlank) {
			if b.Len() > 0 {
				if ends%2 == 1 && separator != " " {
					b.WriteByte('\\') // or else the line break's backslash would be escaped
				}
				b.WriteString(separator)
			}
			b.WriteString(word)
			separator, ends = " ", len(word)-len(strings.TrimRight(word, `\`))
		}
		if hard {
			separator = "\\\n"
		}
	}
	return b.String()
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// plainSpaces reports whether a text has single spaces only, and none at its
// ends.
func plainSpaces(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n', '\r', '\t':
			return false
		case ' ':
			if space {
				return false
			}
			space = true
		default:
			space = false
		}
	}
	return !space || s == ""
}

// withoutPaths drops the paths of links and images within the site, since they
// change whenever a page moves; complete URLs stay.
func withoutPaths(text string) string {
	at := strings.Index(text, "](")
	if at < 0 {
		return text
	}
	var b strings.Builder
	for ; at >= 0; at = strings.Index(text, "](") {
		b.WriteString(text[:at+2])
		text = text[at+2:]
		end := destination(text)
		if dest := text[:end]; strings.Contains(dest, "://") || strings.HasPrefix(dest, "mailto:") || strings.HasPrefix(dest, "tel:") {
			b.WriteString(dest)
		}
		text = text[end:]
	}
	b.WriteString(text)
	return b.String()
}

// destination returns the length of the link destination at the start of a
// text, or 0.
func destination(s string) int {
	if strings.HasPrefix(s, "<") {
		return strings.IndexByte(s, '>') + 1
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i
			}
		case ' ', '\n':
			return i
		}
	}
	return 0
}

// BaseHash identifies a text in exchange files: the first eight bytes of its
// SHA-256 sum in hexadecimal, or "-" for no text.
func BaseHash(text string) string {
	if text == "" {
		return "-"
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// CountWords counts the words of a text: runs of letters and digits with the
// apostrophes and hyphens inside them. URLs of links are not counted.
func CountWords(text string) int {
	n, in := 0, false
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		} else if c == ']' && i+1 < len(text) && text[i+1] == '(' {
			if end := strings.IndexByte(text[i:], ')'); end > 0 {
				i, in = i+end+1, false
				continue
			}
		}
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9',
			c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.M, c)):
			if !in {
				n++
			}
			in = true
		case in && (c == '\'' || c == '’' || c == '-'):
		default:
			in = false
		}
		i += size
	}
	return n
}

var protected = regexp.MustCompile("`[^`]*`|\\]\\([^)]*\\)|<[^>]*>|\\{\\{[^}]*\\}\\}|https?://\\S+")

// IsNeutral reports whether a text has no words of a language, only figures,
// signs, code and URLs.
func IsNeutral(text string) bool {
	head := text
	if i := strings.IndexAny(head, "`]<{"); i >= 0 {
		head = head[:i]
	}
	if i := strings.Index(head, "http"); i >= 0 {
		head = head[:i]
	}
	if strings.ContainsFunc(head, unicode.IsLetter) {
		return false
	}
	if strings.ContainsAny(text, "`]<{:") {
		text = protected.ReplaceAllString(text, " ")
	}
	return !strings.ContainsFunc(text, unicode.IsLetter)
}

// IsProse reports whether a translation equal to its source must have been
// left untranslated: it has more than two words, one of them in lower case.
// Names, acronyms and short labels may be the same in both languages.
func IsProse(text string) bool {
	if strings.ContainsAny(text, "`]<{:") {
		text = protected.ReplaceAllString(text, " ")
	}
	words, lower := 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		if r := []rune(word); unicode.IsLower(r[0]) && len(r) > 1 {
			lower++
		}
	}
	return words > 2 && lower > 0
}

// Invariants counts the parts of a text that usually stay the same in another
// language: figures, URLs, code, notes, acronyms.
func Invariants(text string) map[string]int {
	var out map[string]int
	for at := 0; at < len(text); {
		n := invariant(text, at)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		if out == nil {
			out = make(map[string]int, 4)
		}
		out[text[at:at+n]]++
		at += n
	}
	return out
}

// invariant returns the length of the invariant part that starts at a byte of
// a text, or 0.
func invariant(text string, at int) int {
	rest := text[at:]
	until := func(skip int, end string) int {
		if i := strings.Index(rest[skip:], end); i > 0 {
			return skip + i + len(end)
		}
		return 0
	}
	switch c := rest[0]; {
	case c == ']' && strings.HasPrefix(rest, "]("):
		if i := strings.IndexAny(rest, ") \t\r\n"); i > 0 {
			return i
		}
		return len(rest)
	case c == '`':
		return until(1, "`")
	case c == '[' && strings.HasPrefix(rest, "[^"):
		return until(2, "]")
	case c >= 'a' && c <= 'z' || c == ' ':
		return 0
	}
	if n := figures(rest); n > 0 {
		return n
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	if unicode.IsLetter(before) || unicode.IsDigit(before) || before == '_' {
		return 0
	}
	n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsUpper(r) })
	if n < 0 {
		n = len(rest)
	}
	after, _ := utf8.DecodeRuneInString(rest[n:])
	if utf8.RuneCountInString(rest[:n]) < 2 || unicode.IsLetter(after) || unicode.IsDigit(after) || after == '_' {
		return 0
	}
	return n
}

// figures returns the length of the number at the start of a text, with the
// signs and spaces between its digits.
func figures(text string) int {
	n, sign := 0, 0 // the number's length; that of the sign after it
	for i, r := range text {
		switch {
		case unicode.IsNumber(r):
			n, sign = i+utf8.RuneLen(r), 0
		case n > 0 && sign == 0 && strings.ContainsRune(".,/ \u00a0\u202f", r):
			sign = 1
		default:
			return n
		}
	}
	return n
}

// InvariantOverlap returns the share of two sets of invariants that they have
// in common, from 0 to 1; 0 for two empty sets.
func InvariantOverlap(a, b map[string]int) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both, all := 0, 0
	for k, n := range a {
		both += min(n, b[k])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(both) / float64(all)
}

// MaxLengths are the lengths of fields, in characters, that notes for
// translators mention and check warns of.
var MaxLengths = map[string]int{"title": 70, "summary": 200, "work": 110}
