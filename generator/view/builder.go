package view

import (
	"strings"
	"sync"

	"griot/generator/config"
	"griot/generator/site"
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

// Input is what views are made from, texts aside.
type Input struct {
	Hub   *config.Hub
	Site  *site.Site
	Words map[string]Words // by language
	// Typeset puts a plain text into its language's typography.
	Typeset func(lang, text string) string
	// File returns the published address of a file under content/, and
	// whether there is one.
	File func(source string) (path string, ok bool)

	// Image answers where an image is that a rendition names, seen from its
	// page, and how large.
	Image func(r site.Rendition, src string) site.Target

	Feeds []FeedFormat // that the site has; pages show links to the first, and lead machines to all

	SearchClient string // published path of the browser's search client, or ""

	BaseURL  string // absolute, ending in a slash
	Portable bool   // addresses end in index.html

	// Last is a builder of the site as it was before, or nil. What it knew of
	// texts is taken over as far as it holds.
	Last *Builder
}

// Texts is what views say of the pages' texts.
type Texts struct {
	// Record returns the record of a rendition, BodyRef what stands for its
	// HTML in keys, and Signature its most telling words (see site.Record).
	Record    func(site.Rendition) *site.Record
	BodyRef   func(site.Rendition) string
	Signature func(site.Rendition) []uint32
	// Standing returns how the translation of a group stands in a language; of
	// "", that of the words around pages. It is nil where nothing is known.
	Standing func(group, lang string) *site.Standing
}

// Builder makes the views of a site. It is safe for concurrent use.
type Builder struct {
	*catalogue
	texts   Texts
	similar map[string]func() *similar // by language, made on first use
	words   *sync.Map                  // language -> *wordIndex; shared with the builders before
}

// catalogue is what follows from a site's graph alone, and is made once for it.
type catalogue struct {
	in     Input
	langs  map[string]*langIndex
	places sync.Map // placeKey -> *place
	specs  func() []Spec
}

// Spec is a page that the site has.
type Spec struct {
	Path      string // below the site's root; "" or ends in a slash or in .html
	Layout    string
	Lang      string
	Rendition *site.Rendition      // nil for pages that have no source file
	Intro     *site.Rendition      // whose text stands above a list, or nil
	made      func(*Builder) *View // the view of a page without a source file
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
	b := &Builder{catalogue: &catalogue{in: in, langs: map[string]*langIndex{}}, words: &sync.Map{}}
	changed, few := b.changes(in.Last)
	if in.Last != nil {
		b.words, b.in.Last = in.Last.words, nil
	}
	made := make([]*langIndex, len(in.Site.Languages))
	var work sync.WaitGroup
	for i, l := range in.Site.Languages {
		work.Go(func() {
			if few {
				made[i] = b.renewed(in.Last, l, changed)
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
	if t.Standing == nil {
		t.Standing = func(string, string) *site.Standing { return nil }
	}
	with := &Builder{catalogue: b.catalogue, texts: t, similar: map[string]func() *similar{}, words: b.words}
	for _, l := range b.in.Site.Languages {
		with.similar[l.Code] = sync.OnceValue(func() *similar { return with.newSimilar(l.Code) })
	}
	return with
}

// at is the place of a page, seen by a builder: what relative addresses and
// words depend on.
type at struct {
	*place
	b *Builder
}

// place is what all pages of one language and one depth have in common,
// whatever their texts; there is one of each.
type place struct {
	lang  string
	root  string // relative address of the site's root; "" for the root page
	index *langIndex
	words Words

	frame  func() *Frame
	facets func() []*Facet
	cards  keeper[*site.Group, *Card]
	marks  sync.Map // id -> *Mark
	marked sync.Map // termKey -> []*Facet, those of the term's list
}

type placeKey struct{ lang, root string }

// at returns the place of a language and an address of the site's root.
func (b *Builder) at(lang, root string) at {
	key := placeKey{lang, root}
	if p, ok := b.places.Load(key); ok {
		return at{p.(*place), b}
	}
	textless := &Builder{catalogue: b.catalogue} // places outlive the texts
	a := at{&place{lang: lang, root: root, index: b.langs[lang], words: b.in.Words[lang]}, textless}
	a.place.frame, a.place.facets = sync.OnceValue(a.newFrame), sync.OnceValue(a.newFacets)
	p, _ := b.places.LoadOrStore(key, a.place)
	return at{p.(*place), b}
}

// place returns where a page stands. Pages named *.html stand at any address
// and use the base path.
func (b *Builder) place(lang, path string) at {
	if strings.HasSuffix(path, "404.html") {
		return b.at(lang, b.basePath())
	}
	return b.at(lang, strings.Repeat("../", strings.Count(path, "/")))
}

// basePath is the path of the base URL, with both slashes.
func (b *Builder) basePath() string {
	_, rest, _ := strings.Cut(b.in.BaseURL, "://")
	_, path, _ := strings.Cut(rest, "/")
	return "/" + path
}

// href is the relative address of a path below the site's root.
func (a at) href(path string) string {
	h := a.root + path
	if a.b.in.Portable && (path == "" || strings.HasSuffix(path, "/")) {
		return h + "index.html"
	}
	if h == "" {
		return "./"
	}
	return h
}

// abs is the absolute address of a path below the site's root.
func (b *Builder) abs(path string) string { return b.in.BaseURL + path }

func (a at) set(text string) string   { return a.b.in.Typeset(a.lang, text) }
func (a at) text(t site.Text) string  { return a.set(t[a.lang]) }
func (a at) setIn(l, t string) string { return a.b.in.Typeset(l, t) }

func (a at) setAll(lang string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = a.setIn(lang, s)
	}
	return out
}
