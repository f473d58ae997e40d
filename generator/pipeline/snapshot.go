package pipeline

import (
	"context"
	"slices"
	"sync"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate"
	"griot/generator/view/pages"
)

// snapshot is everything known of a site at one moment. It doesn't change after
// prepareViews.
type snapshot struct {
	*outline
	*texts

	list            diag.List              // all diagnostics that the stages have found so far
	textDiagnostics map[convKey]diag.List  // those of texts that have any
	translations    *translate.RecordFiles // the files of i18n/state and i18n/memory
	originals       func() map[string]bool // see findOriginals; known when pages are converted

	// What follows is made for a site without errors; functions make it on first use.
	builder     *pages.Builder
	textOutputs func() *outputSet
	copy        func() (*siteCopy, error)    // of the whole site, for readers
	docs        map[string]func() *documents // by language
}

// textsOrNil returns the texts of a snapshot, or nil for no snapshot.
func (s *snapshot) textsOrNil() *texts {
	if s == nil {
		return nil
	}
	return s.texts
}

// load reads the site's files into the snapshot that follows last, which is nil at
// first.
func (s *Session) load(ctx context.Context, last *snapshot, changed []string) (*snapshot, error) {
	var res *content.Result
	var err error
	if last == nil || changed == nil {
		res, err = s.loader.Load(ctx)
	} else {
		res, err = s.loader.Reload(ctx, changed)
	}
	if err != nil {
		return nil, err
	}
	next := &snapshot{texts: &texts{sourceHash: res.Sum}, list: res.Diagnostics}
	next.originals = sync.OnceValue(next.findOriginals)
	next.list = append(next.list, s.unusable...)
	reload := affectsPresentation(changed) || slices.Contains(res.Changed, config.File)
	if next.outline, err = s.outline(res, last, reload); err != nil {
		return nil, err
	}
	next.texts.outline = next.outline
	next.list = append(next.withoutAlternatives(next.list), next.imageFaults...)
	for _, name := range res.Changed {
		s.changed[name] = true
	}
	if next.presentation == nil {
		return next, nil
	}
	next.list = append(next.list, next.presentation.list...)
	next.translations, err = s.translationRecords(changed)
	return next, err
}

// prepareViews prepares the views of a site without errors and reports pages that would
// have the same URL.
func (s *snapshot) prepareViews(last *snapshot) {
	if s.list.Errors() > 0 {
		return
	}
	s.list = append(s.list, s.prepareTextless(last)...)
	s.builder = s.textlessViews.With(pages.Texts{
		Record: s.record, BodyRef: func(r site.Rendition) string { return string(s.conversion(r).HTMLHash[:]) },
		Keywords:  func(r site.Rendition) []uint32 { return s.conversion(r).Keywords },
		Uses:      func(r site.Rendition) []string { return s.conversion(r).Uses },
		Freshness: s.freshness.of, CopySize: s.copySize,
	})
	s.textOutputs, s.copy = sync.OnceValue(s.listTextOutputs), sync.OnceValues(s.makeCopy)
	s.docs = map[string]func() *documents{}
	for _, l := range s.site.Languages {
		s.docs[l.Code] = sync.OnceValue(func() *documents { return newDocuments(s.texts, l.Code) })
	}
}

// copySize returns the size of the site's copy in bytes, or 0 where the site is not
// published: a preview would build everything twice.
func (s *snapshot) copySize() int64 {
	if !s.opts.publish {
		return 0
	}
	c, err := s.copy()
	if err != nil {
		return 0 // the output of the copy reports it
	}
	return c.size
}
