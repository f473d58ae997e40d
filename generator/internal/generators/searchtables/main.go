// Command searchtables writes the character tables of the search analysis, which
// Go and the browser client read (data/classes.txt, data/folds.txt, and
// data/specials.txt, what a browser can't know by itself of the folds), from the
// Unicode version of the Go toolchain that runs it.
//
// It reads Go's unicode tables and golang.org/x/text's normalisation tables. It never
// runs during a build of a site: the tables are committed, so that all builds and
// browsers agree whatever their own Unicode version.
//
// Run it with `go generate ./generator/search/analysis`.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lastRune is the last code point with a class of its own; beyond it nothing
// is a word.
const lastRune = 0x323AF

func main() {
	for path, text := range map[string]string{
		"data/classes.txt": classTable(), "data/folds.txt": foldTable(fold), "data/specials.txt": foldTable(special),
	} {
		if err := os.WriteFile(path, []byte(text+"\n"), 0o644); err != nil {
			fmt.Fprintf(os.Stderr, "error: write %q: %v\n", path, err)
			os.Exit(1)
		}
	}
}

// classOf gives the class of a code point: L letter, D digit, S a letter that
// is a word by itself (scripts without spaces), A apostrophe, X ignorable
// inside a word, N none; 0 where Unicode assigns nothing.
func classOf(r rune) byte {
	switch {
	case r >= 0x10000:
		return coarseClass(r)
	case r >= 0x700 && r < 0x2000 || r >= 0xA000 && r < 0xAC00:
		return scriptClass(r)
	case strings.ContainsRune("'’‘ʼʻ´＇", r):
		return 'A'
	case dropped(r) || r >= 0xFE00 && r <= 0xFE0F ||
		r == 0xAD || r == 0x61C || r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0xFEFF:
		return 'X'
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(r):
		return 'S'
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsMark(r):
		return 'X'
	case unicode.IsLetter(r) || unicode.IsMark(r) && !unicode.Is(unicode.Me, r):
		return 'L'
	case unicode.IsMark(r):
		return 'X'
	case unicode.IsNumber(r):
		return 'D'
	case unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
		return 'N'
	}
	return 0
}

// scriptClass keeps the many scripts between short: their digits and symbols are
// letters to us, and so are accents for scripts that we don't fold.
func scriptClass(r rune) byte {
	switch {
	case r >= 0x1E00 && r < 0x1F00:
		return 'L'
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		if unicode.IsLetter(r) {
			return 'S'
		}
		if unicode.IsMark(r) {
			return 'X'
		}
	case unicode.In(r, unicode.P, unicode.Z, unicode.Cc, unicode.Cf):
		return 'N'
	case unicode.In(r, unicode.L, unicode.M, unicode.N):
		return 'L'
	}
	return 0 // the class of the code point before it
}

// coarseClass keeps the supplementary planes short: historic scripts are
// letters, notations and emoji nothing, the Han planes ideographs.
func coarseClass(r rune) byte {
	switch {
	case r >= 0x20000:
		return 'S'
	case r >= 0x1EF00 || r >= 0x1CC00 && r < 0x1D400:
		return 'N'
	}
	return 'L'
}

// classTable lists runs of code points of one class: the length in base 36,
// then the class letter. Unassigned code points take the class before them,
// which keeps the table short.
func classTable() string {
	var out strings.Builder
	last, run := byte('N'), 0
	for r := rune(0); r <= lastRune; r++ {
		c := classOf(r)
		if c == 0 || c == last {
			run++
			continue
		}
		out.WriteString(strconv.FormatInt(int64(run), 36))
		out.WriteByte(last)
		last, run = c, 1
	}
	out.WriteString(strconv.FormatInt(int64(run), 36))
	out.WriteByte(last)
	return out.String()
}

// dropped reports marks that carry no difference for search: Latin, Greek and
// Cyrillic accents, Hebrew points, Arabic vowel signs and tatweel.
func dropped(r rune) bool {
	if r == 0x640 {
		return true
	}
	if !unicode.Is(unicode.Mn, r) {
		return false
	}
	for _, block := range [][2]rune{
		{0x300, 0x36F}, {0x483, 0x487}, {0x591, 0x5C7}, {0x610, 0x61A}, {0x64B, 0x65F}, {0x670, 0x670},
		{0x6D6, 0x6ED}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0xFE20, 0xFE2F},
	} {
		if r >= block[0] && r <= block[1] {
			return true
		}
	}
	return false
}

// foldDomain lists the blocks that fold; every other code point stays as it is.
var foldDomain = [][2]rune{
	{0x27, 0x587}, {0x591, 0x6FF}, {0x1E00, 0x1EFF}, {0x200B, 0x2060}, {0x2070, 0x2089},
	{0xFB00, 0xFB06}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFF07, 0xFF5A},
}

// letters folds letters that Unicode doesn't decompose; the hooked and open
// letters are those of Hausa, Fulfulde, Bambara and their neighbours, which
// are often typed without them. Arabic, Persian and Pashto keyboards have
// different code points for one letter.
var letters = map[rune]string{
	'ɓ': "b", 'ƀ': "b", 'ƃ': "b", 'ƈ': "c", 'ȼ': "c", 'ɗ': "d", 'ɖ': "d", 'ƌ': "d", 'ɛ': "e", 'ǝ': "e", 'ə': "e",
	'ɇ': "e", 'ƒ': "f", 'ɠ': "g", 'ɣ': "g", 'ǥ': "g", 'ɨ': "i", 'ɩ': "i", 'ɉ': "j", 'ƙ': "k", 'ƚ': "l", 'ɲ': "n",
	'ɵ': "o", 'ɔ': "o", 'ƥ': "p", 'ɍ': "r", 'ʃ': "s", 'ƭ': "t", 'ʈ': "t", 'ȶ': "t", 'ʉ': "u", 'ʊ': "u", 'ʋ': "v",
	'ŀ': "l", 'ŉ': "n", 'ƴ': "y", 'ɏ': "y", 'ƶ': "z", 'ʒ': "z", 'ȥ': "z",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i",
	'ی': "ي", 'ى': "ي", 'ې': "ي", 'ۍ': "ي", 'ے': "ي", 'ک': "ك", 'ڪ': "ك", 'ة': "ه", 'ہ': "ه", 'ە': "ه", 'ھ': "ه",
	'ٱ': "ا", 'ګ': "گ", 'ł': "l", 'ŧ': "t", 'þ': "th", 'ĸ': "k", 'ŋ': "n", 'ς': "σ", 'ſ': "s",
}

// fold gives the folded text of a code point: lower case, decomposed, without
// marks, ligatures spelled out; every apostrophe becomes the ASCII one, and so
// does every digit of the Arabic script.
func fold(r rune) string {
	switch classOf(r) {
	case 'A':
		return "'"
	case 'X':
		return ""
	case 'L', 'D':
	default:
		return string(r)
	}
	if s, ok := letters[unicode.ToLower(r)]; ok {
		return s
	}
	for _, zero := range []rune{0x660, 0x6F0} {
		if r >= zero && r < zero+10 {
			return string('0' + r - zero)
		}
	}
	var out strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if dropped(d) {
			continue
		}
		d = unicode.ToLower(d)
		for _, e := range norm.NFKD.String(string(d)) {
			if s, ok := letters[e]; ok {
				out.WriteString(s)
			} else if !dropped(e) {
				out.WriteRune(e)
			}
		}
	}
	for _, d := range out.String() {
		if c := classOf(d); c != 'L' && c != 'D' && c != 'A' {
			return string(r) // ½, ㎏: their parts are no word
		}
		if d >= 0x80 && utf8.RuneCountInString(out.String()) > 1 {
			return string(r) // the table spells out ligatures in ASCII only
		}
	}
	return out.String()
}

// complete reports whether Unicode has assigned a whole block, so that all browsers
// decompose and lower its letters in the same way.
func complete(r rune) bool { return r < 0x590 || r >= 0x1E00 && r < 0x1F00 }

// special is fold without what the client computes: in settled blocks the
// decomposed letter in lower case without accents.
func special(r rune) string {
	f := fold(r)
	if !complete(r) {
		return f
	}
	var known strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		if d < 0x300 || d > 0x36F {
			known.WriteRune(unicode.ToLower(d))
		}
	}
	if f == known.String() {
		return string(r)
	}
	if c := classOf(r); f == string(r) && (c == 'L' || c == 'D') {
		panic(fmt.Sprintf("%U stays as it is here, and the client would fold it", r))
	}
	return f
}

// foldTable lists the code points whose folded text differs, as entries parted
// by spaces: start in base 36, a mode, its argument.
//
//	=abc    the next code points fold to these ASCII characters, one each
//	:ae     this code point folds to this ASCII text
//	!n      the next n code points vanish
//	+n,d    the next n code points fold d code points higher
//	-n,d    ... lower
//	~n      of the next n, each even one folds to its successor
func foldTable(fold func(rune) string) string {
	var entries []string
	for _, block := range foldDomain {
		for r := block[0]; r <= block[1]; {
			entry, n := foldRun(fold, r, block[1])
			if entry != "" {
				entries = append(entries, strconv.FormatInt(int64(r), 36)+entry)
			}
			r += n
		}
	}
	return strings.Join(entries, " ")
}

// foldRun describes the longest run that starts at r, and its length.
func foldRun(fold func(rune) string, r, end rune) (string, rune) {
	f := fold(r)
	if f == string(r) {
		return "", 1
	}
	n36 := func(n rune) string { return strconv.FormatInt(int64(n), 36) }
	count := func(same func(rune) bool) rune {
		n := rune(0)
		for r+n <= end && same(r+n) {
			n++
		}
		return n
	}
	if f == "" {
		n := count(func(x rune) bool { return fold(x) == "" })
		return "!" + n36(n), n
	}
	runes := []rune(f)
	if len(runes) > 1 || runes[0] < 0x80 {
		n := count(func(x rune) bool { return len(fold(x)) == 1 && fold(x) != " " })
		delta := runes[0] - r
		same := count(func(x rune) bool { return fold(x) == string(x+delta) })
		if same == n && n > 2 && delta > 0 {
			return "+" + n36(n) + "," + n36(delta), n
		}
		if n == 0 {
			return ":" + f, 1
		}
		text := ""
		for i := range n {
			text += fold(r + i)
		}
		return "=" + text, n
	}
	delta := runes[0] - r
	n := count(func(x rune) bool { return fold(x) == string(x+delta) })
	if pairs := count(func(x rune) bool {
		if (x-r)%2 == 0 {
			return fold(x) == string(x+1)
		}
		return fold(x) == string(x)
	}); delta == 1 && pairs > n {
		return "~" + n36(pairs), pairs
	}
	if delta < 0 {
		return "-" + n36(n) + "," + n36(-delta), n
	}
	return "+" + n36(n) + "," + n36(delta), n
}
