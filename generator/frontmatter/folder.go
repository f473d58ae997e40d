package frontmatter

import (
	"slices"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// maxWeight is the greatest weight of a page.
const maxWeight = 100_000

// folder reads what an index page says of its folder.
func (d *decoder) folder(n *yaml.Node) {
	f := &site.Folder{}
	for _, e := range d.Fields(n, "folder", "kind", "order", "navigation") {
		switch e.Key {
		case "kind":
			f.Kind = d.kind(e.Value)
		case "order":
			f.Order, f.Names = ReadOrder(&d.Reader, e.Value)
		case "navigation":
			f.Navigation = site.Hidden
			if d.Bool(e.Value, "navigation") {
				f.Navigation = site.Shown
			}
		}
	}
	d.own.Front.Folder = f
}

// ReadOrder reads the order of a folder: a word, or the names of pages and folders in it.
// Names are given without language and ending, as links give them with it.
func ReadOrder(r *yaml.Reader, n *yaml.Node) (site.Order, []string) {
	if n.Kind != yaml.List {
		order := site.Order(r.Text(n, "order"))
		if order != "" && (order == site.ByHand || !slices.Contains(site.Orders, order)) {
			r.Invalid(n, "order", diag.Args{"value": string(order)})
			return "", nil
		}
		return order, nil
	}
	var names []string
	r.Each(n, "order", func(at *yaml.Node, s string) {
		name, _ := site.CutPageExt(s)
		if slices.Contains(names, name) {
			r.Diagnostics.Error(r.At(at), "id-duplicate.entry", diag.Args{"name": "order", "id": name})
			return
		}
		names = append(names, name)
	})
	return site.ByHand, names
}
