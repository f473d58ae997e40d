package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"griot/generator/search/analysis"
)

// maxRead is how many pages of a language the bench reads to draw words.
const maxRead = 1000

// words are the texts of a site's sources, by language, to draw words from as
// often as they occur.
type words struct {
	texts     map[string][][]analysis.Token
	analyzers map[string]*analysis.Analyzer
	random    *rand.Rand
}

// readWords reads the sources of a site.
func readWords(dir string) (*words, error) {
	w := &words{texts: map[string][][]analysis.Token{}, analyzers: map[string]*analysis.Analyzer{}, random: rand.New(rand.NewPCG(seed, 60))}
	for _, lang := range languages {
		w.analyzers[lang] = analysis.NewAnalyzer(lang)
	}
	return w, filepath.WalkDir(filepath.Join(dir, "content"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		for _, lang := range languages {
			if !strings.HasSuffix(path, "."+lang+".md") || len(w.texts[lang]) == maxRead {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			_, body := split(text)
			w.texts[lang] = append(w.texts[lang], w.analyzers[lang].Tokens(readableText(string(body))))
		}
		return nil
	})
}

// readableText returns the text of a Markdown page that its readers see.
func readableText(body string) string {
	var out strings.Builder
	for line := range strings.Lines(body) {
		for { // links and ids
			open := strings.Index(line, "](")
			if open < 0 {
				break
			}
			end := strings.IndexByte(line[open:], ')')
			if end < 0 {
				break
			}
			line = line[:open] + " " + line[open+end+1:]
		}
		if at := strings.Index(line, " {#"); at >= 0 {
			line = line[:at] + "\n"
		}
		if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, ">") {
			out.WriteString(line)
		}
	}
	return out.String()
}

// word draws a word of a language that is neither a number nor a stop word and
// has at least so many letters.
func (w *words) word(lang string, least int) analysis.Token {
	for {
		text := w.texts[lang][w.random.IntN(len(w.texts[lang]))]
		if len(text) == 0 {
			continue
		}
		if t := text[w.random.IntN(len(text))]; t.Term != "" && t.Word[0] > '9' && utf8.RuneCountInString(t.Word) >= least {
			return t
		}
	}
}

// query is a text to search for.
type query struct{ lang, text string }

// queries draws queries of one, two and three words in turn, half of them in
// each language.
func (w *words) queries(n int) []query {
	var list []query
	for i := range n {
		q := query{lang: languages[i%len(languages)], text: ""}
		for j := range 1 + i/len(languages)%3 {
			if j > 0 {
				q.text += " "
			}
			q.text += w.word(q.lang, 3).Word
		}
		list = append(list, q)
	}
	return list
}

// typo is a word with one edit, and the term that its pages have.
type typo struct{ wrong, right, term string }

// typos draws misspelt words that none of the pages read has; these pages have
// all but a few words of the others. A form that no page has counts even if it has
// the stem of a word (another one's in 1 to 2 %): that is searched for as it is.
// The right words have at least five letters and are on one page in twenty at
// most, so that a page that has one is hardly found by chance.
func (w *words) typos(lang string, n int) []typo {
	known, pages := map[string]bool{}, map[string]int{}
	for _, text := range w.texts[lang] {
		once := map[string]bool{}
		for _, t := range text {
			known[analysis.Fold(t.Word)] = true
			if !once[t.Term] {
				once[t.Term] = true
				pages[t.Term]++
			}
		}
	}
	var list []typo
	for len(list) < n {
		right := w.word(lang, 5)
		wrong := w.misspelt(right.Word)
		if pages[right.Term]*20 <= len(w.texts[lang]) && pages[right.Term] > 1 && !known[analysis.Fold(wrong)] {
			list = append(list, typo{wrong, right.Word, right.Term})
		}
	}
	return list
}

// misspelt is a word with a letter left out, doubled, replaced, or changed for
// its neighbour.
func (w *words) misspelt(word string) string {
	r := []rune(word)
	at := w.random.IntN(len(r) - 1)
	switch w.random.IntN(4) {
	case 0:
		return string(r[:at]) + string(r[at+1:])
	case 1:
		return string(r[:at]) + string(rune('a'+w.random.IntN(26))) + string(r[at:])
	case 2:
		return string(r[:at]) + string(rune('a'+w.random.IntN(26))) + string(r[at+1:])
	}
	return string(r[:at]) + string(r[at+1]) + string(r[at]) + string(r[at+2:])
}

// has reports whether the source of a page has a term.
func (w *words) has(dir, url, lang, term string) (bool, error) {
	n, err := strconv.Atoi(number(url))
	if err != nil {
		return false, nil // not a brief
	}
	text, err := os.ReadFile(filepath.Join(dir, page(n, lang)))
	if err != nil {
		return false, err
	}
	for _, t := range w.analyzers[lang].Tokens(string(text)) {
		if t.Term == term {
			return true, nil
		}
	}
	return false, nil
}
