// Package schemaorg writes structured data: JSONLD describes a page in the
// vocabulary of schema.org, and TargetTags returns meta tags for the targets of
// the Sustainable Development Goals. Citation tags are in metadata/cite.
//
// Both take plain values with absolute URLs. The JSON is safe inside a script
// element and has its properties in a fixed order; empty values are left out. The
// package never contains words that readers see and doesn't know how a page is
// made.
package schemaorg

import (
	"cmp"
	"encoding/json"
	"html/template"
)

// Site is the hub in one language.
type Site struct {
	URL         string // of the language's home page
	Name        string
	Description string
	Lang        string
	Publisher   string // name, or ""
	Subject     string // name of what the hub is about, or ""
	Base        string // URL of the site's root, from which the publisher's id is made
	Logo        string // of the publisher, or ""
	Licence     string // of the content, or ""
	Search      string // URL of the search page, or ""
}

// Link is a named URL.
type Link struct{ Name, URL string }

// Version is a page or a document in one language.
type Version struct{ Lang, Title, URL string }

// Topic is what a page is about.
type Topic struct {
	Name string
	Code string // ISO 3166-1 alpha-3 for countries, "16.3" for targets, or ""
	URL  string // of the page about it, or ""
	Kind TopicKind
}

// TopicKind is what a topic is.
type TopicKind uint8

// The kinds of topics.
const (
	Subject TopicKind = iota // an outcome, a theme
	Country
	Target // of the Sustainable Development Goals
)

// The types of pages, as schema.org names them.
const (
	WebPage           = "WebPage"
	CollectionPage    = "CollectionPage"
	AboutPage         = "AboutPage"
	SearchResultsPage = "SearchResultsPage"
)

// Page is a page of the hub.
type Page struct {
	Site Site
	Type string // WebPage if empty

	URL, Title, Summary string
	Lang                string // of the text
	Crumbs              []Link // from the home page down, the page itself last
	Image               string // URL of the share image, or ""
	Published, Modified string // ISO 8601, or ""
	From, To            string // the time that the facts are about, or ""
	Home                bool   // of its language

	// Original is the version that the page was translated from, nil if it is
	// the original; Translations are those made from it.
	Original     *Version
	Translations []Version

	About        []Topic
	Document     *Document     // the page is a document of the library
	Term         *Term         // the page defines a term
	Glossary     bool          // the page lists terms
	Organisation *Organisation // the page is about an organisation
	Thing        *Thing        // the page is about something of a site's own kind
}

// Document is what only a citable page has.
type Document struct {
	Authors []Author // if empty, the publisher is the author
	Type    string   // name of the document type, or ""
	DOI     string
	Sources []Reference
}

// Author is a person or an organisation.
type Author struct {
	Name          string
	Family, Given string // of a person, where they are known apart
	Person        bool
	ORCID         string // in groups of four characters, or ""
	Organisation  string // that a person works for, or ""
}

// Reference is a document that another one is based on; Lang is "" if both have
// the same language.
type Reference struct{ Title, Publisher, Year, URL, Lang string }

// Term is an entry of the glossary.
type Term struct {
	Short    string // acronym, or ""
	Also     []string
	Glossary Link
}

// Organisation is a partner.
type Organisation struct{ Name, Short, URL string }

// Thing is what a page of a site's own kind is about.
type Thing struct {
	Type       string // of schema.org, such as Event
	Properties []Property
}

// Property is a value of a thing. A Place is a text.
type Property struct {
	Name                string // of schema.org, such as startDate
	Values              []string
	Place               bool
	Latitude, Longitude string // of a place, or ""
}

// object is a node of JSON-LD; encoding/json writes its keys in order.
type object map[string]any

// JSONLD describes a page in schema.org's vocabulary.
func JSONLD(p Page) template.JS {
	graph := []object{p.page()}
	if len(p.Crumbs) > 1 {
		graph = append(graph, p.breadcrumbs())
	}
	if p.Home {
		graph = append(graph, p.Site.site(true), p.Site.publisher(true))
	}
	switch {
	case p.Document != nil:
		graph = append(graph, p.report())
	case p.Term != nil:
		graph = append(graph, p.term())
	case p.Glossary:
		graph = append(graph, object{"@type": "DefinedTermSet", "@id": p.URL + "#terms", "name": p.Title, "url": p.URL, "inLanguage": p.Lang})
	case p.Organisation != nil:
		graph = append(graph, p.organisation())
	case p.Thing != nil:
		graph = append(graph, p.thing())
	}
	clean := make([]object, 0, len(graph))
	for _, o := range graph {
		if len(o) > 0 {
			clean = append(clean, o)
		}
	}
	b, err := json.Marshal(object{"@context": "https://schema.org", "@graph": clean})
	if err != nil {
		panic(err) // texts, lists and objects of them can't fail
	}
	return template.JS(b) // json.Marshal writes < > & and U+2028 as escapes
}

// put sets a property unless its value is empty.
func (o object) put(key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []object:
		if len(v) == 0 {
			return
		}
		if len(v) == 1 {
			value = v[0]
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case object:
		if len(v) == 0 {
			return
		}
	}
	o[key] = value
}

// work sets the properties that pages and documents have in common.
func (p Page) work(o object) {
	o.put("name", p.Title)
	o.put("inLanguage", p.Lang)
	o.put("datePublished", p.Published)
	o.put("dateModified", cmp.Or(p.Modified, p.Published))
	o.put("license", p.Site.Licence)
	o.put("publisher", p.Site.publisher(false))
	o.put("image", p.Image)
	o.put("about", p.topics())
	o.put("temporalCoverage", interval(p.From, p.To))
}

// interval writes a period as an ISO 8601 interval.
func interval(from, to string) string {
	if from == "" || to == "" || from == to {
		return from
	}
	return from + "/" + to
}

// translations sets the relations of a work with its versions in other languages;
// a page's URL and suffix together are the id of its work.
func (p Page) translations(o object, kind, suffix string) {
	version := func(v Version) object {
		return object{"@type": kind, "@id": v.URL + suffix, "name": v.Title, "inLanguage": v.Lang, "url": v.URL}
	}
	if p.Original != nil {
		o.put("translationOfWork", version(*p.Original))
	}
	var made []object
	for _, v := range p.Translations {
		made = append(made, version(v))
	}
	o.put("workTranslation", made)
}

func (p Page) page() object {
	kind := cmp.Or(p.Type, WebPage)
	o := object{"@type": kind, "@id": p.URL, "url": p.URL, "isPartOf": p.Site.site(false)}
	if len(p.Crumbs) > 1 {
		o.put("breadcrumb", object{"@id": p.URL + "#breadcrumbs"})
	}
	if main := p.mainID(); main != "" {
		o.put("mainEntity", object{"@id": main})
	}
	if p.Document != nil { // the document has the other properties
		o.put("name", p.Title)
		o.put("inLanguage", p.Lang)
		return o
	}
	o.put("description", p.Summary)
	p.work(o)
	p.translations(o, kind, "")
	return o
}

// mainID returns the id of what the page is mainly about.
func (p Page) mainID() string {
	switch {
	case p.Document != nil:
		return p.URL + "#document"
	case p.Term != nil:
		return p.URL + "#term"
	case p.Glossary:
		return p.URL + "#terms"
	case p.Organisation != nil:
		return p.URL + "#organisation"
	case p.Thing != nil:
		return p.URL + "#thing"
	}
	return ""
}

func (p Page) breadcrumbs() object {
	var items []object
	for i, c := range p.Crumbs {
		items = append(items, object{"@type": "ListItem", "position": i + 1, "name": c.Name, "item": object{"@id": c.URL}})
	}
	return object{"@type": "BreadcrumbList", "@id": p.URL + "#breadcrumbs", "itemListElement": items}
}

// site returns the website in the page's language; with full, also how to search
// it.
func (s Site) site(full bool) object {
	o := object{"@type": "WebSite", "@id": s.URL + "#site", "url": s.URL, "name": s.Name}
	if !full {
		return o
	}
	o.put("description", s.Description)
	o.put("inLanguage", s.Lang)
	o.put("license", s.Licence)
	o.put("publisher", s.publisher(false))
	if s.Subject != "" {
		o.put("about", object{"@type": "Thing", "@id": s.Base + "#subject", "name": s.Subject})
	}
	if s.Search != "" {
		o.put("potentialAction", object{
			"@type":       "SearchAction",
			"target":      object{"@type": "EntryPoint", "urlTemplate": s.Search + "?q={search_term_string}"},
			"query-input": "required name=search_term_string",
		})
	}
	return o
}

func (s Site) publisher(full bool) object {
	if s.Publisher == "" {
		return object{}
	}
	o := object{"@type": "Organization", "@id": s.Base + "#publisher", "name": s.Publisher}
	if full {
		o.put("logo", s.Logo)
	}
	return o
}

func (p Page) topics() []object {
	var out []object
	for _, t := range p.About {
		o := object{"name": t.Name}
		switch t.Kind {
		case Country:
			o.put("@type", "Country")
			o.put("identifier", t.Code)
			o.put("url", t.URL)
		case Target:
			o.put("@type", "DefinedTerm")
			o.put("@id", TargetURI(t.Code))
			o.put("termCode", t.Code)
			o.put("inDefinedTermSet", targets)
		default:
			o.put("@type", "DefinedTerm")
			o.put("termCode", t.Code)
			o.put("url", t.URL)
		}
		out = append(out, o)
	}
	return out
}
