package links

import (
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

// Originals returns the pictures among the targets of links, which readers can have as large
// as they are.
func (v *Resolver) Originals(refs []site.Ref) []string {
	var out []string
	for _, ref := range refs {
		if ref.Kind != site.RefLink || ref.Target.Status != site.Found || ref.Target.Page != "" {
			continue
		}
		if name, _, ok := v.find(ref.Raw); ok && attachments.IsPicture(name) {
			out = append(out, name)
		}
	}
	return out
}

// Attachments returns the attachments among the targets of references.
func (v *Resolver) Attachments(refs []site.Ref) []string {
	var out []string
	for _, ref := range refs {
		t := ref.Target
		if ref.Kind == site.RefAcronym || t.Status != site.Found && t.Status != site.Unusable && t.Status != site.Withheld || t.Page != "" {
			continue
		}
		if name, _, ok := v.find(ref.Raw); ok {
			out = append(out, name)
		}
	}
	return out
}
