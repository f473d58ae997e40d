package check

import (
	"bufio"
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"unicode"

	"griot/generator/diag"
	"griot/generator/translate/segment"
)

// Speller knows the words of languages. Unknown returns those that it does not
// know; ok is false for a language without a dictionary.
type Speller interface {
	Unknown(lang string, words []string) (unknown []string, ok bool, err error)
}

// wordFile returns the path of the words that the hub adds to a language's
// dictionary, one on each line; lines that start with # are remarks.
func wordFile(lang string) string { return "i18n/words." + lang + ".txt" }

// foundWord is a word to look up and its first place.
type foundWord struct {
	doc    *segment.Document
	word   string
	offset int
}

// collectWords collects the words of a text for spelling, except titles of
// others' documents and words in italics, which may be in another language.
func (c *checker) collectWords(d *segment.Document, s *segment.Segment, p *segment.VisibleText) {
	if cited[s.Kind] {
		return
	}
	seen := c.words[d.Lang]
	if seen == nil {
		seen = map[string]bool{}
		c.words[d.Lang] = seen
	}
	start := -1
	for i, r := range p.Text + " " {
		in := unicode.IsLetter(r) || unicode.Is(unicode.M, r) || start >= 0 && (r == '’' || r == '\'' || r == '-')
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			word := strings.TrimRight(p.Text[start:min(i, len(p.Text))], "’'-")
			if spellable(word) && !seen[word] && !p.Italic(start) && !(start > 0 && p.Text[start-1] >= '0' && p.Text[start-1] <= '9') {
				seen[word] = true
				c.toSpell = append(c.toSpell, foundWord{d, word, p.Offset(start)})
			}
			start = -1
		}
	}
}

// spellable reports whether a dictionary may have a word: not an acronym, and
// not a single letter.
func spellable(word string) bool {
	upper := 0
	n := 0
	for _, r := range word {
		n++
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return n > 1 && upper < 2
}

// spelling reports the words that neither the dictionary nor the hub knows.
// The hub knows its own list, the forms of its glossary and the names that are
// the same in all languages.
func (c *checker) spelling(speller Speller) error {
	if speller == nil || slices.Contains(c.config.Off, "spelling") {
		return nil
	}
	for _, lang := range c.d.Langs() {
		own, err := c.ownWords(lang)
		if err != nil {
			return err
		}
		var ask []string
		for _, w := range c.toSpell {
			if w.doc.Lang == lang && !own[strings.ToLower(w.word)] && !c.names[w.word] {
				ask = append(ask, w.word)
			}
		}
		unknown, ok, err := speller.Unknown(lang, ask)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		wrong := map[string]bool{}
		for _, w := range unknown {
			wrong[w] = true
		}
		for _, w := range c.toSpell {
			if w.doc.Lang == lang && wrong[w.word] && !c.partsKnown(own, w.word) {
				c.report(w.doc, w.offset, "translate-spelling", diag.Args{"word": w.word, "file": wordFile(lang)})
			}
		}
	}
	return nil
}

// partsKnown reports whether a compound word, such as l’ASSN or Nord-Kivu,
// consists of words that the hub knows.
func (c *checker) partsKnown(own map[string]bool, word string) bool {
	known := 0
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '’' || r == '\'' || r == '-' }) {
		if len([]rune(part)) > 2 && !own[strings.ToLower(part)] && !c.names[part] {
			return false
		}
		known++
	}
	return known > 1
}

// ownWords are the words that the hub adds to a language, in lower case.
func (c *checker) ownWords(lang string) (map[string]bool, error) {
	own := map[string]bool{}
	src, err := c.d.ReadFile(wordFile(lang))
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	for lines.Scan() {
		if w := strings.TrimSpace(lines.Text()); w != "" && w[0] != '#' {
			own[strings.ToLower(w)] = true
		}
	}
	for _, t := range c.terms {
		for _, forms := range t.Forms {
			for _, f := range forms {
				for _, w := range segment.SplitWords(f.Text) {
					own[w] = true
				}
			}
		}
	}
	return own, nil
}

// Hunspell looks words up with the program hunspell and its installed
// dictionaries.
type Hunspell struct{ dictionaries map[string]string }

// FindHunspell returns a speller, or nil if hunspell is not installed.
func FindHunspell(langs []string) Speller {
	path, err := exec.LookPath("hunspell")
	if err != nil {
		return nil
	}
	list := exec.Command(path, "-D")
	out, _ := list.CombinedOutput() // without input, it ends with an error
	h := &Hunspell{map[string]string{}}
	for line := range strings.SplitSeq(string(out), "\n") {
		name := line[strings.LastIndexByte(line, '/')+1:]
		if !strings.HasPrefix(line, "/") || strings.HasPrefix(name, "hyph_") || strings.HasPrefix(name, "th_") {
			continue
		}
		lang, _, _ := strings.Cut(name, "_")
		if !slices.Contains(langs, lang) {
			continue
		}
		if known := h.dictionaries[lang]; known == "" || preferred[name] || !preferred[known] && name < known {
			h.dictionaries[lang] = name
		}
	}
	return h
}

// preferred are the dictionaries to use for a language.
var preferred = map[string]bool{"fr_FR": true, "en_GB": true}

// Unknown implements Speller.
func (h *Hunspell) Unknown(lang string, words []string) ([]string, bool, error) {
	dictionary := h.dictionaries[lang]
	if dictionary == "" || len(words) == 0 {
		return nil, dictionary != "", nil
	}
	cmd := exec.Command("hunspell", "-i", "UTF-8", "-l", "-d", dictionary)
	var in strings.Builder
	straight := map[string][]string{} // dictionaries have the straight apostrophe
	for _, w := range words {
		s := strings.ReplaceAll(w, "’", "'")
		straight[s] = append(straight[s], w)
		in.WriteString("^" + s + "\n")
	}
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		return nil, false, fmt.Errorf("run hunspell: %w", err)
	}
	var unknown []string
	for w := range strings.FieldsSeq(string(out)) {
		if list, ok := straight[w]; ok {
			unknown = append(unknown, list...)
			continue
		}
		for s, list := range straight { // it is a part of a compound word
			if slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return r == '\'' || r == '-' }), w) {
				unknown = append(unknown, list...)
			}
		}
	}
	slices.Sort(unknown)
	return slices.Compact(unknown), true, nil
}
