package translate

import (
	"cmp"
	"slices"
	"strings"

	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Memory is a translation memory between two languages: all pairs of texts that
// somebody has confirmed, whatever the direction, both those in use and those that
// the hub no longer uses.
type Memory struct {
	From, To string
	// Records are the pairs, those in use first.
	Records []state.Record
	Live    int // how many of them are in use

	exact map[string][]int   // by source
	words map[string][]int32 // by word of the source
}

// Memory collects the memory between two languages.
func (d *Project) Memory(from, to string) (*Memory, error) {
	m := &Memory{From: from, To: to, exact: map[string][]int{}, words: map[string][]int32{}}
	var live, retired []state.Record
	for name := range d.files.stamps {
		inState, inMemory := strings.HasPrefix(name, state.Dir+"/"), strings.HasPrefix(name, state.MemoryDir+"/")
		if !inState && !inMemory {
			continue
		}
		_, target := fileLanguages(name)
		records, err := d.pairsIn(name, from, to, target)
		if err != nil {
			return nil, err
		}
		if inState && !d.isOrphan(name) {
			live = append(live, records...)
		} else {
			retired = append(retired, records...)
		}
	}
	live, retired = state.Sort(live), state.Sort(retired)
	seen := map[[2]string]bool{}
	for i, r := range append(live, retired...) {
		key := [2]string{r.Source, r.Target}
		if seen[key] {
			continue
		}
		seen[key] = true
		m.add(r)
		if i < len(live) {
			m.Live++
		}
	}
	return m, nil
}

// pairsIn reads the records of a file in one direction. It returns none for a
// file of other languages, or one that can't be read.
func (d *Project) pairsIn(name, from, to, target string) ([]state.Record, error) {
	src, err := d.files.read(name)
	if err != nil {
		return nil, err
	}
	if target == to {
		if records, err := state.Parse(src, from, to); err == nil {
			return records, nil
		}
	}
	if target == from {
		if records, err := state.Parse(src, to, from); err == nil {
			return state.Reversed(records), nil
		}
	}
	return nil, nil
}

func (m *Memory) add(r state.Record) {
	i := len(m.Records)
	m.Records = append(m.Records, r)
	m.exact[r.Source] = append(m.exact[r.Source], i)
	seen := map[string]bool{}
	for _, w := range segment.SplitWords(r.Source) {
		if !seen[w] {
			seen[w] = true
			m.words[w] = append(m.words[w], int32(i))
		}
	}
}

const (
	// MinPercent is the default minimum similarity of suggestions.
	MinPercent       = 70
	maxSuggestions   = 3   // of one text
	maxCandidates    = 24  // compared word by word
	maxRecordsOfWord = 500 // words that are in more records are not looked up
)

// Suggest returns translations of texts that are similar to this one by at least
// minPercent, the most similar first.
func (m *Memory) Suggest(source string, minPercent int) []Suggestion {
	var found []Suggestion
	add := func(i, percent int) {
		r := m.Records[i]
		if !slices.ContainsFunc(found, func(s Suggestion) bool { return s.Target == r.Target }) {
			found = append(found, Suggestion{Percent: percent, Source: r.Source, Target: r.Target, RecordedSource: r.Source})
		}
	}
	for _, i := range m.exact[source] {
		add(i, 100)
	}
	for _, i := range m.candidates(source) {
		if p := segment.Percent(source, m.Records[i].Source); p >= minPercent && p < 100 {
			add(i, p)
		}
	}
	slices.SortStableFunc(found, func(a, b Suggestion) int { return cmp.Compare(b.Percent, a.Percent) })
	return found[:min(len(found), maxSuggestions)]
}

// candidates returns the records that share the largest number of words with a
// text.
func (m *Memory) candidates(source string) []int {
	hits := map[int32]int{}
	words := segment.SplitWords(source)
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(m.words[a]), len(m.words[b])) })
	for _, w := range slices.Compact(words) {
		if list := m.words[w]; len(list) <= maxRecordsOfWord {
			for _, i := range list {
				hits[i]++
			}
		}
	}
	out := make([]int, 0, len(hits))
	for i := range hits {
		out = append(out, int(i))
	}
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(hits[int32(b)], hits[int32(a)]), cmp.Compare(len(m.Records[a].Source), len(m.Records[b].Source)), cmp.Compare(a, b))
	})
	return out[:min(len(out), maxCandidates)]
}

// Suggestion is a translation of a similar text.
type Suggestion struct {
	Percent        int
	Source, Target string // with tags
	RecordedSource string // as it is in the records
}
