package diag

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	keys := []string{"title", "summary", "slug", "date", "sources", "key_messages"}
	pages := []string{"about", "briefs/first", "countries/mali"}
	for _, c := range []struct {
		word string
		from []string
		want string
	}{
		{"titel", keys, "title"},    // swapped
		{"abuot", pages, "about"},   // swapped
		{"sumary", keys, "summary"}, // left out
		{"sluug", keys, "slug"},     // doubled
		{"Datte", keys, "date"},     // in capitals, doubled
		{"dat", keys, "date"},       // too short by one
		{"key_mesages", keys, "key_messages"},
		{"countries/mail", pages, "countries/mali"},
		{"securité", []string{"justice", "security"}, "security"},
		{"tag", keys, ""}, // nothing is close
		{"", keys, ""},
		{"x", nil, ""},
		{"bat", []string{"cat", "hat"}, "cat"}, // equally close: the first
	} {
		if got := Nearest(c.word, c.from); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"ab", "ba", 1},
		{"ca", "abc", 3}, // swapped characters are not edited again
		{"été", "ete", 2}, {"kitten", "sitting", 3}, {"abcdef", "badcfe", 3},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestListIsSortedWithoutRepetitions(t *testing.T) {
	var l List
	l.Warn(Position{File: "b.md", Line: 2, Column: 1}, "image-alt.front", Args{"image": "b.png"})
	l.Error(Position{File: "b.md", Line: 1, Column: 9}, "link-broken", Args{"path": "x"})
	l.Error(Position{File: "a.md"}, "field-missing.field", Args{"key": "title"})
	l.Warn(Position{File: "b.md", Line: 2, Column: 1}, "image-alt.front", Args{"image": "b.png"})
	l.Warn(Position{File: "b.md", Line: 2, Column: 1}, "image-alt.front", Args{"image": "a.png"})
	l.Error(Position{File: "b.md", Line: 1, Column: 10}, "link-broken", nil)
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, fmt.Sprint(d.Position, " ", d.Severity, " ", d.ID(), " ", d.Args))
	}
	want := []string{
		"a.md error field-missing.field map[key:title]",
		"b.md:1:9 error link-broken map[path:x]",
		"b.md:1:10 error link-broken map[]",
		"b.md:2:1 warning image-alt.front map[image:a.png]",
		"b.md:2:1 warning image-alt.front map[image:b.png]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if l.Errors() != 3 {
		t.Errorf("%d errors, want 3", l.Errors())
	}
	if p := (Position{File: "c.md", Line: 4}).String(); p != "c.md:4" {
		t.Errorf("a whole line is written %q", p)
	}
}

func TestGroups(t *testing.T) {
	var l List
	for _, file := range []string{"a/1.md", "a/2.md", "a/3.md", "b/1.md"} {
		l.Warn(Position{File: file}, "translation-missing", Args{"lang": "fr"})
		l.Warn(Position{File: file, Line: 1}, "translation-missing", Args{"lang": "sw"})
		l.Error(Position{File: file, Line: 2}, "link-broken", nil)
	}
	for range 4 {
		l.Warn(Position{File: "i18n/active.sw.toml"}, "message-missing.language", Args{"key": "x"})
	}
	for _, c := range []struct {
		limit int
		want  string
	}{
		{2, "a/ 3 fr, a/ 3 sw, a/1.md 1, a/2.md 1, a/3.md 1, b/1.md 1 fr, b/1.md 1 sw, b/1.md 1, i18n/active.sw.toml 4"},
		{3, "a/1.md 1 fr, a/1.md 1 sw, a/1.md 1, a/2.md 1 fr, a/2.md 1 sw, a/2.md 1, a/3.md 1 fr, a/3.md 1 sw, a/3.md 1, b/1.md 1 fr, b/1.md 1 sw, b/1.md 1, i18n/active.sw.toml 4"},
	} {
		var got []string
		for _, g := range l.Groups(c.limit) {
			lang, _ := g.Args["lang"].(string)
			got = append(got, strings.TrimSpace(fmt.Sprint(g.Place, " ", g.Count, " ", lang)))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("limit %d: %s\nwant %s", c.limit, text, c.want)
		}
	}
}

// The cache keeps every type of value.
func TestArgsAreStored(t *testing.T) {
	in := Args{
		"text": "a", "empty": "", "count": 0, "list": []string{"a", "b"}, "none": []string{},
		"phrase": Phrase{ID: "in-language", Of: Each("sources"), With: "fr"},
	}
	b, err := in.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var out Args
	if err := out.UnmarshalBinary(b); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("read back %v (%v), want %v", out, err, in)
	}
	if _, err := (Args{"x": 1.5}).MarshalBinary(); err == nil {
		t.Error("a value of another type is written")
	}
}
