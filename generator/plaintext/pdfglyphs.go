package plaintext

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// standardLigatures are codes of StandardEncoding that matter in words and differ from
// Windows-1252.
var standardLigatures = map[int]string{0xae: "fi", 0xaf: "fl", 0xe1: "Æ", 0xf1: "æ", 0xe8: "Ł", 0xf8: "ł", 0xe9: "Ø", 0xf9: "ø", 0xea: "Œ", 0xfa: "œ", 0xfb: "ß", 0xf5: "ı", 0x27: "’", 0x60: "‘"}

// glyphNames are names of glyphs that don't follow from the rules of glyphText (Adobe
// Glyph List); of signs, those that stand in or between words.
var glyphNames = map[string]string{
	"space": " ", "nbspace": " ", "hyphen": "-", "sfthyphen": "-", "minus": "-", "endash": "–", "emdash": "—", "period": ".", "comma": ",", "colon": ":",
	"semicolon": ";", "slash": "/", "quotesingle": "'", "quoteright": "’", "quoteleft": "‘", "apostrophe": "'", "quotedbl": "\"", "parenleft": "(", "parenright": ")",
	"at": "@", "ampersand": "&", "underscore": "_", "bullet": "•", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "germandbls": "ß", "eth": "ð", "Eth": "Ð", "thorn": "þ", "Thorn": "Þ",
	"dotlessi": "ı", "dotlessj": "ȷ", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "eng": "ŋ", "Eng": "Ŋ", "exclam": "!", "question": "?", "percent": "%", "plus": "+", "equal": "=",
	"guillemotleft": "«", "guillemotright": "»", "quotedblleft": "“", "quotedblright": "”", "quotesinglbase": "‚", "ellipsis": "…", "numbersign": "#", "asterisk": "*",
	"IJ": "Ĳ", "ij": "ĳ", "kgreenlandic": "ĸ", "longs": "ſ", "degree": "°", "section": "§", "copyright": "©", "bracketleft": "[", "bracketright": "]", "bar": "|",
}

// accents are the ends of names of letters with a mark; the mark goes anyway.
var accents = []string{"acute", "grave", "circumflex", "dieresis", "umlaut", "tilde", "ring", "cedilla", "caron", "breve", "macron", "ogonek", "slash", "stroke", "dotaccent", "dot", "hungarumlaut",
	"commaaccent", "croat", "dotbelow", "hook", "bar", "hookabove"}

// glyphText returns the text of a glyph's name, "" if it isn't known.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".") // e.swash
	if parts := strings.Split(name, "_"); len(parts) > 1 {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(glyphText(p))
		}
		return b.String()
	}
	if text := glyphNames[name]; text != "" {
		return text
	}
	if len(name) == 1 {
		return name
	}
	if rest, ok := strings.CutPrefix(name, "uni"); ok && len(rest) >= 4 {
		var b strings.Builder
		for ; len(rest) >= 4; rest = rest[4:] {
			n, err := strconv.ParseUint(rest[:4], 16, 16)
			if err != nil {
				return ""
			}
			b.WriteRune(rune(n))
		}
		return norm.NFKC.String(b.String())
	}
	if rest, ok := strings.CutPrefix(name, "u"); ok && len(rest) >= 4 && len(rest) <= 6 {
		if n, err := strconv.ParseUint(rest, 16, 32); err == nil {
			return norm.NFKC.String(string(rune(n)))
		}
	}
	for _, a := range accents {
		if letter, ok := strings.CutSuffix(name, a); ok && len(letter) == 1 {
			return letter
		}
	}
	return ""
}
