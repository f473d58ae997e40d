package feed

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"griot/generator/site"
)

// Bounds of one sitemap file, from sitemaps.org/protocol.html: addresses, and
// bytes before compression.
const (
	maxURLs  = 50_000
	maxBytes = 50 << 20
)

// URL is one page of the sitemap.
type URL struct {
	Loc string // absolute
	// LastMod is the last change of substance. It is written where its day is
	// known: a month or a year says too little to crawlers.
	LastMod site.Date
	// Alternates are all language versions of the page, this one included.
	Alternates []Alternate
}

// Alternate is a language version of a page; Lang is a language code or
// "x-default".
type Alternate struct{ Lang, Href string }

// File is a file to stand in the site's root.
type File struct {
	Name string
	Body []byte
}

// Sitemap writes the sitemap, sorted by address: the file sitemap.xml, or,
// where that would be larger than crawlers read, sitemap.xml as an index and
// the files sitemap-1.xml, sitemap-2.xml and so on. Base is the absolute
// address of the site's root, with its final slash. The protocol asks for at
// least one address.
func Sitemap(base string, urls []URL) []File {
	return sitemap(base, urls, maxURLs, maxBytes)
}

const (
	urlsetOpen  = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	urlsetClose = "</urlset>\n"
)

// longest is more bytes than a path of a site has, with what stands around an
// address in a sitemap: three slugs of a hundred letters, and the markup.
const longest = 400

// OneSitemap reports whether the sitemap of a number of pages in a number of
// languages is sure to be one file.
func OneSitemap(base string, pages, langs int) bool {
	return pages <= maxURLs && pages*(langs+2)*(len(base)+longest) <= maxBytes
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
		return []File{{"sitemap.xml", parts[0]}}
	}
	return index(base, parts, newest)
}

// index writes the index of several sitemap files and returns it with them.
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
	files[0] = File{"sitemap.xml", w.Bytes()}
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
	if len(d) != len(time.DateOnly) || instant(d) == "" {
		return ""
	}
	return d
}

// Robots writes a robots.txt that lets every crawler read everything but the
// given paths, which start at the host's root with a slash.
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
