package translate

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/translate/po"
)

// bench is a site in a folder, to work on.
type bench struct {
	*testing.T
	dir string
}

const benchHub = "base_url: https://hub.example.org/\nlanguages:\n  - { code: en, name: English }\n  - { code: fr, name: Français }\n" +
	"title: { en: Hub, fr: Carrefour }\ndescription: { en: A hub., fr: Un carrefour. }\n" +
	"sections:\n  notes:\n    kind: page\n    name: { en: Notes, fr: Notes }\n    slug: { en: notes, fr: notes }\n"

func newBench(t *testing.T, files map[string]string) *bench {
	t.Helper()
	b := &bench{t, t.TempDir()}
	b.write("content/hub.yaml", benchHub)
	for name, text := range files {
		b.write(name, text)
	}
	return b
}

func (b *bench) write(name, text string) {
	b.Helper()
	at := filepath.Join(b.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) read(name string) string {
	b.Helper()
	src, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(name)))
	if err != nil {
		b.Fatal(err)
	}
	return string(src)
}

// files reads every file, by path.
func (b *bench) files() map[string]string {
	b.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(b.dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out[name] = b.read(name)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

func (b *bench) desk() *Desk {
	b.Helper()
	d, list, err := Open(os.DirFS(b.dir))
	if err != nil || d == nil {
		b.Fatal(err, list)
	}
	return d
}

func (b *bench) commit(batch *Batch) {
	b.Helper()
	changes, err := batch.Changes()
	if err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	if err := Write(root, changes); err != nil {
		b.Fatal(err)
	}
}

// mark says that everything matches.
func (b *bench) mark() {
	b.Helper()
	d := b.desk()
	batch := d.Batch()
	for _, s := range b.sheets(d) {
		batch.Mark(s, nil, false)
	}
	if err := batch.Sweep(); err != nil {
		b.Fatal(err)
	}
	b.commit(batch)
}

func (b *bench) sheets(d *Desk) []*Sheet {
	b.Helper()
	var out []*Sheet
	for _, u := range d.Units() {
		sheets, list, err := d.Sheets(u)
		if err != nil || list.Errors() > 0 {
			b.Fatal(err, list)
		}
		out = append(out, sheets...)
	}
	return out
}

// export writes what is translated into a language as PO.
func (b *bench) export(lang string) []byte {
	b.Helper()
	d := b.desk()
	return d.FormatPO(b.texts(d, lang), lang)
}

func (b *bench) texts(d *Desk, lang string) []Text {
	b.Helper()
	var texts []Text
	seen := map[string]int{}
	for _, s := range b.sheets(d) {
		if s.To == lang {
			texts = append(texts, d.Texts(s, seen)...)
		}
	}
	return texts
}

// retouch changes the entries of a PO file.
func retouch(t *testing.T, src []byte, change func(e *po.Entry)) []byte {
	t.Helper()
	f, err := po.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Entries {
		change(&f.Entries[i])
	}
	return f.Format()
}

// bring imports a PO file.
func (b *bench) bring(src []byte, lang string, force bool) *Imported {
	b.Helper()
	d := b.desk()
	returned, _, err := ParsePO(src, PluralForms)
	if err != nil {
		b.Fatal(err)
	}
	batch := d.Batch()
	out, err := batch.Import(returned, lang, "x.po", force)
	if err != nil {
		b.Fatal(err)
	}
	b.commit(batch)
	return out
}

func (b *bench) status(lang string) Count {
	b.Helper()
	d := b.desk()
	r, err := d.Status(context.Background(), d.Units(), nil)
	if err != nil || r.Diagnostics.Errors() > 0 {
		b.Fatal(err, r.Diagnostics)
	}
	for _, l := range r.Languages {
		if l.Language == lang {
			return l.Segments
		}
	}
	return Count{}
}

// set gives one text, by context, a translation.
func set(context, text string) func(*po.Entry) {
	return func(e *po.Entry) {
		if e.Ctxt == context {
			e.Str, e.Flags = []string{text}, nil
		}
	}
}

const noteEN = "---\ntitle: A title\nsummary: It is so.\n---\n\n## A *first* heading\n\nSee [the other](other.md) and `code`.\n\n- one\n- two\n"
const noteFR = "---\ntranslated_from: en\ntitle: Un titre\nsummary: C’est ainsi.\nslug: un-titre\n---\n\n## Un *premier* intertitre\n\nVoir [l’autre](other.md) et `code`.\n\n- un\n- deux\n"

func TestImport(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.mark()
	before := b.files()
	file := b.export("fr")
	if r := b.bring(file, "fr", false); r.Written+r.Added+r.Confirmed > 0 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if !maps.Equal(before, b.files()) {
		t.Error("an import of what was exported has changed a file")
	}

	r := b.bring(retouch(t, file, set("notes/a: paragraph", "Le <code2/> et <a1>l’autre page</a1>.")), "fr", false)
	if want := strings.Replace(noteFR, "Voir [l’autre](other.md) et `code`.", "Le `code` et [l’autre page](other.md).", 1); b.read("content/notes/a.fr.md") != want || r.Written != 1 {
		t.Errorf("%+v\n%s", r, b.read("content/notes/a.fr.md"))
	}
	if c := b.status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("after the import: %+v", c)
	}
	if m := b.read("i18n/memory/en-fr.txt"); !strings.Contains(m, "fr: Voir [l’autre]() et `code`.") {
		t.Errorf("what was replaced is not kept: %s", m)
	}
}

func TestImportRefuses(t *testing.T) {
	b := newBench(t, map[string]string{
		"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR,
		"i18n/active.en.toml": "a = \"{{.N}} of {{.M}}\"\nb = { one = \"{{.Count}} x\", other = \"{{.Count}} xs\" }\n",
		"i18n/active.fr.toml": "a = \"{{.N}} sur {{.M}}\"\nb = { one = \"{{.Count}} x\", other = \"{{.Count}} x\" }\n",
	})
	b.mark()
	before := b.files()
	file := b.export("fr")
	for context, text := range map[string]string{
		"notes/a: paragraph": "Voir <a1>l’autre</a1>.",
		"notes/a: heading":   "Un <em1>premier",
		"notes/a: item":      "",
		"active.toml: a":     "{{.N}} sur tout",
	} {
		r := b.bring(retouch(t, file, set(context, text)), "fr", false)
		if text != "" && (len(r.Diagnostics) != 1 || r.Diagnostics[0].Line == 0 || r.Diagnostics[0].Code != "translate-refused") {
			t.Errorf("%s: %v", context, r.Diagnostics)
		}
		if !maps.Equal(before, b.files()) {
			t.Fatalf("%s: a refused text has changed a file", context)
		}
	}
	r := b.bring(retouch(t, file, func(e *po.Entry) {
		if e.Ctxt == "active.toml: b" {
			e.Str[1] = "{{.Cuont}} x"
		}
	}), "fr", false)
	if len(r.Diagnostics) != 1 || !strings.Contains(r.Diagnostics[0].Message, `plural form "many"`) {
		t.Errorf("%v", r.Diagnostics)
	}
}

func TestImportMerges(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.mark()
	file := b.export("fr")
	first := retouch(t, file, set("notes/a: summary", "Il en est ainsi."))
	second := retouch(t, file, func(e *po.Entry) {
		set("notes/a: title", "Le titre")(e)
		set("notes/a: summary", "Voilà.")(e)
	})
	if r := b.bring(first, "fr", false); r.Written != 1 {
		t.Errorf("%+v", r)
	}
	r := b.bring(second, "fr", false)
	if r.Written != 1 || len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translate-conflict" {
		t.Errorf("%+v", r)
	}
	got := b.read("content/notes/a.fr.md")
	if !strings.Contains(got, "title: Le titre\n") || !strings.Contains(got, "summary: Il en est ainsi.\n") {
		t.Errorf("%s", got)
	}
	if r := b.bring(file, "fr", false); r.Written > 0 || len(r.Diagnostics) > 0 {
		t.Errorf("an old file without edits: %+v", r)
	}
	if r := b.bring(second, "fr", true); r.Written != 1 || !strings.Contains(b.read("content/notes/a.fr.md"), "summary: Voilà.\n") {
		t.Errorf("with force: %+v", r)
	}
}

func TestImportAfterTheSourceChanged(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.mark()
	old := b.export("fr")
	b.write("content/notes/a.en.md", strings.Replace(noteEN, "It is so.", "It is so, always.", 1))
	now := b.export("fr")
	if !strings.Contains(string(now), "#, fuzzy\n#| msgid \"It is so.\"\nmsgctxt \"notes/a: summary\"") {
		t.Errorf("%s", now)
	}
	// A translator confirms without a change.
	confirmed := retouch(t, now, func(e *po.Entry) { e.Flags = nil })
	late := retouch(t, old, set("notes/a: summary", "Il en est ainsi."))
	if r := b.bring(late, "fr", false); r.Written != 1 {
		t.Errorf("late: %+v", r)
	}
	if c := b.status("fr"); c.Stale != 1 || !strings.Contains(b.read("content/notes/a.fr.md"), "summary: Il en est ainsi.") {
		t.Errorf("late: %+v", c)
	}
	if r := b.bring(confirmed, "fr", false); r.Confirmed != 0 {
		t.Errorf("confirmed what is no longer there: %+v", r)
	}
	if r := b.bring(retouch(t, b.export("fr"), func(e *po.Entry) { e.Flags = nil }), "fr", false); r.Confirmed != 1 {
		t.Errorf("confirmed: %+v", r)
	}
	if c := b.status("fr"); c.Stale != 0 {
		t.Errorf("confirmed: %+v", c)
	}
}

func TestImportAdds(t *testing.T) {
	b := newBench(t, map[string]string{
		"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR,
		"i18n/active.en.toml": "a = \"A\"\nb = \"B\"\n", "i18n/active.fr.toml": "a = \"Aaa\"\n",
		"content/hub.yaml": strings.Replace(benchHub, "description:", "publisher: { en: The publisher }\ndescription:", 1),
	})
	b.mark()
	b.write("content/notes/a.en.md", strings.Replace(strings.Replace(noteEN, "\n- one\n", "\nA new paragraph.\n\nAnd *another* one.\n\n```\ncode\n```\n\n- zero\n- one\n", 1), "- two\n", "- two\n- three\n\n| Year | Place |\n| --- | --- |\n| 2021 | Gao town |\n", 1))
	r := b.bring(retouch(t, b.export("fr"), func(e *po.Entry) {
		e.Str = map[string][]string{"A new paragraph.": {"Un nouvel alinéa."}, "And <em1>another</em1> one.": {"Et un <em1>autre</em1>."}, "zero": {"zéro"}, "three": {"trois"},
			"Year": {"Année"}, "Place": {"Lieu"}, "Gao town": {"Ville de Gao"}, "B": {"Bbb"}, "The publisher": {"L’éditeur"}}[e.ID]
	}), "fr", false)
	if r.Added != 9 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	want := strings.Replace(noteFR, "\n- un\n", "\nUn nouvel alinéa.\n\nEt un *autre*.\n\n- zéro\n- un\n", 1) + "- trois\n\n| Année | Lieu |\n| --- | --- |\n| 2021 | Ville de Gao |\n"
	if got := b.read("content/notes/a.fr.md"); got != want {
		t.Errorf("%s", got)
	}
	if got := b.read("i18n/active.fr.toml"); got != "a = \"Aaa\"\nb = \"Bbb\"\n" {
		t.Errorf("%s", got)
	}
	if got := b.read("content/hub.yaml"); !strings.Contains(got, "publisher: { en: The publisher, fr: L’éditeur }\n") {
		t.Errorf("%s", got)
	}
	if c := b.status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("%+v", c)
	}
}

func TestImportNewPage(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": "---\ntitle: \"The Law: how it is\"\nsummary: It is so.\ndate: 2026-01-01\nsources:\n  - title: A report\n    year: 2022\n    note: page 3\n---\n\nText [with a link](b.md).\n\n```\ncode\n```\n\n2021\n"})
	b.mark()
	file := b.export("fr")
	words := map[string]string{"The Law: how it is": "L’État de la loi : œuvre", "It is so.": "C’est ainsi.", "Text <a1>with a link</a1>.": "Du texte <a1>avec un lien</a1>."}
	translate := func(skip string) []byte {
		return retouch(t, file, func(e *po.Entry) {
			if w, ok := words[e.ID]; ok && e.ID != skip {
				e.Str = []string{w}
			}
		})
	}
	r := b.bring(translate("It is so."), "fr", false)
	if r.Kept != 2 || r.Added != 0 || len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translate-incomplete" {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(b.dir, "content", "notes", "a.fr.md")); err == nil {
		t.Error("a page was written that is not translated")
	}
	if r := b.bring(translate(""), "fr", false); r.Added != 3 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	want := "---\ntranslated_from: en\ntitle: \"L’État de la loi : œuvre\"\nslug: etat-de-la-loi-oeuvre\nsummary: C’est ainsi.\n---\n\nDu texte [avec un lien](b.md).\n\n```\ncode\n```\n\n2021\n"
	if got := b.read("content/notes/a.fr.md"); got != strings.Replace(want, "slug: etat", "slug: l-etat", 1) {
		t.Errorf("%s", got)
	}
	if c := b.status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("%+v", c)
	}
}

// hubBench is a copy of the hub, all of it marked.
func hubBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t, t.TempDir()}
	for _, dir := range []string{"content", "i18n"} {
		if err := os.CopyFS(filepath.Join(b.dir, dir), os.DirFS(filepath.Join("..", "..", dir))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(b.dir, "i18n", "state")); err != nil {
		t.Fatal(err)
	}
	b.mark()
	return b
}

// TestImportHub exports and imports the whole hub, and then changes texts at
// random: only their bytes change.
func TestImportHub(t *testing.T) {
	b := hubBench(t)
	random := rand.New(rand.NewPCG(7, 7))
	for _, lang := range []string{"en", "fr"} {
		before := b.files()
		file := b.export(lang)
		if r := b.bring(file, lang, false); r.Written+r.Added+r.Confirmed > 0 || r.Diagnostics.Errors() > 0 {
			t.Errorf("%s: %+v", lang, r)
		}
		if !maps.Equal(before, b.files()) {
			t.Fatalf("%s: an import of what was exported has changed a file", lang)
		}
		n := 0
		parsed, err := po.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		chosen := map[string]bool{}
		for _, i := range random.Perm(len(parsed.Entries))[:min(100, len(parsed.Entries))] {
			chosen[parsed.Entries[i].Ctxt+parsed.Entries[i].ID] = true
		}
		changed := retouch(t, file, func(e *po.Entry) {
			if chosen[e.Ctxt+e.ID] && len(e.Str) == 1 && e.Str[0] != "" {
				e.Str[0] += " # [x"
				n++
			}
		})
		r := b.bring(changed, lang, false)
		if r.Written != n || len(r.Diagnostics) > 0 {
			t.Errorf("%s: %d of %d written: %v", lang, r.Written, n, r.Diagnostics)
		}
		after := b.files()
		found := 0
		for name, text := range after {
			if strings.HasPrefix(name, "i18n/state/") || strings.HasPrefix(name, "i18n/memory/") || text == before[name] {
				continue
			}
			found += onlyAdded(t, name, before[name], text)
		}
		if found != n {
			t.Errorf("%s: %d changes, not %d", lang, found, n)
		}
	}
}

// onlyAdded checks that a text is another one with " # [x" put in at places,
// and with quotation marks around scalars that need them for it.
func onlyAdded(t *testing.T, name, before, after string) int {
	t.Helper()
	n := strings.Count(after, " # [x") + strings.Count(after, " # \\[x")
	plain := strings.NewReplacer(" # [x", "", " # \\[x", "").Replace(after)
	if plain != before && strings.ReplaceAll(plain, "\"", "") != strings.ReplaceAll(before, "\"", "") {
		for i := range min(len(plain), len(before)) {
			if plain[i] != before[i] {
				t.Errorf("%s: %q, not %q", name, plain[max(0, i-40):min(len(plain), i+80)], before[max(0, i-40):min(len(before), i+80)])
				break
			}
		}
	}
	return n
}

// TestWriteConflict keeps a file that changed after it was read.
func TestWriteConflict(t *testing.T) {
	b := newBench(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	d := b.desk()
	batch := d.Batch()
	for _, s := range b.sheets(d) {
		batch.Mark(s, nil, false)
	}
	changes, err := batch.Changes()
	if err != nil {
		t.Fatal(err)
	}
	b.write(changes[0].Path, "something else")
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := Write(root, changes); err == nil || !bytes.Contains([]byte(fmt.Sprint(err)), []byte("changed meanwhile")) {
		t.Errorf("%v", err)
	}
	if got := b.read(changes[0].Path); got != "something else" {
		t.Errorf("%q", got)
	}
	if slices.ContainsFunc(changes[1:], func(c Change) bool { _, err := root.Stat(c.Path); return err == nil }) {
		t.Error("others were written all the same")
	}
}

// TestXLIFFHub exports and imports the whole hub in both versions of XLIFF,
// and changes a text with tags.
func TestXLIFFHub(t *testing.T) {
	b := hubBench(t)
	for _, version := range []string{"2.0", "1.2"} {
		for _, pair := range [][2]string{{"en", "fr"}, {"fr", "en"}} {
			d := b.desk()
			texts := b.texts(d, pair[1])
			file := FormatXLIFF(texts, pair[0], pair[1], version)
			validXLIFF(t, file, version)
			before := b.files()
			if r := b.bringXLIFF(file); r.Written+r.Added+r.Confirmed > 0 || r.Diagnostics.Errors() > 0 || r.Unchanged < 100 {
				t.Errorf("%s: %+v", version, r)
			}
			if !maps.Equal(before, b.files()) {
				t.Fatalf("%s: an import of what was exported has changed a file", version)
			}
		}
	}
	d := b.desk()
	file := string(FormatXLIFF(b.texts(d, "fr"), "en", "fr", "2.0"))
	changed := strings.Replace(file, ">Pour les journalistes<", ">Aux journalistes<", 1)
	changed = strings.Replace(changed, "Deux langues qui avancent ensemble", "Deux langues, un même pas", 1)
	if r := b.bringXLIFF([]byte(changed)); r.Written == 0 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if !strings.Contains(b.read("content/translations.fr.md"), "title: Deux langues, un même pas\n") {
		t.Errorf("%s", b.read("content/translations.fr.md"))
	}
}

func (b *bench) bringXLIFF(src []byte) *Imported {
	b.Helper()
	returned, lang, err := ParseXLIFF(src)
	if err != nil {
		b.Fatal(err)
	}
	d := b.desk()
	batch := d.Batch()
	out, err := batch.Import(returned, lang, "x.xlf", false)
	if err != nil {
		b.Fatal(err)
	}
	b.commit(batch)
	return out
}

// validXLIFF holds a file against the schemas, where they are installed;
// package xliff's tests say when they are not.
func validXLIFF(t *testing.T, src []byte, version string) {
	t.Helper()
	const folder = "/usr/share/php/Symfony/Component/Translation/Resources/schemas/"
	schema, err := os.ReadFile(folder + map[string]string{"2.0": "xliff-core-2.0.xsd", "1.2": "xliff-core-1.2-strict.xsd"}[version])
	if _, missing := exec.LookPath("xmllint"); err != nil || missing != nil {
		return
	}
	dir := t.TempDir()
	local := regexp.MustCompile(`schemaLocation="[^"]*xml\.xsd"`).ReplaceAll(schema, []byte(`schemaLocation="`+folder+`xml.xsd"`))
	for name, text := range map[string][]byte{"x.xsd": local, "x.xlf": src} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("xmllint", "--nonet", "--noout", "--schema", filepath.Join(dir, "x.xsd"), filepath.Join(dir, "x.xlf")).CombinedOutput()
	if err != nil {
		t.Errorf("XLIFF %s: %v\n%.2000s", version, err, out)
	}
}

func TestXLIFFPlurals(t *testing.T) {
	b := newBench(t, map[string]string{
		"i18n/active.en.toml": "b = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\nc = \"{{.Name}}!\"\n",
		"i18n/active.fr.toml": "b = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\n",
	})
	b.mark()
	for _, version := range []string{"1.2", "2.0"} {
		file := FormatXLIFF(b.texts(b.desk(), "fr"), "en", "fr", version)
		if r := b.bringXLIFF(file); r.Written+r.Added > 0 || len(r.Diagnostics) > 0 {
			t.Errorf("%s: %+v", version, r)
		}
	}
	file := string(FormatXLIFF(b.texts(b.desk(), "fr"), "en", "fr", "2.0"))
	at := strings.Index(file, "b [many]")
	end := strings.Index(file[at:], " pages</target>") + at
	changed := file[:end] + " de pages" + file[end+len(" pages"):]
	if r := b.bringXLIFF([]byte(changed)); r.Written != 1 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if got := b.read("i18n/active.fr.toml"); got != "b = { one = \"{{.Count}} page\", many = \"{{.Count}} de pages\", other = \"{{.Count}} pages\" }\n" {
		t.Errorf("%s", got)
	}
}
