package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/kinds"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
	searchplan "griot/generator/search/plan"
	"griot/generator/site"
	"griot/generator/view/pages"
)

// documents are the documents of one language, for its search index.
type documents struct {
	texts  *texts
	lang   string
	refs   []bleveindex.Ref
	pages  map[string]*site.Page // by ID
	lists  map[string]pages.List // by ID
	labels map[string]string     // in menus, by the path in hub.yaml
	key    site.Hash             // of all documents
}

// newDocuments lists the pages that are written in a language, and the lists of sections
// and terms; a source that is shown in place of a missing translation isn't one of them.
func newDocuments(s *texts, lang string) *documents {
	d := &documents{texts: s, lang: lang, pages: map[string]*site.Page{}, lists: map[string]pages.List{}, labels: map[string]string{}}
	for _, item := range slices.Concat(s.hub.Navigation, s.hub.Footer) {
		if name := item.Name[lang]; name != "" {
			d.labels[item.Path] = name
		}
	}
	var all []byte
	add := func(id string, hash site.Hash) {
		d.refs = append(d.refs, bleveindex.Ref{ID: id, Hash: keyString(hash)})
		all = append(append(all, id...), hash[:]...)
	}
	for _, g := range s.site.Groups {
		p := g.Pages[lang]
		if p == nil {
			continue
		}
		r, _ := s.site.Rendition(g, lang)
		c := s.conversion(r)
		front := p.FrontHash
		d.pages[r.Path] = p
		add(r.Path, cache.Hash([]byte(r.Path), front[:], c.TextHash[:], fmt.Appendf(nil, "%q %t %q", g.Kind, s.hub.Typography[lang], d.names(p))))
	}
	for _, l := range s.textlessViews.Lists() {
		if _, isPage := d.pages[l.Path]; l.Lang != lang || isPage {
			continue
		}
		d.lists[l.Path] = l
		add(l.Path, cache.Hash(fmt.Appendf(nil, "list %q", []string{l.Path, l.Name, l.Summary, l.Entries, d.labels[l.Section+"/"]})))
	}
	d.key = cache.Hash(all)
	return d
}

// load returns a document.
func (d *documents) load(ref bleveindex.Ref) (search.Document, error) {
	if l, ok := d.lists[ref.ID]; ok {
		return d.list(l), nil
	}
	r, err := d.rendition(ref.ID)
	if err != nil {
		return search.Document{}, err
	}
	body, err := d.texts.plainText(r)
	return d.document(r, body), err
}

// ids returns the hash of the ID of each document, sorted.
func (d *documents) ids() []site.Hash {
	list := make([]site.Hash, len(d.refs))
	for i := range d.refs {
		list[i] = cache.Hash([]byte(d.refs[i].ID))
	}
	slices.SortFunc(list, compareHashes)
	return list
}

// rendition returns the page of a document. There may be none: an index may be older
// than the site.
func (d *documents) rendition(id string) (site.Rendition, error) {
	p := d.pages[id]
	if p == nil {
		return site.Rendition{}, fmt.Errorf("there is no document %q", id)
	}
	r, _ := d.texts.site.Rendition(p.Group, p.Lang)
	return r, nil
}

// text returns the text of a page by its ID, from which snippets are cut: what is said
// in its front matter, and its body.
func (d *documents) text(id string) (string, error) {
	if _, ok := d.lists[id]; ok {
		return "", nil
	}
	r, err := d.rendition(id)
	if err != nil {
		return "", err
	}
	text, err := d.texts.plainText(r)
	return strings.Join(append(d.keyTexts(r.Page), text), "\n"), err
}

// keyTexts are the texts of a page's front matter that its layout shows as paragraphs, and
// its authors.
func (d *documents) keyTexts(p *site.Page) []string {
	f := &p.Front
	var out []string
	lists := [][]string{f.KeyMessages, f.Glance, {f.Lead}}
	for _, own := range d.texts.hub.Kinds.Own(p.Group.Kind) {
		switch values := f.Own[own.Name]; {
		case own.Form.Words():
			lists = append(lists, values)
		case own.Form == kinds.Place && len(values) > 0:
			lists = append(lists, values[:1]) // its name
		}
	}
	for _, list := range lists {
		for _, line := range list {
			if line != "" {
				out = append(out, d.texts.typeset(p.Lang, line))
			}
		}
	}
	for _, a := range pages.Byline(f) {
		out = append(out, strings.TrimSuffix(a.Name+", "+a.Note, ", "))
	}
	return out
}

// names are what a page is called besides its title: short forms, the names of the term
// that it is about, its label in a menu.
func (d *documents) names(p *site.Page) []string {
	s, f := d.texts.site, &p.Front
	names := append([]string{f.Short, d.labels[strings.TrimSuffix(p.Group.ID, "index")], d.labels[p.Group.ID+".md"]}, f.Also...)
	for _, own := range d.texts.hub.Kinds.Own(p.Group.Kind) {
		if own.Names {
			names = append(names, f.Own[own.Name]...)
		}
	}
	if about := d.texts.hub.Kinds.Of(p.Group.Kind).About; about != "" {
		if t := s.Vocabulary(about).Term(f.About(about)); t != nil {
			names = append(names, t.Name[d.lang], t.Short[d.lang], t.ISO)
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" || n == f.Title })
	slices.Sort(names)
	return slices.Compact(names)
}

// facetOf maps vocabularies to facets; terms of all others are tags.
var facetOf = map[string]string{"countries": "country", "outcomes": "outcome", "types": "type", "years": "year"}

// listKind is the kind of documents that are lists.
const listKind = "list"

// list returns the document of a list.
func (d *documents) list(l pages.List) search.Document {
	doc := search.Document{
		ID: l.Path, Lang: d.lang, Kind: listKind,
		Title: d.texts.typeset(d.lang, l.Name), Summary: d.texts.typeset(d.lang, l.Summary), Body: l.Entries,
		Facets: map[string][]string{},
	}
	if label := d.labels[l.Section+"/"]; label != "" && label != l.Name {
		doc.Names = []string{label}
	}
	return doc
}

// document returns the document of a page with this text.
func (d *documents) document(r site.Rendition, text string) search.Document {
	s := d.texts
	f := &r.Page.Front
	doc := search.Document{
		ID: r.Path, Lang: r.Page.Lang, Kind: string(r.Page.Group.Kind),
		Title: s.typeset(r.Page.Lang, f.Title), Names: d.names(r.Page), Summary: s.typeset(r.Page.Lang, f.Summary),
		KeyTexts: d.keyTexts(r.Page), Body: text, Date: string(f.Date), Facets: map[string][]string{},
	}
	var heads []string
	for _, h := range s.record(r).Headings {
		heads = append(heads, h.Text)
	}
	doc.Headings = strings.Join(heads, "\n")
	for vocabulary, ids := range f.Terms {
		name := facetOf[vocabulary]
		if name == "" {
			name = "tag"
		}
		doc.Facets[name] = append(doc.Facets[name], ids...)
	}
	add := func(name, id string) {
		if id != "" {
			doc.Facets[name] = append(doc.Facets[name], id)
		}
	}
	add("country", f.Country)
	add("outcome", f.Outcome)
	add("type", f.Type)
	return doc
}

// synonyms returns what means the same in a language: what the hub's writers list, and the
// names of each term of the glossary.
func (o *outline) synonyms(lang string) searchplan.Synonyms {
	listed := o.hub.Synonyms[lang]
	s := searchplan.Synonyms{Groups: slices.Clone(listed.Groups)}
	for _, e := range listed.OneWay {
		s.OneWay = append(s.OneWay, searchplan.OneWay(e))
	}
	for _, g := range o.site.Groups {
		if p := g.Pages[lang]; p != nil && o.hub.Kinds.Of(g.Kind).Glossary {
			if names := termNames(&p.Front); len(names) > 1 {
				s.Groups = append(s.Groups, names)
			}
		}
	}
	return s
}

// termNames returns the title, short form and other names of a term of the glossary.
func termNames(f *site.Front) []string {
	names := []string{f.Title}
	if f.Short != "" {
		names = append(names, f.Short)
	}
	return append(names, f.Also...)
}

// glossary returns the terms of the glossary that have a page in several languages.
func (o *outline) glossary() []searchplan.GlossaryTerm {
	var out []searchplan.GlossaryTerm
	for _, g := range o.site.Groups {
		if !o.hub.Kinds.Of(g.Kind).Glossary || len(g.Pages) < 2 {
			continue
		}
		term := searchplan.GlossaryTerm{}
		for lang, p := range g.Pages {
			term[lang] = termNames(&p.Front)
		}
		out = append(out, term)
	}
	return out
}
