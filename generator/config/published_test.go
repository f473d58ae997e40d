package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	src := "# Mine.\naddresses:\n  # Kept.\n  en/old: briefs/reform.md\n  en/library/: section briefs # kept\n  fr/mali/: term countries/mali\n  en/map.html: https://example.org/map\n"
	got, list := LoadAddresses([]byte(src), "addresses.yaml")
	want := []Address{
		{Path: "en/library/", Section: "briefs", Line: 5}, {Path: "en/map.html", URL: "https://example.org/map", Line: 7},
		{Path: "en/old/", Page: "briefs/reform", Line: 4}, {Path: "fr/mali/", Term: "countries/mali", Line: 6},
	}
	if d := cmp.Diff(want, got); d != "" || len(list) > 0 {
		t.Errorf("%v\n%s", list, d)
	}
	out := string(RecordAddresses([]byte(src), []Address{{Path: "en/a/", Page: "a"}, {Path: "en/new/", Page: "briefs/new"}, {Path: "fr/mali/", Page: "countries/mali"}, {Path: "en/library/", Section: "briefs"}}))
	wantText := strings.Replace(strings.Replace(strings.Replace(src, "term countries/mali", "countries/mali", 1), "en/map.html: https://example.org/map\n", "en/map.html: https://example.org/map\n  en/new/: briefs/new\n", 1), "addresses:\n", "addresses:\n  en/a/: a\n", 1)
	if d := cmp.Diff(wantText, out); d != "" {
		t.Error(d)
	}
	for _, src := range []string{"", "addresses:\n", "addresses: {en/x/: y, en/z/: section w}\n", "# Nothing.\n", "addresses:\n  en/x/: y"} {
		before, _ := LoadAddresses([]byte(src), "addresses.yaml")
		out := RecordAddresses([]byte(src), []Address{{Path: "en/a/", Page: "a"}, {Path: "en/zz/", Term: "tags/t"}})
		after, list := LoadAddresses(out, "addresses.yaml")
		if len(after) != len(before)+2 || len(list) > 0 {
			t.Errorf("%q: recorded\n%s%v", src, out, list)
		}
	}
}

func FuzzAddressesFile(f *testing.F) {
	f.Add([]byte("addresses:\n  en/old/: briefs/reform\n"))
	f.Add([]byte("addresses: {en/x/: y}"))
	f.Add([]byte("addresses:\n  ? en/x/\n  : y\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		before, list := LoadAddresses(src, "addresses.yaml")
		if len(list) > 0 {
			return
		}
		after, list := LoadAddresses(RecordAddresses(src, []Address{{Path: "en/a/", Page: "a"}}), "addresses.yaml")
		if len(list) > 0 || len(after) < len(before) {
			t.Errorf("%d addresses became %d: %v", len(before), len(after), list)
		}
	})
}
