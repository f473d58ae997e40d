package translate

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"griot/generator/translate/po"
)

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"The law is new.", "The law is new.", 100}, {"The law is new.", "the law is new", 88}, {"The law is new.", "The law is old.", 75},
		{"one two", "three four", 0}, {"", "a", 0}, {"a b c d e f g h i j", "a b c d e f g h i j k", 91},
	} {
		if got := Percent(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, not %d", c.a, c.b, got, c.want)
		}
	}
}

const otherEN = "---\ntitle: A title\nsummary: It is nearly so.\n---\n\nSee [the other](a.md) and `code`, again.\n"

func TestMemory(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR, "content/notes/b.en.md": otherEN})
	b.mark()
	b.write("i18n/memory/en-fr.txt", string(formatRecords(memoryHeader, "en", "fr", []Record{{"text", "It is so.", "Ainsi soit-il."}, {"text", "Gone.", "Parti."}})))
	d := b.project()
	m, err := d.Memory("en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if m.Live != 9 || len(m.Records) != 11 {
		t.Errorf("%d of %d", m.Live, len(m.Records))
	}
	got := m.Suggest("It is so.", 70)
	if len(got) != 2 || got[0].Target != "C’est ainsi." || got[0].Percent != 100 || got[1].Target != "Ainsi soit-il." {
		t.Errorf("%+v", got)
	}
	if got := m.Suggest("It is nearly so.", 70); len(got) != 2 || got[0].Percent != 75 {
		t.Errorf("%+v", got)
	}
	back, err := d.Memory("fr", "en")
	if err != nil || len(back.Suggest("Un titre", 70)) != 1 {
		t.Errorf("%v, %v", back, err)
	}
}

func TestSuggestions(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR, "content/notes/b.en.md": otherEN})
	b.mark()
	d := b.project()
	var texts []Text
	pairs := map[string]*UnitPair{}
	for _, s := range b.unitPairs(d) {
		if s.To == "fr" {
			pairs[s.Unit.ID] = s
			texts = append(texts, d.Texts(s, map[string]int{})...)
		}
	}
	if err := d.SuggestFor(texts, pairs, "fr", MinPercent); err != nil {
		t.Fatal(err)
	}
	f, err := po.Parse(d.FormatPO(texts, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]po.Entry{}
	for _, e := range f.Entries {
		got[e.Ctxt] = e
	}
	if e := got["notes/b: title"]; e.Str[0] != "Un titre" || !e.Flag("fuzzy") || e.PrevID != "" || !strings.Contains(strings.Join(e.Extracted, "\n"), "memory, 100%: Un titre") {
		t.Errorf("%+v", e)
	}
	if e := got["notes/b: paragraph"]; e.Str[0] != "Voir <a1>l’autre</a1> et <code2/>." || e.PrevID != "See <a1>the other</a1> and <code2/>." || !e.Flag("fuzzy") {
		t.Errorf("%+v", e)
	}
	if x := string(FormatXLIFF(texts, "en", "fr", "2.0")); !strings.Contains(x, `matchQuality="75.0"`) {
		t.Errorf("%s", x)
	}
	validXLIFF(t, FormatXLIFF(texts, "en", "fr", "2.0"), "2.0")
	validXLIFF(t, FormatXLIFF(texts, "en", "fr", "1.2"), "1.2")
}

func TestTMX(t *testing.T) {
	m := &Memory{From: "en", To: "fr", Live: 3, Records: []Record{
		{"paragraph", "See [a]() & **b** `c`[^1]\\\nnext", "Voir [a](), **b** `c`[^1]\\\nsuite"}, {"text", "1 < 2", "1 < 2 !"},
		{"message", "{{.A}} of *", "{{.A}} sur *"}, {"text", "gone", "parti"},
		{"message", "one = A page\nother = {{.Count}} pages", "one = Une page\nmany = {{.Count}} de pages\nother = {{.Count}} pages"},
	}}
	src := m.FormatTMX()
	got, err := ParseTMX(src, "en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m.Records, got, cmpopts.IgnoreFields(Record{}, "Kind")); d != "" {
		t.Errorf("%s\n%s", d, src)
	}
	foreign := `<tmx version="1.4"><body><tu><tuv xml:lang="EN-us"><seg>A <b>x</b> * y</seg></tuv><tuv xml:lang="fr-FR"><seg>Un</seg></tuv></tu><tu><tuv xml:lang="de"><seg>x</seg></tuv></tu></body></tmx>`
	if got, err := ParseTMX([]byte(foreign), "en", "fr"); err != nil || len(got) != 1 || got[0].Source != "A x * y" {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"<a/>", "<tmx>"} {
		if _, err := ParseTMX([]byte(bad), "en", "fr"); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// TestToolkitReads loads the hub's memory and glossary with translate-toolkit.
func TestToolkitReads(t *testing.T) {
	python := "python3"
	if exec.Command(python, "-c", "import translate").Run() != nil {
		python = "/usr/bin/python3" // Debian's, where another one comes first
	}
	if exec.Command(python, "-c", "import translate").Run() != nil {
		t.Skip("translate-toolkit is not installed; make test installs it")
	}
	b := hubBench(t)
	d := b.project()
	m, err := d.Memory("en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	terms, err := d.Terms()
	if err != nil || len(terms) < 40 {
		t.Fatal(len(terms), err)
	}
	dir := t.TempDir()
	for name, src := range map[string][]byte{"a.tmx": m.FormatTMX(), "a.tbx": d.FormatTBX(terms)} {
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const read = `
import sys
from translate.storage import tmx, tbx
m = tmx.tmxfile.parsefile("a.tmx")
t = tbx.tbxfile.parsefile("a.tbx")
print(len(m.units), sum(1 for u in m.units if u.source and u.target), len(t.units), sum(1 for u in t.units if u.source and u.target))
`
	cmd := exec.Command(python, "-c", read)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var n, whole, entries, both int
	if _, err := fmt.Sscan(string(out), &n, &whole, &entries, &both); err != nil || n != len(m.Records) || whole != n || entries != len(terms) || both != entries {
		t.Errorf("%d records, %d terms: %s (%v)", len(m.Records), len(terms), out, err)
	}
	if got, err := ParseTMX(m.FormatTMX(), "en", "fr"); err != nil || cmp.Diff(m.Records, got, cmpopts.IgnoreFields(Record{}, "Kind")) != "" {
		t.Errorf("%v: %s", err, cmp.Diff(m.Records, got, cmpopts.IgnoreFields(Record{}, "Kind")))
	}
}
