package pipeline

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/view"
)

// plan is a number of files that the output shall have.
type outputSet struct {
	list   []output
	byPath func() map[string]int // file -> place in outputs; made on first use
}

// output is one file of the site: a page, or something that pages need and
// that is published before them. A site has many, so they hold little.
type output struct {
	path        string                            // below the output folder
	spec        *view.Spec                        // of a page, else nil
	prepareFile func(*snapshot) (prepared, error) // of what is no page
}

// prepared is an output about to be made. It is short-lived: a plan holds many
// outputs, and only those at work hold a draft.
type prepared struct {
	// key stands for all that the file is made from; equal keys, equal bytes.
	key site.Hash
	// write makes the file's bytes.
	write func(*bytes.Buffer) error
}

func newOutputSet(outputs []output) *outputSet {
	return &outputSet{outputs, sync.OnceValue(func() map[string]int {
		places := make(map[string]int, len(outputs))
		for i, o := range outputs {
			places[o.path] = i
		}
		return places
	})}
}

// listOutputs lists all files that the outline asks for, whatever the texts say.
func (o *outline) listOutputs() *outputSet {
	out := make([]output, 0, len(o.textlessViews.Specs())+256)
	for _, specs := range [][]view.Spec{o.textlessViews.Specs(), o.redirects()} {
		for i := range specs {
			out = append(out, output{path: specs[i].File(), spec: &specs[i]})
		}
	}
	out = append(out, o.feeds()...)
	out = append(out, o.assets()...)
	return newOutputSet(append(out, o.shares()...))
}

// output returns the file at a path below the output folder.
func (s *snapshot) output(path string) (output, bool) {
	for _, p := range []func() *outputSet{s.outputs, s.attachments} {
		if i, ok := p().byPath()[path]; ok {
			return p().list[i], true
		}
	}
	return output{}, false
}

// outputs are all files of the site but those of search, in the order in which
// they are published.
func (s *snapshot) allOutputs() []output {
	all := slices.Concat(s.outputs().list, s.attachments().list)
	slices.SortStableFunc(all, func(a, b output) int {
		return cmp.Or(cmp.Compare(btoi(a.spec != nil), btoi(b.spec != nil)), strings.Compare(a.path, b.path))
	})
	return all
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// prepare begins to make the file. A page is made of its view and its layout.
func (o output) prepare(s *snapshot) (prepared, error) {
	if o.spec == nil {
		return o.prepareFile(s)
	}
	v := o.spec.View(s.builder)
	k, print := s.keys.Key(v), s.presentation.theme.Fingerprint(o.spec.Layout, o.spec.Lang)
	return prepared{hashOf(k[:], print[:]), func(b *bytes.Buffer) error {
		if err := s.fill(v, o.spec.Rendition); err != nil {
			return err
		}
		return s.presentation.theme.Render(b, v)
	}}, nil
}

// fill puts the converted HTML into a view.
func (s *snapshot) fill(v *view.View, r *site.Rendition) error {
	if v.Body.Ref == "" {
		v.Fill("")
		return nil
	}
	if r == nil {
		r = v.Intro
	}
	html, err := s.body(*r)
	if err != nil {
		return fmt.Errorf("page %q: %w", v.Path, err)
	}
	v.Fill(html)
	return nil
}

// generated is a file with a key and what makes its bytes.
func generated(path string, key site.Hash, write func() ([]byte, error)) output {
	return output{path: path, prepareFile: func(*snapshot) (prepared, error) {
		return prepared{key, func(b *bytes.Buffer) error {
			body, err := write()
			b.Write(body)
			return err
		}}, nil
	}}
}

// static is a file whose bytes are at hand.
func static(path string, body []byte) output {
	return generated(path, hashOf(body), func() ([]byte, error) { return body, nil })
}

// lazy is a file whose bytes are made when it is its turn.
func lazy(path string, body func() []byte) output {
	return output{path: path, prepareFile: func(*snapshot) (prepared, error) {
		made := body()
		return prepared{hashOf(made), func(b *bytes.Buffer) error { _, err := b.Write(made); return err }}, nil
	}}
}

// assets are the theme's styles, scripts and fonts, and the search client.
func (o *outline) assets() []output {
	var out []output
	for _, f := range append(slices.Clone(o.presentation.bundle.Files), o.presentation.client) {
		out = append(out, static(f.Path, f.Body))
	}
	return out
}

// redirects are small pages at the addresses that pages once had.
func (o *outline) redirects() []view.Spec {
	var out []view.Spec
	for _, g := range o.site.Groups {
		for _, l := range o.site.Languages {
			p := g.Pages[l.Code]
			if p == nil {
				continue
			}
			r, _ := o.site.Rendition(g, l.Code)
			for _, old := range p.Front.Aliases {
				out = append(out, o.textlessViews.Redirect(old, r))
			}
		}
	}
	return out
}

// listAttachments returns the files next to the pages that a page shows or offers.
func (s *snapshot) listAttachments() []output {
	used := map[string]bool{}
	use := func(name string) {
		if _, ok := s.files[name]; ok {
			used[name] = true
		}
	}
	use("content/" + s.hub.Logo)
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok {
				continue
			}
			for _, file := range s.conversion(r).Attachments {
				use(file)
			}
			if img := r.Page.Front.Image; img != nil {
				if file, ok := s.resolver(r).locate(img.Src); ok {
					use(file)
				}
			}
		}
	}
	var out []output
	for name := range used {
		out = append(out, s.copied(name))
		if isImage(name) {
			out = append(out, s.variants(name)...)
		}
	}
	return out
}

// copied is a file that is published as it is.
func (o *outline) copied(name string) output {
	f := o.files[name]
	key := hashOf([]byte(fmt.Sprint(name, f.Size, f.ModTime.UnixNano())))
	return generated(filePath(name), key, func() ([]byte, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("copy file: %w", err)
		}
		return body, nil
	})
}

// duplicateURLs reports files that would stand at the same place.
func (o *outline) duplicateURLs() diag.List {
	var list diag.List
	first := map[string]*site.Page{}
	for name := range o.files {
		first[filePath(name)] = nil
	}
	take := func(file, path string, p *site.Page, hint string) {
		other, taken := first[file]
		if !taken {
			first[file] = p
			return
		}
		if p == nil {
			p = other
		}
		at := diag.Position{File: config.File}
		if p != nil {
			at = diag.Position{File: p.File, Line: 1}
		}
		list.Errorf(at, "permalink-duplicate", hint, "another page already stands at %q", path)
	}
	for _, spec := range o.textlessViews.Specs() {
		var p *site.Page
		if spec.Rendition != nil {
			p = spec.Rendition.Page
		}
		take(spec.File(), spec.Path, p, "give the page another slug")
	}
	for _, g := range o.site.Groups {
		for _, l := range o.site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				for _, old := range p.Front.Aliases {
					take(view.Spec{Path: old}.File(), old, p, "delete the alias")
				}
			}
		}
	}
	return list
}
