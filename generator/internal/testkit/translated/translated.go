// Package translated makes sites in English and French for tests of package
// translate and of the packages below it.
//
//	s := translated.New(t, map[string]string{"content/notes/a.en.md": "..."})
//	s.Mark()                 // every translation matches its source
//	s.Change("content/notes/a.en.md", "old", "new")
//	s.Status("fr")           // {Stale: 1}
//
// CopyOfHub copies this repository's own site, Random makes up one in memory.
// CheckSplice compares the bytes of a document before and after a change. The package must never be imported by
// production code.
package translated

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/repository"
	"griot/generator/translate"
	"griot/generator/translate/segment"
)

// Site is a site that the test may change: in a folder, or in memory.
type Site struct {
	*testing.T
	Dir    string       // "" for a site in memory
	memory fstest.MapFS // nil for a site in a folder
}

// InFolder copies a site into a folder.
func (s *Site) InFolder() *Site {
	s.Helper()
	dir := s.TempDir()
	if err := os.CopyFS(dir, s.FS()); err != nil {
		s.Fatal(err)
	}
	return &Site{T: s.T, Dir: dir}
}

// FS returns the site's folder.
func (s *Site) FS() fs.FS {
	if s.memory != nil {
		return s.memory
	}
	return os.DirFS(s.Dir)
}

// Hub is the hub.yaml of New.
const Hub = "base_url: https://hub.example.org/\nlanguages:\n  - { code: en, name: English }\n  - { code: fr, name: Français }\n" +
	"title: { en: Hub, fr: Carrefour }\ndescription: { en: A hub., fr: Un carrefour. }\n" +
	"sections:\n  notes:\n    kind: page\n    name: { en: Notes, fr: Notes }\n    slug: { en: notes, fr: notes }\n"

// New writes a site with these files, by slash path.
func New(t *testing.T, files map[string]string) *Site {
	t.Helper()
	s := &Site{T: t, Dir: t.TempDir()}
	s.Write("content/hub.yaml", Hub)
	for name, text := range files {
		s.Write(name, text)
	}
	return s
}

// CopyOfHub copies this repository's site without its records, and marks
// everything.
func CopyOfHub(t *testing.T) *Site {
	t.Helper()
	s := &Site{T: t, Dir: t.TempDir()}
	for _, dir := range []string{"content", "i18n"} {
		if err := os.CopyFS(filepath.Join(s.Dir, dir), os.DirFS(filepath.Join(repository.Root(t), dir))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(s.Dir, "i18n", "state")); err != nil {
		t.Fatal(err)
	}
	s.Mark()
	return s
}

// Write writes a file.
func (s *Site) Write(name, text string) {
	s.Helper()
	if s.memory != nil {
		s.memory[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		return
	}
	folder.Write(s, s.Dir, name, text)
}

// Read reads a file.
func (s *Site) Read(name string) string {
	s.Helper()
	src, err := fs.ReadFile(s.FS(), name)
	if err != nil {
		s.Fatal(err)
	}
	return string(src)
}

// Files reads every file, by path.
func (s *Site) Files() map[string]string {
	s.Helper()
	out := map[string]string{}
	err := fs.WalkDir(s.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out[name] = s.Read(name)
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return out
}

// Names lists the files, in order.
func (s *Site) Names() []string {
	s.Helper()
	return slices.Sorted(maps.Keys(s.Files()))
}

// Move renames a file.
func (s *Site) Move(from, to string) {
	s.Helper()
	text := s.Read(from)
	s.Remove(from)
	s.Write(to, text)
}

// Remove deletes a file.
func (s *Site) Remove(name string) {
	s.Helper()
	if s.memory != nil {
		delete(s.memory, name)
	} else if err := os.Remove(filepath.Join(s.Dir, filepath.FromSlash(name))); err != nil {
		s.Fatal(err)
	}
}

// Change replaces the first occurrence of a text in a file, which must have it.
func (s *Site) Change(name, old, text string) {
	s.Helper()
	before := s.Read(name)
	if !strings.Contains(before, old) {
		s.Fatalf("%s does not have %q", name, old)
	}
	s.Write(name, strings.Replace(before, old, text, 1))
}

// Project opens the site for translating.
func (s *Site) Project() *translate.Project {
	s.Helper()
	d, list, err := translate.Open(s.FS())
	if err != nil || d == nil {
		s.Fatal(err, list)
	}
	return d
}

// UnitPairs returns all units in all languages, none of which may have errors.
func (s *Site) UnitPairs(d *translate.Project) []*translate.UnitPair {
	s.Helper()
	var out []*translate.UnitPair
	for _, u := range d.Units() {
		pairs, list, err := d.UnitPairs(u)
		if err != nil || list.Errors() > 0 {
			s.Fatal(err, list)
		}
		out = append(out, pairs...)
	}
	return out
}

// Commit writes the changes of a batch.
func (s *Site) Commit(batch *translate.Batch) {
	s.Helper()
	changes, err := batch.Changes()
	if err != nil {
		s.Fatal(err)
	}
	if s.memory != nil {
		for _, c := range changes {
			if c.New == nil {
				s.Remove(c.Path)
			} else {
				s.Write(c.Path, string(c.New))
			}
		}
		return
	}
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		s.Fatal(err)
	}
	defer root.Close()
	if err := translate.Write(root, changes); err != nil {
		s.Fatal(err)
	}
}

// Mark records that all translations match their sources.
func (s *Site) Mark() {
	s.Helper()
	d := s.Project()
	batch := d.Batch()
	for _, pair := range s.UnitPairs(d) {
		batch.Mark(pair, nil, false)
	}
	if err := batch.RetireOrphans(); err != nil {
		s.Fatal(err)
	}
	s.Commit(batch)
}

// Status counts the segments of a language by state.
func (s *Site) Status(lang string) translate.Count {
	s.Helper()
	d := s.Project()
	r, err := d.Status(context.Background(), d.Units(), &translate.StatusCache{}, time.Now())
	if err != nil || r.Diagnostics.Errors() > 0 {
		s.Fatal(err, r.Diagnostics)
	}
	for _, l := range r.Languages {
		if l.Language == lang {
			return l.Segments
		}
	}
	return translate.Count{}
}

// CheckSplice reports bytes outside of some segments, given by index, that a
// change of those segments has changed.
func CheckSplice(t *testing.T, was, is *segment.Document, changed []int) {
	t.Helper()
	if len(was.Segments) != len(is.Segments) {
		t.Fatalf("%s: %d segments, not %d", was.File, len(is.Segments), len(was.Segments))
	}
	slices.SortFunc(changed, func(a, b int) int { return was.Segments[a].Start - was.Segments[b].Start })
	before, after := 0, 0
	for _, i := range changed {
		a, b := was.Segments[i], is.Segments[i]
		if !bytes.Equal(was.Source[before:a.Start], is.Source[after:b.Start]) {
			t.Fatalf("%s: bytes before segment %d have changed: %q, %q", was.File, i, was.Source[before:a.Start], is.Source[after:b.Start])
		}
		before, after = a.End, b.End
	}
	if !bytes.Equal(was.Source[before:], is.Source[after:]) {
		t.Fatalf("%s: bytes after the last change have changed:\n%s\n%s", was.File, was.Source[before:], is.Source[after:])
	}
}

// CheckWritten reports what else than texts differs in a file that texts were
// replaced in and added to. It returns how many were, figures and code aside.
func CheckWritten(t *testing.T, was, is *segment.Document) int {
	t.Helper()
	if len(was.Segments) == len(is.Segments) {
		var changed []int
		for i := range was.Segments {
			if a, b := was.Segments[i], is.Segments[i]; !bytes.Equal(was.Source[a.Start:a.End], is.Source[b.Start:b.End]) {
				changed = append(changed, i)
			}
		}
		CheckSplice(t, was, is, changed)
		return len(changed)
	}
	kept := common(was.Segments, is.Segments)
	// What is left without the segments that were replaced must be in the new file,
	// in order: each line of a page, each byte of hub.yaml and of messages.
	left, at := []byte{}, 0
	for i := range was.Segments {
		if s := &was.Segments[i]; !kept[s] && s.Start >= at {
			left = append(append(left, was.Source[at:s.Start]...), 0)
			at = s.End
		}
	}
	left = append(left, was.Source[at:]...)
	var pieces []string
	if was.ID == segment.HubID || was.ID == segment.MessagesID {
		pieces = strings.Split(string(left), "")
	} else {
		pieces = strings.SplitAfter(string(left), "\n")
	}
	rest := string(is.Source)
	for _, p := range pieces {
		if strings.Contains(p, "\x00") {
			continue
		}
		_, after, ok := strings.Cut(rest, p)
		if !ok {
			t.Fatalf("%s: %q is gone or not in its place:\n%s\n%s", was.File, p, was.Source, is.Source)
		}
		rest = after
	}
	written := 0
	for i := range is.Segments {
		if s := &is.Segments[i]; !kept[s] && !s.Neutral() { // an added block has neutral ones
			written++
		}
	}
	return written
}

// common finds the longest list of segments that are in two lists in the same
// order, with the same texts; its elements are those of both.
func common(a, b []segment.Segment) map[*segment.Segment]bool {
	same := func(i, j int) bool {
		x, y := &a[i], &b[j]
		return x.Text == y.Text && x.Kind == y.Kind && x.Key == y.Key && x.Sequence == y.Sequence
	}
	length := make([][]int, len(a)+1) // of the common list of a[i:] and b[j:]
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); same(i, j) {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	out := map[*segment.Segment]bool{}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(i, j) && length[i][j] == length[i+1][j+1]+1:
			out[&a[i]], out[&b[j]] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
