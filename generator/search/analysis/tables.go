package analysis

import (
	"embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data
var data embed.FS

// Table returns the text of a table: "classes", "folds", "specials", or of a language
// "stop.en", "stem.en" or "rules.en"; it is empty for any other name. The browser client
// contains "classes" and "specials", and the export of a language its stop words, the
// rules of its stemmer and its other rules.
func Table(name string) string {
	text, err := data.ReadFile("data/" + strings.Replace(name, ".prs", ".fa", 1) + ".txt")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// class is the role of a code point in words: a letter of the table.
type class = byte

const (
	none       class = 'N'
	letter     class = 'L'
	digit      class = 'D'
	single     class = 'S' // a word by itself, in scripts without spaces
	apostrophe class = 'A'
	ignored    class = 'X' // neither starts nor ends a word
)

var (
	classes = parseClasses(Table("classes"))
	folds   = parseFolds(Table("folds"))
)

// languageTables are the stop words and the rules of a language.
type languageTables struct {
	stop  map[string]bool
	rules *rules
}

// tablesOf returns the tables of each of Languages, which are read at the first call.
var tablesOf = func() map[string]func() languageTables {
	all := map[string]func() languageTables{}
	for _, lang := range Languages {
		all[lang] = sync.OnceValue(func() languageTables {
			return languageTables{wordSet(Table("stop." + lang)), parseRules(Table("rules." + lang))}
		})
	}
	return all
}()

// classOf returns the class of a code point, none beyond the end of the table.
func classOf(r rune) class {
	if int(r) < len(classes) {
		return classes[r]
	}
	return none
}

// parseClasses expands the runs of the table, each a length in base 36 and the
// letter of a class.
func parseClasses(table string) []class {
	var out []class
	start := 0
	for i := range len(table) {
		if c := table[i]; c >= 'A' && c <= 'Z' {
			n, err := strconv.ParseInt(table[start:i], 36, 32)
			if err != nil {
				panic("analysis: class table: " + err.Error())
			}
			for range n {
				out = append(out, c)
			}
			start = i + 1
		}
	}
	return out
}

// parseFolds expands the entries that foldTable of internal/generators/searchtables
// describes.
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
		panic("analysis: fold table: " + err.Error())
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

// Fold returns a word as search compares it: in lower case, without accents, with
// ligatures spelled out and one kind of apostrophe, and without full stops after
// letters, as in acronyms. It cuts the word at MaxWord code points.
func Fold(word string) string {
	out := make([]byte, 0, len(word))
	afterLetter := false
	for n, i := 0, 0; i < len(word) && n < MaxWord; n++ {
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

// HasDigit reports whether the word contains a digit of any script.
func HasDigit(word []rune) bool {
	for _, r := range word {
		if classOf(r) == digit {
			return true
		}
	}
	return false
}
