package pipeline

import (
	"context"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
)

// Two contents for one path never reach public/: the build ends, and says which path.
func TestOnePathTwoContents(t *testing.T) {
	for _, c := range []struct {
		name  string
		paths []string
		want  string
	}{
		{"the same path", []string{"files/x.png", "files/x.png"}, `two outputs have the path "files/x.png"`},
		{"the path of a page", []string{"en/index.html"}, `two outputs have the path "en/index.html"`},
		{"a file that is a folder", []string{"files/x", "files/x/y.png"}, `"files/x" stands in the way of "files/x/y.png"`},
		{"a page that is a folder", []string{"en/index.html/y"}, `"en/index.html" stands in the way of "en/index.html/y"`},
		{"among the indexes", []string{"search/en/x"}, `"search/en/x" lies among the search indexes`},
		{"different paths", []string{"files/x.png", "files/y.png", "files/x.png2/z"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := registry
			t.Cleanup(func() { registry = before })
			registry = append(registry[:len(registry):len(registry)], outputKind{outputs: func(*outline) (out []output) {
				for _, p := range c.paths {
					out = append(out, static(p, []byte("body of "+p)))
				}
				return out
			}})
			dir := t.TempDir()
			folder.Unpack(t, dir, `
-- content/hub.yaml --
base_url: https://hub.example.org/
languages: [{ code: en, name: English }]
title: { en: A hub }
description: { en: What it is. }
-- content/index.en.md --
---
title: A hub
summary: Where it starts.
---
`)
			_, list, err := Build(context.Background(), Options{Dir: dir})
			if list.Errors() > 0 {
				t.Fatal(list)
			}
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
