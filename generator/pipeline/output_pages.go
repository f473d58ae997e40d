package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
	"griot/generator/view"
	"griot/generator/view/pages"
)

var (
	_ = register(outputKind{outputs: func(o *outline) []output { return pageOutputs(o.textlessViews.Specs()) }})
	_ = register(outputKind{outputs: func(o *outline) []output { return pageOutputs(o.redirects()) }})
)

// ownFolders are the folders of the output in which no page can stand.
var ownFolders = []string{"assets", "files", "search"}

func pageOutputs(specs []pages.Spec) []output {
	out := make([]output, len(specs))
	for i := range specs {
		out[i] = output{path: specs[i].File(), spec: &specs[i]}
	}
	return out
}

// redirects returns the pages that redirect from aliases.
func (o *outline) redirects() []pages.Spec {
	var out []pages.Spec
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

// fill puts the HTML of a page into its view.
func (s *texts) fill(v *view.View, r *site.Rendition) error {
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

// duplicateURLs reports pages that would be published at the URL of another page or
// file.
func (o *outline) duplicateURLs() diag.List {
	var list diag.List
	first := map[string]*site.Page{}
	for name := range o.attachments.Names() {
		first[attachments.Output(name)] = nil
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
					if top, _, below := strings.Cut(old, "/"); below && slices.ContainsFunc(ownFolders, func(own string) bool { return strings.EqualFold(own, top) }) {
						list.Errorf(diag.Position{File: p.File, Line: 1}, "permalink-duplicate", "delete the alias, or let it start with another folder",
							"the alias %q lies in the folder %s/, where only Griot writes", old, top)
						continue
					}
					take(pages.Spec{Path: old}.File(), old, p, "delete the alias")
				}
			}
		}
	}
	return list
}
