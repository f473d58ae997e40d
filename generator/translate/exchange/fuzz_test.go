package exchange

import (
	"strings"
	"testing"
	"unicode/utf8"

	"griot/generator/translate"
	"griot/generator/translate/segment"
)

// FuzzTMX reads translation memories: what is read can be written and read again.
func FuzzTMX(f *testing.F) {
	for _, s := range []string{
		`<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>See <bpt i="1" x="1" type="link">[</bpt>this<ept i="1">](x)</ept></seg></tuv><tuv xml:lang="fr"><seg>Voir <ph x="1"/></seg></tuv></tu></body></tmx>`,
		`<tmx><body><tu><tuv lang="en-GB"><seg>a</seg></tuv><tuv xml:lang="fr-FR"><seg>b</seg></tuv><tuv xml:lang="fr"><seg>c</seg></tuv></tu></body></tmx>`,
		`<?xml version="1.0" encoding="ISO-8859-1"?><tmx/>`, `<tmx><seg><seg>`, `<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		records, err := ParseTMX(src, "en", "fr")
		if err != nil {
			return
		}
		m := &translate.Memory{From: "en", To: "fr", Records: records, Live: len(records)}
		again, err := ParseTMX(FormatTMX(m), "en", "fr")
		if err != nil || len(again) > len(records) {
			t.Fatalf("%q: %d records, then %d (%v)", src, len(records), len(again), err)
		}
	})
}

// FuzzReturned reads PO and XLIFF files that came back.
func FuzzReturned(f *testing.F) {
	f.Add([]byte("msgid \"\"\nmsgstr \"Language: fr\\nX-Griot-Bases: a b\\n\"\n\n#. base: x\n#: a%20b:3\nmsgctxt \"c\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n"))
	f.Add([]byte("#:\nmsgid \"a\"\nmsgstr \"b\"\n"))
	f.Add([]byte(`<xliff version="2.0" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="a"><unit id="1"><segment><source>a <pc id="1">b</pc></source><target>c</target></segment></unit></file></xliff>`))
	f.Add([]byte(`<xliff version="1.2"><file original="a" source-language="en" target-language="fr"><body><trans-unit id="1"><source>a</source><target>b</target></trans-unit></body></file></xliff>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		texts, _, err := ParsePO(src, segment.PluralForms)
		if err != nil {
			texts, _, err = ParseXLIFF(src)
		}
		if err != nil {
			return
		}
		for _, r := range texts {
			for _, s := range []string{r.Source, r.Target, r.Context} {
				if !utf8.ValidString(s) {
					t.Fatalf("%q: %q is no UTF-8", src, s)
				}
			}
			_, _ = segment.ParseTags(r.Target, strings.Contains(r.Context, "active.toml"))
		}
	})
}
