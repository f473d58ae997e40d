package feed

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"griot/generator/site"
)

// Limits of one sitemap file, from sitemaps.org/protocol.html: URLs, and bytes
// before compression.
const (
	maxURLs  = 50_000
	maxBytes = 50 << 20
)

// SitemapName is the file that crawlers read first.
const SitemapName = "sitemap.xml"

// URL is one page of the sitemap.
type URL struct {
	Loc string // absolute
	// LastMod is the last significant change. It is written only if the day is
	// known.
	LastMod site.Date
	// Alternates are all language versions of the page, this one included.
	Alternates []Alternate
}

// Alternate is a language version of a page; Lang is a language code or
// "x-default".
type Alternate struct{ Lang, Href string }

// File is a file for the site's root.
type File struct {
	Name string
	Body []byte
}

// Sitemap returns the sitemap, sorted by URL: the file SitemapName or, if that
// would exceed the limits of the protocol, an index of that name and the files
// sitemap-1.xml, sitemap-2.xml and so on. base is the absolute URL of the site's
// root, with its final slash. The protocol requires at least one URL.
func Sitemap(base string, urls []URL) []File {
	return sitemap(base, urls, maxURLs, maxBytes)
}

const (
	urlsetOpen  = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	urlsetClose = "</urlset>\n"
)

// maxEntryOverhead is an upper bound for the bytes of a path and of the markup
// around a URL: three slugs of a hundred letters, and the elements.
const maxEntryOverhead = 400

// OneSitemap reports whether the sitemap of a site of so many pages and languages
// is certain to be one file.
func OneSitemap(base string, pages, langs int) bool {
	return pages <= maxURLs && pages*(langs+2)*(len(base)+maxEntryOverhead) <= maxBytes
}

func sitemap(base string, urls []URL, maxURLs, maxBytes int) []File {
	urls = slices.Clone(urls)
	slices.SortStableFunc(urls, func(a, b URL) int { return strings.Compare(a.Loc, b.Loc) })

	var parts [][]byte
	var newest []site.Date // of each part
	w, n, last := &writer{}, 0, site.Date("")
	w.raw(urlsetOpen)
	flush := func() {
		w.raw(urlsetClose)
		parts, newest = append(parts, w.Bytes()), append(newest, last)
		w, n, last = &writer{}, 0, ""
		w.raw(urlsetOpen)
	}
	entry := &writer{}
	for _, u := range urls {
		entry.Reset()
		entry.url(u)
		if n == maxURLs || n > 0 && w.Len()+entry.Len()+len(urlsetClose) > maxBytes {
			flush()
		}
		w.Write(entry.Bytes())
		n++
		last = max(last, day(u.LastMod))
	}
	flush()
	if len(parts) == 1 {
		return []File{{SitemapName, parts[0]}}
	}
	return index(base, parts, newest)
}

// index returns the index of several sitemap files, followed by these files.
func index(base string, parts [][]byte, newest []site.Date) []File {
	w := &writer{}
	w.raw(xml.Header)
	w.raw(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	files := make([]File, 1, len(parts)+1)
	for i, body := range parts {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		files = append(files, File{name, body})
		w.raw("  <sitemap>\n")
		w.element("    ", "loc", base+name)
		w.optional("    ", "lastmod", string(newest[i]))
		w.raw("  </sitemap>\n")
	}
	w.raw("</sitemapindex>\n")
	files[0] = File{SitemapName, w.Bytes()}
	return files
}

func (w *writer) url(u URL) {
	w.raw("  <url>\n")
	w.element("    ", "loc", u.Loc)
	w.optional("    ", "lastmod", string(day(u.LastMod)))
	for _, a := range u.Alternates {
		w.raw(`    <xhtml:link rel="alternate"`)
		w.attr("hreflang", a.Lang)
		w.attr("href", a.Href)
		w.raw("/>\n")
	}
	w.raw("  </url>\n")
}

// day returns a date that is known to the day, or "".
func day(d site.Date) site.Date {
	if len(d) != len(time.DateOnly) || rfc3339(d) == "" {
		return ""
	}
	return d
}

// Robots returns a robots.txt that allows everything but the given paths, which
// start at the host's root with a slash.
func Robots(sitemap string, disallow ...string) []byte {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, p := range slices.Sorted(slices.Values(disallow)) {
		b.WriteString("Disallow: " + p + "\n")
	}
	if len(disallow) == 0 {
		b.WriteString("Disallow:\n")
	}
	if sitemap != "" {
		b.WriteString("\nSitemap: " + sitemap + "\n")
	}
	return []byte(b.String())
}
