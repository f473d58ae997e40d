package content

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/frontmatter"
	"griot/generator/internal/testkit/folder"
	"griot/generator/site"
)

func reload(t testing.TB, l *Loader, changed ...string) *Result {
	t.Helper()
	res, err := l.Reload(t.Context(), changed)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// equal returns how two results differ, without comparing Changed.
func equal(a, b *Result) string {
	sums := map[string][2]site.Hash{}
	for i, r := range []*Result{a, b} {
		for name, e := range r.pages {
			both := sums[name]
			both[i] = e.hash
			sums[name] = both
		}
	}
	for name, both := range sums {
		if both[0] != both[1] {
			return "sums of " + name
		}
	}
	return cmp.Diff(a, b, cmpopts.IgnoreFields(Result{}, "Changed"), cmpopts.IgnoreUnexported(Result{}),
		cmp.Transformer("Group", func(g *site.Group) any { return shown(g) }),
		cmpopts.IgnoreFields(site.Page{}, "Group"), cmpopts.EquateEmpty())
}

// shown returns a group without the pointers back to it.
func shown(g *site.Group) any {
	if g == nil {
		return nil
	}
	pages := map[string]site.Page{}
	for lang, p := range g.Pages {
		if p.Group != g {
			return fmt.Sprintf("%s.%s belongs to another group", g.ID, lang)
		}
		pages[lang] = *p
	}
	section := ""
	if g.Section != nil {
		section = g.Section.ID
	}
	return struct {
		ID, Section string
		Kind        site.Kind
		Source      string
		Pages       map[string]site.Page
	}{g.ID, section, g.Kind, g.Source.Lang, pages}
}

// Loading all files again leaves no page in a section that isn't one of the site's: lists
// compare sections by their pointers.
func TestLoadAgainKeepsSections(t *testing.T) {
	fsys := fixture(t, &txtar.Archive{})
	l := NewLoader(fsys, Options{})
	load(t, l)
	const file = "content/briefs/one.fr.md"
	fsys[file] = &fstest.MapFile{Data: bytes.Replace(fsys[file].Data, []byte("title: "), []byte("title: New "), 1)}
	after := load(t, l)
	if !strings.HasPrefix(after.Site.ByID["briefs/one"].Pages["fr"].Front.Title, "New ") {
		t.Fatal("the page is not read again")
	}
	for _, g := range after.Site.Groups {
		if g.Section != nil && !slices.Contains(after.Site.Sections, g.Section) {
			t.Errorf("%s is in a section of an earlier load", g.ID)
		}
	}
}

func TestReloadOfAText(t *testing.T) {
	fsys := fixture(t, &txtar.Archive{})
	l := NewLoader(fsys, Options{})
	before := load(t, l)
	page := before.Site.ByID["briefs/one"].Pages["fr"]

	const file = "content/briefs/one.fr.md"
	fsys[file] = &fstest.MapFile{Data: append(bytes.Clone(fsys[file].Data), "Plus.\n"...)}
	after := reload(t, l, file)
	if after.Site != before.Site || !slices.Equal(after.Changed, []string{file}) {
		t.Errorf("changed %v, graph %v", after.Changed, after.Site != before.Site)
	}
	if before.Sum(page) == after.Sum(page) {
		t.Error("the page's text changed and its sum did not")
	}
	if body, err := l.Body(page, after.Sum(page)); err != nil || string(body) != "Texte.\nPlus.\n" {
		t.Errorf("body %q, %v", body, err)
	}
	if _, err := l.Body(page, before.Sum(page)); !errors.Is(err, ErrChanged) {
		t.Errorf("body of the page as it was: %v", err)
	}
	if diff := equal(load(t, NewLoader(fsys, Options{})), after); diff != "" {
		t.Error(diff)
	}
}

func TestReloadOfNothing(t *testing.T) {
	fsys := fixture(t, &txtar.Archive{})
	l := NewLoader(fsys, Options{})
	before := load(t, l)
	for _, paths := range [][]string{
		{"content/about.en.md"}, {"content/.about.en.md.swp", "content/4913", "public/index.html"}, {"content"}, {"content/hub.yaml"},
	} {
		after := reload(t, l, paths...)
		if len(after.Changed) > 0 || after.Site != before.Site {
			t.Errorf("%v: changed %v, graph %v", paths, after.Changed, after.Site != before.Site)
		}
	}
}

// After any edits, one or several at a time, Reload returns what a new Loader
// would.
func TestReloadEqualsLoad(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	fsys := fixture(t, &txtar.Archive{})
	base := maps.Clone(fsys)
	l := NewLoader(fsys, Options{})
	load(t, l)
	edits := []string{
		"content/about.en.md", "content/about.fr.md", "content/briefs/one.en.md", "content/briefs/one.fr.md",
		"content/briefs/two.en.md", "content/partners/alpha.en.md", "content/partners/beta.fr.md", "content/photo.jpg",
		"content/briefs/a.pdf", "content/new/x.en.md", "content/about.xx.md", config.File,
	}
	for i := range 150 {
		var changed []string
		for range 1 + random.IntN(3) {
			name := edits[random.IntN(len(edits))]
			changed = append(changed, name)
			edit(fsys, base, name, random)
		}
		if random.IntN(10) == 0 {
			changed = []string{"content"}
		}
		after := reload(t, l, changed...)
		if random.IntN(10) == 0 { // the next process
			l = restart(t, l, fsys)
			after = load(t, l)
		}
		if diff := equal(load(t, NewLoader(fsys, Options{})), after); diff != "" {
			t.Fatalf("edit %d of %v:\n%s", i, changed, diff)
		}
	}
}

// edit changes, adds, removes or restores one file.
func edit(fsys, base fstest.MapFS, name string, random *rand.Rand) {
	f := fsys[name]
	switch n := random.IntN(6); {
	case n == 0 && name != config.File:
		delete(fsys, name)
	case n <= 1 && base[name] != nil:
		fsys[name] = base[name]
	case name == config.File && n == 2:
		fsys[name] = &fstest.MapFile{Data: bytes.ReplaceAll(base[name].Data, []byte("topics:"), []byte("themes:"))}
	case name == config.File && n == 3:
		fsys[name] = &fstest.MapFile{Data: append(bytes.Clone(base[name].Data), "colour: red\n"...)}
	case name == config.File:
	case f == nil:
		fsys[name] = &fstest.MapFile{Data: []byte(strings.Replace(plainPage, "T", fmt.Sprint(random.IntN(3)), 1))}
	case n == 2:
		fsys[name] = &fstest.MapFile{Data: append(bytes.Clone(f.Data), "More.\n"...)}
	case n == 3:
		fsys[name] = &fstest.MapFile{Data: bytes.Replace(f.Data, []byte("\n"), []byte("\nslug: s"+fmt.Sprint(random.IntN(3))+"\n"), 1)}
	case n == 4:
		fsys[name] = &fstest.MapFile{Data: bytes.Replace(f.Data, []byte("---\n"), []byte("---\r\n"), 1)}
	default:
		fsys[name] = &fstest.MapFile{Data: []byte("no front matter")}
	}
}

// restart returns the Loader of the next process, with the cache of this one.
func restart(t testing.TB, l *Loader, fsys fstest.MapFS) *Loader {
	t.Helper()
	dir := cacheDir(t)
	if err := l.SaveCache(dir); err != nil {
		t.Fatal(err)
	}
	next := NewLoader(fsys, Options{})
	if err := next.LoadCache(dir); err != nil {
		t.Fatal(err)
	}
	return next
}

// With a cache, unchanged files are not read, and changed ones are.
func TestWarmStart(t *testing.T) {
	dir, root := written(t)
	opts := Options{Now: inAnHour}
	l := NewLoader(root.FS(), opts)
	cold := load(t, l)
	kept := cacheDir(t)
	if err := l.SaveCache(kept); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "content/about.en.md")
	src := folder.Read(t, dir, "content/about.en.md")
	start := func(opts Options) *Result {
		next := NewLoader(root.FS(), opts)
		if err := next.LoadCache(kept); err != nil {
			t.Fatal(err)
		}
		return load(t, next)
	}
	if warm := start(opts); len(warm.Changed) > 0 || equal(cold, warm) != "" {
		t.Errorf("changed %v\n%s", warm.Changed, equal(cold, warm))
	}

	// Only Verify finds a change that leaves size and time the same.
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/about.en.md", strings.Replace(src, "About", "Other", 1))
	if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if warm := start(opts); len(warm.Changed) > 0 {
		t.Errorf("changed %v", warm.Changed)
	}
	opts.Verify = true
	if warm := start(opts); !slices.Equal(warm.Changed, []string{"content/about.en.md"}) || warm.Site.ByID["about"].Source.Front.Title != "Other" {
		t.Errorf("changed %v", warm.Changed)
	}

	// By the real clock, files that were just written are racy.
	l = NewLoader(root.FS(), Options{})
	load(t, l)
	if err := l.SaveCache(kept); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/about.en.md", src)
	if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if warm := start(Options{}); !slices.Equal(warm.Changed, []string{"content/about.en.md"}) {
		t.Errorf("changed %v", warm.Changed)
	}
}

// The cache returns every field of front matter.
func TestCacheKeepsEverything(t *testing.T) {
	var own frontmatter.Parsed
	fill(reflect.ValueOf(&own).Elem(), new(int))
	var back frontmatter.Parsed
	d := cache.Reader(encode(&own))
	layout(coder{Coder: d}, &back)
	if diff := cmp.Diff(own, back); diff != "" || !d.Complete() {
		t.Errorf("complete: %v\n%s", d.Complete(), diff)
	}
	said, left := &entry{coded: encode(&own)}, &arena{}
	for range 3000 { // more lists than an arena takes at once
		if diff := cmp.Diff(&own, said.parsed(left)); diff != "" {
			t.Fatal(diff)
		}
	}
	// In a translation, an empty list differs from none.
	own = frontmatter.Parsed{Front: site.Front{SDG: []string{}, Terms: map[string][]string{"topics": {}}}}
	back = *(&entry{coded: encode(&own)}).parsed(nil)
	if !reflect.DeepEqual(own, *(&entry{coded: encode(&own)}).parsed(&arena{})) || !reflect.DeepEqual(own, back) {
		t.Errorf("got %#v", back)
	}
}

// fill gives every field of a value something else than its zero value.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("é", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic(v.Kind())
	}
}

// cacheDir returns an empty folder for a cache.
func cacheDir(t testing.TB) cache.Dir {
	t.Helper()
	d, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A cache that was truncated or changed is refused, and the site loads without it.
func TestDamagedCache(t *testing.T) {
	fsys := fixture(t, &txtar.Archive{})
	l := NewLoader(fsys, Options{})
	want := load(t, l)
	kept := cacheDir(t)
	if err := l.SaveCache(kept); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(kept.Path(cacheName))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 53 {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0x10
		for _, src := range [][]byte{damaged, whole[:i]} {
			folder.Write(t, kept.Path(""), cacheName, string(src))
			next := NewLoader(fsys, Options{})
			if err := next.LoadCache(kept); err == nil {
				t.Fatalf("byte %d: no error", i)
			}
			if i%10 == 0 && equal(want, load(t, next)) != "" {
				t.Fatalf("byte %d: another site", i)
			}
		}
	}
}

// FuzzCache decodes any bytes as a cache's content: they may be refused, but must
// neither crash nor take memory out of proportion to their size.
func FuzzCache(f *testing.F) {
	var own frontmatter.Parsed
	fill(reflect.ValueOf(&own).Elem(), new(int))
	f.Add(encode(&own))
	f.Add("\xff\xff\xff\xff\x7f")
	f.Fuzz(func(t *testing.T, s string) {
		c := cache.Reader(s)
		var own frontmatter.Parsed
		layout(coder{Coder: c}, &own)
		if c.Broken() {
			return
		}
		if again := (&entry{coded: encode(&own)}).parsed(nil); !reflect.DeepEqual(&own, again) {
			t.Errorf("%#v\n%#v", own, again)
		}
	})
}
