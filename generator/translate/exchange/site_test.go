package exchange

import (
	"testing"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/segment"
)

// site is a site whose texts are exported and imported.
type site struct{ *translated.Site }

func newSite(t *testing.T, files map[string]string) site {
	t.Helper()
	return site{translated.New(t, files)}
}

// export writes what is translated into a language as PO.
func (b site) export(lang string) []byte {
	b.Helper()
	d := b.Project()
	return FormatPO(d, b.texts(d, lang), lang)
}

func (b site) texts(d *translate.Project, lang string) []Text {
	b.Helper()
	var texts []Text
	seen := map[string]int{}
	for _, s := range b.UnitPairs(d) {
		if s.To == lang {
			texts = append(texts, Texts(s, seen)...)
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

// importPO imports a PO file.
func (b site) importPO(src []byte, lang string, force bool) *Imported {
	b.Helper()
	d := b.Project()
	returned, _, err := ParsePO(src, segment.PluralForms)
	if err != nil {
		b.Fatal(err)
	}
	batch := d.Batch()
	out, err := Import(batch, returned, lang, Options{File: "x.po", Force: force})
	if err != nil {
		b.Fatal(err)
	}
	b.Commit(batch)
	return out
}
