package translate_test

import (
	"testing"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate/state"
)

const noteEN = "---\ntitle: A title\nsummary: It is so.\n---\n\n## A *first* heading\n\nSee [the other](other.md) and `code`.\n\n- one\n- two\n"
const noteFR = "---\ntranslated_from: en\ntitle: Un titre\nsummary: C’est ainsi.\nslug: un-titre\n---\n\n## Un *premier* intertitre\n\nVoir [l’autre](other.md) et `code`.\n\n- un\n- deux\n"
const otherEN = "---\ntitle: A title\nsummary: It is nearly so.\n---\n\nSee [the other](a.md) and `code`, again.\n"

func TestMemory(t *testing.T) {
	b := translated.New(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR, "content/notes/b.en.md": otherEN})
	b.Mark()
	b.Write("i18n/memory/en-fr.txt", string(state.Format(state.MemoryHeader, "en", "fr", []state.Record{{Kind: "text", Source: "It is so.", Target: "Ainsi soit-il."}, {Kind: "text", Source: "Gone.", Target: "Parti."}})))
	d := b.Project()
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
