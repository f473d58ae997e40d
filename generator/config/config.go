// Package config reads content/hub.yaml: the languages, names, sections and
// vocabularies of a hub, and its options.
//
// Load takes the text of the file and returns a Hub, with every mistake of the
// file at once, each with line and column. A Hub with errors can be used to look
// for more mistakes, but not to build a site. The package reads no files and
// knows no pages: package content checks whether a path in the navigation leads
// to a page. LoadSynonyms reads content/synonyms.yaml, LoadAddresses
// content/addresses.yaml and LoadImages content/images.yaml in the same way.
package config

import (
	"cmp"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// File is the path of the configuration from the site's folder.
const File = "content/hub.yaml"

// Hub is the configuration of a site.
type Hub struct {
	BaseURL     string // absolute, ends in a slash
	Languages   []site.Language
	Title       site.Text
	Description site.Text
	Publisher   site.Text // by default the title: a hub speaks for itself
	Subject     site.Text // what the hub is about, such as a programme, or empty
	Funder      site.Text
	Licence     Licence
	Contact     string // mail address, or ""
	Privacy     site.Text
	Logo        string // path from content/, or ""
	Fallback    Fallback
	RawHTML     bool
	LinkSchemes []string        // of links, besides http and https; in lower case, sorted
	ImageHosts  []string        // that pages may load pictures and recordings from; in lower case, sorted
	Theme       string          // name of the folder in themes/
	Typography  map[string]bool // by language: whether spacing is applied
	// SummaryLength is how many characters a summary may have before check
	// warns.
	SummaryLength int
	ShareImages   ShareImages
	Search        Search
	KeepMetadata  []string // of pictures and documents: copyright, credit
	Data          bool     // whether the library and the matrix are offered as files
	Download      bool     // whether the whole site is offered as a file
	Uncleaned     []string // paths from content/ of files and folders that are published as they are
	Consent       ConsentRule
	QuickExit     *QuickExit           // or nil
	Values        map[string]site.Text // that texts may use, by name
	// Kinds are the kinds of pages: the built-in ones, and those of content/kinds/. Nil means
	// that there are only the former.
	Kinds *kinds.Set

	Sections     []*site.Section    // in the order of the file
	SectionIDs   []string           // of all sections in the file, also of those that can't be read
	Vocabularies []*site.Vocabulary // in the order of the file
	Navigation   []Item
	Footer       []Item

	// Synonyms are those of content/synonyms.yaml, by language.
	Synonyms map[string]Synonyms
	// Addresses are those of content/addresses.yaml, sorted.
	Addresses []Address

	// Images is what content/images.yaml says of files, by path from content/.
	Images map[string]*Image

	// Incomplete means that a language, section or term was left out because it
	// couldn't be read: something that isn't in the Hub may still exist.
	Incomplete bool

	// Positions are the positions of values in the file, for mistakes that
	// other packages find. Keys are top-level keys ("logo"), "sections/ID",
	// "vocabularies/ID" and "quick_exit/ID".
	Positions map[string]diag.Position
}

// Licence is the licence of the content.
type Licence struct {
	Name site.Text
	URL  string // absolute, or ""
}

// Fallback says how a page that is not translated is shown.
type Fallback string

// The two ways to show a page that is not translated.
const (
	Notice Fallback = "notice" // in its source language, under a notice
	Omit   Fallback = "omit"   // not at all
)

// ShareImages says which images networks show with a link to a page.
type ShareImages string

// The two ways to draw share images.
const (
	SharePerKind ShareImages = "kind" // one for each kind of page and language
	SharePerPage ShareImages = "page" // one for each page too, with its title
)

// Search has the options of the search export; zero means the default of package
// search.
type Search struct {
	Files     int // approximate number of files of the exported index, without page texts
	TextGroup int // pages whose texts share a file
}

// Item is an entry of the navigation or the footer: "section/" or a source
// path without language, such as "about.md".
type Item struct {
	Path string
	Name site.Text // as shown there; if empty, the name or title of the section or page
	diag.Position
}

// Vocabularies whose terms come from pages, not from hub.yaml.
var fromPages = []string{"partners", "years"}

// fields are the keys of hub.yaml, in the order of hints.
var fields = []string{"base_url", "languages", "title", "description", "publisher", "subject", "funder", "licence", "contact",
	"privacy", "logo", "fallback", "raw_html", "link_schemes", "image_hosts", "theme", "typography", "summary_length", "share_images", "search",
	"keep_metadata", "publish_uncleaned", "data", "download", "consent", "quick_exit", "values",
	"sections", "vocabularies", "navigation", "footer"}

// Load reads the text of hub.yaml; file is its path for diagnostics.
// own are the files that describe the site's own kinds.
func Load(src []byte, file string, own ...KindFile) (*Hub, diag.List) {
	hub := &Hub{
		Fallback: Notice, Theme: "palabre", SummaryLength: 200, ShareImages: SharePerKind, Consent: ConsentOptional,
		LinkSchemes: slices.Clone(defaultSchemes), Typography: map[string]bool{}, Positions: map[string]diag.Position{},
	}
	root, list := yaml.Parse(src, file, 1)
	if root == nil {
		hub.Incomplete = true
		return hub, list
	}
	d := &decoder{Reader: yaml.Reader{File: file}, hub: hub}
	entries := d.Fields(root, "hub.yaml", fields...)
	// Every text is read by language, so the languages come first.
	if n := find(entries, "languages"); n != nil {
		hub.Languages = d.languages(n)
	}
	d.ownKinds(own)
	if n := find(entries, "sections"); n != nil {
		for _, e := range n.Entries {
			hub.SectionIDs = append(hub.SectionIDs, e.Key)
		}
	}
	for _, l := range hub.Languages {
		hub.Typography[l.Code] = true
	}
	for i := range entries {
		hub.Positions[entries[i].Key] = d.KeyAt(&entries[i])
		d.field(&entries[i])
	}
	if root.Kind == yaml.Map || root.Kind == yaml.Null {
		d.required(entries)
	}
	d.ownTargets(own)
	if len(hub.Publisher) == 0 {
		hub.Publisher = hub.Title
	}
	if len(entries) < len(root.Entries) && (hub.Sections == nil || hub.Vocabularies == nil) {
		hub.Incomplete = true // a key may be meant for one of them
	}
	if len(hub.Languages) == 0 {
		hub.Incomplete = true
	}
	d.Diagnostics.Sort()
	return hub, d.Diagnostics
}

// required reports keys that are missing and that every site needs.
func (d *decoder) required(entries []yaml.Entry) {
	for _, name := range []string{"base_url", "languages", "title", "description"} {
		if n := find(entries, name); n == nil || n.Kind == yaml.Null {
			at := diag.Position{File: d.File, Line: 1}
			if n != nil {
				at = d.At(n)
			}
			d.Diagnostics.Error(at, missing[name], diag.Args{"name": name})
		}
	}
}

var missing = map[string]string{
	"base_url":    "field-missing.base-url",
	"languages":   "field-missing.languages",
	"title":       "field-missing.hub-title",
	"description": "field-missing.hub-description",
}

// decoder reads hub.yaml and collects what is wrong.
type decoder struct {
	yaml.Reader
	hub       *Hub
	kindRoots map[site.Kind]*yaml.Node // what the files of own kinds hold
}

func find(entries []yaml.Entry, key string) *yaml.Node {
	for i := range entries {
		if entries[i].Key == key {
			return entries[i].Value
		}
	}
	return nil
}

// field reads one top-level key.
func (d *decoder) field(e *yaml.Entry) {
	h, n := d.hub, e.Value
	texts := map[string]*site.Text{
		"title": &h.Title, "description": &h.Description, "publisher": &h.Publisher, "subject": &h.Subject, "funder": &h.Funder, "privacy": &h.Privacy,
	}
	if text := texts[e.Key]; text != nil {
		*text = d.text(n, e.Key)
		return
	}
	switch e.Key {
	case "base_url":
		h.BaseURL = d.baseURL(n)
	case "licence":
		h.Licence = d.licence(n)
	case "contact":
		h.Contact = d.contact(n)
	case "logo":
		h.Logo = d.logo(n)
	case "fallback":
		h.Fallback = choose(d, n, e.Key, Notice, Omit)
	case "raw_html":
		h.RawHTML = d.Bool(n, e.Key)
	case "link_schemes":
		h.LinkSchemes = d.linkSchemes(n)
	case "image_hosts":
		h.ImageHosts = d.imageHosts(n)
	case "theme":
		h.Theme = d.theme(n)
	case "typography":
		d.typography(n)
	case "summary_length":
		h.SummaryLength = cmp.Or(d.Int(n, e.Key, 50, 1000), h.SummaryLength)
	case "share_images":
		h.ShareImages = choose(d, n, e.Key, SharePerKind, SharePerPage)
	case "search":
		h.Search = d.search(n)
	case "keep_metadata":
		h.KeepMetadata = d.keepMetadata(n)
	case "data":
		h.Data = d.Bool(n, e.Key)
	case "download":
		h.Download = d.Bool(n, e.Key)
	case "publish_uncleaned":
		h.Uncleaned = d.uncleaned(n)
	case "consent":
		h.Consent = choose(d, n, e.Key, ConsentOptional, ConsentRequired)
	case "quick_exit":
		h.QuickExit = d.quickExit(n)
	case "values":
		h.Values = d.values(n)
	case "sections":
		h.Sections = d.sections(n)
	case "vocabularies":
		h.Vocabularies = d.vocabularies(n)
	case "navigation":
		h.Navigation = d.items(n, e.Key)
	case "footer":
		h.Footer = d.items(n, e.Key)
	}
}

// Codes lists the languages' codes, the default first.
func (h *Hub) Codes() []string {
	codes := make([]string, len(h.Languages))
	for i, l := range h.Languages {
		codes[i] = l.Code
	}
	return codes
}

// Vocabulary returns the vocabulary with an id, or nil.
func (h *Hub) Vocabulary(id string) *site.Vocabulary {
	for _, v := range h.Vocabularies {
		if v.ID == id {
			return v
		}
	}
	return nil
}

// text reads a text that every language must have.
func (d *decoder) text(n *yaml.Node, name any) site.Text {
	out := site.Text{}
	if n.Kind == yaml.Text || n.Kind == yaml.Number {
		if codes := d.hub.Codes(); len(codes) == 1 { // the text alone will do
			if s := d.Text(n, name); s != "" {
				out[codes[0]] = s
			}
			return out
		}
		d.Diagnostics.Error(d.At(n), "yaml-type.languages", diag.Args{"name": name, "example": d.example()})
		return out
	}
	codes := d.hub.Codes()
	for _, e := range d.Map(n, name) {
		if !slices.Contains(codes, e.Key) {
			d.language(&e, name)
			continue
		}
		if s := d.Text(e.Value, diag.Phrase{ID: "in-language", Of: name, With: e.Key}); s != "" {
			out[e.Key] = s
		}
	}
	if n.Kind != yaml.Map {
		return out
	}
	for _, code := range codes {
		if out[code] == "" && (n.Get(code) == nil || n.Get(code).Kind == yaml.Null || n.Get(code).Kind == yaml.Text) {
			d.Diagnostics.Error(d.At(n), "field-missing.language", diag.Args{"name": name, "lang": code})
		}
	}
	return out
}

// example returns a text in the site's languages as authors should write it.
func (d *decoder) example() string {
	codes := d.hub.Codes()
	if len(codes) == 0 {
		codes = []string{"en", "fr"}
	}
	return strings.Join(codes, ": ..., ") + ": ..."
}

// language reports a key that should be one of the site's languages.
func (d *decoder) language(e *yaml.Entry, name any) {
	codes := d.hub.Codes()
	if len(codes) == 0 { // the missing languages are reported by themselves
		return
	}
	d.Diagnostics.Error(d.KeyAt(e), "language-unknown.text", diag.Args{"name": name, "lang": e.Key, "near": diag.Nearest(e.Key, codes)})
}

// Keys lists the keys of hub.yaml, for the test of the documentation.
func Keys() []string { return slices.Clone(fields) }
