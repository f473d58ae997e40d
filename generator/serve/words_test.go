package serve

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// The preview tells of private words, by the number of the entry, and no longer when they
// are gone.
func TestPreviewFindsPrivateWords(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, 2, 1); err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(list, []byte("Zebulon Quux\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const page = "content/secret.en.md"
	folder.Write(t, dir, page, "---\ntitle: A talk\nsummary: What was said.\n---\nWe met **Zebu**lon *Quux* there.\n")
	p, err := NewPreview(t.Context(), pipeline.Options{Dir: dir, PrivateWords: list})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Follow(ctx, dir, true) }()
	told := func() string {
		var b strings.Builder
		for _, e := range i18n.English().ExplainAll(p.Diagnostics()) {
			if e.Code == "private-word" {
				b.WriteString(e.String() + "\n")
			}
		}
		return b.String()
	}
	eventually(t, "the word is told", func() bool { return strings.Contains(told(), page+":5:10: error: entry 1 ") })
	if strings.Contains(strings.ToLower(told()), "quux") {
		t.Errorf("the word itself is told: %s", told())
	}
	folder.Write(t, dir, page, "---\ntitle: A talk\nsummary: What was said.\n---\nWe met somebody there.\n")
	eventually(t, "the word is gone", func() bool { return told() == "" })
	stop()
	<-done
}
