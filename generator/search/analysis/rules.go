package analysis

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// rules are what data/rules.*.txt says of a language, see the package comment.
type rules struct {
	articles map[string]bool            // elided words: l, qu
	ordinals map[string]bool            // what follows the digits of an ordinal: st, er
	comma    bool                       // a comma parts a number from its decimals
	months   map[string]int             // number by name, folded
	opens    map[string]map[string]bool // first words of open compounds, and their second; "*" is any
	groups   []ruleGroup
}

// A ruleGroup changes a word by the first of its rules that matches.
type ruleGroup struct {
	words  map[string]string // whole words
	others []rule
}

// A rule changes the start or the end of a word, or what is inside it wherever it is.
type rule struct {
	where    byte // '<' start, '>' end, '*' anywhere
	from, to string
	min      int      // number of letters that must be left
	but      []string // what must not precede an end
}

// Languages are the tags of the languages that have rules. Dari (prs) has those of
// Persian.
var Languages = []string{"en", "fr", "ar", "fa", "prs", "ps", "sw", "rn", "ha", "bm"}

// parseRules reads the lines of a table.
func parseRules(table string) *rules {
	r := &rules{articles: map[string]bool{}, ordinals: map[string]bool{}, months: map[string]int{}, opens: map[string]map[string]bool{}}
	group := ruleGroup{words: map[string]string{}}
	for line := range strings.SplitSeq(table, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			r.groups = append(r.groups, group)
			group = ruleGroup{words: map[string]string{}}
			continue
		}
		switch fields[0] {
		case "'":
			addWords(r.articles, fields[1:])
		case "#":
			addWords(r.ordinals, fields[1:])
		case ",":
			r.comma = true
		case "@":
			for i, names := range fields[1:] {
				for name := range strings.SplitSeq(names, "|") {
					r.months[name] = i + 1
				}
			}
		case "+":
			for first := range strings.SplitSeq(fields[1], "|") {
				if r.opens[first] == nil {
					r.opens[first] = map[string]bool{}
				}
				addWords(r.opens[first], fields[2:])
			}
		default:
			group.add(fields)
		}
	}
	r.groups = append(r.groups, group)
	return r
}

func addWords(to map[string]bool, words []string) {
	for _, w := range words {
		to[w] = true
	}
}

// add adds the rules of a line. Braces list alternatives, each of which makes a rule:
// the same alternative replaces empty braces in the new text.
func (g *ruleGroup) add(fields []string) {
	for i, from := range expand(fields[0]) {
		to := strings.TrimSuffix(strings.Replace(fields[1], "{}", alternatives(fields[0])[i], 1), "-")
		start, end := strings.HasPrefix(from, "-"), strings.HasSuffix(from, "-")
		if !start && !end {
			g.words[from] = to
			continue
		}
		r := rule{where: '*', from: strings.Trim(from, "-"), to: to, min: 2}
		if !end {
			r.where = '>'
		} else if !start {
			r.where = '<'
		}
		for _, f := range fields[2:] {
			if n, err := strconv.Atoi(f); err == nil {
				r.min = n
			} else {
				r.but = strings.Split(f, ",")
			}
		}
		g.others = append(g.others, r)
	}
}

// expand returns a text once for each alternative in its braces.
func expand(text string) []string {
	open, end := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
	var out []string
	for _, a := range alternatives(text) {
		if open < 0 {
			return []string{text}
		}
		out = append(out, text[:open]+a+text[end+1:])
	}
	return out
}

// alternatives returns what the braces of a text list; one empty one if it has none.
func alternatives(text string) []string {
	open, end := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
	if open < 0 {
		return []string{""}
	}
	return strings.Split(text[open+1:end], ",")
}

// names reports whether the first rules have a word with an apostrophe whole, as they
// have N'Djamena.
func (r *rules) names(folded string) bool {
	return len(r.groups) > 0 && r.groups[0].words[strings.ReplaceAll(folded, "'", "")] != ""
}

// apply changes a folded word by the rules of every group.
func (r *rules) apply(word string) string {
	for i := range r.groups {
		g := &r.groups[i]
		if to, ok := g.words[word]; ok {
			word = to
			continue
		}
		for j := range g.others {
			if to, ok := g.others[j].apply(word); ok {
				word = to
				break
			}
		}
	}
	return word
}

// apply returns the changed word, if the rule matches.
func (r *rule) apply(word string) (string, bool) {
	rest := ""
	switch r.where {
	case '<':
		if !strings.HasPrefix(word, r.from) {
			return "", false
		}
		rest = word[len(r.from):]
	case '>':
		if !strings.HasSuffix(word, r.from) {
			return "", false
		}
		rest = word[:len(word)-len(r.from)]
		for _, b := range r.but {
			if strings.HasSuffix(rest, b) {
				return "", false
			}
		}
	default:
		if !strings.Contains(word, r.from) {
			return "", false
		}
		return strings.ReplaceAll(word, r.from, r.to), true
	}
	if len(rest) < r.min || utf8.RuneCountInString(rest) < r.min {
		return "", false
	}
	if r.where == '<' {
		return r.to + rest, true
	}
	return rest + r.to, true
}
