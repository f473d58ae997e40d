package bleveindex

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"griot/generator/search/export"
)

// benchPages is the number of pages of 650 to 810 words that the benchmarks
// index; GRIOT_PAGES sets another.
func benchPages() int {
	if n, err := strconv.Atoi(os.Getenv("GRIOT_PAGES")); err == nil {
		return n
	}
	return 1000
}

func BenchmarkBuild(b *testing.B) {
	refs, docs := corpus(benchPages(), 650, 1)
	b.ReportAllocs()
	for b.Loop() {
		build(b, b.TempDir(), refs, docs)
	}
}

func BenchmarkBuildOneChanged(b *testing.B) {
	refs, docs := corpus(benchPages(), 650, 1)
	dir := b.TempDir()
	build(b, dir, refs, docs)
	i := 0
	for b.Loop() {
		i++
		refs[len(refs)/2].Hash = strconv.Itoa(i)
		build(b, dir, refs, docs)
	}
	var size int64
	filepath.Walk(filepath.Join(dir, "fr"), func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			size += info.Size()
		}
		return err
	})
	b.ReportMetric(float64(size)/1e6, "index-MB")
}

func BenchmarkExport(b *testing.B) {
	refs, docs := corpus(benchPages(), 650, 1)
	x := openBuilt(b, b.TempDir(), refs, docs)
	b.ReportAllocs()
	bytes, files := 0, 0
	for b.Loop() {
		bytes, files = 0, 0
		for _, data := range exportAll(b, x, docs, export.Options{}) {
			bytes += len(data)
			files++
		}
	}
	b.ReportMetric(float64(bytes)/1e6, "export-MB")
	b.ReportMetric(float64(files), "files")
}
