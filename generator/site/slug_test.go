package site

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"My new brief": "my-new-brief", "Réforme foncière : l’État": "reforme-fonciere-l-etat", "Re\u0301forme": "reforme",
		"Cœur — 2026": "coeur-2026", "  --a__b-- ": "a-b", "عربي": "", "": "", "Straße": "strasse",
		strings.Repeat("word ", 40): strings.TrimSuffix(strings.Repeat("word-", 20), "-"),
		strings.Repeat("x", 150):    strings.Repeat("x", 100),
	} {
		got := Slug(in)
		if got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
		if got != "" && !ValidSlug(got) {
			t.Errorf("Slug(%q) = %q is no slug", in, got)
		}
	}
}
