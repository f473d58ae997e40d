package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/translate/segment"
)

func TestRecords(t *testing.T) {
	want := []Record{
		{"title", "A: b", "Un : deux"}, {"paragraph", "one\\\ntwo", "un\\\n  deux"}, {"message", "one = x\nother = y", "one = z\nother = # w"},
		{"heading", "fr: odd", "# odd"},
	}
	file := Format(Header, "en", "fr", want)
	got, err := Parse(file, "en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if !strings.Contains(string(file), "\n\nparagraph\nen: one\\\n    two\nfr: un\\\n      deux\n") {
		t.Errorf("%s", file)
	}
	for _, bad := range []string{"title\nen: a\n", "title\nen: a\nde: b\n", "<<<<<<< ours\n", "title\nen: a\nen: b\nfr: c\n"} {
		if got, err := Parse([]byte(bad), "en", "fr"); err == nil {
			t.Errorf("%q: read as %v", bad, got)
		}
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("a\\\nb", "c: d")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := []Record{{"text", segment.Normal(a), segment.Normal(b)}}
		if r[0].Source == "" || r[0].Target == "" {
			return
		}
		got, err := Parse(Format("", "en", "fr", r), "en", "fr")
		if err != nil || len(got) != 1 || got[0] != r[0] {
			t.Fatalf("%q: %v, %v", r, got, err)
		}
	})
}

// Sort drops a record that is there twice, and keeps two translations of one source.
func TestSortKeepsEachPair(t *testing.T) {
	got := Sort([]Record{{Source: "b", Target: "z"}, {Source: "a", Target: "y"}, {Source: "a", Target: "x"}, {Source: "c", Target: "x"}, {Source: "a", Target: "x"}})
	want := []Record{{Source: "a", Target: "x"}, {Source: "a", Target: "y"}, {Source: "b", Target: "z"}, {Source: "c", Target: "x"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// FuzzParse reads files of records: what is read reads the same when it is written.
func FuzzParse(f *testing.F) {
	f.Add([]byte("# x\n\nparagraph\nen: one\\\n    two\nfr: un\n\ntitle\nde: a\nfr: b\n"))
	f.Add([]byte("\n\nmessage\nfr: \nen:\n    a\n\n    b"))
	f.Add([]byte("text\nen: a\nen: b\nfr: c\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		records, err := Parse(src, "en", "fr")
		if err != nil {
			return
		}
		again, err := Parse(Format(Header, "en", "fr", records), "en", "fr")
		if err != nil || !slices.Equal(again, records) {
			t.Errorf("%q: %q, then %q (%v)", src, records, again, err)
		}
	})
}
