package segment

import (
	"strings"
	"unicode"
)

// accented are the letters of the pseudo-language: each can still be read.
var accented = strings.NewReplacer(
	"a", "á", "b", "ƀ", "c", "ç", "d", "đ", "e", "é", "f", "ƒ", "g", "ğ", "h", "ħ", "i", "í", "j", "ĵ", "k", "ķ", "l", "ļ", "m", "ɱ",
	"n", "ñ", "o", "ó", "p", "þ", "q", "ɋ", "r", "ř", "s", "š", "t", "ţ", "u", "ú", "v", "ṽ", "w", "ŵ", "x", "ẋ", "y", "ý", "z", "ž",
	"A", "Á", "B", "Ɓ", "C", "Ç", "D", "Đ", "E", "É", "F", "Ƒ", "G", "Ğ", "H", "Ħ", "I", "Í", "J", "Ĵ", "K", "Ķ", "L", "Ļ", "M", "Ṁ",
	"N", "Ñ", "O", "Ó", "P", "Þ", "Q", "Ǫ", "R", "Ř", "S", "Š", "T", "Ţ", "U", "Ú", "V", "Ṽ", "W", "Ŵ", "X", "Ẋ", "Y", "Ý", "Z", "Ž",
)

// Pseudo writes a text in the pseudo-language: every letter has an accent, and
// the text is about two fifths longer, as French is than short English labels,
// and between brackets. What a page shows without accents is not from i18n/ or
// content/; if a bracket is cut off, the layout has no room for French.
// Placeholders ({{.Name}}), tags and entities stay as they are, and so does a
// text without letters of its own.
func Pseudo(text string) string {
	if !strings.ContainsFunc(text, unicode.IsLetter) || strings.HasPrefix(text, "⟦") {
		return text
	}
	var b strings.Builder
	b.WriteString("⟦")
	words := ""
	for rest := text; rest != ""; {
		if n := keptLength(rest); n > 0 {
			b.WriteString(rest[:n])
			rest = rest[n:]
			continue
		}
		n := len(rest)
		if i := strings.IndexAny(rest[1:], "{<&"); i >= 0 {
			n = i + 1
		}
		words += rest[:n]
		b.WriteString(accented.Replace(rest[:n]))
		rest = rest[n:]
	}
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		return text
	}
	return b.String() + padding(words) + "⟧"
}

// padding returns what the pseudo-language adds to a text: two fifths of its
// letters.
func padding(words string) string {
	letters := 0
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return strings.Repeat(" ẋẋ", (letters*2+4)/5/3)
}

// keptLength returns the length of the placeholder, tag or entity at the start
// of a text, or 0.
func keptLength(s string) int {
	end := 0
	switch {
	case strings.HasPrefix(s, "{{"):
		if end = strings.Index(s, "}}"); end > 0 {
			return end + 2
		}
	case s[0] == '<' && len(s) > 1 && (s[1] == '/' || unicode.IsLetter(rune(s[1]))):
		end = strings.IndexByte(s, '>')
	case s[0] == '&':
		if end = strings.IndexByte(s, ';'); end > 10 || strings.ContainsAny(s[1:max(1, end)], " &<") {
			end = -1
		}
	default:
		return 0
	}
	return max(0, end+1)
}
