package translate

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Extracted says what Extract adds to a language's file of messages.
type Extracted struct {
	File     string
	Messages int
}

// Extract takes messages that the site uses out of the program, where the
// site's own files lack them, so that they can be translated into any language
// of the hub. standard holds the program's files; used says which messages are
// asked for. What the program has in two languages is known to match.
func (b *Batch) Extract(standard fs.FS, used func(key string) bool) ([]Extracted, error) {
	d := b.project
	var out []Extracted
	added := make([]map[string]string, len(d.langs)) // texts by key, a language each
	for i, lang := range d.langs {
		file := messageFile(lang)
		src, err := d.files.read(file)
		if err != nil {
			return nil, err
		}
		theirs, err := fs.ReadFile(standard, "active."+lang+".toml")
		if err != nil {
			continue // a language that the program doesn't speak
		}
		doc, from := parseMessages(lang, src), parseMessages(lang, theirs)
		if doc.Err != nil {
			return nil, fmt.Errorf("read %q: %w", file, doc.Err)
		}
		have := map[string]bool{}
		for j := range doc.Segments {
			have[doc.Segments[j].Key] = true
		}
		added[i] = map[string]string{}
		after := ""
		for j := range from.Segments {
			s := &from.Segments[j]
			if used(s.Key) && !have[s.Key] {
				doc = doc.reparse(doc.addMessage(s.Key, after, formMap(s.forms)))
				added[i][s.Key] = s.Text
			}
			after = s.Key
		}
		if len(added[i]) > 0 {
			b.Add(Change{Path: file, Old: src, New: doc.Source})
			out = append(out, Extracted{file, len(added[i])})
		}
	}
	for i, lang := range d.langs[1:] {
		if err := b.confirmMessages(lang, added[0], added[i+1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// confirmMessages records that messages of the program match in two languages.
func (b *Batch) confirmMessages(lang string, source, target map[string]string) error {
	d := b.project
	s := &UnitPair{Unit: &Unit{ID: MessagesID}, From: d.langs[0], To: lang}
	if err := d.records(s); err != nil {
		return fmt.Errorf("read %q: %w", s.recordFile, err)
	}
	records := s.Records
	for _, key := range slices.Sorted(maps.Keys(target)) {
		if text, ok := source[key]; ok && !(text == target[key] && neutral(text)) {
			records = append(records, Record{"message", text, target[key]})
		}
	}
	b.SetRecords(s, records)
	return nil
}
