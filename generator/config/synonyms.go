package config

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"griot/generator/diag"
	"griot/generator/yaml"
)

// SynonymsFile is the path of the synonyms from the site's folder. A site need not have it.
const SynonymsFile = "content/synonyms.yaml"

// Synonyms are words of one language that search takes for each other.
type Synonyms struct {
	Groups [][]string // the words of a group all mean the same
	OneWay []OneWay
}

// OneWay says that a query for From means To as well, and not the reverse.
type OneWay struct {
	From string
	To   []string
}

// maxSynonymWords is the number of words of the longest phrase that search takes.
const maxSynonymWords = 10

// LoadSynonyms reads the text of synonyms.yaml for a site in these languages; file is its
// path for diagnostics. The result is by language.
func LoadSynonyms(src []byte, file string, codes []string) (map[string]Synonyms, diag.List) {
	root, list := yaml.Parse(src, file, 1)
	if root == nil {
		return nil, list
	}
	d := &synonymDecoder{Reader: yaml.Reader{File: file}}
	all := map[string]Synonyms{}
	for _, e := range d.Map(root, "synonyms.yaml") {
		if len(codes) > 0 && !slices.Contains(codes, e.Key) {
			d.unknownLanguage(&e, codes)
			continue
		}
		d.groups, d.from = map[string]*yaml.Node{}, map[string]*yaml.Node{}
		var s Synonyms
		for _, n := range d.List(e.Value, e.Key) {
			d.entry(n, e.Key, &s)
		}
		if len(s.Groups)+len(s.OneWay) > 0 {
			all[e.Key] = s
		}
	}
	d.Diagnostics.Sort()
	return all, d.Diagnostics
}

// synonymDecoder reads synonyms.yaml and collects what is wrong. Words are compared without
// regard to capitals and spaces.
type synonymDecoder struct {
	yaml.Reader
	groups map[string]*yaml.Node // words of the groups of a language, where each stands first
	from   map[string]*yaml.Node // words that one-way entries start from
}

func (d *synonymDecoder) unknownLanguage(e *yaml.Entry, codes []string) {
	d.Diagnostics.Error(d.KeyAt(e), "language-unknown.text", diag.Args{"name": "synonyms", "lang": e.Key, "near": diag.Nearest(e.Key, codes)})
}

// entry reads a group or a one-way entry of a language.
func (d *synonymDecoder) entry(n *yaml.Node, lang string, s *Synonyms) {
	switch n.Kind {
	case yaml.List:
		words := d.words(n, diag.Each(lang))
		for _, w := range words {
			d.note(d.groups, w.node, w.text, "both-groups")
		}
		if d.enough(n, len(words), 2) {
			s.Groups = append(s.Groups, texts(words))
		}
	case yaml.Map:
		if n.Get("from") != nil || n.Get("to") != nil {
			d.oneWay(n, lang, s)
			return
		}
		for _, e := range d.Map(n, diag.Each(lang)) { // word: [words]
			from := &yaml.Node{Kind: yaml.Text, Value: e.Key, Line: e.Line, Column: e.Column}
			d.addOneWay(n, d.start(from), d.target(e.Value, e.Key), s)
		}
	default:
		d.Diagnostics.Error(d.At(n), "yaml-type.synonyms", diag.Args{"lang": lang, "got": n.Kind.Phrase()})
	}
}

// oneWay reads an entry with from and to.
func (d *synonymDecoder) oneWay(n *yaml.Node, lang string, s *Synonyms) {
	before := len(d.Diagnostics)
	var from string
	var to []string
	fields := d.Fields(n, diag.Each(lang), "from", "to")
	for _, f := range fields {
		if f.Key == "from" {
			from = d.start(f.Value)
		} else {
			to = d.target(f.Value, "to")
		}
	}
	for _, key := range []string{"from", "to"} {
		if len(d.Diagnostics) == before && !slices.ContainsFunc(fields, func(e yaml.Entry) bool { return e.Key == key }) {
			d.Diagnostics.Error(d.At(n), "field-missing.synonym", diag.Args{"name": diag.Each(lang), "key": key})
		}
	}
	d.addOneWay(n, from, to, s)
}

// start reads the word from which a one-way entry starts.
func (d *synonymDecoder) start(n *yaml.Node) string {
	from := d.Text(n, "from")
	if !d.usable(n, from) {
		return ""
	}
	d.note(d.from, n, from, "twice-from")
	return from
}

// target reads what a one-way entry leads to.
func (d *synonymDecoder) target(n *yaml.Node, name string) []string {
	words := d.words(n, name)
	if !d.enough(n, len(words), 1) {
		return nil
	}
	return texts(words)
}

// addOneWay adds an entry of which both sides could be read.
func (d *synonymDecoder) addOneWay(n *yaml.Node, from string, to []string, s *Synonyms) {
	switch {
	case from == "" || len(to) == 0:
	case slices.ContainsFunc(to, func(t string) bool { return spelling(t) == spelling(from) }):
		d.Diagnostics.Error(d.At(n), "synonym-duplicate.itself", diag.Args{"word": from})
	default:
		s.OneWay = append(s.OneWay, OneWay{from, to})
	}
}

// word is a word of a list.
type word struct {
	node *yaml.Node
	text string
}

func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

// words reads a list of different words.
func (d *synonymDecoder) words(n *yaml.Node, name any) []word {
	var out []word
	d.Each(n, name, func(item *yaml.Node, text string) {
		if !d.usable(item, text) {
			return
		}
		if slices.ContainsFunc(out, func(w word) bool { return spelling(w.text) == spelling(text) }) {
			d.Diagnostics.Error(d.At(item), "synonym-duplicate.same-list", diag.Args{"word": text})
			return
		}
		out = append(out, word{item, text})
	})
	return out
}

// usable reports a text that search can't look for.
func (d *synonymDecoder) usable(n *yaml.Node, text string) bool {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	switch {
	case text == "":
		if n.Kind == yaml.Null || n.Kind == yaml.Text {
			d.Invalid(n, "synonym-empty", nil)
		}
		return false
	case !strings.ContainsFunc(text, isWord):
		d.Invalid(n, "synonym-letters", diag.Args{"word": text})
		return false
	case len(strings.Fields(text)) > maxSynonymWords:
		d.Invalid(n, "synonym-long", diag.Args{"word": text, "max": strconv.Itoa(maxSynonymWords)})
		return false
	}
	return true
}

// enough reports a list with too few words, unless something else was wrong with it.
func (d *synonymDecoder) enough(n *yaml.Node, words, least int) bool {
	if words < least && (n.Kind == yaml.List && len(n.Items) < least || n.Kind == yaml.Null) {
		d.Invalid(n, "synonym-few", diag.Args{"count": words, "least": strconv.Itoa(least)})
	}
	return words >= least
}

// note warns of a word that was noted before.
func (d *synonymDecoder) note(seen map[string]*yaml.Node, n *yaml.Node, text, variant string) {
	key := spelling(text)
	if first := seen[key]; first != nil {
		d.Diagnostics.Warn(d.At(n), "synonym-duplicate."+variant, diag.Args{"word": text, "first": strconv.Itoa(first.Line)})
		return
	}
	seen[key] = n
}

// spelling is a text without capitals and with single spaces.
func spelling(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
