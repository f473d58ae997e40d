package config

import (
	"regexp"
	"slices"
	"strings"

	"griot/generator/diag"
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
			d.Invalid(at, "scheme", diag.Args{"value": s})
		case site.UnsafeScheme(scheme):
			d.Invalid(at, "scheme-unsafe", diag.Args{"scheme": scheme})
		case scheme != "http" && scheme != "https": // always allowed
			out = append(out, scheme)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// ValidHost reports whether a text is the name of a host, in lower case, as it can stand in
// image_hosts and in a Content-Security-Policy.
func ValidHost(name string) bool { return len(name) <= 253 && hostForm.MatchString(name) }

// imageHosts reads the hosts that pages may load pictures and recordings from.
func (d *decoder) imageHosts(n *yaml.Node) []string {
	var out []string
	d.Each(n, "image_hosts", func(at *yaml.Node, s string) {
		host := strings.ToLower(s)
		if !ValidHost(host) {
			d.Invalid(at, "host", diag.Args{"value": s})
			return
		}
		out = append(out, host)
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
