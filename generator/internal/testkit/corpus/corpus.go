// Package corpus writes large synthetic sites for tests and benchmarks: pairs
// of English and French briefs of about 800 words in pseudo-words, with the
// shape of real text (word frequencies after Zipf, inflected forms, accents,
// ligatures and elisions, headings, lists, tables, code, footnotes, links).
//
// Write writes a complete site (content/ with hub.yaml, home and search pages and the
// briefs), the same bytes for the same arguments on every machine. The package must
// never be imported by production code.
package corpus

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

//go:embed hub.yaml
var hub []byte

// MaxPairs is the largest number of pairs that page names have digits for.
const MaxPairs = 999_999

// Write writes a site of pairs of briefs, each in English and French, below
// dir. The files are content/briefs/p000001.en.md and so on; every tenth pair
// has French as its source language. Existing files of these names are
// overwritten, others are left alone.
func Write(dir string, pairs int, seed uint64) error {
	if pairs < 1 || pairs > MaxPairs {
		return fmt.Errorf("write corpus: %d pairs, not between 1 and %d", pairs, MaxPairs)
	}
	content := filepath.Join(dir, "content")
	briefs := filepath.Join(content, "briefs")
	if err := os.MkdirAll(briefs, 0o755); err != nil {
		return fmt.Errorf("write corpus: %w", err)
	}
	files := map[string][]byte{"hub.yaml": hub}
	w := &writer{pairs: pairs, seed: seed, english: newLexicon(english, seed), french: newLexicon(french, seed)}
	for _, l := range w.lexicons() {
		files["index."+l.lang.code+".md"] = w.home(l)
		files["search."+l.lang.code+".md"] = w.search(l)
	}
	var errs []error
	for name, text := range files {
		errs = append(errs, os.WriteFile(filepath.Join(content, name), text, 0o644))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("write corpus: %w", err)
	}

	var group errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for first := 1; first <= workers; first++ {
		group.Go(func() error {
			var buf []byte
			for i := first; i <= pairs; i += workers {
				plan := w.newPairSpec(i)
				for _, l := range w.lexicons() {
					buf = w.brief(buf[:0], plan, l)
					name := filepath.Join(briefs, pageName(i)+"."+l.lang.code+".md")
					if err := os.WriteFile(name, buf, 0o644); err != nil {
						return fmt.Errorf("write corpus: %w", err)
					}
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// writer has what all pages of a corpus share.
type writer struct {
	pairs           int
	seed            uint64
	english, french *lexicon
}

func (w *writer) lexicons() []*lexicon { return []*lexicon{w.english, w.french} }

// pageName is the name that the translations of a pair share.
func pageName(i int) string { return fmt.Sprintf("p%06d", i) }
