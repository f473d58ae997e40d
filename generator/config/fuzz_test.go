package config

import (
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/golden"
)

// FuzzImages reads files that say something of pictures.
func FuzzImages(f *testing.F) {
	for _, s := range []string{
		"a/b.jpg: { consent: given, consent_until: 2027-01-31, alt: { en: A, fr: B }, credit: C }\n", "a.jpg: refused\n", "../a.jpg: { consent: nobody }\n",
		"a.jpg: { consent: given, consent_until: 2027-02-30 }\na.jpg: {}\n", "- a\n", "", "a.jpg:\n  alt: [x]\n",
	} {
		f.Add([]byte(s))
	}
	hub, list := Load(golden.Archive(f, cases).Files[0].Data, File)
	if hub == nil {
		f.Fatal(list)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		images, list := LoadImages(src, ImagesFile, hub)
		for path, i := range images {
			if i == nil {
				t.Fatalf("%q: nothing is said of %q", src, path)
			}
			i.Withheld("2026-11-30")
			if list.Errors() > 0 {
				continue
			}
			if _, err := time.Parse(time.DateOnly, i.Until); i.Dated() && err != nil {
				t.Errorf("%q: consent until %q", src, i.Until)
			}
		}
	})
}

// FuzzSynonyms reads files of synonyms.
func FuzzSynonyms(f *testing.F) {
	for _, file := range golden.Archive(f, synonymCases).Files {
		f.Add(file.Data)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		all, list := LoadSynonyms(src, SynonymsFile, []string{"en", "fr"})
		if list.Errors() > 0 {
			return
		}
		for lang, s := range all {
			if lang != "en" && lang != "fr" {
				t.Errorf("%q: synonyms of %q", src, lang)
			}
			for _, g := range s.Groups {
				if len(g) < 2 {
					t.Errorf("%q: a group of %q", src, g)
				}
			}
			for _, o := range s.OneWay {
				if strings.TrimSpace(o.From) == "" || len(o.To) == 0 {
					t.Errorf("%q: %+v", src, o)
				}
			}
		}
	})
}
