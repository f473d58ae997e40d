// Package check looks for mistakes in texts and translations: typography, figures,
// dates, names, links, lengths, words left untranslated, terms of the glossary,
// plural forms, spelling. ReadConfig reads the site's configuration, Run returns
// the problems, and Fix adds to a Batch the changes that fix those that can be
// fixed.
//
// A problem is a warning and never stops a build. The package writes no file.
package check

import (
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/search/analysis"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Problem is something that a check found.
type Problem struct {
	diag.Diagnostic
	Check    string // its name: typography, number, date, name, link, length, leftover, term, message, spelling
	Page     string // ID of the unit
	Language string
	fix      *segment.Edit
}

// Fixable reports whether Fix can fix the problem.
func (p *Problem) Fixable() bool { return p.fix != nil }

// Names are the names of the checks, in the order in which they are listed.
var Names = []string{"typography", "number", "date", "name", "link", "length", "leftover", "term", "message", "spelling"}

// checker checks a hub's texts.
type checker struct {
	d         *translate.Project
	config    *Config
	terms     []translate.Term
	matchers  map[string]*termMatcher
	names     map[string]bool // that are the same in all languages
	common    map[string]int  // in how many texts of a language a capitalised word is
	analyzers map[string]*analysis.Analyzer
	words     map[string]map[string]bool // by language, those that spelling knows
	toSpell   []foundWord
	findings  []Problem
}

// Run returns the mistakes in the texts of units: in each language by itself,
// and between a text and its translation. What the configuration allows is
// left out; if all units are checked, an exception that allows nothing is a
// problem too.
func Run(d *translate.Project, units []*translate.Unit, config *Config, speller Speller) ([]Problem, error) {
	c := &checker{d: d, config: config, matchers: map[string]*termMatcher{}, analyzers: map[string]*analysis.Analyzer{}, words: map[string]map[string]bool{}}
	var err error
	if c.terms, err = d.Terms(); err != nil {
		return nil, err
	}
	for _, lang := range d.Langs() {
		c.matchers[lang], c.analyzers[lang] = newTermMatcher(lang, c.terms), analysis.NewAnalyzer(lang)
	}
	var pairs []*translate.UnitPair
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
	seen := map[*segment.Document]bool{}
	files := map[string]bool{}
	for _, s := range pairs {
		for _, doc := range []*segment.Document{s.Source, s.Target} {
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
	return c.allowed(len(units) == len(d.Units())), nil
}

// report adds a problem at an offset of a document.
// The code of a check is its name after "translate-".
func (c *checker) report(d *segment.Document, offset int, id string, args diag.Args) *Problem {
	line, column := d.Position(offset)
	var list diag.List
	list.Warn(diag.Position{File: d.File, Line: line, Column: column}, id, args)
	check := strings.TrimPrefix(string(list[0].Code), "translate-")
	c.findings = append(c.findings, Problem{Check: check, Page: d.ID, Language: d.Lang, Diagnostic: list[0]})
	return &c.findings[len(c.findings)-1]
}

// document checks a text in its own language.
func (c *checker) document(d *segment.Document) {
	for i := range d.Segments {
		s := &d.Segments[i]
		for _, p := range d.VisibleTexts(s) {
			c.typography(d, s, &p)
			c.collectWords(d, s, &p)
		}
		if n := c.config.limit(s, c.d.Hub.SummaryLength); n > 0 {
			if have := len([]rune(s.Text)); have > n {
				c.report(d, s.Start, "translate-length", diag.Args{"key": s.Sequence, "length": have, "max": n})
			}
		}
	}
	c.languageLinks(d)
}

// unitPair checks a translation against its source.
func (c *checker) unitPair(s *translate.UnitPair) {
	if s.Target == nil {
		return
	}
	if s.Unit.ID == segment.MessagesID {
		c.messages(s)
	}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil || p.Target == nil || p.State == state.Missing || p.State == state.Stale {
			continue // will be translated again
		}
		c.pair(s, p)
	}
	c.glossary(s)
}

// allowed returns the problems that the configuration does not allow.
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
			var list diag.List
			list.Warn(diag.Position{File: ConfigFile, Line: a.line}, "translate-config.unused", nil)
			out = append(out, Problem{Check: "config", Diagnostic: list[0]})
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int {
		return diag.Compare(a.Diagnostic, b.Diagnostic)
	})
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Diagnostic.Equal(b.Diagnostic) })
}

// Fix fixes the problems that it can and returns how many; the changes are in
// the batch. Each file is read again: if the new one has other segments, it is
// not changed.
func Fix(b *translate.Batch, problems []Problem) (int, error) {
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
		n, err := fixFile(b, file, byFile[file])
		if err != nil {
			return fixed, err
		}
		fixed += n
	}
	return fixed, nil
}

func fixFile(b *translate.Batch, file string, problems []*Problem) (int, error) {
	u := b.Project().Unit(problems[0].Page)
	before, err := b.Project().Document(u, problems[0].Language)
	if err != nil || before == nil {
		return 0, err
	}
	edits := make([]segment.Edit, len(problems))
	for i, p := range problems {
		edits[i] = *p.fix
	}
	out, n := segment.Replace(before.Source, edits)
	after := before.Reparse(out)
	if after.Err != nil || len(after.Segments) != len(before.Segments) {
		return 0, nil
	}
	b.Add(translate.Change{Path: file, Old: before.Source, New: out})
	return n, updateRecords(b, u, before, after)
}

// updateRecords changes the texts of fixed segments in the records, so that a
// typographic change makes nothing stale.
func updateRecords(b *translate.Batch, u *translate.Unit, before, after *segment.Document) error {
	pairs, _, err := b.Project().UnitPairs(u)
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
		at := state.File(s.To, u.ID)
		records := slices.Clone(s.Records)
		src := s.RecordBytes
		if c, ok := b.Pending(at); ok && c.New != nil { // another language of the page was fixed before
			if records, err = state.Parse(c.New, s.From, s.To); err != nil {
				return err
			}
			src = c.New
		}
		if src == nil || s.RecordFile != at {
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
		if text := state.Format(state.Header, s.From, s.To, records); string(text) != string(src) {
			b.Add(translate.Change{Path: at, Old: s.RecordBytes, New: text})
		}
	}
	return nil
}
