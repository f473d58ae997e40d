package config

import (
	"slices"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// QuickExit lets readers leave the site at once.
type QuickExit struct {
	URL      string   // absolute, where the reader is taken
	Sections []string // ids of those whose pages offer it, as they are written; nil for all pages
}

// quickExit reads how readers leave the site at once, or nil.
func (d *decoder) quickExit(n *yaml.Node) *QuickExit {
	q := &QuickExit{}
	for _, e := range d.Fields(n, "quick_exit", "url", "sections") {
		switch e.Key {
		case "url":
			q.URL = d.Text(e.Value, "url")
			if _, ok := absolute(q.URL); !ok && q.URL != "" {
				d.Invalid(e.Value, "web-address", diag.Args{"name": "url", "value": q.URL, "advice": site.WebHint(q.URL)})
			}
		case "sections":
			d.Each(e.Value, "sections", func(at *yaml.Node, s string) {
				d.hub.Positions["quick_exit/"+s] = d.At(at)
				q.Sections = append(q.Sections, s)
			})
			if len(e.Value.Items) == 0 && e.Value.Kind == yaml.List {
				d.Invalid(e.Value, "exit-sections", nil)
			}
		}
	}
	d.need(n, "quick_exit", "url", q.URL)
	slices.Sort(q.Sections)
	return q
}
