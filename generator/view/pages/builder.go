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

	"griot/generator/view/index"

	"griot/generator/config"
	"griot/generator/site"
	"griot/generator/view"
)

// Words writes what readers see in one language; i18n implements it.
type Words interface {
	// T is a message; args fill it, "Count" choosing the plural form.
	T(key string, args ...any) string
	// LangOf is the language in which T gives a message.
	LangOf(key string) string
	// Date writes an ISO date of day, month or year precision for readers.
	Date(iso string) string
	// Decimal writes a number that is given in digits, with a full stop before decimals.
	Decimal(s string) string
	// Language names a language.
	Language(code string) string
	// Country names a country by its ISO 3166-1 alpha-3 code.
	Country(iso string) string
	// List joins texts as a sentence does.
	List(items []string) string
	// Compare orders two texts as a dictionary of the language does.
	Compare(a, b string) int
}

// Input is what views are made from, except for the texts of pages.
type Input struct {
	Hub   *config.Hub
	Site  *site.Site
	Words map[string]Words // by language
	// Typeset puts a plain text into its language's typography.
	Typeset func(lang, text string) string
	// File returns the published path of a file under content/, and
	// whether there is one.
	File func(source string) (path string, ok bool)

	// Image returns the URL and the size of an image that a rendition names, and what
	// is said of it in a language.
	Image func(r site.Rendition, src, lang string) site.Target

	Feeds []FeedFormat // readers see links to the first, machines to all

	// Data returns the files for analysts, with URLs relative to the site's root.
	Data func(group view.DataGroup, lang string) []view.DataFile

	Download string // published path of the site's copy, or ""

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

// Texts returns what views need of the texts of pages.
type Texts struct {
	// Record returns the record of a rendition, BodyRef the hash that represents
	// its HTML in keys, and Keywords its keyword hashes (see site.Record).
	Record   func(site.Rendition) *site.Record
	BodyRef  func(site.Rendition) string
	Keywords func(site.Rendition) []uint32
	// Uses returns the ids of the groups that a rendition's text uses (see
	// site.Record.Uses).
	Uses func(site.Rendition) []string
	// Freshness returns the freshness of a group's translation into a language;
	// the group "" means the words around pages. It returns nil where nothing is
	// known.
	Freshness func(group, lang string) *site.Freshness
	// CopySize returns the size of the site's copy in bytes, or 0 if it is unknown.
	CopySize func() int64
}

// Builder makes the views of a site. It is safe for concurrent use.
type Builder struct {
	*catalogue
	texts          Texts
	relatedIndexes map[string]func() *index.Related              // by language, made on first use
	usedBy         map[string]func() map[string][]site.Rendition // by language; see newUsedBy
	keywordIndexes *sync.Map                                     // language -> *index.Keywords; shared with previous builders
}

// catalogue is what follows from a site's graph alone; builders that differ only
// in their texts share it.
type catalogue struct {
	in     Input
	langs  map[string]*index.Index
	scopes sync.Map // scopeKey -> *scope
	specs  func() []Spec
}

// Spec is a page that the site has.
type Spec struct {
	Path      string // below the site's root; "" or ends in a slash or in .html
	Layout    string
	Lang      string
	Rendition *site.Rendition           // nil for pages that have no source file
	Intro     *site.Rendition           // whose text is shown above a list, or nil
	generate  func(*Builder) *view.View // the view of a page without a source file
}

// File returns the page's file below the output folder.
func (s Spec) File() string {
	if s.Path == "" || strings.HasSuffix(s.Path, "/") {
		return s.Path + "index.html"
	}
	return s.Path
}

// New indexes a site for its views.
func New(in Input, t Texts) *Builder {
	b := &Builder{catalogue: &catalogue{in: in, langs: map[string]*index.Index{}}, keywordIndexes: &sync.Map{}}
	var changed []index.Change
	few := false
	if last := in.Last; last != nil {
		if last.in.Hub == in.Hub {
			changed, few = index.Changes(last.in.Site, in.Site)
		}
		b.keywordIndexes, b.in.Last = last.keywordIndexes, nil
	}
	made := make([]*index.Index, len(in.Site.Languages))
	var work sync.WaitGroup
	for i, l := range in.Site.Languages {
		work.Go(func() {
			if few {
				made[i] = b.maker(l).Patched(in.Last.in.Site, in.Last.langs[l.Code], changed)
			}
			if made[i] == nil {
				made[i] = b.maker(l).New()
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

func (b *Builder) maker(l site.Language) index.Maker {
	return index.Maker{Site: b.in.Site, Kinds: b.in.Hub.Kinds, Language: l, Compare: b.in.Words[l.Code].Compare}
}

// With returns the builder of the same site with other texts.
func (b *Builder) With(t Texts) *Builder {
	if t.Freshness == nil {
		t.Freshness = func(string, string) *site.Freshness { return nil }
	}
	if t.CopySize == nil {
		t.CopySize = func() int64 { return 0 }
	}
	if t.Uses == nil {
		t.Uses = func(site.Rendition) []string { return nil }
	}
	with := &Builder{
		catalogue: b.catalogue, texts: t, keywordIndexes: b.keywordIndexes,
		relatedIndexes: map[string]func() *index.Related{}, usedBy: map[string]func() map[string][]site.Rendition{},
	}
	for _, l := range b.in.Site.Languages {
		with.relatedIndexes[l.Code] = sync.OnceValue(func() *index.Related { return with.newRelated(l.Code) })
		with.usedBy[l.Code] = sync.OnceValue(func() map[string][]site.Rendition { return with.newUsedBy(l.Code) })
	}
	return with
}

func (b *Builder) newRelated(lang string) *index.Related {
	var last *index.Keywords
	if kept, ok := b.keywordIndexes.Load(lang); ok {
		last = kept.(*index.Keywords)
	}
	related, keywords := index.NewRelated(b.langs[lang].Documents, b.texts.Keywords, last)
	b.keywordIndexes.Store(lang, keywords)
	return related
}

// page makes the parts of a view that pages of every kind have. It knows the
// page's language and depth, and the builder.
type page struct {
	*scope
	b *Builder
}

// scope is what all pages of one language and depth share, whatever their texts.
type scope struct {
	cards
	frame  func() *view.Frame
	facets facets
}

type scopeKey struct{ lang, root string }

// contextFor returns the context of a language and a relative URL of the
// site's root.
func (b *Builder) contextFor(lang, root string) page {
	key := scopeKey{lang, root}
	s, ok := b.scopes.Load(key)
	if !ok {
		s, _ = b.scopes.LoadOrStore(key, b.newScope(lang, root))
	}
	return page{s.(*scope), b}
}

func (b *Builder) newScope(lang, root string) *scope {
	s := &scope{cards: cards{locale: locale{lang, root, b.in.Words[lang], &b.in}, index: b.langs[lang]}}
	s.frame = sync.OnceValue(frames{&s.cards}.make)
	s.facets.cards, s.facets.all = &s.cards, sync.OnceValue(s.facets.make)
	return s
}

// contextAt returns the context of a page. Error pages are served at any URL,
// so theirs starts at the base path.
func (b *Builder) contextAt(lang, path string) page {
	if strings.HasSuffix(path, "404.html") {
		return b.contextFor(lang, b.in.basePath())
	}
	return b.contextFor(lang, strings.Repeat("../", strings.Count(path, "/")))
}
