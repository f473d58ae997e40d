package config

import (
	"slices"
	"strings"

	"griot/generator/site"
	"griot/generator/yaml"
)

// defaultSchemes are those that links may have if hub.yaml doesn't say, sorted.
var defaultSchemes = []string{"geo", "mailto", "sms", "tel", "whatsapp"}

// linkSchemes reads the schemes that links may have besides http and https. Those that
// run code or hold a file are refused.
func (d *decoder) linkSchemes(n *yaml.Node) []string {
	var out []string
	d.Each(n, "link_schemes", func(at *yaml.Node, s string) {
		scheme := strings.TrimRight(strings.ToLower(s), ":/")
		switch {
		case !site.ValidScheme(scheme):
			d.Invalid(at, "write the part before the colon alone, such as tel or mailto", "%q is no scheme of addresses", s)
		case site.UnsafeScheme(scheme):
			d.Invalid(at, "delete it; copy a file beside the page to link to it", "the scheme %s can't be allowed: its addresses can run programs or hold files", scheme)
		case scheme != "http" && scheme != "https": // always allowed
			out = append(out, scheme)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// outside reports whether a value that should be a path in content/ leads elsewhere: to a
// website, a mailbox or a file on somebody's computer.
func outside(p string) bool {
	form, _ := site.FormOf(p)
	return form != site.PathForm && form != site.EmptyForm || strings.HasPrefix(strings.ToLower(p), "www.") || strings.Contains(p, "@")
}
