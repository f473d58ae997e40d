package check

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"griot/generator/diag"
	"griot/generator/markdown/passage"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// pair checks a text against its source.
func (c *checker) pair(s *translate.UnitPair, p *state.Pair) {
	source, target := words(s.Source, p.Source), words(s.Target, p.Target)
	if p.Source.Forms == nil {
		c.numbers(s, p, source, target)
		c.links(s, p)
	}
	c.properNames(s, p, source, target)
	c.leftover(s, p, source, target)
}

// words returns a segment as readers see it, with all its forms.
func words(d *segment.Document, s *segment.Segment) string {
	var out []string
	for _, p := range d.VisibleTexts(s) {
		out = append(out, strings.ReplaceAll(p.Text, "\x00", "x"))
	}
	return strings.Join(out, " ")
}

var numberForm = regexp.MustCompile(`[0-9]+(?:[.,   \x{202f}'’][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,/-][0-9]+)*`)

// numbersIn returns the figures of a text in one notation for all languages;
// without single digits, which may be spelled out.
func numbersIn(text string) map[string]bool {
	out := map[string]bool{}
	for _, m := range numberForm.FindAllString(text, -1) {
		plain := strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9' || r == '/' || r == '-':
				return r
			case r == '.' || r == ',':
				return '.'
			}
			return -1
		}, m)
		if i := strings.LastIndexByte(plain, '.'); i >= 0 && len(plain)-i == 4 && !strings.HasPrefix(plain, "0") {
			plain = strings.ReplaceAll(plain, ".", "") // groups of three
		}
		if len(plain) > 1 {
			out[plain] = true
		}
	}
	return out
}

// monthNames are the months of languages, in order and as they are written.
var monthNames = map[string][]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
}

// monthsIn returns the months that a text names, from 1, if they are beside a
// figure, since March and May are words too.
func monthsIn(text, lang string) map[int]bool {
	out := map[int]bool{}
	fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	figure := func(i int) bool {
		return i >= 0 && i < len(fields) && fields[i][0] >= '0' && fields[i][0] <= '9'
	}
	for i, w := range fields {
		if at := slices.Index(monthNames[lang], w); at >= 0 && (figure(i-1) || figure(i+1)) {
			out[at+1] = true
		}
	}
	return out
}

// numbers reports figures and months that only one of two texts has.
func (c *checker) numbers(s *translate.UnitPair, p *state.Pair, source, target string) {
	a, b := numbersIn(source), numbersIn(target)
	if only := without(a, b); len(only) > 0 {
		c.report(s.Target, p.Target.Start, "translate-number.source", diag.Args{"numbers": strings.Join(only, ", "), "source": short(source)})
	}
	if only := without(b, a); len(only) > 0 {
		c.report(s.Target, p.Target.Start, "translate-number.target", diag.Args{"numbers": strings.Join(only, ", "), "source": short(source)})
	}
	if monthNames[s.From] != nil && monthNames[s.To] != nil {
		if x, y := monthsIn(source, s.From), monthsIn(target, s.To); !maps.Equal(x, y) {
			c.report(s.Target, p.Target.Start, "translate-date", diag.Args{"source": short(source)})
		}
	}
}

// without returns what is in one set and not in another, sorted.
func without(a, b map[string]bool) []string {
	var out []string
	for k := range a {
		if !b[k] {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// short returns the beginning of a text.
func short(text string) string {
	if r := []rune(text); len(r) > 100 {
		return "“" + string(r[:100]) + "…”"
	}
	return "“" + text + "”"
}

// linksIn returns the pages of the site that a passage links to.
func linksIn(d *segment.Document, s *segment.Segment) map[string]bool {
	out := map[string]bool{}
	if s.Passage == nil {
		return out
	}
	parts, _ := s.Passage.Parts()
	for _, x := range parts {
		if x.Type != passage.Close || x.Kind != "a" || x.Value == "" || strings.Contains(x.Value, ":") {
			continue
		}
		to, _, _ := strings.Cut(x.Value, "#")
		if to != "" {
			out[path.Join(path.Dir(d.File), to)] = true
		}
	}
	return out
}

// links reports links to other pages than the source's.
func (c *checker) links(s *translate.UnitPair, p *state.Pair) {
	a, b := linksIn(s.Source, p.Source), linksIn(s.Target, p.Target)
	if only := without(a, b); len(only) > 0 {
		c.report(s.Target, p.Target.Start, "translate-link.source", diag.Args{"links": strings.Join(only, ", ")})
	}
	if only := without(b, a); len(only) > 0 {
		c.report(s.Target, p.Target.Start, "translate-link.target", diag.Args{"links": strings.Join(only, ", ")})
	}
}

// languageLinks reports links that name a language. Links should name the
// page; readers get it in their language.
func (c *checker) languageLinks(d *segment.Document) {
	if d.Outline == nil {
		return
	}
	for i := range d.Segments {
		s := &d.Segments[i]
		if s.Passage == nil {
			continue
		}
		parts, _ := s.Passage.Parts()
		for _, x := range parts {
			if x.Type != passage.Close || x.Kind != "a" {
				continue
			}
			for _, lang := range c.d.Langs() {
				switch {
				case strings.Contains(strings.SplitN(x.Value, "#", 2)[0], "."+lang+".md"):
					c.report(d, s.Start, "translate-link.language", diag.Args{"link": x.Value})
				case lang != d.Lang && c.d.Hub.BaseURL != "" && strings.HasPrefix(x.Value, c.d.Hub.BaseURL+lang+"/"),
					lang != d.Lang && strings.HasPrefix(x.Value, "/"+lang+"/"):
					c.report(d, s.Start, "translate-link.pages", diag.Args{"link": x.Value, "lang": lang})
				}
			}
		}
	}
}

// nameForm is the form of a word that may be a name.
var nameForm = regexp.MustCompile(`\p{Lu}[\p{L}’-]{2,}`)

// learnNames finds the names that are the same in all languages: capitalised
// words that are both in a text and in its translation, in at least three
// pairs.
func (c *checker) learnNames(pairs []*translate.UnitPair) {
	count := map[string]int{}
	c.common = map[string]int{}
	for _, s := range pairs {
		for i := range s.Pairs {
			p := &s.Pairs[i]
			if p.Source == nil || p.Target == nil || p.Copy {
				continue
			}
			there := map[string]bool{}
			for _, w := range nameForm.FindAllString(words(s.Target, p.Target), -1) {
				if !there[w] {
					c.common[s.To+" "+w]++
				}
				there[w] = true
			}
			for _, w := range nameForm.FindAllString(words(s.Source, p.Source), -1) {
				if there[w] {
					count[w]++
					delete(there, w)
				}
			}
		}
	}
	c.names = map[string]bool{}
	for w, n := range count {
		c.names[w] = n >= 3
	}
}

// properNames reports a name of the source that the translation spells
// differently, as no other text does.
func (c *checker) properNames(s *translate.UnitPair, p *state.Pair, source, target string) {
	have := nameForm.FindAllString(target, -1)
	for _, w := range nameForm.FindAllString(source, -1) {
		if !c.names[w] || slices.Contains(have, w) {
			continue
		}
		for _, x := range have {
			if x != w && !c.names[x] && c.common[s.To+" "+x] < 2 && near(w, x) {
				c.report(s.Target, p.Target.Start, "translate-name", diag.Args{"source": w, "target": x})
			}
		}
	}
}

// near reports whether two words differ by one or two letters.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > 1 || d < -1 || x[0] != y[0] {
		return false
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(y)] <= 1+len(x)/8
}

// leftoverWords is how many words in a row make a leftover.
const leftoverWords = 5

// cited are the kinds of texts that name documents of others, whose titles are
// not translated.
var cited = map[string]bool{"source title": true, "source publisher": true}

var wordForm = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+`)

// leftover reports several words of the source in a row in the translation,
// unless they are only a name: then all but its small words are capitalised.
func (c *checker) leftover(s *translate.UnitPair, p *state.Pair, source, target string) {
	if cited[p.Source.Kind] {
		return
	}
	a, b := wordForm.FindAllString(source, -1), wordForm.FindAllString(target, -1)
	run, end := longestRun(a, b)
	if run < leftoverWords {
		return
	}
	words := b[end-run : end]
	small, plain := 0, 0
	for _, w := range words {
		switch stop := c.stop(s.From, w); {
		case stop && !c.stop(s.To, w):
			small++
		case !stop && unicode.IsLower([]rune(w)[0]):
			plain++
		}
	}
	if small > 0 && plain > 0 && small+plain > 2 {
		c.report(s.Target, p.Target.Start, "translate-leftover", diag.Args{"words": strings.Join(words, " "), "file": ConfigFile})
	}
}

// stop reports whether a word is one of a language's small words.
func (c *checker) stop(lang, word string) bool {
	tokens := c.analyzers[lang].Tokens(word)
	return len(tokens) == 1 && tokens[0].Term == ""
}

// longestRun returns the length of the longest run of words that two texts
// share, and its end in the second.
func longestRun(a, b []string) (length, end int) {
	before := make([]int, len(b)+1)
	for i := range a {
		now := make([]int, len(b)+1)
		for j := range b {
			if a[i] == b[j] {
				if now[j+1] = before[j] + 1; now[j+1] > length {
					length, end = now[j+1], j+1
				}
			}
		}
		before = now
	}
	return length, end
}

// glossary reports terms of the glossary in the source of a page if no form of
// them is anywhere in the translation.
func (c *checker) glossary(s *translate.UnitPair) {
	from, to := c.matchers[s.From], c.matchers[s.To]
	if from == nil || to == nil || len(c.terms) == 0 {
		return
	}
	first := map[int]*state.Pair{}
	here := map[int]bool{}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil || p.Target == nil || p.State == state.Missing {
			continue
		}
		for term := range to.found(words(s.Target, p.Target)) {
			here[term] = true
		}
		if p.State == state.Stale || cited[p.Source.Kind] {
			continue
		}
		for term := range from.found(words(s.Source, p.Source)) {
			if first[term] == nil {
				first[term] = p
			}
		}
	}
	for _, term := range slices.Sorted(maps.Keys(first)) {
		t := &c.terms[term]
		if here[term] || t.ID == s.Unit.ID || len(t.Forms[s.To]) == 0 || len(t.Forms[s.From]) == 0 {
			continue
		}
		var forms []string
		for _, f := range t.Forms[s.To] {
			forms = append(forms, "“"+f.Text+"”")
		}
		c.report(s.Target, first[term].Target.Start, "translate-term", diag.Args{"text": t.Forms[s.From][0].Text, "forms": strings.Join(forms, ", ")})
	}
}

// messages reports plural forms that a language lacks or doesn't have.
func (c *checker) messages(s *translate.UnitPair) {
	for _, d := range []*segment.Document{s.Source, s.Target} {
		want := segment.PluralRuleOf(d.Lang).RequiredForms()
		for i := range d.Segments {
			x := &d.Segments[i]
			if !x.Plural() {
				continue
			}
			have := segment.FormMap(x.Forms)
			for _, name := range want {
				if _, ok := have[name]; !ok {
					p := c.report(d, x.Start, "translate-message.missing", diag.Args{"key": x.Key, "form": name})
					p.fix = c.pluralFix(d, x, name)
				}
			}
			for _, f := range x.Forms {
				if !slices.Contains(want, f.Name) {
					c.report(d, f.Start, "translate-message.unused", diag.Args{"key": x.Key, "form": f.Name, "lang": d.Lang})
				}
			}
		}
	}
}

// pluralFix adds a form with the text of other to a message that is a table
// already.
func (c *checker) pluralFix(d *segment.Document, s *segment.Segment, name string) *segment.Edit {
	text := segment.FormText(s.Forms, "other")
	if text == "" || len(s.Forms) < 2 {
		return nil
	}
	edits := segment.MessageEdits(d.Source, s, map[string]string{name: text})
	if len(edits) != 1 {
		return nil
	}
	return &edits[0]
}
