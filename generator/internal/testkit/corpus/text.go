package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textWriter writes text of one language into a buffer.
type textWriter struct {
	*lexicon
	random *rand.Rand
	buf    []byte
}

// phrase writes n words without punctuation, the first one with a capital
// letter if capital is true, and ends on a word that is not a particle.
func (p *textWriter) phrase(n int, capital bool) {
	next := p.word(p.random)
	for i := range n {
		word := next
		next = p.word(p.random)
		if i+2 >= n {
			next = p.noun(p.random)
		}
		glue := " "
		if short, ok := p.lang.elided[word]; ok && startsWithVowel(next) && i+1 < n {
			word, glue = short, ""
		}
		if i == 0 && capital {
			word = capitalised(word)
		}
		p.buf = append(p.buf, word...)
		if i+1 < n {
			p.buf = append(p.buf, glue...)
		}
	}
}

// mark writes a punctuation mark, after a space where the language wants one.
func (p *textWriter) mark(mark string) {
	if p.lang.spaced && strings.ContainsAny(mark, "?!;:") {
		p.buf = append(p.buf, ' ')
	}
	p.buf = append(p.buf, mark...)
}

// sentence writes about n words with their punctuation.
func (p *textWriter) sentence(n int) {
	capital := true
	for n > 0 {
		part := min(n, 4+p.random.IntN(9))
		switch p.random.IntN(14) {
		case 0:
			p.buf = append(p.buf, p.lang.open...)
			p.phrase(part, capital)
			p.buf = append(p.buf, p.lang.close...)
		case 1:
			p.phrase(part, capital)
			p.buf = append(p.buf, " ("...)
			p.buf = strconv.AppendInt(p.buf, int64(1990+p.random.IntN(37)), 10)
			p.buf = append(p.buf, ')')
		default:
			p.phrase(part, capital)
		}
		capital = false
		if n -= part; n > 0 {
			p.mark([]string{",", ",", ",", ";", ":"}[p.random.IntN(5)])
			p.buf = append(p.buf, ' ')
		}
	}
	p.mark([]string{".", ".", ".", ".", ".", ".", "?", "!"}[p.random.IntN(8)])
}

// paragraph writes about n words of sentences on one line.
func (p *textWriter) paragraph(n int) {
	for n > 0 {
		words := min(n, 8+p.random.IntN(16))
		p.sentence(words)
		if n -= words; n > 0 {
			p.buf = append(p.buf, ' ')
		}
	}
}

// short returns a phrase of at least one and at most n words, and at most
// limit characters.
func (p *textWriter) short(n, limit int) string {
	start := len(p.buf)
	for ; n > 1; n-- {
		p.phrase(n, true)
		if utf8.RuneCount(p.buf[start:]) <= limit {
			break
		}
		p.buf = p.buf[:start]
	}
	if n == 1 {
		p.buf = append(p.buf, capitalised(p.noun(p.random))...)
	}
	text := string(p.buf[start:])
	p.buf = p.buf[:start]
	return text
}

func capitalised(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

// slugOf folds a text to lower-case ASCII words joined by hyphens.
func slugOf(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'œ':
			b.WriteString("oe")
		case r < 0x80 || r == '’':
			b.WriteByte('-')
		default:
			if i := strings.IndexRune("àâéèêîïôûç", r); i >= 0 {
				b.WriteByte("a a e e e i i o u c "[i])
			}
		}
	}
	return strings.Trim(strings.ReplaceAll(b.String(), "--", "-"), "-")
}
