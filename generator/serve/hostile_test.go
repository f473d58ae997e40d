package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
)

// outside stands in files beside a site, which no request may reach.
const outside = "token-of-somebody-else"

// rawRequest is bytes that are sent to the preview.
type rawRequest struct {
	name, text string
	foreign    bool // it comes under the name of another site
}

func request(method, target, host string, headers ...string) string {
	text := method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
	for _, h := range headers {
		text += h + "\r\n"
	}
	return text + "\r\n"
}

// requests are what a page of another site, a curious neighbour or a broken program may send.
func requests() (all []rawRequest) {
	add := func(name, text string, foreign bool) { all = append(all, rawRequest{name, text, foreign}) }
	for _, p := range []string{
		"/../.env", "/../../etc/passwd", "/%2e%2e/.env", "/..%2f.env", "/%2e%2e%2f%2e%2e%2fetc/passwd", "/%252e%252e/.env", `/..\.env`, "/..%5c.env", "/.env", "/%2eenv", "/.git/config", "/.griot/pages", "/content/hub.yaml", "/hub.yaml", "/files/../../.env", "/files/..%2f..%2f.env", "/files/%2e%2e/%2e%2e/.env", "/search/../../.env", "/search/..%2f..%2f.env", `/search/..\..\.env`, "/search/bleve/../../../.env", "/assets/../../.env",
		"//etc/passwd", "///etc/passwd", "/etc/passwd", "/en//index.html", "/en/./index.html", "/en/../en/index.html", "/en/%2e/", "/en/index.html/", "/en/index.html/..", "/en\x00/", "/en%00/", "/%00", "/en/%0d%0aSet-Cookie:%20a=b", "/en%0d%0aX-Evil:%20a", "/en%0aX-Evil:a", "/%ff%fe", "/%c0%ae%c0%ae/.env", "/%u002e", "/%", "/%zz", "/en%", "/en?x=%", "/en;a=b/", "/en#x", "/NUL", "/con.txt", "/C:/x", "/en::$DATA", "/~root/", "/$HOME", "/．．/.env", "/‥/.env", "/\u202e",
		"/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E", "/%22onload=alert(1)%22", "/'%3E%3Cimg%20src=x%20onerror=alert(1)%3E/", "/{{.Base}}", "//x.example/", "//x.example/en", "/\\x.example", "/%5cx.example", "/%2f%2fx.example/", "//x.example/%2e%2e", "/en/..;/", "/https://x.example/", "/javascript:alert(1)",
		"/_griot/", "/_griot/live.js/../../../.env", "/_griot/..%2f..%2fserver.go", "/_griot/problem.html", "/_griot/live.test.js", "/_griot/events/x", "/_griot/%65vents?x", "/api/", "/api/search/", "/api/search/..", "/api/../.env", "/debug/pprof/", "/favicon.ico", "/robots.txt", "/en/index.html?" + strings.Repeat("a", 9000),
		"/" + strings.Repeat("a/", 7000), "/" + strings.Repeat("a", 5000), "/" + strings.Repeat("../", 1000), "/" + strings.Repeat("%2e%2e%2f", 1000), "/" + strings.Repeat("/", 3000), "/" + strings.Repeat("%20", 2000), "/en/" + strings.Repeat("./", 1500),
	} {
		add("path "+p, request("GET", p, "localhost"), false)
	}
	for _, h := range []string{
		"x.example", "localhost.x.example", "x.example:8484", "localhost@x.example", "x.example#localhost", "x.example/localhost", "127.0.0.1.x.example", "0x7f000001", "2130706433", "127.1", "0", "0.0.0.0", "[::]", "[::ffff:10.0.0.1]", "localhost:8484:x.example", "localhost\t.x.example", "loсalhost", "ⓛocalhost", "xn--localhost", "localhost,x.example", "localhost%00.x.example", ".localhost.x.example", "notlocalhost", "", " ", "-", "192.168.1.1", "10.0.0.1", "169.254.169.254", "metadata.google.internal", "[fe80::1%25eth0]",
	} {
		add("host "+h, request("GET", "/en/", h), true)
	}
	add("no host", "GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n", true)
	add("two hosts", "GET /en/ HTTP/1.1\r\nHost: localhost\r\nHost: x.example\r\nConnection: close\r\n\r\n", true)
	add("absolute", request("GET", "http://x.example/en/", "localhost"), true)
	add("absolute without the host", request("GET", "http://x.example/en/", "x.example"), true)
	add("absolute with a user", request("GET", "http://localhost@x.example/en/", "localhost"), true)
	for _, target := range []string{"http://localhost/../.env", "https://localhost/en/", "ftp://localhost/en/", "file:///etc/passwd", "*", "en/", "?q=x", "localhost:80", "x.example:443", "http:///en/", "http://localhost:99999/", "http://[::1", "data:text/html,x"} {
		add("target "+target, request("GET", target, "localhost"), false)
	}
	for _, m := range []string{"HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "GE\tT", "", strings.Repeat("G", 9000), "GET\r\nX: y", "PRI", "DEBUG", "LINK"} {
		for _, p := range []string{"/en/", "/api/search?q=a&lang=en", "/_griot/live.js"} {
			add(fmt.Sprintf("method %.20q of %s", m, p), request(m, p, "localhost"), false)
		}
	}
	for _, r := range []string{"bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-", "bytes=99999999999999999999-", "bytes=-99999999999999999999", "bytes=0-0,0-0,0-0", "bytes=" + strings.Repeat("0-,", 1000) + "0-", "bytes=a-b", "bytes=", "lines=0-1", "bytes=0-18446744073709551615", "bytes=--1", "bytes = 0-1", "bytes=0x1-2"} {
		add(fmt.Sprintf("range %.30s", r), request("GET", "/assets/x.css", "localhost", "Range: "+r), false)
		add(fmt.Sprintf("range of a page %.30s", r), request("GET", "/en/", "localhost", "Range: "+r, `If-Range: "x"`), false)
	}
	for _, h := range []string{
		"Origin: https://x.example", "Origin: null", "Referer: https://x.example/", "X-Forwarded-Host: x.example", "X-Original-URL: /.env", "X-Rewrite-URL: /.env", "X-HTTP-Method-Override: DELETE", "Forwarded: host=x.example", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 5", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 3", "Transfer-Encoding: xchunked", "Expect: 100-continue", "Expect: x", "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c", "Accept-Encoding: " + strings.Repeat("gzip,", 2000), "If-None-Match: *", "If-None-Match: " + strings.Repeat(`"x",`, 2000), "If-Modified-Since: x", "If-Match: *", "Cookie: " + strings.Repeat("a=b;", 3000), "X: " + strings.Repeat("a", 1<<20+5000), " folded", "X : y", "X\x00: y", ": y", "X", "X: \x00", "X: é", strings.Repeat("A: b\r\n", 5000) + "A: b", "Last-Event-ID: x", "Accept: text/event-stream",
	} {
		add(fmt.Sprintf("header %.40q", h), request("GET", "/en/", "localhost", h), false)
	}
	for _, q := range []string{
		"", "q", "q=", "q=%", "q=%zz&lang=en", "q=a&lang=xx", "q=a&lang=", "q=a&lang=en&lang=fr", "q=a&lang=../../.env", "q=a&lang=en%00", "q=a&limit=-1", "q=a&limit=99999999999999999999", "q=a&limit=x", "q=a&limit=0", "q=a&lang=en&limit=1000000", "q=a&offset=-1", "q=a&country=../x", "q=a&nothing=x", "q=a;lang=en", "q=a&lang=en&type=" + strings.Repeat("x", 2000), "q=" + strings.Repeat("a", 5000), "q=" + strings.Repeat("a%20", 1200) + "&lang=en", "q=" + strings.Repeat("%22", 1300) + "&lang=en", "q=" + strings.Repeat("(", 3000) + "&lang=en", "q=" + strings.Repeat("-", 3000) + "&lang=en", "q=%22a&lang=en", "q=*&lang=en", "q=a*&lang=en", "q=%ff%fe&lang=en", "q=%00&lang=en", "q=%e2%80%ae&lang=en", "q=<script>alert(1)</script>&lang=en", "q=a+OR+b+AND+NOT&lang=en", "q=/.*/&lang=en", "q=a~99999&lang=en", "q=title:x^1e999&lang=en", "q={{.}}&lang=en", "q=a&lang=en&" + strings.Repeat("type=a&", 500), strings.Repeat("&", 3000), strings.Repeat("q=a&", 1000), "q=a&callback=alert(1)", "q[]=a", "q=a#x",
	} {
		add(fmt.Sprintf("search %.40s", q), request("GET", "/api/search?"+q, "localhost"), false)
	}
	for _, text := range []string{"\r\n\r\n", "GET", "GET /", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n", "GET  /  HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /\tHTTP/1.1\r\n\r\n", "\x16\x03\x01\x00\xf4\x01\x00\x00", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", strings.Repeat("\x00", 2000), "GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n", "GET / HTTP/1.1\rHost: localhost\r\r", request("POST", "/en/", "localhost", "Content-Length: 60") + request("GET", "/.env", "localhost"), request("GET", "/en/", "localhost", "Content-Length: 0", "Transfer-Encoding: chunked") + "0\r\n\r\n" + request("GET", "/.env", "x.example"), strings.Replace(request("GET", "/en/", "localhost"), "close", "keep-alive", 1) + request("GET", "/en/", "x.example")} {
		add(fmt.Sprintf("bytes %.40q", text), text, false)
	}
	return all
}

// No request is answered with a failure of the server, under the name of another site, with
// a header of the request's own or with a file from outside of the site.
func TestHostileRequests(t *testing.T) {
	p, dir := preview(t)
	for _, name := range []string{".env", ".git/config", "content/.hidden.txt"} {
		folder.Write(t, dir, name, outside)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "outside.txt"), []byte(outside), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	indexed := make(chan error, 1)
	go func() { indexed <- p.Follow(ctx, dir, false) }()
	go func() { ended <- New(p, Options{Search: p, Log: quietLog}).Serve(ctx, l) }()
	defer func() {
		cancel()
		if err := errors.Join(<-ended, <-indexed); err != nil {
			t.Error(err)
		}
	}()
	for _, err := p.Search(ctx, url.Values{"q": {"a"}, "lang": {"en"}}); err != nil; _, err = p.Search(ctx, url.Values{"q": {"a"}, "lang": {"en"}}) {
		time.Sleep(10 * time.Millisecond) // until it is indexed
	}
	answered := 0
	all := requests()
	for _, r := range all {
		for i, resp := range exchange(t, l.Addr().String(), r) {
			answered++
			checkResponse(t, r, resp, i > 0)
		}
	}
	if usual := exchange(t, l.Addr().String(), rawRequest{"usual", request("GET", "/en/", "localhost"), false}); len(usual) != 1 || usual[0].StatusCode != http.StatusOK {
		t.Errorf("afterwards, the home page is not answered: %v", usual)
	}
	if answered < len(all)*3/4 {
		t.Errorf("%d answers to %d requests", answered, len(all))
	}
	t.Logf("protocol: %d requests, %d answers", len(all), answered)
}

// response is an answer with its body.
type response struct {
	*http.Response
	body string
}

// exchange sends bytes and reads all answers.
func exchange(t *testing.T, addr string, r rawRequest) (found []response) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	go func() { // a server that refuses need not read all
		_, _ = io.WriteString(c, r.text)
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	method, _, _ := strings.Cut(r.text, " ")
	in := bufio.NewReader(c)
	for {
		if _, err := in.Peek(1); err != nil {
			return found
		}
		resp, err := http.ReadResponse(in, &http.Request{Method: method})
		if err != nil {
			if !strings.Contains(err.Error(), "reset") {
				t.Errorf("%s: %v", r.name, err)
			}
			return found
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("%s: %v", r.name, err)
		}
		found = append(found, response{resp, string(body)})
	}
}

func checkResponse(t *testing.T, r rawRequest, got response, later bool) {
	t.Helper()
	switch {
	case got.StatusCode >= 500 && got.StatusCode != http.StatusNotImplemented && got.StatusCode != http.StatusHTTPVersionNotSupported:
		t.Errorf("%s: status %d: %.300s", r.name, got.StatusCode, got.body)
	case r.foreign && got.StatusCode < 400:
		t.Errorf("%s: answered with status %d", r.name, got.StatusCode)
	case later && got.StatusCode < 400:
		t.Errorf("%s: a further answer with status %d", r.name, got.StatusCode)
	case got.Header.Get("X-Evil") != "" || got.Header.Get("Set-Cookie") != "" || got.Header.Get("Access-Control-Allow-Origin") != "":
		t.Errorf("%s: the headers %v", r.name, got.Header)
	case strings.Contains(got.body, outside) || strings.Contains(got.body, "root:x:0:0") || strings.Contains(got.body, "base_url:") || strings.Contains(got.body, "package serve"):
		t.Errorf("%s: a file from outside", r.name)
	case strings.Contains(got.body, "<script>alert") && !strings.HasPrefix(got.Header.Get("Content-Type"), "application/json"), strings.Contains(got.body, "<img src=x"):
		t.Errorf("%s: the request is in the page: %s", r.name, got.body)
	case strings.HasPrefix(got.Header.Get("Content-Type"), "application/json") && got.body != "" && !json.Valid([]byte(got.body)):
		t.Errorf("%s: no JSON: %.200s", r.name, got.body)
	}
	if to, err := url.Parse(got.Header.Get("Location")); err != nil || to.Host != "" && to.Hostname() != "localhost" || strings.HasPrefix(to.Path, "//") || strings.HasPrefix(to.Path, `/\`) {
		t.Errorf("%s: leads to %q", r.name, got.Header.Get("Location"))
	}
}
