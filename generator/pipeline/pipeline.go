// Package pipeline runs the pipeline: it loads a site, converts its pages,
// judges them, renders what changed and publishes it.
//
// What enters is a site's folder and its cache in .griot/; what leaves is the
// output folder, public/, which no other room writes. A site with errors is
// never published: the output stays as it was. The package must never watch,
// serve or deploy.
//
// The stages, each downhill from the last:
//
//	Load      content/ and the theme -> the frozen site graph
//	Convert   Markdown -> HTML and text (kept in the cache's pack) and a record
//	Judge     check on records; errors of all stages so far end the build here
//	Plan      every file the output shall have, with the key of what it is made from
//	Stage     the files whose key or stamp differ, made in parallel into a folder of the output
//	Publish   renames: what is new first, what is replaced next, stale files last
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
	Portable bool   // addresses end in index.html, for reading from a folder
	Pseudo   bool   // all texts in the pseudo-language, to find those that are in no file of texts
	Verify   bool   // trust no stamp: read every file again
	// Progress is told each stage as it begins; nil is fine.
	Progress func(stage string)
}

// Summary says what a build did.
type Summary struct {
	Pages     int           `json:"pages"`     // pages of the site, all languages
	Languages int           `json:"languages"` // of the hub
	Written   int           `json:"written"`   // files
	Unchanged int           `json:"unchanged"` // files
	Removed   int           `json:"removed"`   // files
	Time      time.Duration `json:"nanoseconds"`
	Search    time.Duration `json:"search_nanoseconds"` // of Time, index and export, beside rendering
	PeakBytes int64         `json:"peak_bytes"`         // of memory, 0 where the system doesn't tell
}

// Build builds a site once. Where the diagnostics hold an error, nothing was
// published.
func Build(ctx context.Context, o Options) (Summary, diag.List, error) {
	start := time.Now()
	s, err := Open(o)
	if err != nil {
		return Summary{}, nil, err
	}
	defer s.Close()
	list, err := s.out.check(s.opts.Dir)
	if err != nil || list.Errors() > 0 {
		return Summary{}, list, err
	}
	if s.skipUpToDate = !o.Verify; s.skipUpToDate {
		s.out.startScan()
	}
	list, err = s.Update(ctx, nil)
	if err != nil || list.Errors() > 0 {
		return Summary{}, list, err
	}
	if s.upToDate {
		sum := s.cache.state.upToDateSummary()
		sum.Time, sum.PeakBytes = time.Since(start), peakMemory()
		return sum, list, nil
	}
	sum, more, err := s.Publish(ctx)
	sum.Time, sum.PeakBytes = time.Since(start), peakMemory()
	return sum, append(list, more...), err
}

// Check returns all diagnostics of a site, those of a build among them, and
// publishes nothing. With today, a day as YYYY-MM-DD, later dates are among them.
func Check(ctx context.Context, o Options, today string) (diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	list, err := s.Update(ctx, nil)
	snap := s.current.Load()
	if err != nil || snap == nil {
		return list, err
	}
	if today != "" {
		list = append(list, check.Today(snap.site, today)...)
		list.Sort()
	}
	failed, err := s.testRender(ctx, snap)
	return append(list, failed...), err
}

// testRender renders the pages of a state of the site that may differ from the
// published ones, keeps nothing of them, and reports where a template fails.
func (s *Session) testRender(ctx context.Context, snap *snapshot) (diag.List, error) {
	outputs, settled := snap.allOutputs(), s.cache.unaffected(snap)
	err := parallel(ctx, len(outputs), func(i int) error {
		if outputs[i].spec == nil || settled(outputs[i]) {
			return nil
		}
		d, err := outputs[i].prepare(snap)
		if err != nil {
			return err
		}
		return d.write(new(bytes.Buffer))
	})
	if err := cmp.Or(err, snap.recordError()); err != nil {
		return snap.presentation.diagnose(err)
	}
	return nil, nil
}

// Load reads a site's graph and nothing else. Where the diagnostics hold an
// error it may be incomplete; it is nil where nothing can be read.
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

// Messages lists every place of the site's theme, and of Griot itself, that
// asks for a message; the diagnostics are those of theme and messages.
func Messages(ctx context.Context, o Options) ([]i18n.Use, diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	snap, list, err := s.load(ctx, nil, nil)
	if err != nil || snap.presentation == nil || snap.presentation.theme == nil {
		return nil, list, err
	}
	return append(snap.presentation.theme.Messages(), i18n.Builtin...), snap.presentation.list, nil
}
