package content

import (
	"slices"
	"testing"

	"griot/generator/config"
	"griot/generator/internal/testkit/folder"
)

// content/synonyms.yaml is part of the configuration, and no file beside pages.
func TestSynonymsAreConfiguration(t *testing.T) {
	dir, root := written(t)
	l := NewLoader(root.FS(), Options{})
	if res := load(t, l); res.Hub.Synonyms != nil || len(res.Diagnostics) > 0 {
		t.Fatalf("%v, %v", res.Hub.Synonyms, res.Diagnostics)
	}
	for _, text := range []string{"en:\n  - [jail, prison]\n", "en:\n  - [gaol, prison]\n", "en: prison\n", "\xff"} {
		folder.Write(t, dir, config.SynonymsFile, text)
		res, err := l.Reload(t.Context(), []string{config.SynonymsFile})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(res.Changed, config.File) {
			t.Errorf("%q: changed are %q", text, res.Changed)
		}
		if right := len(res.Hub.Synonyms["en"].Groups) == 1; right == (len(res.Diagnostics) > 0) {
			t.Errorf("%q: %v, %v", text, res.Hub.Synonyms, res.Diagnostics)
		}
		if slices.ContainsFunc(res.Files, func(f File) bool { return f.Path == config.SynonymsFile }) {
			t.Errorf("%q: it is a file beside pages", text)
		}
	}
}
