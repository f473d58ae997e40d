// Package pages makes the views of a site's pages. New indexes a site, With adds
// the texts of its pages, Specs lists all pages, and Spec.View makes the view of
// one. Affected tells which views can change with a text.
//
// A view is made from the frozen site, the configuration and the records of
// conversions. The package does no I/O and renders nothing.
package pages

import (
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/site"
	"griot/generator/view"
)

// Words is what views ask of the reader's interface in one language; i18n
// offers it.
type Words interface {
	// T is a message; args fill it, "Count" choosing the plural form.
	T(key string, args ...any) string
	// Date writes an ISO date of day, month or year precision for readers.
	Date(iso string) string
	// Language names a language.
	Language(code string) string
	// Country names a country by its ISO 3166-1 alpha-3 code.
	Country(iso string) string
	// List joins texts as a sentence does.
	List(items []string) string
	// Compare orders two texts as a dictionary of the language does.
	Compare(a, b string) int
}

// Input holds what views are made from, except for the pages' texts.
type Input struct {
	Hub   *config.Hub
	Site  *site.Site
	Words map[string]Words // by language
	// Typeset puts a plain text into its language's typography.
	Typeset func(lang, text string) string
	// File returns the published path of a file under content/, and
	// whether there is one.
	File func(source string) (path string, ok bool)

	// Image answers where an image is that a rendition names, seen from its
	// page, and how large.
	Image func(r site.Rendition, src string) site.Target

	Feeds []FeedFormat // that the site has; pages show links to the first, and lead machines to all

	SearchClient string // published path of the browser's search client, or ""

	BaseURL  string // absolute, ending in a slash
	Portable bool   // URLs end in index.html

	// Last is the builder of the site's previous state, or nil. New reuses its
	// indexes where they are still valid.
	Last *Builder
}

// FeedFormat is a format of feeds that a site has.
type FeedFormat struct {
	File string // the feed's name in the folder of a language or of a section
	Type string // media type
}

// Texts answers what views need to know about the pages' texts.
type Texts struct {
	// Record returns the record of a rendition, BodyRef the hash that represents
	// its HTML in keys, and Keywords its keyword hashes (see site.Record).
	Record   func(site.Rendition) *site.Record
	BodyRef  func(site.Rendition) string
	Keywords func(site.Rendition) []uint32
	// Freshness returns the freshness of a group's translation into a language;
	// the group "" means the words around pages. It returns nil where nothing is
	// known.
	Freshness func(group, lang string) *site.Freshness
}

// Builder makes the views of a site. It is safe for concurrent use.
type Builder struct {
	*catalogue
	texts          Texts
	relatedIndexes map[string]func() *relatedIndex // by language, made on first use
	keywordIndexes *sync.Map                       // language -> *wordIndex; shared with the builders before
}

// catalogue holds what follows from a site's graph alone; builders that differ
// only in their texts share it.
type catalogue struct {
	in     Input
	langs  map[string]*langIndex
	scopes sync.Map // scopeKey -> *scope
	specs  func() []Spec
}

// Spec is a page that the site has.
type Spec struct {
	Path      string // below the site's root; "" or ends in a slash or in .html
	Layout    string
	Lang      string
	Rendition *site.Rendition           // nil for pages that have no source file
	Intro     *site.Rendition           // whose text stands above a list, or nil
	generate  func(*Builder) *view.View // the view of a page without a source file
}

// File is the page's file below the output folder.
func (s Spec) File() string {
	if s.Path == "" || strings.HasSuffix(s.Path, "/") {
		return s.Path + "index.html"
	}
	return s.Path
}

// New indexes a site for its views.
func New(in Input, t Texts) *Builder {
	b := &Builder{catalogue: &catalogue{in: in, langs: map[string]*langIndex{}}, keywordIndexes: &sync.Map{}}
	changed, few := b.changedGroups(in.Last)
	if in.Last != nil {
		b.keywordIndexes, b.in.Last = in.Last.keywordIndexes, nil
	}
	made := make([]*langIndex, len(in.Site.Languages))
	var work sync.WaitGroup
	for i, l := range in.Site.Languages {
		work.Go(func() {
			if few {
				made[i] = b.patchedIndex(in.Last, l, changed)
			}
			if made[i] == nil {
				made[i] = b.index(l)
			}
		})
	}
	work.Wait()
	for i, l := range in.Site.Languages {
		b.langs[l.Code] = made[i]
	}
	b.specs = sync.OnceValue(b.newSpecs)
	return b.With(t)
}

// With returns the builder of the same site with other texts.
func (b *Builder) With(t Texts) *Builder {
	if t.Freshness == nil {
		t.Freshness = func(string, string) *site.Freshness { return nil }
	}
	with := &Builder{catalogue: b.catalogue, texts: t, relatedIndexes: map[string]func() *relatedIndex{}, keywordIndexes: b.keywordIndexes}
	for _, l := range b.in.Site.Languages {
		with.relatedIndexes[l.Code] = sync.OnceValue(func() *relatedIndex { return with.newRelatedIndex(l.Code) })
	}
	return with
}

// pageContext is what making a view needs to know: the page's language and
// depth, and the builder.
type pageContext struct {
	*scope
	b *Builder
}

// scope holds the values shared by all pages of one language at one depth,
// whatever their texts.
type scope struct {
	lang  string
	root  string // relative URL of the site's root; "" for the root page
	index *langIndex
	words Words

	frame         func() *view.Frame
	facets        func() []*view.Facet
	cards         cache.Memo[*site.Group, *view.Card]
	marks         sync.Map // id -> *Mark
	facts         cache.Memo[factKey, *view.Fact]
	currentFacets sync.Map // termKey -> []*Facet, those of the term's list
}

type scopeKey struct{ lang, root string }

// contextFor returns the context of a language and a relative URL of the
// site's root.
func (b *Builder) contextFor(lang, root string) pageContext {
	key := scopeKey{lang, root}
	if p, ok := b.scopes.Load(key); ok {
		return pageContext{p.(*scope), b}
	}
	textless := &Builder{catalogue: b.catalogue} // places outlive the texts
	a := pageContext{&scope{lang: lang, root: root, index: b.langs[lang], words: b.in.Words[lang]}, textless}
	a.scope.frame, a.scope.facets = sync.OnceValue(a.newFrame), sync.OnceValue(a.newFacets)
	p, _ := b.scopes.LoadOrStore(key, a.scope)
	return pageContext{p.(*scope), b}
}

// contextAt returns the context of a page. Error pages are served at any URL,
// so theirs starts at the base path.
func (b *Builder) contextAt(lang, path string) pageContext {
	if strings.HasSuffix(path, "404.html") {
		return b.contextFor(lang, b.basePath())
	}
	return b.contextFor(lang, strings.Repeat("../", strings.Count(path, "/")))
}

// basePath is the path of the base URL, with both slashes.
func (b *Builder) basePath() string {
	_, rest, _ := strings.Cut(b.in.BaseURL, "://")
	_, path, _ := strings.Cut(rest, "/")
	return "/" + path
}

// href returns the relative URL of a path below the site's root.
func (a pageContext) href(path string) string {
	h := a.root + path
	if a.b.in.Portable && (path == "" || strings.HasSuffix(path, "/")) {
		return h + "index.html"
	}
	if h == "" {
		return "./"
	}
	return h
}

// absoluteURL returns the absolute URL of a path below the site's root.
func (b *Builder) absoluteURL(path string) string { return b.in.BaseURL + path }

func (a pageContext) typeset(text string) string   { return a.b.in.Typeset(a.lang, text) }
func (a pageContext) localize(t site.Text) string  { return a.typeset(t[a.lang]) }
func (a pageContext) typesetIn(l, t string) string { return a.b.in.Typeset(l, t) }

func (a pageContext) typesetAll(lang string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = a.typesetIn(lang, s)
	}
	return out
}
