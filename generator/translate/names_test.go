package translate_test

import (
	"testing"
	"testing/fstest"

	"griot/generator/translate"
	"griot/generator/translate/segment"
)

// What is a page to content is one here, and nothing else is.
func TestUnitsAreContentsPages(t *testing.T) {
	fsys := fstest.MapFS{"content/hub.yaml": {Data: []byte("languages:\n  - { code: en, name: English }\n  - { code: fr, name: Français }\n")}}
	page := &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n")}
	is := map[string]bool{
		"#x.en.md": true, "briefs/#x.en.md": true, "x~y.en.md": true, "a.b.en.md": true, "e\u0301.en.md": true,
		"~$lock.en.md": false, "#y.en.md#": false, ".#z.en.md": false, "x.en.md~": false, ".x.en.md.swp": false, ".hidden.en.md": false,
		"x.md": false, "x.xx.md": false, "briefs/a/deep.en.md": true, "Thumbs.db": false, "desktop.ini": false,
	}
	pages := 0
	for name, want := range is {
		fsys["content/"+name] = page
		if want {
			pages++
		}
	}
	p, _, err := translate.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, u := range p.Units() {
		if u.ID != segment.HubID {
			got[u.ID] = true
		}
	}
	for _, id := range []string{"#x", "briefs/#x", "x~y", "a.b", "briefs/a/deep", "\u00e9"} {
		if !got[id] {
			t.Errorf("%q is no unit", id)
		}
	}
	if len(got) != pages {
		t.Errorf("%d units, not %d: %v", len(got), pages, got)
	}
}
