package translate_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"griot/generator/cache"
	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
)

// age sets the modification time of all files of a site.
func age(s *translated.Site, t time.Time) {
	s.Helper()
	for name := range s.Files() {
		if err := os.Chtimes(filepath.Join(s.Dir, name), t, t); err != nil {
			s.Fatal(err)
		}
	}
}

// A unit is read again if one of its files has another stamp, or a stamp that
// can't be trusted; and a unit that takes records of others, if any record has.
func TestStatusCache(t *testing.T) {
	s := translated.New(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	s.Mark()
	s.Write("content/notes/c.en.md", noteEN) // without records: takes those of a
	s.Write("content/notes/c.fr.md", noteFR)
	dir, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	age(s, old)
	stale := func(now time.Time) int {
		t.Helper()
		d, c := s.Project(), translate.ReadStatusCache(dir)
		r, err := d.Status(context.Background(), d.Units(), c, now)
		if err != nil || len(r.Diagnostics) > 0 || len(r.Languages) != 2 {
			t.Fatal(err, r)
		}
		if err := c.Save(dir); err != nil {
			t.Fatal(err)
		}
		return r.Languages[1].Segments.Stale
	}
	change := func(name, from, to string, at time.Time) {
		t.Helper()
		s.Change(name, from, to)
		if err := os.Chtimes(filepath.Join(s.Dir, filepath.FromSlash(name)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string, now time.Time, want int) {
		t.Helper()
		if got := stale(now); got != want {
			t.Errorf("%s: %d stale, not %d", what, got, want)
		}
	}
	check("nothing has changed", time.Now(), 0)
	before, err := os.Stat(dir.Path("status"))
	if err != nil {
		t.Fatal(err)
	}
	check("again", time.Now(), 0)
	if after, err := os.Stat(dir.Path("status")); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("an unchanged cache was written again")
	}
	change("content/notes/a.en.md", "It is so.", "It is no.", old)
	check("a change that leaves the stamp", time.Now(), 0)
	check("racy", old.Add(time.Second), 1)
	check("what was racy is not kept", time.Now(), 1)
	change("content/notes/a.en.md", "It is no.", "It is so.", old.Add(time.Minute))
	check("another time", time.Now(), 0)
	change("i18n/state/fr/notes/a.txt", "en: It is so.", "en: It was so.", old.Add(time.Minute))
	check("a record of another unit", time.Now(), 2)
}
