package exchange

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// signs are put into texts at random places.
var signs = []string{
	"*", "**", "_", "`", "[", "](", ")", "<", "|", "\n", "\n\n", "    ", "> ", "- ", "1. ", "#", "\\", "!", "&", "&quot;", "&#39;", "~~", ":", "[^1]", "\r\n", "\t", "é", "\u00a0", "{#a}", "---\n",
	"<em1>", "</a2>", "<code1/>", "\"", "'", "\x01", "\ufeff", "> [!QUOTE]\n> x\n> — y\n", "![a](b.png \"c\")", "\n\n| a | a |\n| - | - |\n| a | b |\n\n", "base: - x", "\n: m\n",
}

// spoil changes a text at random places.
func spoil(r *rand.Rand, text string) string {
	for range r.IntN(5) {
		at := r.IntN(len(text) + 1)
		switch end := min(len(text), at+r.IntN(30)); r.IntN(5) {
		case 0:
			text = text[:at] + text[end:]
		case 1:
			text = text[:at] + text[at:end] + text[at:]
		default:
			text = text[:at] + signs[r.IntN(len(signs))] + text[at:]
		}
	}
	return strings.ToValidUTF8(text, "\ufffd")
}

// grid writes a table of few words, which repeats many of them.
func grid(r *rand.Rand, lang string) string {
	words := map[string][]string{"en": {"red", "old", "`k`", "true", "12", "a lamp", "Lamp number one is on.", "Lamp number two is on.", ""}, "fr": {"rouge", "vieux", "`k`", "true", "12", "une lampe", "La lampe un est allumée.", "La lampe deux est allumée.", ""}}[lang]
	columns := 1 + r.IntN(4)
	var b strings.Builder
	for row := range 2 + r.IntN(6) {
		for range columns {
			b.WriteString("| " + words[r.IntN(len(words))] + " ")
		}
		b.WriteString("|\n")
		if row == 0 {
			b.WriteString(strings.Repeat("| --- ", columns) + "|\n")
		}
	}
	return "\n" + b.String() + "\n- red\n- old\n- red\n"
}

// messages are texts of the interface that files of translators find hard.
var messages = []string{`"\na line\n"`, `"a"`, `"a\n"`, `"&amp; <em1>x</em1> {{.N}}"`, `{ one = "{{.Count}} &quot;x&quot;", other = "{{.Count}} x\n" }`, `{ one = "1", other = "\n{{.Count}}" }`, `"\t\"a\" \\ b"`, `" "`}

// spoiledSite makes up a site whose pages are spoilt, in the source, in the
// translation or after somebody has marked them.
func spoiledSite(t *testing.T, seed uint64) site {
	t.Helper()
	s, r := translated.Random(t, seed)
	for _, lang := range []string{"en", "fr"} {
		text := s.Read("i18n/active." + lang + ".toml")
		for i := range 3 {
			text = fmt.Sprintf("x%d = %s\n", i, messages[r.IntN(len(messages))]) + text
		}
		s.Write("i18n/active."+lang+".toml", text)
	}
	change := func(share int) {
		for _, name := range s.Names() {
			if !strings.HasSuffix(name, ".md") || r.IntN(4) >= share {
				continue
			}
			text := s.Read(name)
			if body := strings.LastIndex(text, "---\n") + 4; r.IntN(5) > 0 && body < len(text) {
				text = text[:body] + spoil(r, text[body:])
			}
			if r.IntN(2) == 0 {
				text = strings.TrimRight(text, "\n") + "\n" + grid(r, strings.Split(name, ".")[1])
			}
			s.Write(name, text)
		}
	}
	change(3)
	d := s.Project()
	batch := d.Batch()
	for _, u := range d.Units() {
		pairs, list, err := d.UnitPairs(u)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range pairs {
			if len(list) == 0 {
				batch.Mark(pair, func(int, *state.Pair) bool { return r.IntN(5) > 0 }, r.IntN(2) == 0)
			}
		}
	}
	s.Commit(batch)
	change(2)
	return site{s}
}

// exportAll exports what can be read of a site, with suggestions.
func exportAll(b site, lang string) []Text {
	b.Helper()
	d := b.Project()
	var texts []Text
	seen, pairs := map[string]int{}, map[string]*translate.UnitPair{}
	for _, u := range d.Units() {
		list, _, err := d.UnitPairs(u)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range list {
			if s.To == lang {
				texts, pairs[u.ID] = append(texts, Texts(s, seen)...), s
			}
		}
	}
	if err := Suggest(d, texts, pairs, lang, 60); err != nil {
		b.Fatal(err)
	}
	return texts
}

// back imports a file that came back as it was.
func (b site) back(seed uint64, what, lang string, texts []Returned, err error) {
	b.Helper()
	if err != nil {
		b.Fatalf("seed %d, %s: %v", seed, what, err)
	}
	before := b.Files()
	r := b.importTexts(texts, lang, false)
	if now := b.Files(); !maps.Equal(before, now) {
		b.Fatalf("seed %d, %s: files have changed: %s", seed, what, cmp.Diff(before, now))
	}
	for _, x := range r.Diagnostics {
		if x.Code != "translate-unreadable" {
			b.Fatalf("seed %d, %s: %+v\n%s", seed, what, x, FormatPO(b.Project(), exportAll(b, lang), lang))
		}
	}
}

// TestUntouched exports spoilt sites: gettext's tools accept every file, and one
// that comes back as it was, or through those tools, changes nothing and nothing
// of it is refused.
func TestUntouched(t *testing.T) {
	dir := t.TempDir()
	_, missing := exec.LookPath("msgfmt")
	run := func(seed uint64, args ...string) {
		t.Helper()
		if missing == nil {
			cmd := exec.Command(args[0], args[1:]...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				src, _ := os.ReadFile(filepath.Join(dir, "a.po"))
				t.Fatalf("seed %d: %v: %v\n%s\n%s", seed, args, err, out, src)
			}
		}
	}
	count, obsolete, fuzzy := 0, 0, 0
	n := uint64(rounds / 3)
	if testing.Short() {
		n /= 2
	}
	for seed := range n {
		b := spoiledSite(t, seed)
		for _, lang := range []string{"fr", "en"} {
			texts := exportAll(b, lang)
			if len(texts) == 0 {
				continue
			}
			src := FormatPO(b.Project(), texts, lang)
			checkEntries(t, seed, src, &count, &obsolete, &fuzzy)
			if err := os.WriteFile(filepath.Join(dir, "a.po"), src, 0o644); err != nil {
				t.Fatal(err)
			}
			run(seed, "msgfmt", "-c", "-o", "a.mo", "a.po")
			run(seed, "msgcat", "-o", "b.po", "a.po")
			run(seed, "msgunfmt", "-o", "c.po", "a.mo")
			list, _, err := ParsePO(src, segment.PluralForms)
			b.back(seed, "po", lang, list, err)
			for _, name := range []string{"b.po", "c.po"} {
				if src, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
					list, _, err := ParsePO(src, segment.PluralForms)
					b.back(seed, name, lang, list, err)
				}
			}
			for _, version := range []string{"2.0", "1.2"} {
				from := map[string]string{"fr": "en", "en": "fr"}[lang]
				list, _, err := ParseXLIFF(FormatXLIFF(texts, from, lang, version))
				b.back(seed, version, lang, list, err)
			}
		}
	}
	t.Logf("%d texts, %d obsolete, %d fuzzy", count, obsolete, fuzzy)
	if count < 20*int(n) || obsolete < int(n)/2 || fuzzy < int(n) {
		t.Error("too few texts of one sort; the test is of no use")
	}
	if missing != nil {
		t.Log("msgfmt and msgcat are not installed; make test installs them")
	}
}

// checkEntries holds a file against the rules of msgfmt, for machines that don't
// have it: no text twice, obsolete or not, and the same line breaks at both ends.
func checkEntries(t *testing.T, seed uint64, src []byte, count, obsolete, fuzzy *int) {
	t.Helper()
	f, err := po.Parse(src)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, src)
	}
	seen := map[string]bool{}
	for i := range f.Entries {
		e := &f.Entries[i]
		*count++
		if e.Obsolete {
			*obsolete++
		}
		if e.Flag("fuzzy") {
			*fuzzy++
		}
		key := e.Ctxt + "\x00" + e.ID
		if seen[key] {
			t.Fatalf("seed %d: %q stands twice", seed, key)
		}
		seen[key] = true
		for _, s := range append([]string{e.ID, e.Plural}, e.Str...) {
			if strings.HasPrefix(s, "\n") || strings.HasSuffix(s, "\n") {
				t.Fatalf("seed %d: %q has a line break at an end", seed, s)
			}
		}
	}
}
