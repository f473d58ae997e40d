package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/pipeline"
)

// ownKinds are two kinds without Go, in a folder of a folder.
const ownKinds = `
-- content/kinds/event.yaml --
name: { en: Event, fr: Événement }
plural: { en: Events, fr: Événements }
order: start
schema: Event
fields:
  start: { form: time, required: true, card: true, schema: startDate, label: { en: Starts, fr: Début } }
  place: { form: place, schema: location, label: { en: Place, fr: Lieu } }
  seats: { form: number, label: { en: Seats, fr: Places } }
  motto: { form: text, label: { en: Motto, fr: Devise } }
  format: { form: choice, label: { en: Format, fr: Format }, choices: { room: { en: In a room, fr: En salle }, line: { en: Online, fr: En ligne } } }
  about: { form: pages, label: { en: About, fr: Sujet } }
-- content/kinds/story.yaml --
name: { en: Story, fr: Récit }
plural: { en: Stories, fr: Récits }
extends: event
order: title
fields:
  teller: { form: text, card: true, label: { en: Told by, fr: Raconté par } }
-- content/life/index.en.md --
---
title: Life
summary: Of people.
folder: { kind: story }
---
-- content/life/meetings/index.en.md --
---
title: Meetings
summary: Where people meet.
folder: { kind: event }
---
-- content/life/meetings/late.en.md --
---
title: A late one
summary: It comes last.
start: 2026-12-02 18:30
place: { name: Ségou, latitude: 13.43, longitude: -6.26 }
seats: 1200.5
motto: Hear zebra voices
format: room
about: [life/told]
---
Come.
-- content/life/meetings/late.fr.md --
---
title: Une soirée
summary: Elle vient en dernier.
translated_from: en
motto: Entendre les voix
---
Venez.
-- content/life/meetings/early.en.md --
---
title: Zoo
summary: It comes first.
start: 2026-11-02
---
Come early.
-- content/life/told.en.md --
---
title: Told at night
summary: A story.
start: 2026-01-01
teller: Awa
---
It was so.
`

// TestOwnKinds changes what the kinds of a site and their pages are made of, looks for what
// readers see of it, and compares each incremental build with a clean one.
func TestOwnKinds(t *testing.T) {
	dir, out := smallSite(t, ownKinds), filepath.Join(t.TempDir(), "public")
	mustBuild(t, pipeline.Options{Dir: dir, Out: out})
	const late, meetings, french = "en/life/meetings/late/index.html", "en/life/meetings/index.html", "fr/life/meetings/late/index.html"
	for i, c := range []struct {
		file, old, new string // as in TestEachInput; no change if file is ""
		page, shown    string // what the page shows, or not if it starts with !
	}{
		{"", "", "", late, "<time datetime=\"2026-12-02T18:30\">2\u00a0December 2026, 18:30</time>"},
		{"", "", "", late, `<dt>Seats</dt><dd>1,200.5</dd>`},
		{"", "", "", late, `<dt>Format</dt><dd>In a room</dd>`},
		{"", "", "", late, `Told at night</a>`},
		{"", "", "", late, `"location":{"@type":"Place","geo":{"@type":"GeoCoordinates","latitude":"13.43","longitude":"-6.26"},"name":"Ségou"}`},
		{"content/life/told.en.md", "title: Told at night", "title: Told at noon", late, `Told at noon</a>`},
		{"content/kinds/event.yaml", "en: Seats", "en: Chairs", late, `<dt>Chairs</dt>`},
		{"content/kinds/event.yaml", "en: Event,", "en: Gathering,", meetings, `Gathering</li>`},
		{"content/life/meetings/late.en.md", "seats: 1200.5\n", "", late, "!Chairs"},
		{"content/kinds/event.yaml", "order: start", "order: title", meetings, "A late one"},
		{"content/kinds/story.yaml", "card: true, ", "", "en/life/index.html", "!Awa"},
		{"content/kinds/event.yaml", "room: { en: In a room", "room: { en: Indoors", late, "Indoors"},
		{"content/life/meetings/late.fr.md", "motto: Entendre les voix\n", "", french, "!Entendre"},
	} {
		what := fmt.Sprintf("%d, %s: %q for %q", i, c.file, c.new, c.old)
		if c.file != "" {
			change(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.old, c.new)
		}
		asClean(t, dir, out, what)
		src, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(c.page)))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if wanted, not := strings.CutPrefix(c.shown, "!"); strings.Contains(string(src), wanted) == not {
			t.Errorf("%s: %s: %q, shown %t:\n%s", what, c.page, wanted, !not, src)
		}
	}
}
