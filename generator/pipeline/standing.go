package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate"
)

// ledgerName is the file of the cache that says how translations stood. Sites
// without translators' records have none.
const ledgerName = "translations-1"

// touchesRecords reports whether a path is a translator's record.
func touchesRecords(path string) bool {
	return strings.HasPrefix(path, "i18n/state/") || strings.HasPrefix(path, "i18n/memory/")
}

// records looks at translators' records, again only where some may have
// changed. The time decides only how far a file's own is trusted.
func (s *Session) records(last *snapshot, changed []string) (*translate.Shelf, error) {
	if last != nil && last.shelf != nil && changed != nil && !last.shelf.Young {
		again := false
		for _, p := range changed {
			again = again || strings.HasPrefix(p, "i18n") || strings.HasPrefix("content/hub.yaml", p)
		}
		if !again {
			return last.shelf, nil
		}
	}
	return translate.Look(s.root.FS(), time.Now())
}

// judgeTranslations finds how the site's translations stand.
func (s *Session) judgeTranslations(ctx context.Context, next *snapshot) (diag.List, error) {
	c := s.cache
	if c.ledger == nil {
		c.ledger = &translate.Ledger{}
		if !s.opts.Verify {
			if _, err := readCache(filepath.Join(c.dir, ledgerName), c.program, c.ledger); err != nil {
				c.ledger = &translate.Ledger{}
			}
		}
	}
	var list diag.List
	var err error
	fsys, typeset := fs.FS(s.loader), next.typeset
	if s.opts.Pseudo { // records are of the texts as they were written
		fsys = s.root.FS()
		typeset = func(lang, text string) string { return translate.Pseudo(next.typeset(lang, text)) }
	}
	rules := fmt.Sprint(next.langs(), next.hub.Typography) // maps are printed sorted
	read := translate.Reading{FS: fsys, Hub: next.hub, Site: next.site, Sum: next.sum}
	next.standings, list, err = c.ledger.Judge(ctx, next.shelf, read, rules, typeset)
	return list, err
}

// saveLedger keeps what is known of translations for the next build.
func (c *cache) saveLedger() error {
	path := filepath.Join(c.dir, ledgerName)
	switch {
	case c.ledger == nil:
		return nil
	case len(c.ledger.Files) == 0:
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write cache: %w", err)
		}
		return nil
	}
	_, err := writeCache(path, c.program, c.ledger)
	return err
}

// standingSums stand for how each unit's translations stand, by its id.
func (s *snapshot) standingSums() map[string]site.Hash {
	sums := make(map[string]site.Hash, len(s.standings))
	for id, e := range s.standings {
		sums[id] = hashOf(e.Key[:], e.Wide[:])
	}
	return sums
}

// standing says how a page's translation stands; without a page, what readers
// see around pages.
func (s *snapshot) standing(id, lang string) *site.Standing {
	if id != "" {
		return s.standings.Of(id, lang)
	}
	var all *site.Standing
	for _, id := range []string{translate.HubID, translate.MessagesID} {
		if one := s.standings.Of(id, lang); one != nil {
			if all == nil {
				all = &site.Standing{}
			}
			all.Texts.Add(one.Texts)
			all.Words.Add(one.Words)
		}
	}
	return all
}
