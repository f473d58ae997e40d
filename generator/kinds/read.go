package kinds

import (
	"cmp"
	"regexp"
	"slices"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// sharing are the ways to share a field, as set_in names them.
var sharing = map[string]Share{"file": Alone, "language": Translated, "source": Shared, "source only": Fixed}

// Keys of a file that describes a kind: those of a site's own, and those that only
// the built-in kinds have.
var (
	ownKeys     = []string{"name", "plural", "extends", "layout", "list", "order", "latest_first", "schema", "dated", "shared", "cited", "fields"}
	builtinKeys = []string{"archetype", "rank", "parts", "about", "terms", "glossary", "layouts"}
	fieldKeys   = []string{"form", "set_in", "required", "label", "help", "of", "choices", "card", "search", "schema"}
)

// Words reads a text in each language of a site, and reports what is wrong with it.
type Words func(n *yaml.Node, name any) site.Text

// reader reads the description of a kind.
type reader struct {
	*yaml.Reader
	words Words // nil for a built-in kind
}

// Read reads the description of a site's own kind, or what a site changes of a built-in
// one. base has the kinds that it may extend.
func Read(r *yaml.Reader, root *yaml.Node, name site.Kind, base *Set, words Words) Kind {
	d := &reader{r, words}
	known := base.Of(name)
	k := *known
	d.Fields(root, diag.Phrase{ID: "kind", With: string(name)}, ownKeys...)
	if !base.Known(name) {
		k = d.start(node(root, "extends"), base)
		for key, at := range map[string]*site.Text{"name": &k.Title, "plural": &k.Plural} {
			n := node(root, key)
			if *at = words(n, key); n.Kind == yaml.Null {
				d.Diagnostics.Error(diag.Position{File: d.File, Line: 1}, "field-missing.part", diag.Args{"name": diag.Phrase{ID: "kind", With: string(name)}, "key": key})
			}
		}
	} else if n := node(root, "extends"); n.Kind != yaml.Null {
		d.Invalid(n, "kind-extends", diag.Args{"kind": string(name)})
	}
	k.Name, k.Described = name, true
	d.settings(&k, root)
	own := d.fields(node(root, "fields"))
	k.Fields = joined(k.Fields, slices.DeleteFunc(own, func(f Field) bool { return d.taken(&f, root, base, k.Fields) }))
	d.order(&k, node(root, "order"))
	return k
}

// start returns the kind that a new one starts from: the one that it extends, or a page
// with a layout that shows all fields.
func (r *reader) start(n *yaml.Node, base *Set) Kind {
	k := Kind{Layout: OwnLayout, List: "section", Archetype: "own.md", Order: ByTitle}
	if n.Kind == yaml.Null {
		return k
	}
	from := site.Kind(r.Text(n, "extends"))
	if !base.Known(from) {
		r.Diagnostics.Error(r.At(n), "kind-unknown", diag.Args{"kind": string(from), "near": diag.Nearest(string(from), base.Names()), "kinds": base.Names()})
		return k
	}
	of := base.Of(from)
	k = *of
	k.Described, k.Layouts, k.About, k.Terms, k.Glossary, k.Rank, k.Archetype = false, nil, "", "", false, 0, "own.md"
	k.Fields = slices.Clone(of.Fields)
	return k
}

// OwnLayout is the layout of a site's own kinds, unless they name another.
const OwnLayout = "own"

// taken reports a field that has the name of another, and says whether it is one.
func (r *reader) taken(f *Field, root *yaml.Node, base *Set, fields []Field) bool {
	i := slices.IndexFunc(fields, func(o Field) bool { return o.Name == f.Name })
	if i < 0 && !base.hasBuiltinField(f.Name) {
		return false
	}
	r.Invalid(node(node(root, "fields"), f.Name), "field-taken", diag.Args{"key": f.Name})
	return true
}

// order reports an order that is neither one of the known ones nor a field of the kind.
func (r *reader) order(k *Kind, n *yaml.Node) {
	known := []string{string(ByTitle), string(ByDate), string(ByPeriod)}
	for _, f := range k.Fields {
		if f.Own && slices.Contains([]Form{Day, Time, Amount, Text}, f.Form) {
			known = append(known, f.Name)
		}
	}
	if n.Kind != yaml.Null && !slices.Contains(known, string(k.Order)) {
		r.choice(n, "order", string(k.Order), known)
		k.Order = ByTitle
	}
}

// node returns the value of a key, or a Null.
func node(n *yaml.Node, key string) *yaml.Node {
	if v := n.Get(key); v != nil {
		return v
	}
	return &yaml.Node{}
}

// settings reads the keys of a kind that are neither words nor fields, over those that
// it has.
func (r *reader) settings(k *Kind, root *yaml.Node) {
	text := func(key, value string) string { return cmp.Or(r.Text(node(root, key), key), value) }
	k.Layout, k.List, k.Archetype = text("layout", k.Layout), text("list", k.List), text("archetype", k.Archetype)
	k.Order, k.Parts = Order(text("order", string(k.Order))), Parts(text("parts", string(k.Parts)))
	k.Cited, k.About, k.Terms = Citation(text("cited", string(k.Cited))), text("about", k.About), text("terms", k.Terms)
	if n := node(root, "schema"); n.Kind != yaml.Null {
		if k.SchemaType = r.Text(n, "schema"); !schemaForm.MatchString(k.SchemaType) {
			r.Invalid(n, "schema-type", diag.Args{"value": k.SchemaType})
			k.SchemaType = ""
		}
	}
	for key, at := range map[string]*bool{"dated": &k.Dated, "shared": &k.Shared, "glossary": &k.Glossary, "latest_first": &k.LatestFirst} {
		if n := node(root, key); n.Kind != yaml.Null {
			*at = r.Bool(n, key)
		}
	}
	if n := node(root, "rank"); n.Kind != yaml.Null {
		k.Rank = r.Int(n, "rank", 1, 99)
	}
	for _, e := range r.Map(node(root, "layouts"), "layouts") {
		k.Layouts = append(k.Layouts, PageLayout{e.Key, r.Text(e.Value, e.Key)})
	}
	if n := node(root, "cited"); !slices.Contains([]Citation{Uncited, AsReport, AsWebPage}, k.Cited) {
		r.choice(n, "cited", string(k.Cited), []string{string(AsReport), string(AsWebPage)})
		k.Cited = Uncited
	}
}

// schemaForm is the form of the names of schema.org's types and properties.
var schemaForm = regexp.MustCompile(`^[A-Za-z]{1,60}$`)

// choice reports a value that is none of those allowed.
func (r *reader) choice(n *yaml.Node, name any, value string, allowed []string) {
	r.Invalid(n, "choice", diag.Args{"name": name, "value": value, "near": diag.Nearest(value, allowed), "allowed": allowed})
}

// fields reads the fields of a kind.
func (r *reader) fields(n *yaml.Node) []Field {
	var out []Field
	for _, e := range r.Map(n, "fields") {
		if f, ok := r.field(&e); ok {
			out = append(out, f)
		}
	}
	return out
}

// fieldForm is the form of the name of a field.
var fieldForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// field reads a field. It returns false if the field can't be used.
func (r *reader) field(e *yaml.Entry) (f Field, ok bool) {
	f = Field{Name: e.Key, Own: r.words != nil}
	if !fieldForm.MatchString(f.Name) {
		r.Diagnostics.Error(r.KeyAt(e), "value-invalid.field-name", diag.Args{"value": f.Name})
		return f, false
	}
	n := e.Value
	name := diag.Phrase{ID: "field", With: f.Name}
	r.Fields(n, name, fieldKeys...)
	if !r.form(&f, e, name) {
		return f, false
	}
	f.Share = Shared
	if f.Form.Words() {
		f.Share = Translated
	}
	if at := node(n, "set_in"); at.Kind != yaml.Null {
		value := r.Text(at, "set_in")
		share, known := sharing[value]
		if !known {
			r.choice(at, "set_in", value, []string{"file", "language", "source", "source only"})
			return f, false
		}
		f.Share = share
	}
	f.Required = r.Bool(node(n, "required"), "required")
	if f.Own {
		r.own(&f, e, name)
	}
	return f, true
}

// form reads the form of a field.
func (r *reader) form(f *Field, e *yaml.Entry, name any) bool {
	at := node(e.Value, "form")
	if at.Kind == yaml.Null {
		r.Diagnostics.Error(r.KeyAt(e), "field-missing.part", diag.Args{"name": name, "key": "form"})
		return false
	}
	value := r.Text(at, "form")
	if f.Form = forms[value]; f.Form == "" && r.words == nil {
		f.Form = builtinForms[value]
	}
	if f.Form == "" {
		r.choice(at, "form", value, formNames)
		return false
	}
	return true
}

// formNames are the names of the forms that a site's own fields may have.
var formNames = func() []string {
	var out []string
	for name := range forms {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}()

// own reads what only the field of a site's own kind has.
func (r *reader) own(f *Field, e *yaml.Entry, name any) {
	n := e.Value
	f.Label = r.words(node(n, "label"), diag.Phrase{ID: "label", Of: name})
	if len(f.Label) == 0 {
		r.Diagnostics.Error(r.KeyAt(e), "field-missing.part", diag.Args{"name": name, "key": "label"})
	}
	f.Help = r.words(node(n, "help"), diag.Phrase{ID: "help", Of: name})
	f.Of = r.Text(node(n, "of"), "of")
	if at := node(n, "schema"); at.Kind != yaml.Null {
		if f.Property = r.Text(at, "schema"); !schemaForm.MatchString(f.Property) {
			r.Invalid(at, "schema-type", diag.Args{"value": f.Property})
			f.Property = ""
		}
	}
	f.Card = r.Bool(node(n, "card"), "card")
	if at := node(n, "search"); at.Kind != yaml.Null {
		value := r.Text(at, "search")
		if f.Names = value == "title"; !f.Names && value != "text" {
			r.choice(at, "search", value, []string{"text", "title"})
		}
	}
	for _, c := range r.Map(node(n, "choices"), "choices") {
		f.Choices = append(f.Choices, Option{c.Key, r.words(c.Value, diag.Phrase{ID: "choice", With: c.Key})})
	}
	needs := map[Form]string{Choice: "choices", TermID: "of", TermIDs: "of"}[f.Form]
	if needs == "choices" && len(f.Choices) == 0 || needs == "of" && f.Of == "" {
		r.Diagnostics.Error(r.KeyAt(e), "field-missing.part", diag.Args{"name": name, "key": needs})
	}
}
