package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"griot/generator/search/analysis"
)

func TestHostEncodesAndCounts(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("the same words ", 200)
	for name, content := range map[string]string{"index.html": text, "packed.bin": "\x01\x9f\x00\xfe"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h := serve(dir, "griot")
	defer h.Close()
	get := func(path string) (*http.Response, []byte) {
		t.Helper()
		req, err := http.NewRequest(http.MethodGet, h.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", "br")
		resp, err := h.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, body
	}
	resp, body := get("/")
	if resp.ProtoMajor != 2 || resp.Header.Get("Content-Encoding") != "br" || len(body) > len(text)/10 {
		t.Errorf("%s, %v, %d bytes", resp.Proto, resp.Header, len(body))
	}
	if back, err := io.ReadAll(brotli.NewReader(bytes.NewReader(body))); err != nil || string(back) != text {
		t.Errorf("%v, %d bytes", err, len(back))
	}
	small, packed := get("/packed.bin")
	if small.Header.Get("Content-Encoding") != "" || len(packed) != 4 {
		t.Errorf("%v, %d bytes", small.Header, len(packed))
	}
	if page, text := get(benchPrefix + "fr"); page.StatusCode != 200 || !strings.Contains(string(text), `lang="fr"`) {
		t.Errorf("the empty page: %d, %s", page.StatusCode, text)
	}
	for _, path := range []string{"/missing", "/../serve.go"} {
		if resp, _ := get(path); resp.StatusCode != 404 {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
	if log := h.sent(); len(log) != 2 || weight(log) != len(body)+4 {
		t.Errorf("counted: %v", log)
	}
	h.over(slow3G)
	if len(h.sent()) != 0 {
		t.Error("a new link counts what went before")
	}
}

// The link lets through what its rate allows, one answer after the other.
func TestLinkIsShared(t *testing.T) {
	h := &host{link: link{rate: 1000}}
	first := h.slot(500)
	second, third := h.slot(250), h.slot(250)
	if second.Sub(first) != 250*time.Millisecond || third.Sub(first) != 500*time.Millisecond {
		t.Errorf("%v and %v after the first", second.Sub(first), third.Sub(first))
	}
	if free := (&host{}).slot(500); !free.IsZero() {
		t.Errorf("a link without a limit waits until %v", free)
	}
}

func TestRoundTrips(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(0, 0).Add(time.Duration(ms) * time.Millisecond) }
	log := []request{
		{"records", at(900), at(1300), 1}, {"client", at(0), at(400), 1}, {"contents", at(1), at(410), 1},
		{"shard", at(420), at(820), 1}, {"another", at(430), at(890), 1},
	}
	if n := roundTrips(log); n != 3 {
		t.Errorf("%d round trips, not 3", n)
	}
	if n := roundTrips(nil); n != 0 {
		t.Errorf("%d round trips of nothing", n)
	}
}

func TestWordsAreThoseOfThePages(t *testing.T) {
	s := newSite(t.TempDir(), 40)
	if err := writeSite(s); err != nil {
		t.Fatal(err)
	}
	w, err := readWords(s.griot)
	if err != nil {
		t.Fatal(err)
	}
	list := w.queries(60)
	counts := map[int]int{}
	for i, q := range list {
		if q.lang != languages[i%2] || !w.anyPageHas(s, q) {
			t.Errorf("query %d: %+v", i, q)
		}
		counts[len(strings.Fields(q.text))]++
	}
	if len(list) != 60 || counts[1] != 20 || counts[2] != 20 || counts[3] != 20 {
		t.Errorf("%d queries of %v words", len(list), counts)
	}
	for _, typo := range w.typos("fr", 50) {
		if analysis.Fold(typo.wrong) == analysis.Fold(typo.right) || typo.term == "" {
			t.Errorf("%+v", typo)
		}
	}
	url := "/en/library/some-title-000007/"
	term := w.texts["en"][0][0].Term
	for _, tok := range w.texts["en"][0] {
		term = max(term, tok.Term)
	}
	if number(url) != "000007" {
		t.Errorf("number of %s: %q", url, number(url))
	}
	if ok, err := w.has(s.griot, "/en/library/x-000001/", "en", term); err != nil || !ok {
		t.Errorf("the first page holds %q: %v, %v", term, ok, err)
	}
	if ok, err := w.has(s.griot, "/en/library/", "en", term); err != nil || ok {
		t.Errorf("a list holds %q: %v, %v", term, ok, err)
	}
}

// anyPageHas reports whether each word of a query is on some page.
func (w *words) anyPageHas(s *site, q query) bool {
	for _, word := range strings.Fields(q.text) {
		if !slices.ContainsFunc(w.texts[q.lang], func(text []analysis.Token) bool {
			return slices.ContainsFunc(text, func(t analysis.Token) bool { return t.Word == word })
		}) {
			return false
		}
	}
	return true
}

func TestPlain(t *testing.T) {
	got := readableText("## A head {#part-3}\n\nSee [the page](p000001.md#part-3) and [x](y.md).\n\n> [!NOTE]\n```go\n")
	if got != "## A head\n\nSee [the page  and [x .\n\n" {
		t.Errorf("%q", got)
	}
}

// Pages that have a word are distinguished from those that have another one, or only in
// what surrounds their text.
func TestHolding(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a-000001": "<main><p>L’<b>État</b> a signé.</p></main>", "b-000002": "<main><p>Un étatiste</p></main>",
		"c-000003": "<header>État</header><main><p>Rien</p></main>", "d-000004": "<main><p>d'État</p></main>",
	} {
		at := filepath.Join(dir, "fr", "bibliotheque", name)
		if err := os.MkdirAll(at, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at, "index.html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := pagesWith(dir, "fr", probes[0].pattern)
	if err != nil || !slices.Equal(got, []string{"000001", "000004"}) {
		t.Errorf("%v, %v", got, err)
	}
	files, _, err := count(dir, "en")
	if err != nil || files != 4 {
		t.Errorf("%v files, %v", files, err)
	}
	if files, _, err := count(filepath.Join(dir, "fr"), "bibliotheque"); err != nil || files != 0 {
		t.Errorf("%v files beside the library, %v", files, err)
	}
}
