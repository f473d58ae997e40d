package search

import (
	"embed"
	"strconv"
	"strings"
	"unicode/utf8"
)

// data holds the tables that Go and the browser client read alike.
//
//go:embed data
var data embed.FS

// Table returns the text of one of the shared tables: "classes", "folds",
// "specials", "stop.en", "stop.fr", "stem.en", "stem.fr"; empty for any other
// name. The browser client is bundled with "classes" and "specials"; the export
// brings the stop words of its language and the rules of its stemmer.
func Table(name string) string {
	text, err := data.ReadFile("data/" + name + ".txt")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// class is what a code point is to the tokenizer, one letter of the table.
type class = byte

const (
	none       class = 'N'
	letter     class = 'L'
	digit      class = 'D'
	single     class = 'S' // a word by itself: scripts without spaces
	apostrophe class = 'A'
	ignored    class = 'X' // neither starts nor ends a word
)

var (
	classes = parseClasses(Table("classes"))
	folds   = parseFolds(Table("folds"))
	stops   = map[string]map[string]bool{"en": wordSet(Table("stop.en")), "fr": wordSet(Table("stop.fr"))}
)

// classOf looks a code point up; what the table doesn't reach is no word.
func classOf(r rune) class {
	if int(r) < len(classes) {
		return classes[r]
	}
	return none
}

// parseClasses expands the runs "length in base 36, class letter".
func parseClasses(table string) []class {
	var out []class
	start := 0
	for i := range len(table) {
		if c := table[i]; c >= 'A' && c <= 'Z' {
			n, err := strconv.ParseInt(table[start:i], 36, 32)
			if err != nil {
				panic("search: class table: " + err.Error())
			}
			for range n {
				out = append(out, c)
			}
			start = i + 1
		}
	}
	return out
}

// parseFolds expands the entries that gentables describes at foldTable.
func parseFolds(table string) map[rune]string {
	out := map[rune]string{}
	for entry := range strings.FieldsSeq(table) {
		at := strings.IndexAny(entry, "=:!+-~")
		start, arg := rune(base36(entry[:at])), entry[at+1:]
		switch entry[at] {
		case '=':
			for i := range len(arg) {
				out[start+rune(i)] = arg[i : i+1]
			}
		case ':':
			out[start] = arg
		case '!':
			for i := range base36(arg) {
				out[start+rune(i)] = ""
			}
		case '~':
			for i := int64(0); i < base36(arg); i += 2 {
				out[start+rune(i)] = string(start + rune(i) + 1)
			}
		default:
			n, d, _ := strings.Cut(arg, ",")
			delta := base36(d)
			if entry[at] == '-' {
				delta = -delta
			}
			for i := range base36(n) {
				out[start+rune(i)] = string(start + rune(i+delta))
			}
		}
	}
	return out
}

func base36(s string) int64 {
	n, err := strconv.ParseInt(s, 36, 32)
	if err != nil {
		panic("search: fold table: " + err.Error())
	}
	return n
}

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}

// Fold returns the text as search compares it: lower case, without accents,
// ligatures spelled out, one apostrophe. A full stop after a letter goes, as in
// acronyms. It is meant for single words, and cuts them at 64 code points.
func Fold(word string) string {
	out := make([]byte, 0, len(word))
	afterLetter := false
	for n, i := 0, 0; i < len(word) && n < maxWord; n++ {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(word[i:])
		}
		i += size
		if r == '.' && afterLetter {
			continue
		}
		if f, ok := folds[r]; ok {
			out = append(out, f...)
		} else {
			out = utf8.AppendRune(out, r)
		}
		if c := classOf(r); c != ignored {
			afterLetter = c == letter
		}
	}
	return string(out)
}
