package exchange

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Extracted says what Extract adds to a language's file of messages.
type Extracted struct {
	File     string
	Messages int
}

// Extract copies messages that the site uses from the program into the site's
// files, if they lack them, so that they can be translated into any language
// of the hub. standard is the program's files; used reports whether the site
// uses a message. Messages that the program has in two languages are recorded
// as matching.
func Extract(b *translate.Batch, standard fs.FS, used func(key string) bool) ([]Extracted, error) {
	d := b.Project()
	var out []Extracted
	added := make([]map[string]string, len(d.Langs())) // texts by key, a language each
	for i, lang := range d.Langs() {
		file := segment.MessageFile(lang)
		src, err := d.ReadFile(file)
		if err != nil {
			return nil, err
		}
		theirs, err := fs.ReadFile(standard, "active."+lang+".toml")
		if err != nil {
			continue // a language that the program doesn't speak
		}
		doc, from := segment.ParseMessages(lang, src), segment.ParseMessages(lang, theirs)
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
				doc = doc.Reparse(doc.AddMessage(s.Key, after, segment.FormMap(s.Forms)))
				added[i][s.Key] = s.Text
			}
			after = s.Key
		}
		if len(added[i]) > 0 {
			b.Add(translate.Change{Path: file, Old: src, New: doc.Source})
			out = append(out, Extracted{file, len(added[i])})
		}
	}
	for i, lang := range d.Langs()[1:] {
		if err := confirmMessages(b, lang, added[0], added[i+1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// confirmMessages records that messages of the program match in two languages.
func confirmMessages(b *translate.Batch, lang string, source, target map[string]string) error {
	d := b.Project()
	s := &translate.UnitPair{Unit: &translate.Unit{ID: segment.MessagesID}, From: d.Langs()[0], To: lang}
	if err := d.ReadRecords(s); err != nil {
		return fmt.Errorf("read %q: %w", s.RecordFile, err)
	}
	records := s.Records
	for _, key := range slices.Sorted(maps.Keys(target)) {
		if text, ok := source[key]; ok && !(text == target[key] && segment.IsNeutral(text)) {
			records = append(records, state.Record{Kind: "message", Source: text, Target: target[key]})
		}
	}
	b.SetRecords(s, records)
	return nil
}
