package serve

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	tests := []struct {
		name, path string
		status     int
		kind       string
		location   string
		body       string // without the live-reload script; "" is not compared
	}{
		{"the root", "/", 200, "text/html; charset=utf-8", "", "<!DOCTYPE html><body><p>root</p></BODY></html>"},
		{"a folder", "/fr/pays/", 200, "text/html; charset=utf-8", "", "<body><p>pays</body>"},
		{"a page by its file", "/fr/pays/index.html", 200, "text/html; charset=utf-8", "", "<body><p>pays</body>"},
		{"a folder without its slash", "/fr/pays?a=1", 302, "text/html; charset=utf-8", "/fr/pays/?a=1", ""},
		{"a style sheet", "/assets/site.css", 200, "text/css; charset=utf-8", "", "p { margin: 0 }"},
		{"a document", "/en/note.pdf", 200, "application/pdf", "", "%PDF-1.7"},
		{"a file without an ending", "/CNAME", 200, "application/octet-stream", "", "hub.example.org"},
		{"missing in French", "/fr/rien/du/tout/", 404, "text/html; charset=utf-8", "", "<body><p>introuvable</body>"},
		{"missing below a folder with a page of its own", "/fr/pays/x", 404, "text/html; charset=utf-8", "", "<body><p>aucun pays</body>"},
		{"a language is not any prefix", "/french/", 404, "text/html; charset=utf-8", "", ""},
		{"missing where nothing helps", "/en/<b>", 404, "text/html; charset=utf-8", "", ""},
		{"a file is no folder", "/assets/site.css/", 404, "text/html; charset=utf-8", "", ""},
		{"climbing out", "/../etc/passwd", 307, "text/html; charset=utf-8", "/etc/passwd", ""},
		{"climbing out, encoded", "/en/%2e%2e/%2e%2e/secret", 404, "text/html; charset=utf-8", "", ""},
		{"a backslash", "/en/..%5Csecret", 404, "text/html; charset=utf-8", "", ""},
		{"a long address", "/" + strings.Repeat("a/", 7000), 414, "text/html; charset=utf-8", "", ""},
		{"many folders", "/fr/" + strings.Repeat("a/", 2000), 404, "text/html; charset=utf-8", "", "<body><p>introuvable</body>"},
		{"a null byte", "/en/a%00b", 404, "text/html; charset=utf-8", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := New(newSource(site()), Options{})
			resp := get(s, tt.path)
			page := body(t, resp)
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != tt.kind || resp.Header.Get("Location") != tt.location {
				t.Errorf("got %d, %q to %q; want %d, %q to %q", resp.StatusCode, resp.Header.Get("Content-Type"), resp.Header.Get("Location"), tt.status, tt.kind, tt.location)
			}
			if strings.Contains(page, "<b>") {
				t.Errorf("the path is not escaped: %s", page)
			}
			plain, injected := withoutScript(page)
			if tt.body != "" && plain != tt.body {
				t.Errorf("got %q, want %q", plain, tt.body)
			}
			if html := strings.HasPrefix(tt.kind, "text/html") && tt.location == ""; injected != html {
				t.Errorf("script added: %v, want %v, in %s", injected, html, page)
			}
		})
	}
}

func TestCaching(t *testing.T) {
	s := New(newSource(site()), Options{})
	page, style := get(s, "/fr/pays/"), get(s, "/assets/site.css")
	if c := page.Header.Get("Cache-Control"); c != "no-store" {
		t.Errorf("a page has Cache-Control %q", c)
	}
	if e := page.Header.Get("ETag"); e != `W/"h20"` {
		t.Errorf("a page has ETag %q", e)
	}
	if c, e := style.Header.Get("Cache-Control"), style.Header.Get("ETag"); c != "no-cache" || e != `"h15"` {
		t.Errorf("a style sheet has Cache-Control %q and ETag %q", c, e)
	}
	if again := get(s, "/assets/site.css", "If-None-Match", `"h15"`); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again with its ETag: %d", again.StatusCode)
	}
	if part := get(s, "/en/note.pdf", "Range", "bytes=1-3"); part.StatusCode != http.StatusPartialContent || body(t, part) != "PDF" {
		t.Errorf("a part of a file: %d", part.StatusCode)
	}
}

func TestMethods(t *testing.T) {
	s := New(newSource(site()), Options{})
	for _, path := range []string{"/fr/pays/", "/fr/rien/", "/_griot/live.js", "/_griot/events"} {
		if resp := ask(s, http.MethodHead, path); body(t, resp) != "" {
			t.Errorf("HEAD %s has a body", path)
		}
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
			if resp := ask(s, method, path); resp.StatusCode != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d", method, path, resp.StatusCode)
			}
		}
	}
}

func TestOpenFails(t *testing.T) {
	source := newSource(site())
	source.failing["en/index.html"] = errors.New(`render "en/": template <broken>`)
	source.failing["fr/404.html"] = errors.New("render the 404 page")
	s := New(source, Options{})
	for path, text := range map[string]string{"/en/": "template &lt;broken&gt;", "/fr/x": "render the 404 page"} {
		resp := get(s, path)
		page := body(t, resp)
		if resp.StatusCode != 500 || !strings.Contains(page, text) || !strings.Contains(page, scriptStart) {
			t.Errorf("%s: %d\n%s", path, resp.StatusCode, page)
		}
	}
	if resp := get(s, "/en"); resp.StatusCode != 302 {
		t.Errorf("a folder whose page fails, without its slash: %d", resp.StatusCode)
	}
}

func TestBase(t *testing.T) {
	for _, base := range []string{"/sub/path/", "sub/path", "/sub/path"} {
		s := New(newSource(site()), Options{Base: base})
		tests := []struct {
			path     string
			status   int
			location string
		}{
			{"/", 302, "/sub/path/"}, {"/sub", 302, "/sub/path/"}, {"/sub/path", 302, "/sub/path/"}, {"/sub/path/", 200, ""},
			{"/sub/path/fr/pays", 302, "/sub/path/fr/pays/"}, {"/sub/path/assets/site.css", 200, ""}, {"/assets/site.css", 404, ""}, {"/sub/pathology/", 404, ""},
		}
		for _, tt := range tests {
			resp := get(s, tt.path)
			if resp.StatusCode != tt.status || resp.Header.Get("Location") != tt.location {
				t.Errorf("base %q: %s gives %d to %q, want %d to %q", base, tt.path, resp.StatusCode, resp.Header.Get("Location"), tt.status, tt.location)
			}
		}
	}
}

func TestWithScript(t *testing.T) {
	const tag = scriptStart + `x-1" defer></script>`
	for page, want := range map[string]string{
		"<body>a</body></html>":             "<body>a" + tag + "</body></html>",
		"<body>a</BODY\n></html>":           "<body>a" + tag + "</BODY\n></html>",
		"<pre>&lt;/body></pre>":             "<pre>&lt;/body></pre>" + tag,
		"a</body>b</body>":                  "a</body>b" + tag + "</body>",
		"":                                  tag,
		"</bod":                             "</bod" + tag,
		"<body>accentué</body><!-- end -->": "<body>accentué" + tag + "</body><!-- end -->",
	} {
		original := []byte(page)
		if got := string(withScript(original, "x-1")); got != want {
			t.Errorf("%q became %q", page, got)
		}
		if string(original) != page {
			t.Errorf("the page %q itself was changed", page)
		}
	}
}

func TestContentType(t *testing.T) {
	for name, want := range map[string]string{
		"en/feed.atom": "application/atom+xml; charset=utf-8", "A.PNG": "image/png", "x.woff2": "font/woff2", "search/meta.bin": "application/octet-stream", "": "application/octet-stream",
		"cite.bib": "application/x-bibtex; charset=utf-8",
	} {
		if got := ContentType(name); got != want {
			t.Errorf("ContentType(%q) = %q, want %q", name, got, want)
		}
	}
	source := newSource(nil)
	source.files["feed"] = File{Body: []byte("<feed/>"), ContentType: "application/atom+xml"}
	resp := get(New(source, Options{}), "/feed")
	if got := resp.Header.Get("Content-Type"); got != "application/atom+xml" || resp.Header.Get("ETag") != "" {
		t.Errorf("the source's own type became %q, with ETag %q", got, resp.Header.Get("ETag"))
	}
}
