package frontmatter

import (
	"maps"
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

// The values of own fields are lists of texts: one text for most forms, several for lists.
// An Image is src, alt, caption and credit; a Place is name, latitude and longitude.

// ownField reads a field that the site itself describes.
func (d *decoder) ownField(f kinds.Field, n *yaml.Node) {
	if n.Kind == yaml.Null || n.Kind == yaml.Text && strings.TrimSpace(n.Value) == "" {
		return
	}
	values := d.ownValues(f, n)
	if values == nil {
		return
	}
	if d.own.Front.Own == nil {
		d.own.Front.Own = map[string][]string{}
	}
	d.own.Front.Own[f.Name] = values
}

// ownValues reads the values of a field by its form.
func (d *decoder) ownValues(f kinds.Field, n *yaml.Node) []string {
	switch f.Form {
	case kinds.Texts, kinds.TermIDs, kinds.Pages:
		return d.Texts(n, f.Name)
	case kinds.YesNo:
		return []string{strconv.FormatBool(d.Bool(n, f.Name))}
	case kinds.Image:
		img := d.picture(n)
		return []string{img.Src, img.Alt, img.Caption, img.Credit}
	case kinds.Place:
		return d.place(f, n)
	case kinds.Period:
		if p := d.period(n); p.To != "" {
			return []string{string(p.From), string(p.To)}
		} else if p.From != "" {
			return []string{string(p.From)}
		}
		return nil
	}
	var s string
	switch f.Form {
	case kinds.Day:
		s = string(day(d, n))
	case kinds.Time:
		s = d.minute(f, n)
	case kinds.Amount:
		s = d.amount(f, n)
	case kinds.Address:
		s = d.webURL(n, f.Name)
	case kinds.File:
		s = d.imagePath(n, d.Text(n, f.Name))
	default:
		s = d.Text(n, f.Name)
	}
	if s == "" {
		return nil
	}
	return []string{s}
}

// minuteForm is how a minute is written.
const minuteForm = "2006-01-02 15:04"

// minute reads a day and a time of it.
func (d *decoder) minute(f kinds.Field, n *yaml.Node) string {
	s := strings.Replace(d.Text(n, f.Name), "T", " ", 1)
	if _, err := time.Parse(minuteForm, s); s != "" && err != nil {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			d.Invalid(n, "minute", diag.Args{"name": f.Name, "value": s})
			return ""
		}
	}
	return s
}

var amountForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,9})?$`)

// amount reads a number, as written.
func (d *decoder) amount(f kinds.Field, n *yaml.Node) string {
	s := d.Text(n, f.Name)
	if s != "" && !amountForm.MatchString(s) {
		d.Invalid(n, "amount", diag.Args{"name": f.Name, "value": s})
		return ""
	}
	return s
}

// place reads where something is.
func (d *decoder) place(f kinds.Field, n *yaml.Node) []string {
	if n.Kind == yaml.Text {
		return []string{d.Text(n, f.Name), "", ""}
	}
	out := make([]string, 3)
	for _, e := range d.Fields(n, f.Name, "name", "latitude", "longitude") {
		at := map[string]int{"name": 0, "latitude": 1, "longitude": 2}[e.Key]
		out[at] = d.Text(e.Value, e.Key)
		limit := float64(90 * at)
		if v, err := strconv.ParseFloat(out[at], 64); at > 0 && (err != nil || v > limit || v < -limit) {
			d.Invalid(e.Value, "degrees", diag.Args{"name": e.Key, "value": out[at], "limit": int(limit)})
			out[at] = ""
		}
	}
	d.need(n, f.Name, "name", out[0])
	return out
}

// inheritOwn returns the values of a translation's own fields, with those that it inherits.
func inheritOwn(own, source map[string][]string, fields []kinds.Field) map[string][]string {
	out := own
	for _, f := range fields {
		values, set := source[f.Name]
		if _, has := own[f.Name]; has || !set || f.Share != kinds.Shared && f.Share != kinds.Fixed {
			continue
		}
		if len(out) == len(own) {
			if out = maps.Clone(own); out == nil {
				out = map[string][]string{}
			}
		}
		out[f.Name] = values
	}
	return out
}

// ownFields reports what is wrong with the fields that the site describes itself.
func (m *Member) ownFields(list *diag.List, p *schema) {
	s := m.Schemas.or()
	values := m.Parsed.Front.Own
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if slices.ContainsFunc(p.own, func(f kinds.Field) bool { return f.Name == name }) {
			continue
		}
		var having []string
		for _, k := range s.set.Names() {
			if slices.ContainsFunc(s.byKind[site.Kind(k)].own, func(f kinds.Field) bool { return f.Name == name }) {
				having = append(having, k)
			}
		}
		list.Error(m.Locate("="+name), "field-unknown.kind", diag.Args{"kind": string(m.Kind), "key": name, "kinds": having})
	}
	for _, f := range p.own {
		value, set := values[f.Name]
		switch {
		case f.Required && !m.Faulty && len(value) == 0 && (m.Source == nil || f.Share == kinds.Translated):
			at := m.Locate("=" + f.Name)
			if at.Line == 0 {
				at.Line = 1
			}
			list.Error(at, "field-missing.field", diag.Args{"key": f.Name, "kind": string(m.Kind), "example": f.Example()})
		case set && f.Form == kinds.Choice && f.Option(value[0]) == nil:
			var ids []string
			for _, o := range f.Choices {
				ids = append(ids, o.ID)
			}
			list.Error(m.Locate(f.Name), "value-invalid.choice", diag.Args{"name": f.Name, "value": value[0], "near": diag.Nearest(value[0], ids), "allowed": ids})
		case set && m.Source != nil && f.Share == kinds.Fixed && !slices.Equal(value, m.Source.Front.Own[f.Name]):
			list.Error(m.Locate(f.Name), "field-shared.field", diag.Args{"key": f.Name})
		}
	}
}

// writeOwn writes an own field for a translator, unless the source page doesn't set it.
func writeOwn(b *strings.Builder, f kinds.Field, source *site.Front) {
	values := source.Own[f.Name]
	if f.Share != kinds.Translated || len(values) == 0 {
		return
	}
	if f.Form == kinds.Text {
		b.WriteString(f.Name + ": " + Scalar(values[0]) + "\n")
		return
	}
	if f.Form == kinds.Texts {
		b.WriteString(f.Name + ":\n")
		for _, v := range values {
			b.WriteString("  - " + Scalar(v) + "\n")
		}
	}
}
