//go:build site

package checks

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// schemaErrors lets xmllint or jing compare files with a schema and returns
// the errors, without the folder of the files.
func schemaErrors(t *testing.T, schema, dir string, files []string) []string {
	t.Helper()
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(f)))
	}
	schema = absolute("testdata", schema)
	var text string
	var err error
	if strings.HasSuffix(schema, ".xsd") {
		_, err = output(time.Minute, nil, "xmllint", append([]string{"--noout", "--nonet", "--schema", schema}, paths...)...)
		if err != nil {
			text = err.Error()
		}
	} else {
		text, err = output(time.Minute, nil, "jing", append([]string{"-c", schema}, paths...)...)
	}
	if err == nil {
		return nil
	}
	var problems []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, "rror") && !strings.Contains(line, "warning") {
			problems = append(problems, strings.TrimSpace(strings.ReplaceAll(line, dir+string(filepath.Separator), "")))
		}
	}
	if len(problems) == 0 {
		t.Fatal(err)
	}
	return problems
}

// feeds lists the files of a folder that are Atom feeds.
func feeds(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	for _, file := range filesIn(t, dir, ".xml") {
		if strings.Contains(read(t, dir, file), `<feed xmlns="http://www.w3.org/2005/Atom"`) {
			found = append(found, file)
		}
	}
	return found
}

var (
	baseURL = regexp.MustCompile(`(?m)^base_url: *"?(https?://[^"\s]+)`)
	refresh = regexp.MustCompile(`<meta\b[^>]*http-equiv="?refresh`)
	noIndex = regexp.MustCompile(`<meta\b[^>]*\bcontent="?noindex`)
	canon   = regexp.MustCompile(`<link\b[^>]*\brel="?canonical"? [^>]*\bhref="?([^">\s]+)`)
)

// base returns the URL that public/ is built for.
func base(t *testing.T) string {
	t.Helper()
	m := baseURL.FindStringSubmatch(read(t, root, "content", "hub.yaml"))
	if m == nil {
		t.Fatal("content/hub.yaml has no base_url")
	}
	return strings.TrimSuffix(m[1], "/") + "/"
}

// pageAt returns the text of the page of public/ that has a URL.
func pageAt(t *testing.T, address string) (string, error) {
	t.Helper()
	path, ours := strings.CutPrefix(address, base(t))
	if !ours {
		return "", fmt.Errorf("%s is not below %s", address, base(t))
	}
	path, _, _ = strings.Cut(path, "#")
	path, err := url.PathUnescape(path)
	if err != nil {
		return "", err
	}
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(path)))
	return string(text), err
}

func TestSitemapIsValid(t *testing.T) {
	report(t, schemaErrors(t, "sitemap.xsd", public, []string{"sitemap.xml"}))
	if robots := read(t, public, "robots.txt"); !strings.Contains(robots, "Sitemap: "+base(t)+"sitemap.xml") {
		t.Errorf("robots.txt doesn't name the sitemap: %q", robots)
	}
}

// TestSitemapListsPages checks the URLs: each is a page that may be
// indexed and has this URL, and languages name each other.
func TestSitemapListsPages(t *testing.T) {
	type link struct {
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	}
	var sitemap struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []link `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(read(t, public, "sitemap.xml")), &sitemap); err != nil {
		t.Fatal(err)
	}
	others := map[string][]link{}
	for _, u := range sitemap.URLs {
		if _, twice := others[u.Loc]; twice {
			t.Errorf("%s is listed twice", u.Loc)
		}
		others[u.Loc] = u.Links
	}
	for loc, links := range others {
		text, err := pageAt(t, loc)
		if err != nil {
			t.Errorf("no page at %s: %v", loc, err)
			continue
		}
		if noIndex.MatchString(text) || refresh.MatchString(text) {
			t.Errorf("%s must not be indexed", loc)
		}
		if m := canon.FindStringSubmatch(text); m == nil || m[1] != loc {
			t.Errorf("%s has the canonical address %q", loc, m)
		}
		for _, l := range links {
			back, listed := others[l.Href]
			if !listed && l.Lang != "x-default" {
				t.Errorf("%s names %s for %s, which is not listed", loc, l.Href, l.Lang)
			}
			if listed && len(back) != len(links) {
				t.Errorf("%s and %s name different languages", loc, l.Href)
			}
		}
	}
	indexed := 0
	for _, page := range filesIn(t, public, ".html") {
		if text := read(t, public, page); strings.HasSuffix(page, "index.html") && !noIndex.MatchString(text) {
			indexed++
		}
	}
	if len(others)*2 < indexed {
		t.Errorf("the sitemap lists %d of %d pages that may be indexed", len(others), indexed)
	}
}

func TestFeedsAreValid(t *testing.T) {
	found := feeds(t, public)
	if len(found) < 2 {
		t.Fatalf("%d feeds; each language has one", len(found))
	}
	report(t, schemaErrors(t, "atom.rnc", public, found))
}

// TestFeedsListPages checks what the grammar of feeds can't: authors, unique
// ids, and pages behind the links (RFC 4287, 4.1.1 and 4.2.6).
func TestFeedsListPages(t *testing.T) {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	for _, file := range feeds(t, public) {
		var feed struct {
			ID      string     `xml:"id"`
			Authors []struct{} `xml:"author"`
			Links   []link     `xml:"link"`
			Entries []struct {
				ID      string     `xml:"id"`
				Authors []struct{} `xml:"author"`
				Links   []link     `xml:"link"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(read(t, public, file)), &feed); err != nil {
			t.Fatal(err)
		}
		if strings.Count(file, "/") == 1 && len(feed.Entries) == 0 {
			t.Errorf("%s has no entry", file)
		}
		links, ids := feed.Links, map[string]bool{feed.ID: true}
		for _, e := range feed.Entries {
			links = append(links, e.Links...)
			if ids[e.ID] {
				t.Errorf("%s: the id %s stands twice", file, e.ID)
			}
			ids[e.ID] = true
			if len(feed.Authors)+len(e.Authors) == 0 {
				t.Errorf("%s: entry %s has no author", file, e.ID)
			}
		}
		for _, l := range links {
			if l.Rel == "license" {
				continue // it is listed elsewhere
			}
			if _, err := pageAt(t, l.Href); err != nil {
				t.Errorf("%s: nothing at %s: %v", file, l.Href, err)
			}
			if l.Rel == "self" && l.Href != base(t)+file {
				t.Errorf("%s says that it stands at %s", file, l.Href)
			}
		}
	}
}

func TestSchemasObject(t *testing.T) {
	dir := write(t, map[string]string{
		"sitemap.xml": `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:x="http://www.w3.org/1999/xhtml">` +
			`<url><loc>https://a.example/</loc><lastmod>yesterday</lastmod><x:link rel="alternate" href="https://a.example/"/></url></urlset>`,
		"feed.xml": `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>a</title><updated>2026-01-01T00:00:00</updated>` +
			`<entry><id>urn:b</id><updated>2026-01-01T00:00:00Z</updated></entry></feed>`,
	})
	wants(t, schemaErrors(t, "sitemap.xsd", dir, []string{"sitemap.xml"}), "lastmod", "hreflang")
	wants(t, schemaErrors(t, "atom.rnc", dir, []string{"feed.xml"}), `element "updated" invalid`, `element "title"`)
}
