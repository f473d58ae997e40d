package client_test

import (
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/search"
	"griot/generator/search/client"
	"griot/generator/search/export"
)

// TestClientAfterRedeploy replaces the export under an open page. Every query is answered
// from the new one, although the old table of contents is cached.
func TestClientAfterRedeploy(t *testing.T) {
	docs := documents("en", 30, 60)
	first := newSite(t, map[string][]search.Document{"en": docs, "fr": documents("fr", 30, 60)}, export.Options{})
	edited := append([]search.Document{}, docs...)
	for i := range edited {
		edited[i].Title = "Afresh " + edited[i].Title
	}
	second := newSite(t, map[string][]search.Document{"en": edited, "fr": documents("fr", 20, 70)}, export.Options{})
	script, err := client.Bundle(client.Classic)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	classic, out := filepath.Join(dir, "client.js"), filepath.Join(dir, "out.json")
	folder.Write(t, dir, "client.js", string(script))
	node(t, "redeploy.mjs", first.dir, second.dir, classic, out)
	var got map[string]any
	readJSON(t, out, &got)
	for _, name := range []string{"second", "first", "second again"} {
		want, _ := got[name+", wanted"].(string)
		if strings.Contains(want, "Afresh") != strings.HasPrefix(name, "second") {
			t.Fatalf("%s: the sites don't differ: %s", name, want)
		}
		if got[name] != want {
			t.Errorf("%s: %v, want %s", name, got[name], want)
		}
		if disk, _ := got[name+", from disk"].(string); !strings.HasPrefix(want, disk+"; ") {
			t.Errorf("%s, from a folder: %s, want %s", name, disk, want)
		}
		if n, _ := got[name+", contents"].(float64); n < 1 || n > 2 {
			t.Errorf("%s: two queries ask for the table of contents %v times", name, n)
		}
	}
	if want, _ := got["first, wanted"].(string); got["opened"] != strings.Split(want, "; ")[0] {
		t.Errorf("a page that is opened afterwards: %v, want %s", got["opened"], want)
	}
	if got["snippet"] != "missing" || got["snippets"] != 0.0 {
		t.Errorf("later snippets: %v, then %v pieces; want missing, then none", got["snippet"], got["snippets"])
	}
}
