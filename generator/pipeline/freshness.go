package pipeline

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/site"
	"griot/generator/translate"
	"griot/generator/translate/segment"
)

// touchesRecords reports whether a path is a translator's record.
func isTranslationRecord(path string) bool {
	return strings.HasPrefix(path, "i18n/state/") || strings.HasPrefix(path, "i18n/memory/")
}

// translationRecords reads translators' records, again only where some may have
// changed. The time decides only how far a file's own is trusted.
func translationRecords(fsys fs.FS, last *snapshot, changed []string) (*translate.RecordFiles, error) {
	if last != nil && last.translations != nil && changed != nil && !last.translations.Racy {
		again := false
		for _, p := range changed {
			again = again || strings.HasPrefix(p, "i18n") || strings.HasPrefix("content/hub.yaml", p)
		}
		if !again {
			return last.translations, nil
		}
	}
	return translate.ListRecords(fsys, time.Now())
}

// findFreshness compares the translations of a site without errors to their sources.
func (s *snapshot) findFreshness(ctx context.Context) error {
	if s.list.Errors() > 0 {
		return nil
	}
	c := s.cache
	if c.freshness == nil {
		c.freshness = &translate.FreshnessCache{}
		if !s.opts.Verify {
			c.freshness = translate.ReadFreshnessCache(c.dir)
		}
	}
	fsys, typeset := fs.FS(s.loader), s.typeset
	if s.opts.Pseudo { // records are of the texts as they were written
		fsys = s.written
		typeset = func(lang, text string) string { return segment.Pseudo(s.typeset(lang, text)) }
	}
	rules := fmt.Sprint(s.langs(), s.hub.Typography) // maps are printed sorted
	read := translate.LoadedSite{FS: fsys, Hub: s.hub, Site: s.site, Hash: s.sourceHash}
	found, list, err := c.freshness.Update(ctx, s.translations, read, rules, typeset)
	s.freshness, s.list = freshness(found), append(s.list, list...)
	return err
}

// saveFreshness keeps what is known of translations for the next build.
func (c *buildCache) saveFreshness() error {
	if c.freshness == nil {
		return nil
	}
	return c.freshness.Save(c.dir)
}

// freshness is how the translations of a site compare to their sources, by unit;
// empty if there are no translation records.
type freshness translate.Freshness

// hashes returns a hash of the freshness of each unit, by its id.
func (f freshness) hashes() map[string]site.Hash {
	hashes := make(map[string]site.Hash, len(f))
	for id, e := range f {
		hashes[id] = cache.Hash(e.Key[:], e.AllRecords[:])
	}
	return hashes
}

// of returns the freshness of a page's translation; without a page, that of the
// texts around pages.
func (f freshness) of(id, lang string) *site.Freshness {
	if id != "" {
		return translate.Freshness(f).Of(id, lang)
	}
	var all *site.Freshness
	for _, id := range []string{segment.HubID, segment.MessagesID} {
		if one := translate.Freshness(f).Of(id, lang); one != nil {
			if all == nil {
				all = &site.Freshness{}
			}
			all.Texts.Add(one.Texts)
			all.Words.Add(one.Words)
		}
	}
	return all
}
