package pipeline

import (
	"fmt"

	"griot/generator/site"
	"griot/generator/view"
	"griot/generator/view/pages"
)

var (
	_ = register(outputKind{outputs: func(o *outline) []output { return pageOutputs(o.textlessViews.Specs()) }})
	_ = register(outputKind{outputs: func(o *outline) []output { return pageOutputs(o.redirects()) }})
)

func pageOutputs(specs []pages.Spec) []output {
	out := make([]output, len(specs))
	for i := range specs {
		out[i] = output{path: specs[i].File(), spec: &specs[i]}
	}
	return out
}

// redirects returns the pages that redirect from aliases and from recorded addresses at
// which nothing stands any more.
func (o *outline) redirects() []pages.Spec {
	var out []pages.Spec
	for p, old := range o.aliases {
		r, _ := o.site.Rendition(p.Group, p.Lang)
		out = append(out, o.textlessViews.Redirect(old, r.Lang, r.Path, r.Page.Front.Title, r.Page.Front.Summary))
	}
	for _, f := range o.forwarded() {
		if to := f.to; to.path != "" {
			out = append(out, o.textlessViews.Redirect(f.Path, to.lang, to.path, to.title, to.summary))
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
