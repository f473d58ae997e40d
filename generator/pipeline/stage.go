package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/theme"
)

// The output folder's own files: the marker says that the folder is Griot's,
// staging holds what is about to be published.
const (
	markerName  = ".griot-output"
	stagingName = ".griot-staging"
	keepName    = ".gitkeep"
	treeName    = "site" // in staging; see writeStaged
	markerText  = "This folder is written by griot. Whatever else lies here is removed by the next build.\n"
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
	entries, err := os.ReadDir(s.opts.Out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	foreign := ""
	for _, e := range entries {
		switch e.Name() {
		case markerName, stagingName:
			return nil, nil
		case keepName:
		default:
			foreign = e.Name()
		}
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

// staged is what becomes of one output.
type staged struct {
	manifestEntry
	// temp is the file in staging that will take its place; "" where the
	// published one stays. In a tree that is published whole it is the tree.
	temp string
}

// stager makes the files that differ from the published ones.
type stager struct {
	snap       *snapshot
	dir        string // staging folder
	out        string
	manifest   map[string]manifestEntry
	present    outputFiles
	verify     bool
	unaffected func(output) bool // whether a file's key is sure to be what it was; for stage
	buffers    sync.Pool
}

func (s *Session) newStager(snap *snapshot, before outputFiles) (*stager, error) {
	dir := filepath.Join(s.opts.Out, stagingName)
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("empty staging folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("create staging folder: %w", err)
	}
	return &stager{
		snap: snap, dir: dir, out: s.opts.Out, manifest: s.cache.state.Manifest, present: before, verify: s.opts.Verify,
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}, nil
}

// stage makes every output that may differ, in parallel.
func (t *stager) stage(ctx context.Context, outputs []output) ([]staged, error) {
	done := make([]staged, len(outputs))
	err := parallel(ctx, len(outputs), func(i int) error {
		var err error
		done[i], err = t.stageOutput(outputs[i], i)
		return err
	})
	return done, err
}

// stageOutput decides about one output: it stays when its key and its stamp are what
// the last build left, or when its bytes come out the same.
func (t *stager) stageOutput(o output, i int) (staged, error) {
	last, known := t.manifest[o.path]
	present, exists := t.present[o.path]
	intact := known && exists && present == last.Stamp && !t.verify
	if intact && t.unaffected(o) {
		return staged{manifestEntry: last}, nil
	}
	d, err := o.prepare(t.snap)
	if err != nil {
		return staged{}, err
	}
	if intact && last.Key == d.key {
		return staged{manifestEntry: last}, nil
	}
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := d.write(buf); err != nil {
		return staged{}, err
	}
	now := manifestEntry{Key: d.key, Hash: hashOf(buf.Bytes()), Stamp: present}
	if intact && last.Hash == now.Hash || !intact && exists && t.same(o.path, buf.Bytes()) {
		return staged{manifestEntry: now}, nil
	}
	f, err := t.writeStaged(o.path, strconv.Itoa(i), buf.Bytes())
	now.Stamp = f.Stamp
	return staged{manifestEntry: now, temp: f.temp}, err
}

// writeStaged writes a file of the site into the staging folder, under a name of its
// own. Where the output folder holds nothing yet, the files stand in a tree as
// they will be published, so that its top folders can be moved whole.
func (t *stager) writeStaged(path, name string, body []byte) (staged, error) {
	name = filepath.Join(t.dir, name)
	temp := name
	if t.firstBuild() {
		name, temp = filepath.Join(t.dir, treeName, filepath.FromSlash(path)), treeName
	}
	file, err := create(name)
	if err != nil {
		return staged{}, fmt.Errorf("write %q: %w", path, err)
	}
	_, err = file.Write(body)
	info, statErr := file.Stat()
	if err = errors.Join(err, statErr, file.Close()); err != nil {
		return staged{}, fmt.Errorf("write %q: %w", path, err)
	}
	return staged{manifestEntry: manifestEntry{Stamp: stampOf(info)}, temp: temp}, nil
}

// firstBuild reports whether the output folder holds nothing that could be kept or
// replaced.
func (t *stager) firstBuild() bool { return len(t.present) == 0 }

// create opens a new file, in a folder that may have to be made.
func create(name string) (*os.File, error) {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	file, err := os.OpenFile(name, flags, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		return os.OpenFile(name, flags, 0o644)
	}
	return file, err
}

// same reports whether a published file has the given bytes.
func (t *stager) same(path string, body []byte) bool {
	if t.present[path].Size != int64(len(body)) {
		return false
	}
	b, err := os.ReadFile(filepath.Join(t.out, filepath.FromSlash(path)))
	return err == nil && bytes.Equal(b, body)
}

// templateError turns a template's failure into a diagnostic.
func (s *snapshot) templateError(err error) (diag.List, error) {
	var failed *theme.Error
	if errors.As(err, &failed) {
		return diag.List{s.presentation.theme.Diagnostic(failed, s.presentation.files)}, nil
	}
	return nil, err
}

// keyString writes a hash for names.
func keyString(h site.Hash) string { return strings.ToLower(fmt.Sprintf("%x", h[:])) }
