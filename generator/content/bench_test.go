package content

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
)

// inAnHour is a clock by which no file is racy.
func inAnHour() time.Time { return time.Now().Add(time.Hour) }

// BenchmarkLoad loads a synthetic site: cold (without a cache), warm (with the
// cache of an earlier process; cache is the part that reads it), again (the same
// Loader, nothing changed), and after an edit of a text or of front matter.
func BenchmarkLoad(b *testing.B) {
	for _, pairs := range []int{1000, 10000} {
		dir := b.TempDir()
		if err := corpus.Write(dir, pairs, 1); err != nil {
			b.Fatal(err)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			b.Fatal(err)
		}
		defer root.Close()
		fresh := func() *Loader { return NewLoader(root.FS(), Options{Now: inAnHour}) }
		l := fresh()
		load(b, l)
		kept := cacheDir(b)
		if err := l.SaveCache(kept); err != nil {
			b.Fatal(err)
		}
		warm := func() *Loader {
			l := fresh()
			if err := l.LoadCache(kept); err != nil {
				b.Fatal(err)
			}
			return l
		}
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"cold", func() { load(b, fresh()) }},
			{"cache", func() { warm() }},
			{"warm", func() { load(b, warm()) }},
			{"again", func() { load(b, l) }},
			{"text", edits(b, l, dir, "\n", "\n\n")},
			{"front", edits(b, l, dir, "\ntitle: ", "\ntitle: A ")},
		} {
			b.Run(fmt.Sprintf("%s/pairs=%d", c.name, pairs), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c.run()
				}
			})
		}
	}
}

// edits returns a function that reloads after replacing the last old in a
// page by new, or the other way round.
func edits(b *testing.B, l *Loader, dir, old, new string) func() {
	const name = "content/briefs/p000007.en.md"
	src, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		b.Fatal(err)
	}
	i := bytes.LastIndex(src, []byte(old))
	texts := [][]byte{append(append(bytes.Clone(src[:i]), new...), src[i+len(old):]...), src}
	n := 0
	return func() {
		folder.Write(b, dir, name, string(texts[n%2]))
		n++
		if res := reload(b, l, name); len(res.Changed) != 1 {
			b.Fatal(res.Changed)
		}
	}
}
