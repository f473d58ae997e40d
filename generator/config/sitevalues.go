package config

import (
	"regexp"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// valueName is the form of a name that texts write between two pairs of braces.
var valueName = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// values reads the values that texts may use: one for all languages, or one for each.
func (d *decoder) values(n *yaml.Node) map[string]site.Text {
	out := map[string]site.Text{}
	for _, e := range d.Map(n, "values") {
		if !valueName.MatchString(e.Key) {
			d.Diagnostics.Error(d.KeyAt(&e), "value-name", diag.Args{"name": e.Key})
			continue
		}
		if e.Value.Kind == yaml.Map {
			out[e.Key] = d.text(e.Value, e.Key)
			continue
		}
		text := site.Text{}
		if s := d.Text(e.Value, e.Key); s != "" {
			for _, code := range d.hub.Codes() {
				text[code] = s
			}
		}
		out[e.Key] = text
	}
	return out
}

// ValuesIn returns the values that texts may use, in a language.
func (h *Hub) ValuesIn(lang string) map[string]string {
	if len(h.Values) == 0 {
		return nil
	}
	out := make(map[string]string, len(h.Values))
	for name, text := range h.Values {
		if s := text[lang]; s != "" {
			out[name] = s
		}
	}
	return out
}
