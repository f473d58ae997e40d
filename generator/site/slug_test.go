package site

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
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

// FuzzSlug makes slugs of any text: they are valid, and slugs of themselves.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Réforme 2026", "œuvre", "--a--", strings.Repeat("ab-", 60), strings.Repeat("a", 200), "e\u0301\u0301", "İ", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Slug(text)
		if s != "" && !ValidSlug(s) || Slug(s) != s {
			t.Errorf("%q: %q, then %q", text, s, Slug(s))
		}
	})
}

// FuzzAlias reads former addresses: an alias stays in the site and is an alias itself.
func FuzzAlias(f *testing.F) {
	for _, s := range []string{"en/old", "en/old/", "en/old.html", "../x", "/x", "a//b", "a/./b", "", ".", "a\\b", "a\x00", "a.pdf", "é", "a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		alias, fault := CutAlias(text)
		if (alias == "") == (fault == "") {
			t.Fatalf("%q: %q, fault %q", text, alias, fault)
		}
		if fault != "" {
			return
		}
		if !filepath.IsLocal(alias) || strings.ContainsAny(alias, "?#\\:") {
			t.Errorf("%q: %q", text, alias)
		}
		if again, fault := CutAlias(alias); again != alias {
			t.Errorf("%q: %q, then %q (%s)", text, alias, again, fault)
		}
	})
}

// FuzzFaults looks for faults of addresses and of names: they name a part of what was given.
func FuzzFaults(f *testing.F) {
	for _, s := range []string{"https://example.org:80a/", "//", "http:", "https://[::1", "con.txt", "a/aux/b", "a.", "a\x01b", "https://a%b/", "é/\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if part, why := NameFault(text); (part == "") != (why == "") || !strings.Contains(text, part) {
			t.Errorf("%q: %q is wrong: %q", text, part, why)
		}
		FormOf(text)
		if fault := FaultOf(text); fault != nil && utf8.ValidString(text) && !strings.Contains(text, fault.Part) {
			t.Errorf("%q: %+v", text, fault)
		}
	})
}
