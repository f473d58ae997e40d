package exchange

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/config"
	"griot/generator/internal/testkit/translated"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// rounds is how many random sites a property is tried with.
const rounds = 200

// randomSite writes a random site in which some texts are marked, some are stale.
func randomSite(t *testing.T, seed uint64) (site, *rand.Rand) {
	t.Helper()
	s, r := translated.Random(t, seed)
	d := s.Project()
	batch := d.Batch()
	for _, pair := range s.UnitPairs(d) {
		batch.Mark(pair, func(int, *state.Pair) bool { return r.IntN(4) > 0 }, r.IntN(4) == 0)
	}
	s.Commit(batch)
	for _, name := range s.Names() {
		if strings.HasSuffix(name, ".en.md") && r.IntN(2) == 0 {
			s.Write(name, strings.Replace(s.Read(name), " law", " new law", 2))
		}
	}
	return site{s}, r
}

// exportAs writes and reads a file in one of the formats.
func (b site) exportAs(format, lang string) []Returned {
	b.Helper()
	d := b.Project()
	texts := b.texts(d, lang)
	var out []Returned
	var err error
	if format == "po" {
		out, _, err = ParsePO(FormatPO(d, texts, lang), segment.PluralForms)
	} else {
		out, _, err = ParseXLIFF(FormatXLIFF(texts, "en", lang, format))
	}
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// importTexts imports texts and returns what became of them.
func (b site) importTexts(texts []Returned, lang string, force bool) *Imported {
	b.Helper()
	batch := b.Project().Batch()
	out, err := Import(batch, texts, lang, Options{File: "x.po", Force: force})
	if err != nil {
		b.Fatal(err)
	}
	b.Commit(batch)
	return out
}

// marks are the tags and placeholders of an exported text.
var marks = regexp.MustCompile(`</?[a-z]+[0-9]+/?>|\{\{[^}]*\}\}`)

// answer makes up a translation: other words between the tags of the source,
// sometimes with what looks like markup, sometimes without a tag. The number makes
// it unique.
func answer(r *rand.Rand, source string, number int) string {
	tags := marks.FindAllString(source, -1)
	var b strings.Builder
	for i, words := range marks.Split(source, -1) {
		if strings.TrimSpace(words) != "" {
			b.WriteString(words[:len(words)-len(strings.TrimLeft(words, " "))])
			b.WriteString(translated.Sentence(r, "fr", 1+r.IntN(5)))
			b.WriteString(words[len(strings.TrimRight(words, " ")):])
		}
		if i < len(tags) && r.IntN(40) > 0 {
			b.WriteString(tags[i])
		}
	}
	text := b.String()
	switch r.IntN(6) {
	case 0:
		text = []string{"# ", "* ", "1. ", "> ", "| ", "- [", "«\u00a0", "\"", "'", "--- "}[r.IntN(10)] + text
	case 1:
		text += []string{" # [x", " <b>", " &amp;amp;", " a|b", ` \`, " *", " _x_ : y", "\u202f?", " ```", ": #"}[r.IntN(10)]
	}
	return fmt.Sprint(text, " mot ", number)
}

// TestImportChangesNothingElse imports random translations into random sites: no
// byte outside of the texts that were written changes, a second import changes
// nothing, and neither does one of what was exported.
func TestImportChangesNothingElse(t *testing.T) {
	written, added, refused, kept := 0, 0, 0, 0
	for seed := range uint64(rounds) {
		b, r := randomSite(t, seed)
		format := []string{"po", "2.0", "1.2"}[r.IntN(3)]
		before := b.Files()
		texts := b.exportAs(format, "fr")
		b.importTexts(texts, "fr", false)
		if now := b.Files(); !maps.Equal(before, now) {
			t.Fatalf("seed %d: an import of what was exported has changed files: %s", seed, cmp.Diff(before, now))
		}
		share := 1 + r.IntN(4)
		for i := range texts {
			x := &texts[i]
			if x.Unfinished = r.IntN(20) == 0; r.IntN(share) > 0 {
				continue
			}
			if !x.Plural {
				x.Target = answer(r, x.Source, i)
				continue
			}
			for _, name := range segment.PluralForms("fr") {
				x.Forms[name] = answer(r, "{{.Count}} x", i)
			}
		}
		out := b.importTexts(texts, "fr", false)
		after := b.Files()
		n := 0
		for name := range after {
			n += checkImported(t, name, before, after)
		}
		if t.Failed() || n != out.Written+out.Added {
			t.Fatalf("seed %d: %d texts have changed, %d were written and %d added", seed, n, out.Written, out.Added)
		}
		again := b.importTexts(texts, "fr", false)
		if now := b.Files(); !maps.Equal(after, now) || again.Written+again.Added > 0 {
			t.Fatalf("seed %d: a second import has changed files: %s\n%+v", seed, cmp.Diff(after, now), again)
		}
		written, added, refused, kept = written+out.Written, added+out.Added, refused+out.Diagnostics.Errors(), kept+out.Kept
	}
	t.Logf("%d written, %d added, %d refused, %d kept in the memory", written, added, refused, kept)
	if written < 1000 || added < 400 || refused < 100 || kept < 100 {
		t.Error("too few texts take one of the ways; the test is of no use")
	}
}

// checkImported compares a file with what it was before an import into French and
// returns how many of its texts were written.
func checkImported(t *testing.T, name string, before, after map[string]string) int {
	t.Helper()
	if before[name] == after[name] || strings.HasPrefix(name, state.Dir+"/") || strings.HasPrefix(name, state.MemoryDir+"/") {
		return 0
	}
	parse := func(text string) *segment.Document {
		switch {
		case name == config.File:
			return segment.ParseHub("fr", []string{"en", "fr"}, []byte(text))
		case name == segment.MessageFile("fr"):
			return segment.ParseMessages("fr", []byte(text))
		case strings.HasSuffix(name, ".fr.md"):
			return segment.ParsePage("", "fr", name, []byte(text))
		}
		t.Fatalf("%s has changed", name)
		return nil
	}
	is := parse(after[name])
	if is.Err != nil {
		t.Fatalf("%s can't be read any more: %v", name, is.Err)
	}
	if _, ok := before[name]; !ok { // a new page
		n := 0
		for i := range is.Segments {
			if strings.Contains(is.Segments[i].Text, " mot ") {
				n++
			}
		}
		return n
	}
	return translated.CheckWritten(t, parse(before[name]), is)
}
