package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// stager stages the outputs that differ from the published ones.
type stager struct {
	*commit.Staging
	snap       *snapshot
	manifest   commit.Manifest // of the last build
	verify     bool
	unaffected func(output) bool // see buildCache.unaffected
	words      *wordScan
	buffers    sync.Pool
}

func newStager(snap *snapshot, present commit.Files) (*stager, error) {
	staging, err := commit.Open(snap.opts.Out, present)
	if err != nil {
		return nil, err
	}
	return &stager{
		Staging: staging, snap: snap, manifest: snap.cache.state.Manifest, verify: snap.opts.Verify,
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

// stageOutput makes one output if its key or stamp differs from that of the last build,
// and stages it if its bytes differ, too.
func (t *stager) stageOutput(o output, out *commit.Output) error {
	last, known := t.manifest[o.path]
	present, exists := t.Present(o.path)
	intact := known && exists && present == last.Stamp && !t.verify
	if intact && t.unaffected(o) {
		out.Entry = last
		return t.lookPublished(o)
	}
	d, err := o.prepare(t.snap)
	if err != nil {
		return err
	}
	if intact && last.Key == d.key {
		out.Entry = last
		return t.lookPublished(o)
	}
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := d.write(buf); err != nil {
		return err
	}
	if t.words.look(o.path, t.snap.sourceOf(o), buf.Bytes()) {
		return nil // nothing is committed, and this is not even staged
	}
	out.Entry = commit.Entry{Key: d.key, Hash: cache.Hash(buf.Bytes()), Stamp: present}
	if intact && last.Hash == out.Hash || !intact && exists && t.Same(o.path, buf.Bytes()) {
		return nil
	}
	f, err := t.Write(o.path, buf.Bytes())
	out.Stage(f)
	return err
}

// keyString returns a hash in hexadecimal digits.
func keyString(h site.Hash) string { return strings.ToLower(fmt.Sprintf("%x", h[:])) }
