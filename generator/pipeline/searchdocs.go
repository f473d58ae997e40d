package pipeline

import (
	"fmt"
	"strings"

	"griot/generator/cache"
	"griot/generator/kinds"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
	searchplan "griot/generator/search/plan"
	"griot/generator/site"
)

// documents are the documents of one language, for its search index.
type documents struct {
	texts *texts
	refs  []bleveindex.Ref
	byID  map[string]*site.Page
	key   site.Hash // of all documents
}

// newDocuments lists the pages that are written in a language; a source that is shown in
// place of a missing translation isn't one of them.
func newDocuments(s *texts, lang string) *documents {
	d := &documents{texts: s, byID: map[string]*site.Page{}}
	var all []byte
	for _, g := range s.site.Groups {
		p := g.Pages[lang]
		if p == nil {
			continue
		}
		r, _ := s.site.Rendition(g, lang)
		c := s.conversion(r)
		front := p.FrontHash
		hash := cache.Hash([]byte(r.Path), front[:], c.TextHash[:], fmt.Append(nil, g.Kind, s.hub.Typography[lang]))
		d.refs = append(d.refs, bleveindex.Ref{ID: r.Path, Hash: keyString(hash)})
		d.byID[r.Path] = p
		all = append(append(all, r.Path...), hash[:]...)
	}
	d.key = cache.Hash(all)
	return d
}

// rendition returns the page of a document. There may be none: an index may be older
// than the site.
func (d *documents) rendition(id string) (site.Rendition, error) {
	p := d.byID[id]
	if p == nil {
		return site.Rendition{}, fmt.Errorf("there is no document %q", id)
	}
	r, _ := d.texts.site.Rendition(p.Group, p.Lang)
	return r, nil
}

// load returns a document.
func (d *documents) load(ref bleveindex.Ref) (search.Document, error) {
	r, err := d.rendition(ref.ID)
	if err != nil {
		return search.Document{}, err
	}
	body, err := d.body(r)
	return d.document(r, body), err
}

// text returns the text of a page by its ID.
func (d *documents) text(id string) (string, error) {
	r, err := d.rendition(id)
	if err != nil {
		return "", err
	}
	return d.body(r)
}

// body returns the text of a page, preceded by texts of its front matter.
func (d *documents) body(r site.Rendition) (string, error) {
	text, err := d.texts.plainText(r)
	if err != nil {
		return "", err
	}
	f := &r.Page.Front
	var body strings.Builder
	for _, list := range [][]string{f.KeyMessages, f.Glance, f.Also, {f.Short, f.Lead}} {
		for _, line := range list {
			if line != "" {
				body.WriteString(d.texts.typeset(r.Page.Lang, line) + "\n")
			}
		}
	}
	body.WriteString(text)
	return body.String(), nil
}

// facetOf maps vocabularies to facets; terms of all others are tags.
var facetOf = map[string]string{"countries": "country", "outcomes": "outcome", "types": "type", "years": "year"}

// document returns the document of a page with this body.
func (d *documents) document(r site.Rendition, body string) search.Document {
	s := d.texts
	f := &r.Page.Front
	doc := search.Document{
		ID: r.Path, Lang: r.Page.Lang, Kind: string(r.Page.Group.Kind),
		Title: s.typeset(r.Page.Lang, f.Title), Summary: s.typeset(r.Page.Lang, f.Summary),
		Body: body, Date: string(f.Date), Facets: map[string][]string{},
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

// glossary returns the terms of the glossary that have a page in several languages.
func (o *outline) glossary() []searchplan.GlossaryTerm {
	var out []searchplan.GlossaryTerm
	for _, g := range o.site.Groups {
		if !kinds.Of(g.Kind).Glossary || len(g.Pages) < 2 {
			continue
		}
		term := searchplan.GlossaryTerm{}
		for lang, p := range g.Pages {
			term[lang] = append(term[lang], p.Front.Title)
			if p.Front.Short != "" {
				term[lang] = append(term[lang], p.Front.Short)
			}
			term[lang] = append(term[lang], p.Front.Also...)
		}
		out = append(out, term)
	}
	return out
}
