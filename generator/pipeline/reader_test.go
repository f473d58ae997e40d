package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/search/client"
)

// serves checks that public/ contains a site: every page is complete and has its
// styles, scripts and images; from the start, every page and every hit of the search
// leads to a file, in the program's search and in the browser's. It returns how many pages that
// nothing leads to lead to one that isn't there.
func serves(t *testing.T, dir, when string) (loose int) {
	t.Helper()
	out := filepath.Join(dir, "public")
	files, pages := map[string]bool{}, map[string]*links{}
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == ".griot-staging" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(out, name)
		files[filepath.ToSlash(rel)] = true
		return err
	})
	if err != nil {
		t.Fatal(when, err)
	}
	for name := range files {
		if path.Ext(name) == ".html" {
			l, err := readLinks(filepath.Join(out, filepath.FromSlash(name)), name)
			if err != nil {
				t.Errorf("%s: %s: %v", when, name, err)
				continue
			}
			pages[name] = l
			for _, asset := range l.assets {
				if !files[asset] {
					t.Errorf("%s: %s needs %s, which isn't there", when, name, asset)
				}
			}
		}
	}
	seen, todo, from := map[string]bool{"index.html": true}, []string{"index.html"}, map[string]string{}
	reached := func(name string) (way string) {
		for ; name != ""; name = from[name] {
			way = " > " + name + way
		}
		return way
	}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if pages[name] == nil {
			continue
		}
		for _, to := range pages[name].pages {
			if !files[to] {
				t.Errorf("%s:%s leads to %s, which isn't there", when, reached(name), to)
			}
			if !seen[to] {
				seen[to], from[to] = true, name
				todo = append(todo, to)
			}
		}
	}
	if len(seen) < len(pages)/3 {
		t.Errorf("%s: from the start only %d of %d pages are found", when, len(seen), len(pages))
	}
	hits := browsed(t, out, "en", "fr")
	for _, lang := range []string{"en", "fr"} {
		hits = append(hits, found(t, out, lang)...)
	}
	for _, hit := range hits {
		if !files[hit] {
			t.Errorf("%s: the search finds %s, which isn't there", when, hit)
		}
	}
	return unreachable(pages, seen, files)
}

// unreachable counts the pages that nothing leads to and that lead to a page that isn't there.
func unreachable(pages map[string]*links, seen, files map[string]bool) (count int) {
	for name, l := range pages {
		if !seen[name] && slices.ContainsFunc(l.pages, func(to string) bool { return !files[to] }) {
			count++
		}
	}
	return count
}

// answer is what the browser's search says.
type answer struct {
	URLs    []string `json:"urls"`
	Titles  []string `json:"titles"`
	Found   int      `json:"found"`
	Problem string   `json:"problem"`
}

// browser is a process that searches sites as browsers do, one reader after the other. All tests
// share it, since to start it costs more than to search; it ends with the test program.
type browser struct {
	mutex sync.Mutex
	in    *json.Encoder
	out   *json.Decoder
	said  bytes.Buffer
}

var openBrowser = sync.OnceValues(func() (*browser, error) {
	module, err := client.Bundle(client.Module)
	if err != nil {
		return nil, err
	}
	program, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New(noNode)
	}
	dir, err := os.MkdirTemp("", "griot-browser-")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "search.mjs")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		return nil, err
	}
	b := &browser{}
	cmd := exec.Command(program, filepath.Join("testdata", "search.mjs"), file)
	cmd.Stderr = &b.said
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	b.in, b.out = json.NewEncoder(in), json.NewDecoder(out)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	closeBrowser = func() {
		_ = in.Close()
		_ = cmd.Wait()
		_ = os.RemoveAll(dir)
	}
	return b, nil
})

// closeBrowser ends the process, if there is one.
var closeBrowser = func() {}

// browsed returns every page that a browser's search in some languages leads to.
func browsed(t *testing.T, out string, langs ...string) (files []string) {
	t.Helper()
	b, err := openBrowser()
	if err != nil {
		t.Fatal(err)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	var answers map[string]answer
	err = b.in.Encode(map[string]any{"folder": filepath.Join(out, "search"), "langs": langs})
	if err == nil {
		err = b.out.Decode(&answers)
	}
	if err != nil {
		t.Fatalf("node search.mjs: %v\n%s", err, &b.said)
	}
	if len(answers) != len(langs) {
		t.Errorf("the browser's search in %q answers in %d languages", langs, len(answers))
	}
	for lang, a := range answers {
		if a.Problem != "" || a.Found == 0 {
			t.Errorf("the browser's search in %s: %d pages found, %s", lang, a.Found, a.Problem)
		}
		for _, url := range a.URLs {
			files = append(files, path.Join(url, "index.html"))
		}
	}
	return files
}

// noNode is what a test says that needs Node: the browser's search must be read wherever the
// tests run.
const noNode = "this test searches as browsers do and needs Node 20 or newer: install nodejs"

// node runs a script of testdata, which writes answers to the file among its arguments that
// ends in out.json.
func node(t *testing.T, script string, args ...string) (answers map[string]answer) {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Fatal(noNode)
	}
	if said, err := exec.Command(program, append([]string{filepath.Join("testdata", script)}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("node %s: %v\n%s", script, err, said)
	}
	result := args[slices.IndexFunc(args, func(a string) bool { return filepath.Base(a) == "out.json" })]
	body, err := os.ReadFile(result)
	if err == nil {
		err = json.Unmarshal(body, &answers)
	}
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

// links is what a page needs and where it leads, as files of the site.
type links struct {
	assets, pages []string
	client        string // the script that searches
}

// readLinks reads a page, which must be whole.
func readLinks(file, name string) (*links, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(src, []byte("<!DOCTYPE html>")) || !bytes.HasSuffix(bytes.TrimSpace(src), []byte("</html>")) {
		return nil, fmt.Errorf("the page is not whole: %d bytes", len(src))
	}
	l := &links{}
	for z := html.NewTokenizer(bytes.NewReader(src)); ; {
		switch z.Next() {
		case html.ErrorToken:
			slices.Sort(l.pages)
			l.pages = slices.Compact(l.pages)
			return l, nil // the end: all was read before
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			element := string(tag)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				l.add(name, element, string(key), string(value))
			}
		}
	}
}

// add notes where an attribute leads.
func (l *links) add(name, element, key, value string) {
	if key != "src" && key != "href" && key != "data-client" && key != "data-ui" {
		return
	}
	to, ok := target(name, value)
	switch {
	case !ok:
	case key != "href" || element == "link" && !strings.HasSuffix(to, ".html"):
		l.assets = append(l.assets, to)
		if key == "data-client" {
			l.client = to
		}
	case element == "a":
		l.pages = append(l.pages, to)
	}
}

// target is the file of the site that an address on a page leads to.
func target(name, address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" {
		return "", false
	}
	to := path.Join(path.Dir(name), u.Path)
	if strings.HasPrefix(u.Path, "/") {
		to = strings.TrimPrefix(path.Clean(u.Path), "/")
	}
	if to == "." || to == "" || strings.HasSuffix(u.Path, "/") {
		to = path.Join(to, "index.html")
	}
	return to, true
}

// found returns every page that the search of a language leads to.
func found(t *testing.T, out, lang string) []string {
	t.Helper()
	ix, err := bleveindex.Open(filepath.Join(out, "search", "bleve", lang))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	s := search.NewSearcher([]search.Index{ix}, search.SearcherOptions{})
	res, err := s.Search(context.Background(), search.Request{Lang: lang, Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	if res.Total == 0 {
		t.Errorf("the search in %s finds nothing", lang)
	}
	var files []string
	for _, h := range res.Hits {
		files = append(files, path.Join(h.URL, "index.html"))
	}
	return files
}
