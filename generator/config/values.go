package config

import (
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

var (
	isoForm = regexp.MustCompile(`^[A-Z]{3}$`)
)

// languages reads the list of languages.
func (d *decoder) languages(n *yaml.Node) []site.Language {
	var out []site.Language
	items := d.List(n, "languages")
	for _, item := range items {
		l := site.Language{Dir: ""}
		ok := true
		for _, e := range d.Fields(item, diag.Each("languages"), "code", "name", "dir") {
			switch e.Key {
			case "code":
				l.Code = d.Text(e.Value, "code")
				if ok = site.ValidLanguage(l.Code); !ok && l.Code != "" {
					d.Invalid(e.Value, "language-code", diag.Args{"lang": l.Code})
				}
				if slices.ContainsFunc(out, func(o site.Language) bool { return strings.EqualFold(o.Code, l.Code) }) {
					d.duplicate(e.Value, l.Code)
					ok = false
				}
			case "name":
				l.Name = d.Text(e.Value, "name")
			case "dir":
				if l.Dir = d.Text(e.Value, "dir"); l.Dir != "ltr" && l.Dir != "rtl" {
					d.Invalid(e.Value, "direction", diag.Args{"value": l.Dir})
				}
			}
		}
		d.need(item, diag.Each("languages"), "code", l.Code, "name", l.Name)
		if l.Dir == "" {
			l.Dir = Direction(l.Code)
		}
		if l.Code == "" || !ok {
			d.hub.Incomplete = true
			continue
		}
		out = append(out, l)
	}
	if n.Kind == yaml.List && len(items) == 0 {
		d.Diagnostics.Error(d.At(n), missing["languages"], diag.Args{"name": "languages"})
	}
	return out
}

// Direction returns "rtl" for languages and scripts that are written from right
// to left, else "ltr". The list follows Unicode CLDR's layout data.
func Direction(code string) string {
	parts := strings.Split(code, "-")
	for _, p := range parts[1:] {
		if len(p) == 4 { // a script decides
			if slices.Contains([]string{"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}, strings.ToLower(p)) {
				return "rtl"
			}
			return "ltr"
		}
	}
	if slices.Contains([]string{"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}, parts[0]) {
		return "rtl"
	}
	return "ltr"
}

// need reports required keys without a value; pairs are keys and values. Values
// of the wrong form have already been reported.
func (d *decoder) need(n *yaml.Node, name any, pairs ...string) {
	if n.Kind != yaml.Map {
		if n.Kind == yaml.Null {
			d.Diagnostics.Error(d.At(n), "field-missing.empty", diag.Args{"name": name})
		}
		return
	}
	for i := 0; i < len(pairs); i += 2 {
		if v := n.Get(pairs[i]); pairs[i+1] == "" && (v == nil || v.Kind == yaml.Null || v.Value == "" && v.Kind == yaml.Text) {
			at := d.At(n)
			if v != nil {
				at = d.At(v)
			}
			d.Diagnostics.Error(at, "field-missing.part", diag.Args{"name": name, "key": pairs[i]})
		}
	}
}

func (d *decoder) duplicate(n *yaml.Node, id string) {
	d.Diagnostics.Error(d.At(n), "id-duplicate.twice", diag.Args{"id": id})
}

// baseURL reads the site's URL and makes it end in a slash.
func (d *decoder) baseURL(n *yaml.Node) string {
	s := d.Text(n, "base_url")
	if s == "" {
		return ""
	}
	u, ok := absolute(s)
	if !ok || u.RawQuery != "" || u.Fragment != "" || u.User != nil || strings.Contains(s, "..") {
		d.Invalid(n, "base-url", diag.Args{"value": s})
		return ""
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String()
}

func absolute(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	return u, err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && !strings.ContainsAny(s, " <>\"")
}

func (d *decoder) licence(n *yaml.Node) Licence {
	var l Licence
	for _, e := range d.Fields(n, "licence", "name", "url") {
		switch e.Key {
		case "name":
			l.Name = d.text(e.Value, "the licence's name")
		case "url":
			l.URL = d.Text(e.Value, "url")
			if _, ok := absolute(l.URL); !ok && l.URL != "" {
				d.Invalid(e.Value, "web-address", diag.Args{"name": "url", "value": l.URL, "advice": site.WebHint(l.URL)})
			}
		}
	}
	if n.Kind == yaml.Map && n.Get("name") == nil {
		d.Diagnostics.Error(d.At(n), "field-missing.part", diag.Args{"name": "licence", "key": "name"})
	}
	return l
}

func (d *decoder) contact(n *yaml.Node) string {
	s := d.Text(n, "contact")
	if a, err := mail.ParseAddress(s); s != "" && (err != nil || a.Address != s) {
		d.Invalid(n, "contact", diag.Args{"value": s})
		return ""
	}
	return s
}

func (d *decoder) logo(n *yaml.Node) string {
	s := d.Text(n, "logo")
	if s == "" {
		return ""
	}
	if outside(s) {
		d.Invalid(n, "logo-address", diag.Args{"value": s})
		return ""
	}
	if !local(s) {
		d.Diagnostics.Error(d.At(n), "path-escapes.logo", diag.Args{"path": s})
		return ""
	}
	return path.Clean(s)
}

// local reports whether a path stays below the folder that it starts in.
func local(p string) bool {
	return !strings.HasPrefix(p, "/") && !strings.Contains(p, "\\") && !strings.Contains(p, ":") &&
		path.Clean(p) != ".." && !strings.HasPrefix(path.Clean(p), "../")
}

// choose reads one of the values that a key may have; the first is the default.
func choose[T ~string](d *decoder, n *yaml.Node, key string, values ...T) T {
	v := T(d.Text(n, key))
	if slices.Contains(values, v) {
		return v
	}
	if v != "" {
		d.Invalid(n, "choice-"+key, diag.Args{"value": string(v)})
	}
	return values[0]
}

func (d *decoder) theme(n *yaml.Node) string {
	s := d.Text(n, "theme")
	if s != "" && !site.ValidSlug(s) {
		d.Invalid(n, "theme", diag.Args{"value": s})
	}
	if s == "" || !site.ValidSlug(s) {
		return "palabre"
	}
	return s
}

func (d *decoder) typography(n *yaml.Node) {
	for _, e := range d.Map(n, "typography") {
		if !slices.Contains(d.hub.Codes(), e.Key) {
			d.language(&e, "typography")
			continue
		}
		d.hub.Typography[e.Key] = d.Bool(e.Value, "typography in "+e.Key)
	}
}

func (d *decoder) search(n *yaml.Node) (s Search) {
	for _, e := range d.Fields(n, "search", "files", "text_group") {
		switch e.Key {
		case "files":
			s.Files = d.Int(e.Value, e.Key, 100, 1_000_000)
		case "text_group":
			s.TextGroup = d.Int(e.Value, e.Key, 1, 1000)
		}
	}
	return s
}

// items reads the navigation or the footer: paths, or maps of a path and its
// short name there.
func (d *decoder) items(n *yaml.Node, name string) []Item {
	var out []Item
	for _, item := range d.List(n, name) {
		at, entry := item, Item{Position: d.At(item)}
		if item.Kind == yaml.Map {
			for _, e := range d.Fields(item, diag.Each(name), "path", "name") {
				switch e.Key {
				case "path":
					at = e.Value
				case "name":
					entry.Name = d.text(e.Value, diag.Phrase{ID: "name", Of: diag.Each(name)})
				}
			}
			if at == item {
				d.Diagnostics.Error(d.At(item), "field-missing.path", diag.Args{"name": diag.Each(name)})
				continue
			}
		}
		if entry.Path = d.Text(at, diag.Each(name)); d.validPath(at, entry.Path, name) {
			if page, ok := site.CutPageExt(entry.Path); ok {
				entry.Path = page + ".md"
			}
			out = append(out, entry)
		}
	}
	return out
}

// validPath reports whether an entry's path can be that of a section or page, and
// adds a diagnostic if not. Package content knows whether there is one.
func (d *decoder) validPath(at *yaml.Node, p, name string) bool {
	switch {
	case p == "":
		if at.Kind == yaml.Null || at.Kind == yaml.Text {
			d.Invalid(at, "empty", diag.Args{"name": diag.Each(name)})
		}
	case outside(p):
		d.Invalid(at, "navigation-address", diag.Args{"name": name, "value": p})
	case !local(p):
		d.Diagnostics.Error(d.At(at), "path-escapes.navigation", diag.Args{"path": p})
	case !strings.HasSuffix(p, "/") && !isPage(p):
		d.Invalid(at, "navigation-path", diag.Args{"path": p})
	default:
		return true
	}
	return false
}

func isPage(p string) bool {
	_, ok := site.CutPageExt(p)
	return ok
}
