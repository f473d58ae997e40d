package translate

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
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

func (b *bench) project() *Project {
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
	d := b.project()
	batch := d.Batch()
	for _, s := range b.unitPairs(d) {
		batch.Mark(s, nil, false)
	}
	if err := batch.RetireOrphans(); err != nil {
		b.Fatal(err)
	}
	b.commit(batch)
}

func (b *bench) unitPairs(d *Project) []*UnitPair {
	b.Helper()
	var out []*UnitPair
	for _, u := range d.Units() {
		pairs, list, err := d.UnitPairs(u)
		if err != nil || list.Errors() > 0 {
			b.Fatal(err, list)
		}
		out = append(out, pairs...)
	}
	return out
}

// export writes what is translated into a language as PO.
func (b *bench) export(lang string) []byte {
	b.Helper()
	d := b.project()
	return d.FormatPO(b.texts(d, lang), lang)
}

func (b *bench) texts(d *Project, lang string) []Text {
	b.Helper()
	var texts []Text
	seen := map[string]int{}
	for _, s := range b.unitPairs(d) {
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
	d := b.project()
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
	d := b.project()
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
