// Package pipeline builds a site: it calls the stages and decides what has to be done
// again.
//
// Call Build to build a site once, Check for its diagnostics, Load for its graph.
// To keep a site open, as a preview does, call Open, then Session.Update after each
// change and Session.Page for each request.
//
// The stages, each using only the results of those before it:
//
//	load      content/ and presentation -> the site graph and the outline
//	convert   Markdown -> HTML and text (in the cache's pack) and a record
//	check     on records; errors of all stages so far end the build here
//	render    a view and a key for each output; HTML if the key or the stamp differs
//	stage     outputs that differ, and search indexes, written to the staging folder
//	commit    renames, see package commit
//
// A site with errors is not published: the output folder stays as it was. The
// package must never watch, serve or deploy.
package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"time"

	"griot/generator/check"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/site"
)

// Options say what to build.
type Options struct {
	Dir      string // the site's folder
	Out      string // output folder; default public/ in the site's folder, pseudo/ with Pseudo
	Cache    string // default .griot/ in the site's folder, .griot/pseudo/ with Pseudo
	BaseURL  string // in place of hub.yaml's, or ""
	Portable bool   // URLs end in index.html, for reading from a folder
	Pseudo   bool   // all texts in the pseudo-language, to find those that are in no file of messages
	Verify   bool   // ignore stamps and read every file
	Today    string // the day as YYYY-MM-DD, where it decides what is published; "" if unknown
	// PrivateWords is a file with words that must not be published, or "".
	PrivateWords string
	// Progress is called with the name of each stage as it begins; it may be nil.
	Progress func(stage string)

	publish bool // whether the site is published, so that pages tell the size of its copy
}

// Summary says what a build did.
type Summary struct {
	Pages     int           `json:"pages"`     // pages of the site, all languages
	Languages int           `json:"languages"` // of the site
	Written   int           `json:"written"`   // files
	Unchanged int           `json:"unchanged"` // files
	Removed   int           `json:"removed"`   // files
	Cleaned   int           `json:"cleaned"`   // files, published without metadata
	Documents int           `json:"documents"` // of these, looked into for what their pages don't show
	Words     *WordSummary  `json:"private_words,omitempty"`
	Time      time.Duration `json:"nanoseconds"`
	Search    time.Duration `json:"search_nanoseconds"` // of Time, index and export, in parallel with rendering
	PeakBytes int64         `json:"peak_bytes"`         // of memory; 0 if the system doesn't say
}

// Build builds a site once. If the diagnostics contain an error, nothing was
// published.
func Build(ctx context.Context, o Options) (Summary, diag.List, error) {
	start := time.Now()
	o.publish = true
	s, err := Open(o)
	if err != nil {
		return Summary{}, nil, err
	}
	defer s.Close()
	sum, list, err := s.build(ctx, start)
	return sum, s.words.mask(list), s.words.maskError(err)
}

// build brings a session that was just opened up to date, and publishes it.
func (s *Session) build(ctx context.Context, start time.Time) (Summary, diag.List, error) {
	list, err := s.out.check(s.opts.Dir)
	if err != nil || list.Errors() > 0 {
		return Summary{}, list, err
	}
	if s.skipUpToDate = !s.opts.Verify; s.skipUpToDate {
		s.out.startScan()
	}
	list, err = s.Update(ctx, nil)
	if err != nil || list.Errors() > 0 {
		return Summary{}, list, err
	}
	if s.upToDate {
		sum := s.cache.state.upToDateSummary()
		sum.Words = s.words.summary(s.cache.state.Words)
		sum.Time, sum.PeakBytes = time.Since(start), peakMemory()
		return sum, list, nil
	}
	sum, more, err := s.Publish(ctx)
	sum.Time, sum.PeakBytes = time.Since(start), peakMemory()
	return sum, append(list, more...), err
}

// Check returns all diagnostics of a site, including those of a build, and publishes
// nothing. With today, a day as YYYY-MM-DD, it reports later dates.
func Check(ctx context.Context, o Options, today string) (diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	list, err := s.check(ctx, today)
	return s.words.mask(list), s.words.maskError(err)
}

func (s *Session) check(ctx context.Context, today string) (diag.List, error) {
	list, err := s.Update(ctx, nil)
	snap := s.current.Load()
	if err != nil || snap == nil {
		return list, err
	}
	if today != "" {
		list = append(list, check.Today(snap.site, today)...)
		list.Sort()
	}
	failed, err := snap.testRender(ctx)
	list = append(list, failed...)
	if err == nil && failed.Errors() == 0 && s.words != nil {
		found, err := s.findWords(ctx, snap)
		return append(list, found...), err
	}
	return list, err
}

// findWords looks for private words in what a build would publish.
func (s *Session) findWords(ctx context.Context, snap *snapshot) (diag.List, error) {
	w := s.words.scan(s.words.looked(s.cache.state, s.opts))
	err := snap.lookAll(ctx, w, func(path string, key site.Hash) bool { return w.looked && s.cache.state.Manifest[path].Key == key }, nil)
	for _, lang := range snap.langs() {
		if err == nil {
			err = w.documents(ctx, snap.docs[lang](), s.cache.state.knownDocs())
		}
	}
	if err != nil {
		return snap.presentation.diagnose(err)
	}
	return w.report(snap), nil
}

// testRender renders the pages that may differ from the published ones, discards the
// HTML, and reports templates that fail.
func (s *snapshot) testRender(ctx context.Context) (diag.List, error) {
	outputs, unaffected := s.allOutputs(), s.cache.unaffected(s)
	if err := checkPlan(outputs); err != nil {
		return nil, err
	}
	err := parallel(ctx, len(outputs), func(i int) error {
		if outputs[i].spec == nil || unaffected(outputs[i]) {
			return nil
		}
		d, err := outputs[i].prepare(s)
		if err != nil {
			return err
		}
		return d.write(new(bytes.Buffer))
	})
	if err := cmp.Or(err, s.recordError()); err != nil {
		return s.presentation.diagnose(err)
	}
	return nil, nil
}

// Load reads a site's graph only. If the diagnostics contain an error, the graph may
// be incomplete, or nil.
func Load(ctx context.Context, o Options) (*site.Site, diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	res, err := s.loader.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	if res.Hub.Incomplete {
		return nil, res.Diagnostics, nil
	}
	return res.Site, res.Diagnostics, nil
}

// Messages lists every use of a message in the site's theme and in Griot itself; the
// diagnostics are those of theme and messages.
func Messages(ctx context.Context, o Options) ([]i18n.Use, diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	snap, err := s.load(ctx, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	if snap.presentation == nil || snap.presentation.theme == nil {
		return nil, snap.list, nil
	}
	return append(snap.presentation.theme.Messages(), i18n.Builtin...), snap.presentation.list, nil
}
