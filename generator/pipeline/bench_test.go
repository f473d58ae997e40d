package pipeline

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/pipeline/commit"
)

// benchPairs is the number of pages per language that the benchmarks build.
const benchPairs = 200

// benchSession is a session on a synthetic site whose pages are converted.
func benchSession(b *testing.B) *Session {
	b.Helper()
	dir := b.TempDir()
	if err := corpus.Write(dir, benchPairs, 1); err != nil {
		b.Fatal(err)
	}
	s, err := Open(Options{Dir: dir, Out: filepath.Join(dir, "public")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	if list, err := s.Update(b.Context(), nil); err != nil || list.Errors() > 0 {
		b.Fatal(err, list)
	}
	return s
}

// BenchmarkBuild builds a site of a thousand pages per language and its search
// from nothing. The compiler optimises griot by its profile: see "make profile".
func BenchmarkBuild(b *testing.B) {
	dir := b.TempDir()
	if err := corpus.Write(dir, 1000, 1); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		at := b.TempDir()
		o := Options{Dir: dir, Out: filepath.Join(at, "public"), Cache: filepath.Join(at, "cache")}
		if _, list, err := Build(b.Context(), o); err != nil || list.Errors() > 0 {
			b.Fatal(err, list)
		}
	}
}

// BenchmarkRender makes the view and the bytes of every file but the search's;
// an operation is the whole site.
func BenchmarkRender(b *testing.B) {
	s := benchSession(b)
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		files := 0
		snap := s.current.Load()
		for _, o := range snap.listOutputs().list {
			d, err := o.prepare(snap)
			if err != nil {
				b.Fatal(err)
			}
			buf.Reset()
			if err := d.write(&buf); err != nil {
				b.Fatal(err)
			}
			files++
		}
		b.ReportMetric(float64(files), "files")
	}
}

// BenchmarkKeys makes the views of all pages and their keys, which is what a
// page costs that stays as it is.
func BenchmarkKeys(b *testing.B) {
	s := benchSession(b)
	b.ReportAllocs()
	for b.Loop() {
		snap := s.current.Load()
		for _, o := range snap.listOutputs().list {
			if _, err := o.prepare(snap); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkWrite writes a thousand pages of 30 kB into a fresh staging folder.
func BenchmarkWrite(b *testing.B) {
	s := benchSession(b)
	body := bytes.Repeat([]byte("<p>Thirty letters and a line.\n"), 1000)
	var outputs []output
	for i := range 1000 {
		outputs = append(outputs, static(fmt.Sprintf("en/library/p%04d/index.html", i), body))
	}
	b.SetBytes(int64(len(body) * len(outputs)))
	b.ReportAllocs()
	for b.Loop() {
		t, err := newStager(s.current.Load(), commit.Files{}) // empties the folder, too
		if err != nil {
			b.Fatal(err)
		}
		if _, err := t.stage(b.Context(), outputs); err != nil {
			b.Fatal(err)
		}
	}
}
