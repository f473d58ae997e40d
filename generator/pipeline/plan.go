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
type plan struct {
	outputs []output
	byPath  func() map[string]int // file -> place in outputs; made on first use
}

// output is one file of the site: a page, or something that pages need and
// that is published before them. A site has many, so they hold little.
type output struct {
	path string                         // below the output folder
	spec *view.Spec                     // of a page, else nil
	made func(*snapshot) (draft, error) // of what is no page
}

// draft is an output about to be made. It is short-lived: a plan holds many
// outputs, and only those at work hold a draft.
type draft struct {
	// key stands for all that the file is made from; equal keys, equal bytes.
	key site.Hash
	// write makes the file's bytes.
	write func(*bytes.Buffer) error
}

func newPlan(outputs []output) *plan {
	return &plan{outputs, sync.OnceValue(func() map[string]int {
		places := make(map[string]int, len(outputs))
		for i, o := range outputs {
			places[o.path] = i
		}
		return places
	})}
}

// newPlan lists all files that the outline asks for, whatever the texts say.
func (o *outline) newPlan() *plan {
	out := make([]output, 0, len(o.catalogue.Specs())+256)
	for _, specs := range [][]view.Spec{o.catalogue.Specs(), o.redirects()} {
		for i := range specs {
			out = append(out, output{path: specs[i].File(), spec: &specs[i]})
		}
	}
	out = append(out, o.feeds()...)
	out = append(out, o.assets()...)
	return newPlan(append(out, o.shares()...))
}

// output returns the file at a path below the output folder.
func (s *snapshot) output(path string) (output, bool) {
	for _, p := range []func() *plan{s.plan, s.beside} {
		if i, ok := p().byPath()[path]; ok {
			return p().outputs[i], true
		}
	}
	return output{}, false
}

// outputs are all files of the site but those of search, in the order in which
// they are published.
func (s *snapshot) outputs() []output {
	all := slices.Concat(s.plan().outputs, s.beside().outputs)
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

// draft begins to make the file. A page is made of its view and its layout.
func (o output) draft(s *snapshot) (draft, error) {
	if o.spec == nil {
		return o.made(s)
	}
	v := o.spec.View(s.builder)
	k, print := s.keys.Key(v), s.look.theme.Fingerprint(o.spec.Layout, o.spec.Lang)
	return draft{hashOf(k[:], print[:]), func(b *bytes.Buffer) error {
		if err := s.fill(v, o.spec.Rendition); err != nil {
			return err
		}
		return s.look.theme.Render(b, v)
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

// made is a file with a key and what makes its bytes.
func made(path string, key site.Hash, write func() ([]byte, error)) output {
	return output{path: path, made: func(*snapshot) (draft, error) {
		return draft{key, func(b *bytes.Buffer) error {
			body, err := write()
			b.Write(body)
			return err
		}}, nil
	}}
}

// fixed is a file whose bytes are at hand.
func fixed(path string, body []byte) output {
	return made(path, hashOf(body), func() ([]byte, error) { return body, nil })
}

// late is a file whose bytes are made when it is its turn.
func late(path string, body func() []byte) output {
	return output{path: path, made: func(*snapshot) (draft, error) {
		made := body()
		return draft{hashOf(made), func(b *bytes.Buffer) error { _, err := b.Write(made); return err }}, nil
	}}
}

// assets are the theme's styles, scripts and fonts, and the search client.
func (o *outline) assets() []output {
	var out []output
	for _, f := range append(slices.Clone(o.look.bundle.Files), o.look.client) {
		out = append(out, fixed(f.Path, f.Body))
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
				out = append(out, o.catalogue.Redirect(old, r))
			}
		}
	}
	return out
}

// besides are the files next to the pages that a page shows or offers.
func (s *snapshot) besides() []output {
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
			for _, file := range s.conversion(r).Files {
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
	return made(filePath(name), key, func() ([]byte, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("copy file: %w", err)
		}
		return body, nil
	})
}

// addresses reports files that would stand at the same place.
func (o *outline) addresses() diag.List {
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
	for _, spec := range o.catalogue.Specs() {
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
