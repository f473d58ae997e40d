package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/search/analysis"
)

// Problem is something that a check found.
type Problem struct {
	diag.Diagnostic
	Check    string // its name: typography, number, date, name, link, length, leftover, term, message, spelling
	Page     string // ID of the unit
	Language string
	fix      *fileFix
}

// fileFix is a replacement that fixes a problem.
type fileFix struct {
	start, end int
	text       string
}

// Fixable reports whether Fix can fix the problem.
func (p *Problem) Fixable() bool { return p.fix != nil }

// Checks are the names of the checks, in the order in which they are listed.
var Checks = []string{"typography", "number", "date", "name", "link", "length", "leftover", "term", "message", "spelling"}

// codes are those of the diagnostics of each check.
var codes = map[string]diag.Code{
	"typography": "translate-typography", "number": "translate-number", "date": "translate-date", "name": "translate-name",
	"link": "translate-link", "length": "translate-length", "leftover": "translate-leftover", "term": "translate-term",
	"message": "translate-message", "spelling": "translate-spelling",
}

// checker checks a hub's texts.
type checker struct {
	d         *Project
	config    *CheckConfig
	terms     []Term
	matchers  map[string]*termMatcher
	names     map[string]bool // that are the same in all languages
	common    map[string]int  // in how many texts of a language a word with a capital stands
	analyzers map[string]*analysis.Analyzer
	words     map[string]map[string]bool // by language, those that spelling knows
	toSpell   []foundWord
	findings  []Problem
}

// Check looks for what is wrong in the texts of units: in each language by
// itself, and between a text and its translation. What the configuration lets
// pass is left out; an exception that lets nothing pass is a problem where all
// units are checked.
func (d *Project) Check(units []*Unit, config *CheckConfig, speller Speller) ([]Problem, error) {
	c := &checker{d: d, config: config, matchers: map[string]*termMatcher{}, analyzers: map[string]*analysis.Analyzer{}, words: map[string]map[string]bool{}}
	var err error
	if c.terms, err = d.Terms(); err != nil {
		return nil, err
	}
	for _, lang := range d.langs {
		c.matchers[lang], c.analyzers[lang] = newTermMatcher(lang, c.terms), analysis.NewAnalyzer(lang)
	}
	var pairs []*UnitPair
	for _, u := range units {
		list, problems, err := d.UnitPairs(u)
		if err != nil {
			return nil, err
		}
		for _, p := range problems {
			c.findings = append(c.findings, Problem{Diagnostic: p, Page: u.ID})
		}
		pairs = append(pairs, list...)
	}
	c.learnNames(pairs)
	seen := map[*Document]bool{}
	files := map[string]bool{}
	for _, s := range pairs {
		for _, doc := range []*Document{s.Source, s.Target} {
			if doc == nil || seen[doc] || files[doc.Lang+" "+doc.File] {
				continue
			}
			seen[doc], files[doc.Lang+" "+doc.File] = true, true
			c.document(doc)
		}
		c.unitPair(s)
	}
	if err := c.spelling(speller); err != nil {
		return nil, err
	}
	return c.allowed(len(units) == len(d.units)), nil
}

// report adds a problem at an offset of a document.
func (c *checker) report(check string, d *Document, offset int, hint, format string, args ...any) *Problem {
	line, column := d.position(offset)
	c.findings = append(c.findings, Problem{Check: check, Page: d.ID, Language: d.Lang, Diagnostic: diag.Diagnostic{
		Position: diag.Position{File: d.File, Line: line, Column: column}, Severity: diag.Warning,
		Code: codes[check], Message: fmt.Sprintf(format, args...), Hint: hint}})
	return &c.findings[len(c.findings)-1]
}

// document checks a text in its own language.
func (c *checker) document(d *Document) {
	for i := range d.Segments {
		s := &d.Segments[i]
		for _, p := range d.visibleTexts(s) {
			c.typography(d, s, &p)
			c.collectWords(d, s, &p)
		}
		if n := c.config.limit(s, c.d.Hub.SummaryLength); n > 0 {
			if have := len([]rune(s.Text)); have > n {
				c.report("length", d, s.Start, "shorten it", "%s has %d characters, %d at most", s.Sequence, have, n)
			}
		}
	}
	c.languageLinks(d)
}

// unitPair checks a translation against its source.
func (c *checker) unitPair(s *UnitPair) {
	if s.Target == nil {
		return
	}
	if s.Unit.ID == MessagesID {
		c.messages(s)
	}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil || p.Target == nil || p.State == Missing || p.State == Stale {
			continue // what is to be translated anew is not worth checking
		}
		c.pair(s, p)
	}
	c.glossary(s)
}

// allowed leaves out what the configuration lets pass.
func (c *checker) allowed(all bool) []Problem {
	used := make([]bool, len(c.config.Allow))
	var out []Problem
	for _, p := range c.findings {
		if slices.Contains(c.config.Off, p.Check) && p.Check != "" {
			continue
		}
		pass := false
		for i, a := range c.config.Allow {
			if a.covers(&p) {
				pass, used[i] = true, true
			}
		}
		if !pass {
			out = append(out, p)
		}
	}
	for i, a := range c.config.Allow {
		if !used[i] && all && !slices.Contains(c.config.Off, a.Check) {
			out = append(out, Problem{Check: "config", Diagnostic: diag.Diagnostic{
				Position: diag.Position{File: CheckFile, Line: a.line}, Severity: diag.Warning, Code: "translate-config",
				Message: "this exception lets nothing pass", Hint: "delete it"}})
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Diagnostic == b.Diagnostic })
}

// Fix mends the problems that can be mended and returns how many; the files
// are in the batch. Each file is read again afterwards: a page whose texts
// would not be what they were, but for the mended places, is left alone.
func (b *Batch) Fix(problems []Problem) (int, error) {
	byFile := map[string][]*Problem{}
	var files []string
	for i := range problems {
		p := &problems[i]
		if p.fix == nil {
			continue
		}
		if byFile[p.File] == nil {
			files = append(files, p.File)
		}
		byFile[p.File] = append(byFile[p.File], p)
	}
	fixed := 0
	for _, file := range files {
		n, err := b.fixFile(file, byFile[file])
		if err != nil {
			return fixed, err
		}
		fixed += n
	}
	return fixed, nil
}

func (b *Batch) fixFile(file string, problems []*Problem) (int, error) {
	u := b.project.byID[problems[0].Page]
	before, err := b.project.document(u, problems[0].Language)
	if err != nil || before == nil {
		return 0, err
	}
	slices.SortFunc(problems, func(x, y *Problem) int { return cmp.Compare(x.fix.start, y.fix.start) })
	var out []byte
	at, n := 0, 0
	for _, p := range problems {
		if p.fix.start < at {
			continue // another one has changed these bytes
		}
		out = append(append(out, before.Source[at:p.fix.start]...), p.fix.text...)
		at, n = p.fix.end, n+1
	}
	out = append(out, before.Source[at:]...)
	after := before.reparse(out)
	if after.Err != nil || len(after.Segments) != len(before.Segments) {
		return 0, nil
	}
	b.Add(Change{Path: file, Old: before.Source, New: out})
	return n, b.updateRecords(u, before, after)
}

// updateRecords gives the records of fixed segments their new texts: a
// typographic change makes nothing stale.
func (b *Batch) updateRecords(u *Unit, before, after *Document) error {
	pairs, _, err := b.project.UnitPairs(u)
	if err != nil {
		return err
	}
	changed := map[string]string{}
	for i := range before.Segments {
		if was, is := before.Segments[i].Text, after.Segments[i].Text; was != is {
			changed[was] = is
		}
	}
	for _, s := range pairs {
		at := stateFile(s.To, u.ID)
		records := slices.Clone(s.Records)
		src := s.recordBytes
		if c, ok := b.changes[at]; ok && c.New != nil { // another language of the page was mended before
			if records, err = parseRecords(c.New, s.From, s.To); err != nil {
				return err
			}
			src = c.New
		}
		if src == nil || s.recordFile != at {
			continue
		}
		for i := range records {
			r := &records[i]
			if is, ok := changed[r.Source]; ok && s.From == before.Lang {
				r.Source = is
			}
			if is, ok := changed[r.Target]; ok && s.To == before.Lang {
				r.Target = is
			}
		}
		if text := formatRecords(stateHeader, s.From, s.To, records); string(text) != string(src) {
			b.Add(Change{Path: at, Old: s.recordBytes, New: text})
		}
	}
	return nil
}
