package frontmatter

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

func text(d *decoder, n *yaml.Node) string    { return d.Text(n, d.name) }
func texts(d *decoder, n *yaml.Node) []string { return d.Texts(n, d.name) }
func number(d *decoder, n *yaml.Node) int     { return d.Int(n, d.name, 1, 999) }

func webURL(d *decoder, n *yaml.Node) string { return d.webURL(n, d.name) }

// webURL reads the address of a web page.
func (d *decoder) webURL(n *yaml.Node, name any) string {
	s := d.Text(n, name)
	if form, scheme := site.FormOf(s); s != "" && (form != site.WebForm || scheme == "" || site.FaultOf(s) != nil) {
		d.Invalid(n, "web-address", diag.Args{"name": name, "value": s, "advice": site.WebHint(s)})
		return ""
	}
	return site.EscapeWeb(s)
}

func (d *decoder) slug(n *yaml.Node) string {
	s := d.Text(n, "slug")
	if s != "" && !site.ValidSlug(s) {
		d.Invalid(n, "slug", diag.Args{"slug": s, "near": site.Slug(s)})
		return ""
	}
	return s
}

func (d *decoder) kind(n *yaml.Node) site.Kind {
	k := site.Kind(d.Text(n, "kind"))
	if k == "" || d.schemas.set.Known(k) {
		return k
	}
	all := d.schemas.set.Names()
	d.Diagnostics.Error(d.At(n), "kind-unknown", diag.Args{"kind": string(k), "near": diag.Nearest(string(k), all), "kinds": all})
	return ""
}

func (d *decoder) layout(n *yaml.Node) string {
	s, layouts := d.Text(n, "layout"), d.schemas.set.Layouts()
	if s == "" || slices.Contains(layouts, s) {
		return s
	}
	d.Diagnostics.Error(d.At(n), "layout-unknown.layout", diag.Args{"layout": s, "near": diag.Nearest(s, layouts), "layouts": layouts})
	return ""
}

// dateLayouts are the layouts of dates for package time, by length.
var dateLayouts = map[int]string{10: "2006-01-02", 7: "2006-01", 4: "2006"}

// validDate reports whether a text is a day, a month or a year.
func validDate(s string) bool {
	layout, ok := dateLayouts[len(s)]
	if !ok {
		return false
	}
	_, err := time.Parse(layout, s)
	return err == nil
}

// day reads a whole date.
func day(d *decoder, n *yaml.Node) site.Date {
	s := d.Text(n, d.name)
	if s != "" && (len(s) != 10 || !validDate(s)) {
		d.Diagnostics.Error(d.At(n), "date-invalid."+dayVariant(s), diag.Args{"name": d.name, "value": s, "days": meantDays(s)})
		return ""
	}
	return site.Date(s)
}

// period reads a day, month or year, or two of them.
func (d *decoder) period(n *yaml.Node) (p site.Period) {
	s := d.Text(n, d.name)
	if s == "" {
		return p
	}
	from, to, two := strings.Cut(s, "/")
	if !validDate(from) || two && !validDate(to) {
		d.Diagnostics.Error(d.At(n), "date-invalid."+periodVariant(s), diag.Args{"name": d.name, "value": s, "days": meantDays(s)})
		return p
	}
	short := min(len(from), len(to))
	if two && to[:short] < from[:short] {
		d.Diagnostics.Error(d.At(n), "date-invalid.order", diag.Args{"name": d.name, "value": s})
		return p
	}
	return site.Period{From: site.Date(from), To: site.Date(to)}
}

var sdgForm = regexp.MustCompile(`^([0-9]{1,2})(\.([0-9]{1,2}|[a-d]))?$`)

// sdgs reads targets of the Sustainable Development Goals, as the UN numbers
// them: a goal from 1 to 17, and a target's number or letter.
func (d *decoder) sdgs(n *yaml.Node) []string {
	var out []string
	d.Each(n, d.name, func(item *yaml.Node, s string) {
		m := sdgForm.FindStringSubmatch(s)
		goal := 0
		if m != nil {
			goal, _ = strconv.Atoi(m[1])
		}
		if goal < 1 || goal > 17 {
			d.Invalid(item, "sdg", diag.Args{"value": s})
			return
		}
		out = append(out, s)
	})
	return out
}

var doiForm = regexp.MustCompile(`^10\.[0-9]{4,9}/[!-~]+$`)

// doi reads a DOI without the URL of its resolver (the form is that of the DOI
// Handbook, 2.2).
func (d *decoder) doi(n *yaml.Node) string {
	s := d.Text(n, d.name)
	if s != "" && !doiForm.MatchString(s) {
		d.Invalid(n, "doi", diag.Args{"value": s})
		return ""
	}
	return s
}

// image reads the picture of the page.
func (d *decoder) image(n *yaml.Node) { d.own.Front.Image = d.picture(n) }

// picture reads a picture, or its path alone. Its src is relative to the page's folder, and
// may not leave content/.
func (d *decoder) picture(n *yaml.Node) *site.Image {
	img := &site.Image{}
	alt := false
	if n.Kind == yaml.Text {
		img.Src = d.imagePath(n, d.Text(n, d.name))
	} else {
		for _, e := range d.Fields(n, d.name, "src", "alt", "caption", "credit") {
			s := d.Text(e.Value, e.Key)
			switch e.Key {
			case "src":
				img.Src = d.imagePath(e.Value, s)
			case "alt":
				img.Alt, alt = s, true
			case "caption":
				img.Caption = s
			case "credit":
				img.Credit = s
			}
		}
	}
	if img.Src != "" && !alt {
		variant := "image-alt.front"
		if n.Kind == yaml.Text {
			variant = "image-alt.path"
		}
		d.Diagnostics.Warn(d.At(n), variant, diag.Args{"image": img.Src, "value": Scalar(img.Src)})
	}
	return img
}

// imagePath checks the path of an image and returns it, or "" if it is an address.
func (d *decoder) imagePath(n *yaml.Node, s string) string {
	switch form, scheme := site.FormOf(s); {
	case s == "":
	case form == site.WebForm || form == site.SchemeForm && strings.Contains(s, "://"):
		start := "//"
		if scheme != "" {
			start = scheme + ":"
		}
		d.Diagnostics.Error(d.At(n), "address-scheme.front-image", diag.Args{"scheme": start})
		return ""
	case form == site.SchemeForm && scheme == "data":
		d.Diagnostics.Error(d.At(n), "address-scheme.front-data", diag.Args{"scheme": "data:"})
		return ""
	case form == site.ComputerForm:
		d.Diagnostics.Error(d.At(n), "address-computer.front-image", diag.Args{"path": s})
		return ""
	case !inside(path.Join(path.Dir(d.File), s), s):
		d.escapes(n, "image", s)
	}
	return s
}

// inside reports whether a relative path stays in content/, given as joined to
// its folder and as written.
func inside(joined, written string) bool {
	return strings.HasPrefix(joined, "content/") && !strings.HasPrefix(written, "/") && !strings.ContainsAny(written, "\\:")
}

func (d *decoder) escapes(n *yaml.Node, name, path string) {
	d.Diagnostics.Error(d.At(n), "path-escapes.front", diag.Args{"name": name, "path": path})
}

// sources reads the documents that the page is based on. A text is the title of one, or
// its address.
func (d *decoder) sources(n *yaml.Node) []site.Source {
	items := []*yaml.Node{n}
	if n.Kind != yaml.Text {
		items = d.List(n, d.name)
	}
	var out []site.Source
	for _, item := range items {
		var s site.Source
		if item.Kind == yaml.Text && item.Value != "" {
			s.Title = d.Text(item, diag.Each(d.name))
			if strings.HasPrefix(s.Title, "http://") || strings.HasPrefix(s.Title, "https://") {
				s.URL = d.webURL(item, diag.Each(d.name))
			}
			out = append(out, s)
			continue
		}
		for _, e := range d.Fields(item, diag.Each("sources"), "title", "lang", "publisher", "year", "url", "note") {
			switch e.Key {
			case "title":
				s.Title = d.Text(e.Value, "title")
			case "lang":
				if s.Lang = d.Text(e.Value, "lang"); s.Lang != "" && !site.ValidLanguage(s.Lang) {
					d.Invalid(e.Value, "language-code", diag.Args{"lang": s.Lang})
					s.Lang = ""
				}
			case "publisher":
				s.Publisher = d.Text(e.Value, "publisher")
			case "year":
				if s.Year = d.Text(e.Value, "year"); s.Year != "" && (len(s.Year) != 4 || !validDate(s.Year)) {
					d.Diagnostics.Error(d.At(e.Value), "date-invalid.year", diag.Args{"value": s.Year})
				}
			case "url":
				s.URL = d.webURL(e.Value, "url")
			case "note":
				s.Note = d.Text(e.Value, "note")
			}
		}
		d.need(item, diag.Each("sources"), "title", s.Title)
		out = append(out, s)
	}
	return out
}

// need reports a required part that is absent or empty.
func (d *decoder) need(n *yaml.Node, name any, key, value string) {
	v := n.Get(key)
	if value == "" && (n.Kind == yaml.Null || n.Kind == yaml.Map && (v == nil || v.Kind == yaml.Null || v.Kind == yaml.Text && v.Value == "")) {
		d.Diagnostics.Error(d.At(n), "field-missing.part", diag.Args{"name": name, "key": key})
	}
}

// aliases reads old URLs of the page, below the site's root.
func (d *decoder) aliases(n *yaml.Node) []string {
	var out []string
	d.Each(n, d.name, func(at *yaml.Node, s string) {
		alias, fault := site.CutAlias(s)
		switch fault {
		case "":
			out = append(out, alias)
		case "escapes":
			d.Diagnostics.Error(d.At(at), "path-escapes.alias", diag.Args{"alias": s})
		case "path":
			d.Invalid(at, "alias", diag.Args{"alias": s})
		default:
			d.Invalid(at, "alias-file", diag.Args{"alias": s})
		}
	})
	return out
}

// work reads what was done for each outcome.
func (d *decoder) work(n *yaml.Node) {
	out := map[string]string{}
	for _, e := range d.Map(n, d.name) {
		if s := d.Text(e.Value, diag.Phrase{ID: "entry", Of: d.name}); s != "" {
			out[e.Key] = s
		}
	}
	d.own.Front.Work = out
}
