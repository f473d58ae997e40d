package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"griot/generator/content"
	"griot/generator/internal/testkit/golden"
	"griot/generator/site"
)

// TestViews compares the views of the French pages of a small site with a golden file, in
// which empty members are left out and the frame, which pages share, stands once.
func TestViews(t *testing.T) {
	files := fstest.MapFS{}
	for _, f := range golden.Archive(t, "testdata/site.txtar").Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	b := builderOf(t, files)
	var out bytes.Buffer
	framed := map[string]bool{}
	for _, s := range b.Specs() {
		v := s.View(b)
		if v.Lang != "fr" {
			continue // French pages show all that English ones do, and fallbacks of both sorts
		}
		if framed[v.Lang] {
			v.Frame = nil
		}
		framed[v.Lang] = true
		fmt.Fprintf(&out, "== %q\n", s.Path)
		if v.Intro != nil {
			fmt.Fprintf(&out, "Intro: %s\n", v.Intro.Page.File)
			v.Intro = nil
		}
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var members map[string]any
		if err := json.Unmarshal(data, &members); err != nil {
			t.Fatal(err)
		}
		filled(members)
		for _, name := range slices.Sorted(maps.Keys(members)) {
			var line bytes.Buffer
			enc := json.NewEncoder(&line)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(members[name]); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s %s", name, line.Bytes())
		}
	}
	golden.File(t, "testdata/views.txt", out.Bytes())
}

// filled removes the empty members of a value; false if nothing is left.
func filled(value any) (any, bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			if kept, ok := filled(member); ok {
				v[key] = kept
			} else {
				delete(v, key)
			}
		}
		return v, len(v) > 0
	case []any:
		for i := range v {
			v[i], _ = filled(v[i])
		}
		return v, len(v) > 0
	}
	return value, value != nil && value != "" && value != 0.0 && value != false
}

// builderOf is a builder over a site, with records of one heading and attachments that
// all exist.
func builderOf(t *testing.T, files fs.FS) *Builder {
	t.Helper()
	res, err := content.NewLoader(files, content.Options{}).Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if res.Diagnostics.Errors() > 0 {
		t.Fatal(res.Diagnostics)
	}
	return builderFor(res, Texts{
		Record: func(r site.Rendition) *site.Record {
			return &site.Record{Headings: []site.Heading{{Level: 2, ID: "part", Text: "A part of " + r.Page.Front.Title}}}
		},
		BodyRef:   func(r site.Rendition) string { return r.Page.File },
		Keywords:  func(r site.Rendition) []uint32 { return []uint32{uint32(len(r.Page.Slug)), 7} },
		Freshness: func(group, lang string) *site.Freshness { return nil },
	})
}
