package pipeline

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/site"
	"griot/generator/view/pages"
)

// outputSet is a list of outputs that can be found by their paths.
type outputSet struct {
	list   []output
	byPath func() map[string]int // path -> index in list; computed on first use
}

func newOutputSet(list []output) *outputSet {
	return &outputSet{list, sync.OnceValue(func() map[string]int {
		byPath := make(map[string]int, len(list))
		for i, o := range list {
			byPath[o.path] = i
		}
		return byPath
	})}
}

// output is one file of public/. A site has many, so they are small.
type output struct {
	path        string                            // slash path below the output folder
	spec        *pages.Spec                       // of a page, else nil
	prepareFile func(*snapshot) (prepared, error) // of any other file
	fromTexts   bool                              // a file that changes with the text of pages
}

// group identifies the group of a page with a source file; it is "" for any other output.
func (o output) group() string {
	if o.spec == nil || o.spec.Rendition == nil {
		return ""
	}
	return o.spec.Rendition.Page.Group.ID
}

// prepared is an output whose key is known, before its bytes are made. It may be large,
// so that each worker prepares one at a time.
type prepared struct {
	key   site.Hash                 // of every input; equal keys mean equal bytes
	write func(*bytes.Buffer) error // writes the bytes
}

// output returns the output of a path.
func (s *snapshot) output(path string) (output, bool) {
	for _, set := range []func() *outputSet{s.outputs, s.textOutputs} {
		if i, ok := set().byPath()[path]; ok {
			return set().list[i], true
		}
	}
	return output{}, false
}

// allOutputs returns all outputs but search indexes in the order that commit requires:
// pages last, those of a group one after the other.
func (s *snapshot) allOutputs() []output {
	all := slices.Concat(s.outputs().list, s.textOutputs().list)
	slices.SortStableFunc(all, func(a, b output) int {
		if page := a.spec != nil; page != (b.spec != nil) {
			if page {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.group(), b.group()), cmp.Compare(a.path, b.path))
	})
	return all
}

// checkPlan returns an error if two outputs have one path, or the path of one is a folder
// of another or lies among the search indexes: which of them is published would be chance.
// Names that authors can choose never lead here, so it is a fault of this program.
func checkPlan(all []output) error {
	files, folders := make(map[string]bool, len(all)), map[string]string{}
	for _, o := range all {
		if files[o.path] {
			return fmt.Errorf("internal error: two outputs have the path %q", o.path)
		}
		if strings.HasPrefix(o.path, "search/") {
			return fmt.Errorf("internal error: the output %q lies among the search indexes", o.path)
		}
		files[o.path] = true
		for dir := path.Dir(o.path); dir != "." && folders[dir] == ""; dir = path.Dir(dir) {
			folders[dir] = o.path
		}
	}
	for _, o := range all {
		if in := folders[o.path]; in != "" {
			return fmt.Errorf("internal error: the output %q stands in the way of %q", o.path, in)
		}
	}
	return nil
}

// prepare computes the key of an output, for a page from its view and its layout.
func (o output) prepare(s *snapshot) (prepared, error) {
	if o.spec == nil {
		return o.prepareFile(s)
	}
	v := o.spec.View(s.builder)
	viewKey, layout := s.keys.Key(v), s.presentation.theme.Fingerprint(o.spec.Layout, o.spec.Lang)
	return prepared{cache.Hash(viewKey[:], layout[:]), func(b *bytes.Buffer) error {
		if err := s.fill(v, o.spec.Rendition); err != nil {
			return err
		}
		return s.presentation.theme.Render(b, v)
	}}, nil
}

// generated returns an output whose bytes are computed only if its key differs from that
// of the last build.
func generated(path string, key site.Hash, write func() ([]byte, error)) output {
	return output{path: path, prepareFile: func(*snapshot) (prepared, error) {
		return prepared{key, func(b *bytes.Buffer) error {
			body, err := write()
			b.Write(body)
			return err
		}}, nil
	}}
}

// static returns an output whose bytes are known.
func static(path string, body []byte) output {
	return generated(path, cache.Hash(body), func() ([]byte, error) { return body, nil })
}

// lazy returns an output whose bytes are made when it is staged or requested; their hash
// is its key.
func lazy(path string, body func() []byte) output {
	return output{path: path, prepareFile: func(*snapshot) (prepared, error) {
		b := body()
		return prepared{cache.Hash(b), func(buf *bytes.Buffer) error { _, err := buf.Write(b); return err }}, nil
	}}
}
