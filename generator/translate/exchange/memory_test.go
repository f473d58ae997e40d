package exchange

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/unicode"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/state"
)

const otherEN = "---\ntitle: A title\nsummary: It is nearly so.\n---\n\nSee [the other](a.md) and `code`, again.\n"

func TestSuggestions(t *testing.T) {
	b := newSite(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR, "content/notes/b.en.md": otherEN})
	b.Mark()
	d := b.Project()
	var texts []Text
	pairs := map[string]*translate.UnitPair{}
	for _, s := range b.UnitPairs(d) {
		if s.To == "fr" {
			pairs[s.Unit.ID] = s
			texts = append(texts, Texts(s, map[string]int{})...)
		}
	}
	if err := Suggest(d, texts, pairs, "fr", translate.MinPercent); err != nil {
		t.Fatal(err)
	}
	f, err := po.Parse(FormatPO(d, texts, "fr"))
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
	m := &translate.Memory{From: "en", To: "fr", Live: 3, Records: []state.Record{
		{Kind: "paragraph", Source: "See [a]() & **b** `c`[^1]\\\nnext", Target: "Voir [a](), **b** `c`[^1]\\\nsuite"}, {Kind: "text", Source: "1 < 2", Target: "1 < 2 !"},
		{Kind: "message", Source: "{{.A}} of *", Target: "{{.A}} sur *"}, {Kind: "text", Source: "gone", Target: "parti"},
		{Kind: "message", Source: "one = A page\nother = {{.Count}} pages", Target: "one = Une page\nmany = {{.Count}} de pages\nother = {{.Count}} pages"},
	}}
	src := FormatTMX(m)
	got, err := ParseTMX(src, "en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m.Records, got, cmpopts.IgnoreFields(state.Record{}, "Kind")); d != "" {
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
	b := site{translated.CopyOfHub(t)}
	d := b.Project()
	m, err := d.Memory("en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	terms, err := d.Terms()
	if err != nil || len(terms) < 40 {
		t.Fatal(len(terms), err)
	}
	dir := t.TempDir()
	for name, src := range map[string][]byte{"a.tmx": FormatTMX(m), "a.tbx": FormatTBX(d, terms)} {
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
	if got, err := ParseTMX(FormatTMX(m), "en", "fr"); err != nil || cmp.Diff(m.Records, got, cmpopts.IgnoreFields(state.Record{}, "Kind")) != "" {
		t.Errorf("%v: %s", err, cmp.Diff(m.Records, got, cmpopts.IgnoreFields(state.Record{}, "Kind")))
	}
}

// TestTMXOfOthers reads what other programs write: in their encodings, with the
// names that they have for languages.
func TestTMXOfOthers(t *testing.T) {
	tmx := func(encoding, en, fr string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?><tmx version="1.4"><header srclang="en-GB"/><body><tu>` +
			`<tuv xml:lang="` + en + `"><seg>The State</seg></tuv><tuv xml:lang="de"><seg>Der Staat</seg></tuv><tuv xml:lang="` + fr + `"><seg>L’État</seg></tuv></tu></body></tmx>`
	}
	utf16 := func(text string) []byte {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	latin := func(text string) []byte {
		return []byte(strings.NewReplacer("’", "\x92", "É", "\xc9").Replace(text))
	}
	for name, src := range map[string][]byte{
		"UTF-16":        utf16(tmx("UTF-16", "en-US", "fr-FR")),
		"Latin-1":       latin(tmx("ISO-8859-1", "EN", "fr-CA")),
		"windows":       latin(tmx("windows-1252", "en_GB", "FR")),
		"two variants":  []byte(strings.Replace(tmx("UTF-8", "en", "fr-FR"), "</tu>", `<tuv xml:lang="fr-CA"><seg>État</seg></tuv></tu>`, 1)),
		"the very name": []byte(strings.Replace(tmx("UTF-8", "en", "fr"), "<tuv xml:lang=\"de", `<tuv xml:lang="fr-CA"><seg>État</seg></tuv><tuv xml:lang="de`, 1)),
	} {
		got, err := ParseTMX(src, "en", "fr")
		if want := []state.Record{{Kind: "text", Source: "The State", Target: "L’État"}}; err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := ParseTMX(latin(tmx("UTF-8", "en", "fr")), "en", "fr"); err == nil || err.Error() != "line 1: the file is not UTF-8: save it with that encoding" {
		t.Errorf("%v", err)
	}
}
