package serve

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// storm changes the files of a site faster than a preview can follow: it moves content/
// away and back, and truncates, writes, deletes and renames pages. At the end the site is
// as it was but for a line at the end of its pages.
func storm(t *testing.T, dir string, random *rand.Rand, rounds int) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	content, away := filepath.Join(dir, "content"), filepath.Join(dir, "content.away")
	files := folder.Files(t, content)
	save := func(name, text string) { // as editors do
		file := filepath.Join(content, name)
		must(os.WriteFile(file+".tmp", []byte(text), 0o644))
		must(os.Rename(file+".tmp", file))
	}
	for range rounds {
		switch random.IntN(4) {
		case 0:
			must(os.Rename(content, away))
			time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
			must(os.Rename(away, content))
		case 1:
			for name, text := range files {
				must(os.Truncate(filepath.Join(content, name), int64(random.IntN(len(text)+1))))
			}
		default:
		}
		for name, text := range files {
			if strings.HasSuffix(name, ".md") {
				text += "\nAnother line.\n"
			}
			if file := filepath.Join(content, name); random.IntN(2) == 0 {
				must(os.Remove(file))
				must(os.WriteFile(file, []byte(text), 0o644))
			} else {
				save(name, text)
			}
		}
		time.Sleep(time.Duration(random.IntN(40)) * time.Millisecond)
	}
}

// However fast files change, the preview goes on, and shows what a clean build writes once
// they rest.
func TestPreviewAfterAStorm(t *testing.T) {
	for seed := range uint64(2) {
		dir := t.TempDir()
		if err := corpus.Write(dir, 12, 2); err != nil {
			t.Fatal(err)
		}
		p, err := NewPreview(t.Context(), pipeline.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- p.Follow(ctx, dir, false) }()
		time.Sleep(100 * time.Millisecond)
		storm(t, dir, rand.New(rand.NewPCG(seed, 1)), 20)
		out := t.TempDir()
		if _, list, err := pipeline.Build(ctx, pipeline.Options{Dir: dir, Out: out, Cache: t.TempDir()}); err != nil || list.Errors() > 0 {
			t.Fatal(list, err)
		}
		clean := folder.Files(t, out)
		var wrong []string
		for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(200 * time.Millisecond) {
			if wrong = differing(ctx, p, clean); len(wrong) == 0 && p.Diagnostics().Errors() == 0 {
				break
			}
			if len(ended) > 0 {
				break
			}
		}
		if len(wrong) > 0 {
			t.Errorf("storm %d: %d files differ from a clean build, such as %s", seed, len(wrong), wrong[0])
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("storm %d: following ended with %v", seed, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

// differing returns the files that a preview shows otherwise than a clean build, search aside.
func differing(ctx context.Context, p *Preview, clean map[string]string) (wrong []string) {
	for name, want := range clean {
		if strings.HasPrefix(name, "search/") || strings.HasPrefix(name, ".") {
			continue
		}
		if f, err := p.Open(ctx, name); err != nil || string(f.Body) != want {
			wrong = append(wrong, name)
		}
	}
	return wrong
}
