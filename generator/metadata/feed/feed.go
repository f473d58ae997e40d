// Package feed writes Atom feeds (RFC 4287), sitemaps (sitemaps.org, protocol
// 0.9, with hreflang links) and robots.txt.
//
// Call Atom with a Feed, Sitemap with a list of URL, and Robots. The results
// depend only on the arguments. The package never reads a clock, doesn't know how
// a page is made, and writes nothing to disk.
package feed

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"time"

	"griot/generator/site"
)

// Feed is an Atom feed: the newest pages of one language or section.
type Feed struct {
	ID       string // permanent IRI; default Self
	Title    string
	Subtitle string
	Lang     string // BCP 47, of the feed's own texts and its entries
	Self     string // absolute URL of the feed itself
	URL      string // absolute URL of the page that shows the same list
	Authors  []Person
	Rights   string // licence in words, or ""
	Licence  string // absolute URL of the licence, or ""
	Logo     string // absolute URL of an image, or ""
	// Updated is used if no entry has a date.
	Updated site.Date
	// Limit is the maximum number of entries, newest first; 0 means all.
	Limit   int
	Entries []Entry // in any order
}

// Entry is one page of a feed. An entry without any date is left out, since Atom
// requires one and an invented one would present the page as news.
type Entry struct {
	ID         string // permanent IRI, as Tag returns; default URL
	Title      string
	Summary    string // plain text
	URL        string // absolute
	Published  site.Date
	Updated    site.Date // default Published
	Lang       string    // if it differs from the feed's
	Authors    []Person  // if they differ from the feed's
	Categories []Category
}

// Person is an author; an organisation is one too.
type Person struct{ Name, URI, Email string }

// Category is a term that an entry carries.
type Category struct {
	Term   string // id of the term, the same in all languages
	Scheme string // IRI of the vocabulary, or ""
	Label  string // the term's name in the feed's language
}

// Tag returns a permanent id that doesn't change with the URL (RFC 4151), made of
// the host of the hub, the day a page was published and the page's own id. The
// date must be one on which the hub had its host name.
func Tag(base string, published site.Date, id string) string {
	host := base
	if u, err := url.Parse(base); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + strings.ToLower(host) + "," + string(published) + ":" + (&url.URL{Path: id}).EscapedPath()
}

// Atom returns a feed, newest entry first; entries of one day are sorted by id.
func Atom(f Feed) []byte {
	entries := f.Newest()
	updated := f.Updated
	if len(entries) > 0 {
		updated = entries[0].Updated
	}
	if rfc3339(updated) == "" {
		updated = "1970-01-01"
	}
	if len(f.Authors) == 0 {
		f.Authors = []Person{{Name: f.Title}}
	}

	w := &writer{}
	w.raw(xml.Header)
	w.raw(`<feed xmlns="http://www.w3.org/2005/Atom"`)
	w.attr("xml:lang", f.Lang)
	w.raw(">\n")
	w.element("  ", "id", cmp.Or(f.ID, f.Self))
	w.element("  ", "title", f.Title)
	w.optional("  ", "subtitle", f.Subtitle)
	w.element("  ", "updated", rfc3339(updated))
	w.people("  ", f.Authors)
	w.link("self", "application/atom+xml", f.Self)
	w.link("alternate", "text/html", f.URL)
	w.link("license", "", f.Licence)
	w.optional("  ", "logo", f.Logo)
	w.optional("  ", "rights", f.Rights)
	for i := range entries {
		w.entry(&entries[i], f.Lang)
	}
	w.raw("</feed>\n")
	return w.Bytes()
}

// Newest returns the entries that Atom writes, newest first, with ID and Updated
// filled in.
func (f Feed) Newest() []Entry { return newest(f.Entries, f.Limit) }

// newest returns the entries that have a date, sorted, with Updated filled in.
func newest(all []Entry, limit int) []Entry {
	dated := make([]Entry, 0, len(all))
	for _, e := range all {
		e.ID = cmp.Or(e.ID, e.URL)
		e.Updated = cmp.Or(e.Updated, e.Published)
		if rfc3339(e.Updated) != "" {
			dated = append(dated, e)
		}
	}
	slices.SortStableFunc(dated, func(a, b Entry) int {
		return cmp.Or(strings.Compare(rfc3339(b.Updated), rfc3339(a.Updated)), strings.Compare(a.ID, b.ID))
	})
	if limit > 0 && len(dated) > limit {
		dated = dated[:limit]
	}
	return dated
}

func (w *writer) entry(e *Entry, feedLang string) {
	w.raw("  <entry")
	if e.Lang != feedLang {
		w.attr("xml:lang", e.Lang)
	}
	w.raw(">\n")
	w.element("    ", "id", e.ID)
	w.element("    ", "title", e.Title)
	w.raw("  ")
	w.link("alternate", "text/html", e.URL)
	w.optional("    ", "published", rfc3339(e.Published))
	w.element("    ", "updated", rfc3339(e.Updated))
	w.people("    ", e.Authors)
	for _, c := range e.Categories {
		if c.Term == "" {
			continue
		}
		w.raw("    <category")
		w.attr("term", c.Term)
		w.attr("scheme", c.Scheme)
		w.attr("label", c.Label)
		w.raw("/>\n")
	}
	w.optional("    ", "summary", e.Summary)
	w.raw("  </entry>\n")
}

func (w *writer) people(indent string, people []Person) {
	for _, p := range people {
		w.raw(indent + "<author>\n")
		w.element(indent+"  ", "name", p.Name)
		w.optional(indent+"  ", "uri", p.URI)
		w.optional(indent+"  ", "email", p.Email)
		w.raw(indent + "</author>\n")
	}
}

func (w *writer) link(rel, mediaType, href string) {
	if href == "" {
		return
	}
	w.raw("  <link")
	w.attr("rel", rel)
	w.attr("type", mediaType)
	w.attr("href", href)
	w.raw("/>\n")
}

// rfc3339 formats a day, a month or a year as midnight UTC of its first day. It
// returns "" for what is not a date.
func rfc3339(d site.Date) string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, string(d)); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return ""
}
