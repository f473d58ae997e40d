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

// isTranslationRecord reports whether a file is one of the records of translations.
func isTranslationRecord(path string) bool {
	return strings.HasPrefix(path, "i18n/state/") || strings.HasPrefix(path, "i18n/memory/")
}

// translationRecords lists the records of translations: those of the last snapshot, unless
// some may have changed. The time decides only which files are racy.
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

// findFreshness compares the translations of a site to their sources. Conversions take
// from it which heading translates which. If the site has errors, nothing else is told.
func (s *snapshot) findFreshness(ctx context.Context) error {
	if !s.readable() {
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
	if s.opts.Pseudo { // records contain texts as authors wrote them
		fsys = s.written
		typeset = func(lang, text string) string { return segment.Pseudo(s.typeset(lang, text)) }
	}
	rules := fmt.Sprint(s.langs(), s.hub.Typography) // maps are printed sorted
	read := translate.LoadedSite{FS: fsys, Hub: s.hub, Site: s.site, Hash: s.sourceHash}
	found, list, err := c.freshness.Update(ctx, s.translations, read, rules, typeset)
	s.freshness = freshness(found)
	if s.list.Errors() == 0 {
		s.list = append(s.list, list...)
	}
	return err
}

// saveFreshness writes the freshness for the next build.
func (c *buildCache) saveFreshness() error {
	if c.freshness == nil {
		return nil
	}
	return c.freshness.Save(c.dir)
}

// freshness is that of a site's translations, by unit; empty if there are no records of
// translations.
type freshness translate.Freshness

// headings returns the counterparts of the headings of a translation, or nil.
func (f freshness) headings(id, lang string) []site.Counterpart {
	return translate.Freshness(f).Headings(id, lang)
}

// hashes returns a hash of the freshness of each unit, by its id.
func (f freshness) hashes() map[string]site.Hash {
	hashes := make(map[string]site.Hash, len(f))
	for id, e := range f {
		hashes[id] = cache.Hash(e.Key[:], e.AllRecords[:])
	}
	return hashes
}

// of returns the freshness of the translation of a page, by its id; for "", that of
// hub.yaml and messages together.
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
