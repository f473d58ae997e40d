package pipeline_test

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/pipeline"
)

// history is a site with all that its readers have seen.
type history struct {
	t    *testing.T
	dir  string
	seen map[string]bool // addresses of pages and lists
	dead map[string]bool // those of pages that were deleted
}

// publish builds the site, remembers its addresses and records them, as publishing does.
func (h *history) publish() {
	h.t.Helper()
	mustBuild(h.t, pipeline.Options{Dir: h.dir})
	a, list, err := pipeline.LoadAddresses(context.Background(), pipeline.Options{Dir: h.dir})
	if err != nil || list.Errors() > 0 {
		h.t.Fatal(err, text(list))
	}
	for _, x := range a.All {
		h.seen[x.Path] = true
	}
	name := filepath.Join(h.dir, filepath.FromSlash(config.AddressesFile))
	src, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(name, config.RecordAddresses(src, a.New), 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// edit replaces text in a file.
func (h *history) edit(file, old, text string) {
	h.t.Helper()
	name := filepath.Join(h.dir, filepath.FromSlash(file))
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), old) {
		h.t.Fatalf("%s has no %q (%v)", file, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), old, text, 1)), 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// move does what griot mv does.
func (h *history) move(from, to string) {
	h.t.Helper()
	s, list, err := pipeline.Load(context.Background(), pipeline.Options{Dir: h.dir})
	if err != nil || list.Errors() > 0 {
		h.t.Fatal(err, text(list))
	}
	m, err := content.PlanMove(s, h.dir, from, to)
	if err == nil {
		err = m.Apply()
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

var refresh = regexp.MustCompile(`http-equiv="?refresh"? content="?0; ?url=([^" >]+)`)

// follow returns the page to which an address leads, over redirects, or "".
func (h *history) follow(address string) string {
	h.t.Helper()
	for range 5 {
		file := address
		if !strings.HasSuffix(file, ".html") {
			file += "index.html"
		}
		html, err := os.ReadFile(filepath.Join(h.dir, "public", filepath.FromSlash(file)))
		if err != nil {
			return ""
		}
		to := refresh.FindSubmatch(html)
		if to == nil || strings.HasPrefix(string(to[1]), "https:") {
			return address
		}
		address = path.Join(path.Dir(file), string(to[1])) + "/"
	}
	h.t.Errorf("%s: redirects in a circle", address)
	return ""
}

// check compares what every address that was published does now with what it should do.
func (h *history) check() {
	h.t.Helper()
	a, _, err := pipeline.LoadAddresses(context.Background(), pipeline.Options{Dir: h.dir})
	if err != nil {
		h.t.Fatal(err)
	}
	gone := map[string]bool{}
	for _, x := range a.Gone {
		gone[x.Path] = true
	}
	for address := range h.seen {
		switch alive := h.follow(address) != ""; {
		case !alive && !gone[address]:
			h.t.Errorf("%s died and nobody said so", address)
		case !alive && !h.dead[address]:
			h.t.Errorf("%s died", address)
		case alive && gone[address]:
			h.t.Errorf("%s is said to be gone and is there", address)
		}
	}
}

// An address that was published leads to what stood there, whatever is renamed, and check
// names those that die with their page.
func TestAddressesOutliveRenames(t *testing.T) {
	h := &history{t, smallSite(t), map[string]bool{}, map[string]bool{}}
	h.publish()
	steps := []func(){
		func() { h.edit("content/briefs/one.fr.md", "slug: un", "slug: premier") },
		func() { h.edit("content/hub.yaml", "slug: { en: library,", "slug: { en: documents,") },
		func() { h.edit("content/hub.yaml", "slug: { en: mali,", "slug: { en: mali-country,") },
		func() { h.move("briefs/one", "briefs/two") },
		func() { h.edit("content/hub.yaml", "slug: { en: country,", "slug: { en: place,") },
		func() { h.edit("content/about.fr.md", "slug: a-propos", "slug: qui") },
		func() { h.edit("content/briefs/two.fr.md", "slug: premier", "slug: un") }, // as it was
		func() { h.edit("content/hub.yaml", "fr: bibliotheque", "fr: documents") },
	}
	for i, step := range steps {
		step()
		mustBuild(t, pipeline.Options{Dir: h.dir})
		if h.check(); t.Failed() {
			t.Fatalf("after step %d", i)
		}
		h.publish()
	}
	equalsClean(t, h.dir)

	// A page that is deleted takes its addresses with it; what is written by hand helps.
	for address := range h.seen {
		if strings.Contains(address, "qui") || strings.Contains(address, "propos") || address == "en/about/" {
			h.dead[address] = true
		}
	}
	for _, lang := range []string{"en", "fr"} {
		if err := os.Remove(filepath.Join(h.dir, "content", "about."+lang+".md")); err != nil {
			t.Fatal(err)
		}
		h.edit("content/briefs/two."+lang+".md", "../about.md", "../index.md")
	}
	h.edit("content/hub.yaml", ", about.md", "")
	mustBuild(t, pipeline.Options{Dir: h.dir})
	h.check()
	h.edit("content/addresses.yaml", "en/about/: about", "en/about/: https://example.org/about")
	h.edit("content/addresses.yaml", "fr/qui/: about", "fr/qui/: briefs/two")
	mustBuild(t, pipeline.Options{Dir: h.dir})
	if got := h.follow("fr/qui/"); got != "fr/documents/un/" {
		t.Errorf("fr/qui/ leads to %q", got)
	}
	html, _ := os.ReadFile(filepath.Join(h.dir, "public/en/about/index.html"))
	if !strings.Contains(string(html), "https://example.org/about") {
		t.Errorf("en/about/ doesn't lead outside:\n%s", html)
	}
	equalsClean(t, h.dir)
}

// Random renames, one after the other.
func TestAddressesOutliveRandomRenames(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 1))
		h := &history{t, smallSite(t), map[string]bool{}, map[string]bool{}}
		name := "one"
		h.publish()
		words := []string{"alpha", "beta", "gamma", "delta"}
		slugs := map[string]string{"content/briefs/ .fr.md": "slug: un", "content/about.fr.md": "slug: a-propos", "content/hub.yaml": "slug: { en: mali,"}
		for range 8 {
			word := words[random.IntN(len(words))]
			files := slices.Sorted(func(yield func(string) bool) {
				for f := range slugs {
					if !yield(f) {
						return
					}
				}
			})
			switch i := random.IntN(len(files) + 1); {
			case i == len(files):
				if name != word {
					h.move("briefs/"+name, "briefs/"+word)
					name = word
				}
			default:
				file := files[i]
				next := "slug: " + word
				if file == "content/hub.yaml" {
					next = "slug: { en: " + word + ","
				}
				h.edit(strings.Replace(file, " ", name, 1), slugs[file], next)
				slugs[file] = next
			}
			mustBuild(t, pipeline.Options{Dir: h.dir})
			if h.check(); t.Failed() {
				t.Fatalf("seed %d", seed)
			}
			h.publish()
		}
		equalsClean(t, h.dir)
	}
}

// equalsClean compares public/ with that of a clean build of the same folder.
func equalsClean(t *testing.T, dir string) {
	t.Helper()
	mustBuild(t, pipeline.Options{Dir: dir})
	clean := t.TempDir()
	o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
	mustBuild(t, o)
	if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
		t.Error(d)
	}
}
