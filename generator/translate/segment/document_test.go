package segment

import (
	"fmt"
	"strings"
	"testing"
)

func TestSegments(t *testing.T) {
	page := "---\ntitle: \"A: b\"\nsummary: One\n  two.\ntranslated_from: en\ndate: 2026-01-01\nalso: [x]\nkey_messages:\n  - First one.\n  - Second.\n" +
		"work:\n  security: Done.\nsources:\n  - title: T\n    url: https://x.y\n    note: N\nnodes:\n  - id: po1\n    title: PT\n    text: PX\n---\n## H {#h}\n\nText *here*\nand there.\n"
	hub := "title: { en: Hub, fr: Carrefour }\nlanguages:\n  - code: en\n    name: English\nvocabularies:\n  topics:\n    name: { en: Topic, fr: Thème }\n    slug: { en: topic, fr: theme }\n    terms:\n      - id: land\n        name:\n          en: Land\n"
	messages := "a = \"x\"\nb.c = { one = \"y\", other = \"{{.Count}} ys\" }\n[d]\ndescription = \"why\"\nother = \"z\"\n"
	for _, c := range []struct {
		d    *Document
		want string
	}{
		{ParsePage("p", "fr", "content/p.fr.md", []byte(page)), `title title "A: b" = "\"A: b\""
summary summary "One two." = "One\n  two."
key_messages  "First one." = "First one."
key_messages  "Second." = "Second."
work work.security "Done." = "Done."
source title ? "T" = "T"
source note ? "N" = "N"
node title nodes.po1.title "PT" = "PT"
node text nodes.po1.text "PX" = "PX"
heading  "H" = "H"
paragraph  "Text *here* and there." = "Text *here*\nand there."`},
		{ParseHub("en", []string{"en", "fr"}, []byte(hub)), `name title "Hub" = "Hub"
name vocabularies.topics.name "Topic" = "Topic"
name vocabularies.topics.terms.land.name "Land" = "Land"`},
		{ParseMessages("en", []byte(messages)), `message a "x" = "\"x\""
message b.c "one = y\nother = {{.Count}} ys" = "\"y\", other = \"{{.Count}} ys\""
message d "z" = "\"why\"\nother = \"z\""`},
	} {
		if c.d.Err != nil {
			t.Errorf("%s: %v", c.d.ID, c.d.Err)
		}
		var got []string
		for _, s := range c.d.Segments {
			key := s.Key
			if s.Optional {
				key += "?"
			}
			got = append(got, fmt.Sprintf("%s %s %q = %q", s.Kind, key, s.Text, c.d.Source[s.Start:s.End]))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.d.ID, s, c.want)
		}
	}
}
