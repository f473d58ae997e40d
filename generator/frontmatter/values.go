package frontmatter

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

func text(d *decoder, n *yaml.Node) string    { return d.Text(n, d.name) }
func texts(d *decoder, n *yaml.Node) []string { return d.Texts(n, d.name) }
func number(d *decoder, n *yaml.Node) int     { return d.Int(n, d.name, 1, 999) }

func webURL(d *decoder, n *yaml.Node) string { return d.webURL(n, d.name) }

// webURL reads the address of a web page.
func (d *decoder) webURL(n *yaml.Node, name string) string {
	s := d.Text(n, name)
	if form, scheme := site.FormOf(s); s != "" && (form != site.WebForm || scheme == "" || site.FaultOf(s) != nil) {
		d.Invalid(n, site.WebHint(s), "%s %q is no address", name, s)
		return ""
	}
	return site.EscapeWeb(s)
}

func (d *decoder) slug(n *yaml.Node) string {
	s := d.Text(n, "slug")
	if s != "" && !site.ValidSlug(s) {
		d.Invalid(n, site.SlugHint, "slug %q can't stand in an address", s)
		return ""
	}
	return s
}

func (d *decoder) kind(n *yaml.Node) site.Kind {
	k := site.Kind(d.Text(n, "kind"))
	if k == "" || kinds.Known(k) {
		return k
	}
	all := kinds.Names()
	d.Diagnostics.Errorf(d.At(n), "kind-unknown", suggest(string(k), all, "the kinds are "+strings.Join(all, ", ")), "unknown kind %q", k)
	return ""
}

func (d *decoder) layout(n *yaml.Node) string {
	s, layouts := d.Text(n, "layout"), kinds.Layouts()
	if s == "" || slices.Contains(layouts, s) {
		return s
	}
	d.Diagnostics.Errorf(d.At(n), "layout-unknown",
		suggest(s, layouts, "the layouts are "+strings.Join(layouts, ", ")+"; leave it out for a plain page"), "unknown layout %q", s)
	return ""
}

// suggest returns a hint with the most similar candidate, or else otherwise.
func suggest(got string, candidates []string, otherwise string) string {
	if near := diag.Nearest(got, candidates); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
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
		d.Diagnostics.Errorf(d.At(n), "date-invalid", "write a day as 2021-04-14", "%s %q is no day", d.name, s)
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
		d.Diagnostics.Errorf(d.At(n), "date-invalid", "write 2021-04-14, 2021-04, 2021 or, for a span, 2021-01/2022-12",
			"%s %q is no date", d.name, s)
		return p
	}
	short := min(len(from), len(to))
	if two && to[:short] < from[:short] {
		d.Diagnostics.Errorf(d.At(n), "date-invalid", "write the earlier date first", "%s %q ends before it starts", d.name, s)
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
			d.Invalid(item, "write a goal from 1 to 17, or a target such as \"16.3\"", "%q is no SDG target", s)
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
		d.Invalid(n, "write it without https://doi.org/, such as 10.1234/abc", "%q is no DOI", s)
		return ""
	}
	return s
}

// image reads the picture of the page, or its path alone. Its src is relative to the
// page's folder, and may not leave content/.
func (d *decoder) image(n *yaml.Node) {
	img := &site.Image{}
	alt := false
	if n.Kind == yaml.Text {
		img.Src = d.imagePath(n, d.Text(n, "image"))
	} else {
		for _, e := range d.Fields(n, "image", "src", "alt", "caption", "credit") {
			s := d.Text(e.Value, "the image's "+e.Key)
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
		hint := "say what the image shows, or write alt: \"\" for decoration"
		if n.Kind == yaml.Text {
			hint = "write image: { src: " + Scalar(img.Src) + ", alt: what it shows }, or alt: \"\" for decoration"
		}
		d.Diagnostics.Warnf(d.At(n), "image-alt", hint, "image %q has no alt", img.Src)
	}
	d.own.Front.Image = img
}

// imagePath checks the path of an image and returns it, or "" if it is an address.
func (d *decoder) imagePath(n *yaml.Node, s string) string {
	switch form, scheme := site.FormOf(s); {
	case s == "":
	case form == site.WebForm || form == site.SchemeForm && strings.Contains(s, "://"):
		d.Diagnostics.Errorf(d.At(n), "address-scheme", "copy the picture beside the page, and write the name of the file alone", "the image can't have an address that starts with %q", scheme+":")
		return ""
	case form == site.SchemeForm && scheme == "data":
		d.Diagnostics.Errorf(d.At(n), "address-scheme", "save the picture as a file beside the page, and write the name of the file", "the image can't have an address that starts with %q", "data:")
		return ""
	case form == site.ComputerForm:
		d.Diagnostics.Errorf(d.At(n), "address-computer", "copy the picture beside the page, and write the name of the file alone", "the image \"%s\" lies on a computer, where readers can't see it", s)
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

func (d *decoder) escapes(n *yaml.Node, what, path string) {
	d.Diagnostics.Errorf(d.At(n), "path-escapes", "write a relative path that stays in content/", "%s %q leads out of the site's content", what, path)
}

// sources reads the documents that the page is based on.
func (d *decoder) sources(n *yaml.Node) []site.Source {
	var out []site.Source
	for _, item := range d.List(n, d.name) {
		var s site.Source
		for _, e := range d.Fields(item, "a source", "title", "lang", "publisher", "year", "url", "note") {
			switch e.Key {
			case "title":
				s.Title = d.Text(e.Value, "title")
			case "lang":
				if s.Lang = d.Text(e.Value, "lang"); s.Lang != "" && !site.ValidLanguage(s.Lang) {
					d.Invalid(e.Value, site.LanguageHint, "%q is no language code", s.Lang)
					s.Lang = ""
				}
			case "publisher":
				s.Publisher = d.Text(e.Value, "publisher")
			case "year":
				if s.Year = d.Text(e.Value, "year"); s.Year != "" && (len(s.Year) != 4 || !validDate(s.Year)) {
					d.Diagnostics.Errorf(d.At(e.Value), "date-invalid", "write a year as 2021", "year %q is no year", s.Year)
				}
			case "url":
				s.URL = d.webURL(e.Value, "url")
			case "note":
				s.Note = d.Text(e.Value, "note")
			}
		}
		d.need(item, "a source", "title", s.Title)
		out = append(out, s)
	}
	return out
}

// need reports a required part that is absent or empty.
func (d *decoder) need(n *yaml.Node, what, key, value string) {
	v := n.Get(key)
	if value == "" && (n.Kind == yaml.Null || n.Kind == yaml.Map && (v == nil || v.Kind == yaml.Null || v.Kind == yaml.Text && v.Value == "")) {
		d.Diagnostics.Errorf(d.At(n), "field-missing", "", "%s has no %s", what, key)
	}
}

// aliases reads old URLs of the page, below the site's root.
func (d *decoder) aliases(n *yaml.Node) []string {
	var out []string
	d.Each(n, d.name, func(at *yaml.Node, s string) {
		clean := path.Clean(s)
		switch {
		case strings.HasPrefix(s, "/") || strings.Contains(s, "..") || strings.ContainsAny(s, "\\:"):
			d.Diagnostics.Errorf(d.At(at), "path-escapes", "write it from the site's root without a leading slash, such as en/old/", "alias %q leads out of the site", s)
		case strings.ContainsAny(s, "?#%*\"<>|") || clean != strings.TrimSuffix(s, "/") || clean == ".":
			d.Invalid(at, "write the path alone, such as en/old/", "alias %q is no path", s)
		case strings.HasSuffix(s, "/") || path.Ext(s) == ".html":
			out = append(out, s)
		case path.Ext(s) != "":
			d.Invalid(at, "write the path of a page, such as en/old/ or en/old.html", "alias %q is the path of a file that is no page", s)
		default:
			out = append(out, s+"/")
		}
	})
	return out
}

// work reads what was done for each outcome.
func (d *decoder) work(n *yaml.Node) {
	out := map[string]string{}
	for _, e := range d.Map(n, d.name) {
		if s := d.Text(e.Value, "the work for "+e.Key); s != "" {
			out[e.Key] = s
		}
	}
	d.own.Front.Work = out
}
