package pipeline_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
)

// buildHere, set in the environment, makes the test program build the site in
// that folder and end.
const buildHere = "GRIOT_TEST_BUILD"

func TestMain(m *testing.M) {
	dir := os.Getenv(buildHere)
	if dir == "" {
		os.Exit(m.Run())
	}
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, Progress: func(stage string) { fmt.Println(stage) }})
	if err != nil || list.Errors() > 0 {
		fmt.Fprintln(os.Stderr, err, list)
		os.Exit(1)
	}
}

// TestKilledBuild kills builds at random moments, while they make a site from
// quite another one, and again and again before one may end. What is left is a
// site that serves, each time, and the next build that may end makes the same
// files as a clean build.
func TestKilledBuild(t *testing.T) {
	pairs, kills, endEvery := 150, 18, 6
	if raceEnabled {
		pairs, kills, endEvery = 16, 4, 2 // under the race detector a build takes some ten times as long
	}
	if testing.Short() {
		pairs, kills = 10, 4
	}
	dir, random := t.TempDir(), rand.New(rand.NewPCG(4, 2))
	rewrite(t, dir, pairs, 0)
	start := time.Now()
	mustBuild(t, pipeline.Options{Dir: dir})
	whole, ended := time.Since(start), 0
	for i := 1; i <= kills+ended && ended <= kills; i++ {
		rewrite(t, dir, pairs-random.IntN(pairs/4), uint64(i))
		// Half of the kills come once files are being published.
		stage, after := "publish", time.Duration(random.Int64N(int64(whole/8)))
		if i%2 == 0 {
			stage, after = "load", time.Duration(random.Int64N(int64(whole)))
		}
		if kill(t, dir, stage, after) {
			ended++
			whole = whole * 4 / 5 // later builds find a warm machine
		}
		serves(t, dir, fmt.Sprintf("kill %d, %s after %q", i, after, stage))
		if i%endEvery == 0 {
			endsClean(t, dir, fmt.Sprintf("after kill %d", i))
		}
		if t.Failed() {
			return
		}
	}
	endsClean(t, dir, "at last")
	t.Logf("%d builds had ended before they could be killed", ended)
}

// endsClean lets a build end and compares what it made with a clean build.
func endsClean(t *testing.T, dir, when string) {
	t.Helper()
	mustBuild(t, pipeline.Options{Dir: dir})
	clean := t.TempDir()
	o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
	mustBuild(t, o)
	if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
		t.Errorf("%s, the next build is not the clean one:\n%s", when, d)
	}
}

// A build that was killed after its last rename leaves a complete site and its
// staging folder, which the next build removes though it has nothing to do.
func TestLeftoverStaging(t *testing.T) {
	dir := builtSite(t)
	folder.Unpack(t, dir, "-- public/.griot-staging/bleve-en/left.zap --\nhalf an index\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	if _, err := os.Stat(filepath.Join(dir, "public", ".griot-staging")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the staging folder stays: %v", err)
	}
}

// rewrite replaces a site by another one, whose pages mostly have the same
// names.
func rewrite(t *testing.T, dir string, pairs int, seed uint64) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	if err := corpus.Write(dir, pairs, seed); err != nil {
		t.Fatal(err)
	}
	// Half of the pages get another address each time, so that old ones go and
	// new ones come; the others keep theirs.
	slug := regexp.MustCompile(`(?m)^slug: .*$`)
	for i := 1; i <= pairs; i++ {
		for _, lang := range []string{"en", "fr"} {
			name := filepath.Join(dir, "content", "briefs", fmt.Sprintf("p%06d.%s.md", i, lang))
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			src = slug.ReplaceAll(src, fmt.Appendf(nil, "slug: s%d-%d", seed*uint64(i%2), i))
			if err := os.WriteFile(name, src, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// kill starts a build and kills it some time after it came to a stage. It
// reports whether the build had ended by then.
func kill(t *testing.T, dir, stage string, after time.Duration) (ended bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), buildHere+"="+dir)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != stage {
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
	}
	err = cmd.Wait()
	if err == nil {
		return true
	}
	if said.Len() > 0 {
		t.Fatalf("the build failed: %v\n%s", err, &said)
	}
	return false
}

// serves checks that public/ contains a site: every page is complete and has its
// styles, scripts and images; from the start, every page and every hit of the search
// leads to a file.
func serves(t *testing.T, dir, when string) {
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
	seen, todo := map[string]bool{"index.html": true}, []string{"index.html"}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if pages[name] == nil {
			continue
		}
		for _, to := range pages[name].pages {
			if !files[to] {
				t.Errorf("%s: %s leads to %s, which isn't there", when, name, to)
			}
			if !seen[to] {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	if len(seen) < len(pages)/3 {
		t.Errorf("%s: from the start only %d of %d pages are found", when, len(seen), len(pages))
	}
	for _, lang := range []string{"en", "fr"} {
		for _, hit := range found(t, out, lang) {
			if !files[hit] {
				t.Errorf("%s: the search finds %s, which isn't there", when, hit)
			}
		}
	}
}

// links is what a page needs and where it leads, as files of the site.
type links struct{ assets, pages []string }

// readLinks reads a page, which must be whole.
func readLinks(file, name string) (*links, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(src, []byte("<!DOCTYPE html>")) || !bytes.HasSuffix(bytes.TrimSpace(src), []byte("</html>")) {
		return nil, fmt.Errorf("the page is not whole: %d bytes", len(src))
	}
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		return nil, err
	}
	l := &links{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			to, ok := target(name, a.Val)
			switch {
			case !ok:
			case a.Key == "src" || a.Key == "href" && n.Data == "link" && !strings.HasSuffix(to, ".html"):
				l.assets = append(l.assets, to)
			case a.Key == "href" && n.Data == "a":
				l.pages = append(l.pages, to)
			}
		}
	}
	slices.Sort(l.pages)
	l.pages = slices.Compact(l.pages)
	return l, nil
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

// outputFiles is every page that the search of a language leads to.
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
