package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// pairSpec is what the two languages of a pair share.
type pairSpec struct {
	number   int
	source   string // language of the source page
	date     time.Time
	period   int // year
	kind     string
	terms    [3][]string // countries, outcomes, topics
	sections []section
}

// section is a heading and the blocks below it.
type section struct {
	sub    bool // below an h3
	words  []int
	block  block
	anchor bool  // its id is set by hand: "part-N"
	links  []int // numbers of the pages that it links to
}

// block is what a section has after its paragraphs.
type block int

const (
	bare block = iota
	list
	ordered
	table
	code
	note
	alert
	blocks
)

var (
	types     = []string{"policy-brief", "report", "study", "position-paper", "training-material"}
	countries = []string{"afghanistan", "burundi", "drc", "mali", "niger", "south-sudan"}
	outcomes  = []string{"security", "justice", "inclusion"}
	topics    = []string{
		"customary-justice", "transitional-justice", "land", "legal-aid", "slavery", "human-rights-defenders",
		"security-governance", "policing", "civilians", "women", "youth", "local-dialogue", "people-centred-justice",
	}
)

// newPairSpec draws what the translations of a pair share, so that they have the same
// structure.
func (w *writer) newPairSpec(number int) *pairSpec {
	random := rand.New(rand.NewPCG(w.seed, uint64(number)<<2))
	p := &pairSpec{
		number: number,
		source: "en",
		date:   time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(4600)),
		kind:   types[random.IntN(len(types))],
		terms:  [3][]string{some(random, countries, 2), some(random, outcomes, 2), some(random, topics, 3)},
	}
	if number%10 == 0 {
		p.source = "fr"
	}
	p.period = p.date.Year() - random.IntN(3)
	order := random.Perm(int(blocks))
	for i := range 7 {
		s := section{sub: i > 0 && random.IntN(4) == 0, block: block(order[i]), anchor: i == 2}
		for range 1 + random.IntN(2) {
			s.words = append(s.words, 16+random.IntN(28))
		}
		if w.pairs > 1 {
			s.links = []int{w.target(random, number)}
		}
		p.sections = append(p.sections, s)
	}
	return p
}

// target draws a page to link to: half of the links lead to few, much linked
// pages.
func (w *writer) target(random *rand.Rand, from int) int {
	to := 1 + random.IntN(w.pairs)
	if random.IntN(2) == 0 {
		to = 1 + random.IntN(1+random.IntN(w.pairs))
	}
	if to == from {
		to = 1 + from%w.pairs
	}
	return to
}

// some draws one to n of the values, in their own order.
func some(random *rand.Rand, values []string, n int) []string {
	n = 1 + random.IntN(n)
	var drawn []string
	for i, v := range values {
		if random.IntN(len(values)-i) < n {
			drawn = append(drawn, v)
			n--
		}
	}
	return drawn
}

// brief appends the page of a pair in the language of l to buf.
func (w *writer) brief(buf []byte, plan *pairSpec, l *lexicon) []byte {
	lane := uint64(1)
	if l.lang.code == "fr" {
		lane = 2
	}
	p := &textWriter{lexicon: l, random: rand.New(rand.NewPCG(w.seed, uint64(plan.number)<<2|lane)), buf: buf}
	p.head(plan)
	p.paragraph(60)
	p.buf = append(p.buf, "\n\n"...)
	for i, s := range plan.sections {
		p.section(i+1, s)
	}
	return p.buf
}

// head writes the front matter.
func (p *textWriter) head(plan *pairSpec) {
	title := p.short(4+p.random.IntN(5), 70)
	p.line("---")
	p.line("title: %s", title)
	p.line("summary: %s.", p.short(24, 190))
	p.line("slug: %s-%06d", slugOf(title), plan.number)
	if p.lang.code == plan.source {
		p.line("date: %s", plan.date.Format(time.DateOnly))
		p.line(`period: "%d"`, plan.period)
		p.line("type: %s", plan.kind)
		for i, name := range []string{"countries", "outcomes", "topics"} {
			p.line("%s: [%s]", name, strings.Join(plan.terms[i], ", "))
		}
	} else {
		p.line("translated_from: %s", plan.source)
	}
	p.line("key_messages:")
	for range 3 {
		p.line("  - %s.", p.short(14, 160))
	}
	p.line("sources:")
	p.line("  - title: %s", p.short(6, 90))
	p.line("    publisher: %s", p.short(2, 60))
	p.line("    year: %d", plan.period)
	p.line("---")
}

// section writes a heading, paragraphs, links and the section's block.
func (p *textWriter) section(number int, s section) {
	level := "## "
	if s.sub {
		level = "### "
	}
	p.buf = append(p.buf, level...)
	p.buf = append(p.buf, p.short(3+p.random.IntN(5), 60)...)
	if s.anchor {
		p.buf = append(p.buf, " {#part-"...)
		p.buf = strconv.AppendInt(p.buf, int64(number), 10)
		p.buf = append(p.buf, '}')
	}
	p.buf = append(p.buf, "\n\n"...)
	for i, words := range s.words {
		p.paragraph(words)
		if s.block == note && i == 0 {
			p.buf = append(p.buf, "[^n]"...)
		}
		p.buf = append(p.buf, "\n\n"...)
	}
	for _, to := range s.links {
		p.phrase(5, true)
		anchor := ""
		if p.random.IntN(3) == 0 {
			anchor = "#part-3"
		}
		p.buf = fmt.Appendf(p.buf, " [%s](%s.md%s) ", p.short(3, 50), pageName(to), anchor)
		p.phrase(5, false)
		p.buf = append(p.buf, ".\n\n"...)
	}
	p.block(s.block)
}

// block writes what a section has after its paragraphs.
func (p *textWriter) block(b block) {
	switch b {
	case list, ordered:
		for i := range 5 {
			if b == ordered {
				p.buf = fmt.Appendf(p.buf, "%d. ", i+1)
			} else {
				p.buf = append(p.buf, "- "...)
			}
			p.sentence(7 + p.random.IntN(8))
			p.buf = append(p.buf, '\n')
		}
	case table:
		p.line("| %s | %s | %s |", p.short(2, 30), p.short(1, 30), p.short(1, 30))
		p.line("|:---|---:|---|")
		for range 5 {
			p.line("| %s | %d | %s |", p.short(3, 40), p.random.IntN(10_000), p.short(2, 40))
		}
	case code:
		p.line("```go")
		p.line("func %s(n int) string {", identifier(p.noun(p.random)))
		for range 4 {
			p.line("\t%s := n * %d // %s", identifier(p.noun(p.random)), p.random.IntN(100), p.short(3, 40))
		}
		p.line("}")
		p.line("```")
	case note:
		p.buf = append(p.buf, "[^n]: "...)
		p.sentence(14)
		p.buf = append(p.buf, '\n')
	case alert:
		p.line("> [!NOTE]")
		p.buf = append(p.buf, "> "...)
		p.sentence(18)
		p.buf = append(p.buf, '\n')
	default:
		return
	}
	p.buf = append(p.buf, '\n')
}

// line writes one line.
func (p *textWriter) line(format string, args ...any) {
	p.buf = append(fmt.Appendf(p.buf, format, args...), '\n')
}

func identifier(word string) string { return strings.ReplaceAll(slugOf(word), "-", "") }

// home returns the home page: a paragraph and links to the first pages.
func (w *writer) home(l *lexicon) []byte {
	p := &textWriter{lexicon: l, random: rand.New(rand.NewPCG(w.seed, hashOf("home"+l.lang.code)))}
	p.pageHead("home")
	p.line("## %s", p.short(3, 60))
	p.line("")
	for i := 1; i <= min(w.pairs, 10); i++ {
		p.line("- [%s](briefs/%s.md)", p.short(3, 60), pageName(i))
	}
	return p.buf
}

// search returns the search page.
func (w *writer) search(l *lexicon) []byte {
	p := &textWriter{lexicon: l, random: rand.New(rand.NewPCG(w.seed, hashOf("search"+l.lang.code)))}
	p.pageHead("search")
	p.paragraph(30)
	p.buf = append(p.buf, '\n')
	return p.buf
}

// pageHead writes the front matter of a page that is not a brief.
func (p *textWriter) pageHead(layout string) {
	p.line("---")
	p.line("title: %s", p.short(4, 60))
	p.line("summary: %s.", p.short(20, 190))
	if p.lang.code == "en" {
		p.line("kind: page")
		p.line("layout: %s", layout)
		p.line("date: 2026-01-01")
	} else {
		if layout == "search" {
			p.line("slug: recherche")
		}
		p.line("translated_from: en")
	}
	p.line("---")
}
