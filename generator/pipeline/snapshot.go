package pipeline

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate"
	"griot/generator/view"
)

// snapshot is a site at one moment: loaded, converted and judged. Once it is
// made, it is frozen.
type snapshot struct {
	*outline

	sourceHash   func(*site.Page) site.Hash // of pages' files
	translations *translate.RecordFiles     // translators' records
	freshness    translate.Freshness        // how translations stand; none where there are no records
	converted    map[convKey]*conversion
	diagnostics  map[convKey]diag.List // what is wrong with texts, where something is
	builder      *view.Builder
	textOutputs  func() *outputSet            // made on first use
	docs         map[string]func() *documents // by language; made on first use
	recordErr    atomic.Pointer[error]
}

// load reads the site's files into the snapshot that follows last, which is
// nil at first.
func (s *Session) load(ctx context.Context, last *snapshot, changed []string) (*snapshot, diag.List, error) {
	var res *content.Result
	var err error
	if last == nil || changed == nil {
		res, err = s.loader.Load(ctx)
	} else {
		res, err = s.loader.Reload(ctx, changed)
	}
	if err != nil {
		return nil, nil, err
	}
	next := &snapshot{sourceHash: res.Sum}
	lookAgain := affectsPresentation(changed) || slices.Contains(res.Changed, config.File)
	if next.outline, err = s.outline(res, last, lookAgain); err != nil {
		return nil, nil, err
	}
	for _, name := range res.Changed {
		s.changed[name] = true
	}
	list := res.Diagnostics
	if next.presentation == nil {
		return next, list, nil
	}
	list = append(list, next.presentation.list...)
	next.translations, err = s.translationRecords(last, changed)
	return next, list, err
}

// conversion returns the conversion of a rendition.
func (s *snapshot) conversion(r site.Rendition) *conversion {
	return s.converted[convKey{r.Page.Group.ID, r.Lang}]
}

// buildViews prepares the views of a site without errors and reports pages that
// would stand at the same place.
func (s *snapshot) buildViews(last *snapshot) diag.List {
	clashes := s.prepareViews(last)
	s.builder = s.textlessViews.With(view.Texts{
		Record: s.record, BodyRef: func(r site.Rendition) string { return string(s.conversion(r).HTMLHash[:]) },
		Keywords:  func(r site.Rendition) []uint32 { return s.conversion(r).Keywords },
		Freshness: s.freshnessOf,
	})
	s.textOutputs = sync.OnceValue(s.listTextOutputs)
	s.docs = map[string]func() *documents{}
	for _, l := range s.site.Languages {
		s.docs[l.Code] = sync.OnceValue(func() *documents { return s.newDocuments(l.Code) })
	}
	return clashes
}
