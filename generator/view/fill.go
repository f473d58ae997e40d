package view

import (
	"html/template"

	"griot/generator/metadata/cite"
	"griot/generator/metadata/schemaorg"
)

// Fill completes a view for rendering: it puts the converted HTML in, whole
// and by section, and writes what follows from the view's other fields. A view
// without a body takes none.
func (v *View) Fill(html string) {
	v.Body.HTML = template.HTML(html)
	for i := range v.Body.Sections {
		s := &v.Body.Sections[i]
		s.HTML = template.HTML(html[s.Start:s.End])
	}
	if v.Meta.About.URL != "" {
		v.Meta.JSONLD = schemaorg.JSONLD(v.Meta.About)
	}
	if v.Meta.Cited != nil {
		v.Meta.Citation = cite.Meta(*v.Meta.Cited)
	}
	v.Meta.Citation = append(v.Meta.Citation, v.Meta.Targets...)
	if v.Brief != nil && v.Brief.Cite != nil {
		v.Brief.Cite.fill()
	}
}
