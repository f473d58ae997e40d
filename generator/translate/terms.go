package translate

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"griot/generator/kinds"
	"griot/generator/search/analysis"
	"griot/generator/site"
	"griot/generator/yaml"
)

// Term is an entry of the hub's glossary in all its languages.
type Term struct {
	ID       string // of its page, such as "glossary/ssr"
	Forms    map[string][]TermForm
	Meanings map[string]string // summaries, by language
}

// TermForm is one way to name a thing.
type TermForm struct {
	Text string
	Kind string // full, short or variant
}

// Terms reads the glossary: the pages of kind term.
func (d *Project) Terms() ([]Term, error) {
	var out []Term
	for _, u := range d.units {
		if u.ID == HubID || u.ID == MessagesID {
			continue
		}
		section := slices.IndexFunc(d.Hub.Sections, func(s *site.Section) bool { return s.ID == u.section() })
		if section < 0 || !kinds.Of(d.Hub.Sections[section].Kind).Glossary {
			continue
		}
		t := Term{ID: u.ID, Forms: map[string][]TermForm{}, Meanings: map[string]string{}}
		for _, lang := range d.langs {
			doc, err := d.document(u, lang)
			if err != nil {
				return nil, err
			}
			if doc == nil || doc.front == nil {
				continue
			}
			t.Forms[lang] = termForms(doc.front)
			if n := doc.front.Get("summary"); n != nil {
				t.Meanings[lang] = Normal(n.Value)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

func termForms(front *yaml.Node) []TermForm {
	var out []TermForm
	add := func(n *yaml.Node, kind string) {
		if n != nil && n.Scalar() && Normal(n.Value) != "" {
			out = append(out, TermForm{Normal(n.Value), kind})
		}
	}
	add(front.Get("title"), "full")
	add(front.Get("short"), "short")
	if also := front.Get("also"); also != nil {
		for _, n := range also.Items {
			add(n, "variant")
		}
	}
	return out
}

// FormatTBX writes a glossary as TBX (ISO 30042:2008, the martif form that
// tools read).
func (d *Project) FormatTBX(terms []Term) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n")
	fmt.Fprintf(&b, "<martif type=\"TBX\" xml:lang=%q>\n  <martifHeader>\n    <fileDesc><sourceDesc><p>%s</p></sourceDesc></fileDesc>\n  </martifHeader>\n  <text>\n    <body>\n",
		d.langs[0], escapeXML(d.Hub.Title[d.langs[0]]))
	kinds := map[string]string{"full": "fullForm", "short": "abbreviation", "variant": "variant"}
	for _, t := range terms {
		fmt.Fprintf(&b, "      <termEntry id=%q>\n", strings.ReplaceAll(t.ID, "/", "-"))
		for _, lang := range d.langs {
			if len(t.Forms[lang]) == 0 {
				continue
			}
			fmt.Fprintf(&b, "        <langSet xml:lang=%q>\n", lang)
			if m := t.Meanings[lang]; m != "" {
				fmt.Fprintf(&b, "          <descrip type=\"definition\">%s</descrip>\n", escapeXML(m))
			}
			for _, f := range t.Forms[lang] {
				fmt.Fprintf(&b, "          <tig>\n            <term>%s</term>\n            <termNote type=\"termType\">%s</termNote>\n          </tig>\n", escapeXML(f.Text), kinds[f.Kind])
			}
			b.WriteString("        </langSet>\n")
		}
		b.WriteString("      </termEntry>\n")
	}
	b.WriteString("    </body>\n  </text>\n</martif>\n")
	return b.Bytes()
}

// termMatcher finds glossary terms in texts of one language, inflected as the
// search analyser knows it.
type termMatcher struct {
	analyzer *analysis.Analyzer
	forms    []matchForm // the longest first
}

type matchForm struct {
	term  int      // index in the glossary
	words []string // analysed, without stop words; nil for acronyms
	exact string   // of an acronym: as it is written
}

func newTermMatcher(lang string, terms []Term) *termMatcher {
	m := &termMatcher{analyzer: analysis.NewAnalyzer(lang)}
	for i, t := range terms {
		for _, f := range t.Forms[lang] {
			x := matchForm{term: i}
			if acronymLike(f.Text) {
				x.exact = f.Text
			} else {
				for _, token := range m.analyzer.Tokens(f.Text) {
					if token.Term != "" {
						x.words = append(x.words, token.Term)
					}
				}
			}
			if x.exact != "" || len(x.words) > 0 {
				m.forms = append(m.forms, x)
			}
		}
	}
	slices.SortStableFunc(m.forms, func(a, b matchForm) int { return len(b.words) - len(a.words) })
	return m
}

// acronymLike reports whether a form is compared letter by letter: a single
// word with a capital after its first letter, such as SSR or AfCFTA.
func acronymLike(s string) bool {
	return !strings.ContainsRune(s, ' ') && strings.IndexFunc(s[1:], unicode.IsUpper) >= 0
}

// found lists the terms that stand in a text. A word that belongs to a longer
// term counts for that one alone.
func (m *termMatcher) found(text string) map[int]bool {
	tokens := slices.DeleteFunc(m.analyzer.Tokens(text), func(t analysis.Token) bool {
		return t.Term == "" && !acronymLike(text[t.Start:t.End])
	})
	out := map[int]bool{}
	for i := 0; i < len(tokens); {
		step := 1
		for _, f := range m.forms {
			if f.exact != "" {
				if word := text[tokens[i].Start:tokens[i].End]; word == f.exact || strings.HasSuffix(word, "’"+f.exact) || strings.HasSuffix(word, "'"+f.exact) || word == f.exact+"s" {
					out[f.term] = true
				}
				continue
			}
			if startsWith(tokens[i:], f.words) {
				out[f.term] = true
				step = max(step, len(f.words))
				break
			}
		}
		i += step
	}
	return out
}

func startsWith(tokens []analysis.Token, words []string) bool {
	if len(tokens) < len(words) {
		return false
	}
	for i, w := range words {
		if tokens[i].Term != w {
			return false
		}
	}
	return true
}
