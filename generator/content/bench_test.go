package content

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"griot/generator/testkit/corpus"
)

// later is a clock by which every file has settled, so that caches are
// trusted at once.
func later() time.Time { return time.Now().Add(time.Hour) }

// BenchmarkLoad loads a synthetic site: cold (nothing known), warm (a cache
// from the process before), again (the same Loader), and after one edit of a
// text or of a front matter.
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
		l := NewLoader(root.FS(), Options{Now: later})
		load := func(l *Loader) *Result {
			res, err := l.Load(b.Context())
			if err != nil || res.Diagnostics.Errors() > 0 {
				b.Fatal(err, res.Diagnostics[:1])
			}
			return res
		}
		load(l)
		var cache bytes.Buffer
		if err := l.SaveCache(&cache); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("cold/pairs=%d", pairs), func(b *testing.B) {
			for b.Loop() {
				load(NewLoader(root.FS(), Options{Now: later}))
			}
		})
		b.Run(fmt.Sprintf("warm/pairs=%d", pairs), func(b *testing.B) {
			b.ReportMetric(float64(cache.Len()), "cache-bytes")
			for b.Loop() {
				l := NewLoader(root.FS(), Options{Now: later})
				if err := l.LoadCache(bytes.NewReader(cache.Bytes())); err != nil {
					b.Fatal(err)
				}
				load(l)
			}
		})
		b.Run(fmt.Sprintf("cache/pairs=%d", pairs), func(b *testing.B) {
			for b.Loop() {
				if err := NewLoader(root.FS(), Options{}).LoadCache(bytes.NewReader(cache.Bytes())); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("again/pairs=%d", pairs), func(b *testing.B) {
			for b.Loop() {
				load(l)
			}
		})
		name := "content/briefs/p000007.en.md"
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			b.Fatal(err)
		}
		edit := func(b *testing.B, change func(i int) []byte) {
			i := 0
			for b.Loop() {
				i++
				if err := os.WriteFile(filepath.Join(dir, name), change(i), 0o644); err != nil {
					b.Fatal(err)
				}
				if res, err := l.Reload(b.Context(), []string{name}); err != nil || len(res.Changed) != 1 {
					b.Fatal(err, res.Changed)
				}
			}
		}
		b.Run(fmt.Sprintf("text/pairs=%d", pairs), func(b *testing.B) {
			edit(b, func(i int) []byte { return fmt.Appendf(bytes.Clone(src), "%d\n", i) })
		})
		b.Run(fmt.Sprintf("front/pairs=%d", pairs), func(b *testing.B) {
			edit(b, func(i int) []byte {
				return bytes.Replace(src, []byte("\ntitle: "), fmt.Appendf(nil, "\ntitle: %d ", i), 1)
			})
		})
	}
}
