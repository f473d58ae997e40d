package commit

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// outside reports whether a path leads out of the folder that it is below.
func outside(name string) bool {
	return !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\n")
}

// FuzzEarlier reads lists of files that stay: nothing stays but what may, and what is written
// reads the same.
func FuzzEarlier(f *testing.F) {
	f.Add(string(Earlier{"search/en/a.js": 1, "assets/b.css": 2}.text()))
	f.Add("# 1\nsearch/../index.html\n")
	f.Add("# 1\nsearch/a.js\n# 9\nassets/x\n")
	f.Add("search/a\n")
	f.Fuzz(func(t *testing.T, text string) {
		list := parseEarlier(text)
		for name, age := range list {
			if outside(name) || !mayStay(name) || age < 1 || age > MaxAge {
				t.Errorf("%q: %q stays, age %d", text, name, age)
			}
		}
		if again := parseEarlier(string(list.text())); len(list) > 0 && !maps.Equal(again, list) {
			t.Errorf("%q: %v, then %v", text, list, again)
		}
	})
}

// FuzzUnlinked reads lists of pages that a build was adding or removing.
func FuzzUnlinked(f *testing.F) {
	f.Add(unlinkedText + "en/a/index.html\n")
	f.Add("../x.html\n/x.html\nC:\\x.html\na//b.html\nnul.html")
	f.Fuzz(func(t *testing.T, text string) {
		list := parseUnlinked(text)
		for name := range list {
			if outside(name) || !isPage(name) {
				t.Errorf("%q: %q is taken for a page", text, name)
			}
		}
		if again := parseUnlinked(strings.Join(slices.Sorted(maps.Keys(list)), "\n") + "\n"); !maps.Equal(again, list) {
			t.Errorf("%q: %v, then %v", text, list, again)
		}
	})
}
