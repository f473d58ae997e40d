package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// checkOutputFolder reports an output folder that isn't Griot's: one among the sources, or
// one that holds files and no marker.
func (s *Session) checkOutputFolder() (diag.List, error) {
	var list diag.List
	refuse := func(hint, format string, args ...any) (diag.List, error) {
		at := s.opts.Out
		if rel, err := filepath.Rel(s.opts.Dir, at); err == nil && within(at, s.opts.Dir) {
			at = rel
		}
		list.Errorf(diag.Position{File: filepath.ToSlash(at)}, "output-foreign", hint, format, args...)
		return list, nil
	}
	const another = "choose another folder with -o"
	if within(s.opts.Dir, s.opts.Out) {
		return refuse(another, "the output folder holds the site's sources")
	}
	for _, own := range []string{content.Dir, "themes", "i18n"} {
		if within(s.opts.Out, filepath.Join(s.opts.Dir, own)) {
			return refuse(another, "the output folder lies in %s, where the site's sources are", own)
		}
	}
	foreign, err := commit.Foreign(s.opts.Out)
	if err != nil {
		return nil, err
	}
	if foreign != "" {
		return refuse(another+", or empty this one", "the output folder holds files that griot did not write, such as %q", foreign)
	}
	return nil, nil
}

// within reports whether a path is a folder or lies in it.
func within(name, folder string) bool {
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// stager makes the files that differ from the published ones.
type stager struct {
	*commit.Staging
	snap       *snapshot
	manifest   commit.Manifest // of the last build
	verify     bool
	unaffected func(output) bool // whether a file's key is certain to be what it was
	buffers    sync.Pool
}

func (s *Session) newStager(snap *snapshot, present commit.Files) (*stager, error) {
	staging, err := commit.Open(s.opts.Out, present)
	if err != nil {
		return nil, err
	}
	return &stager{
		Staging: staging, snap: snap, manifest: s.cache.state.Manifest, verify: s.opts.Verify,
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}, nil
}

// stage stages every output that may differ, in parallel.
func (t *stager) stage(ctx context.Context, outputs []output) ([]commit.Output, error) {
	done := make([]commit.Output, len(outputs))
	err := parallel(ctx, len(outputs), func(i int) error {
		done[i].Path, done[i].Page = outputs[i].path, outputs[i].spec != nil
		return t.stageOutput(outputs[i], &done[i])
	})
	return done, err
}

// stageOutput makes one output, unless its key and its stamp are those of the last
// build, and writes it, unless its bytes are.
func (t *stager) stageOutput(o output, out *commit.Output) error {
	last, known := t.manifest[o.path]
	present, exists := t.Present(o.path)
	intact := known && exists && present == last.Stamp && !t.verify
	if intact && t.unaffected(o) {
		out.Entry = last
		return nil
	}
	d, err := o.prepare(t.snap)
	if err != nil {
		return err
	}
	if intact && last.Key == d.key {
		out.Entry = last
		return nil
	}
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := d.write(buf); err != nil {
		return err
	}
	out.Entry = commit.Entry{Key: d.key, Hash: cache.Hash(buf.Bytes()), Stamp: present}
	if intact && last.Hash == out.Hash || !intact && exists && t.Same(o.path, buf.Bytes()) {
		return nil
	}
	f, err := t.Write(o.path, buf.Bytes())
	out.Stage(f)
	return err
}

// keyString writes a hash for names.
func keyString(h site.Hash) string { return strings.ToLower(fmt.Sprintf("%x", h[:])) }
