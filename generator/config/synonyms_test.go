package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/golden"
)

const synonymCases = "testdata/synonyms.txtar"

func TestSynonymCases(t *testing.T) {
	golden.Cases(t, synonymCases, func(source []byte) string {
		var b strings.Builder
		_, list := LoadSynonyms(source, "synonyms.yaml", []string{"en", "fr"})
		for _, d := range list {
			b.WriteString(i18n.English().Explain(d).String() + "\n")
		}
		return b.String()
	})
}

func TestSynonyms(t *testing.T) {
	got, list := LoadSynonyms(golden.Archive(t, synonymCases).Files[0].Data, "synonyms.yaml", []string{"en", "fr"})
	want := map[string]Synonyms{
		"en": {
			Groups: [][]string{{"jail", "prison"}, {"lawyer", "attorney at law"}},
			OneWay: []OneWay{{From: "capacity", To: []string{"training", "2250"}}, {From: "drr", To: []string{"disaster risk reduction"}}},
		},
		"fr": {Groups: [][]string{{"formation", "renforcement des capacités"}}},
	}
	if d := cmp.Diff(want, got); d != "" || len(list) > 0 {
		t.Errorf("%v\n%s", list, d)
	}
}
