// Package site is the plain model of a hub: languages, vocabularies, pages,
// their translations and URLs. Site.Rendition says which page readers of a
// language get of a Group, and at which URL; Language, Section and Vocabulary
// look up the rest. A Record holds what a conversion found on a page.
//
// Package content makes a Site; from then on it is frozen and may be read from
// many goroutines. The package does no I/O and knows neither YAML nor HTML.
package site

// Language is one language of the hub.
type Language struct {
	Code string // BCP 47, such as "fr"
	Name string // in the language itself, such as "Français"
	Dir  string // "ltr" or "rtl"
}

// Text is a text in several languages, by language code.
type Text map[string]string

// Term is one entry of a vocabulary.
type Term struct {
	ID    string
	ISO   string // countries: ISO 3166-1 alpha-3 code
	Name  Text
	Short Text // where absent, Name serves
	Slug  Text
	Order int // place in its vocabulary, from 0
}

// ShortIn is the term's short name in a language, or its name.
func (t *Term) ShortIn(lang string) string {
	if s := t.Short[lang]; s != "" {
		return s
	}
	return t.Name[lang]
}

// Vocabulary is a list of terms that pages refer to by id. The vocabularies
// years and partners have no terms in hub.yaml: pages bring them.
type Vocabulary struct {
	ID    string
	Name  Text
	Slug  Text
	Terms []*Term
}

// Term returns the term with an id, or nil.
func (v *Vocabulary) Term(id string) *Term {
	if v == nil {
		return nil
	}
	for _, t := range v.Terms {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Section is a folder directly under content/ whose pages share a kind and
// the first part of their address.
type Section struct {
	ID      string // the folder's name
	Kind    Kind
	Name    Text
	Slug    Text
	Summary Text
}

// Site is a whole hub, frozen after loading. It holds what front matter and
// configuration say; what is written below the front matter is beside it, so
// that a site stays the same while only texts change.
type Site struct {
	Languages    []Language // the first is the default
	Sections     []*Section // in the order of hub.yaml
	Vocabularies []*Vocabulary
	Groups       []*Group // by ID
	ByID         map[string]*Group
	// Fallback is true where an untranslated page is shown in its source
	// language under a notice, false where it is left out.
	Fallback bool
}

// Language returns the language with a code and its place in the order.
func (s *Site) Language(code string) (Language, int) {
	for i, l := range s.Languages {
		if l.Code == code {
			return l, i
		}
	}
	return Language{}, -1
}

// Section returns the section with an id, or nil.
func (s *Site) Section(id string) *Section {
	for _, x := range s.Sections {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// SectionOf returns the first section whose pages have a kind, or nil.
func (s *Site) SectionOf(k Kind) *Section {
	for _, x := range s.Sections {
		if x.Kind == k {
			return x
		}
	}
	return nil
}

// Vocabulary returns the vocabulary with an id, or nil.
func (s *Site) Vocabulary(id string) *Vocabulary {
	for _, v := range s.Vocabularies {
		if v.ID == id {
			return v
		}
	}
	return nil
}

// Group is a page with its translations: one unit of work, source first.
type Group struct {
	ID      string // content path without language and ending, such as "briefs/drc-victims-law"
	Section *Section
	Kind    Kind
	Source  *Page
	Pages   map[string]*Page // by language
}

// Page is one source file: a page in one language.
type Page struct {
	Group     *Group
	Lang      string
	File      string // slash path from the site's folder, such as "content/briefs/drc.fr.md"
	Slug      string
	Front     Front // complete: what a translation inherits is filled in
	Body      int   // offset in bytes of the Markdown after the front matter
	Line      int   // line of the file on which the Markdown starts, from 1
	FrontHash Hash  // of the effective front matter: equal hashes, equal Front
}

// Hash is the first 16 bytes of a SHA-256 sum.
type Hash [16]byte

// Rendition is a page as the readers of one language get it: the page in
// their language or, where there is none, its source under a notice.
type Rendition struct {
	Page *Page
	Lang string // of the site around the text
	Path string // address below the site's root; "" or ends in a slash, such as "fr/pays/mali/"
}

// Fallback reports whether the text is not in the language of the site
// around it.
func (r Rendition) Fallback() bool { return r.Page.Lang != r.Lang }

// Page returns the page that readers of a language get of a group: that in
// their language, or its source; nil where the group is left out.
func (s *Site) Page(g *Group, lang string) *Page {
	if p := g.Pages[lang]; p != nil || !s.Fallback {
		return p
	}
	return g.Source
}

// Rendition returns how readers of a language get a group; ok is false where
// the page is left out.
func (s *Site) Rendition(g *Group, lang string) (r Rendition, ok bool) {
	p := s.Page(g, lang)
	if p == nil {
		return Rendition{}, false
	}
	section, slug, slash := "", p.Slug, ""
	if g.Section != nil {
		section = g.Section.Slug[lang] + "/"
	}
	if slug != "" {
		slash = "/"
	}
	return Rendition{p, lang, lang + "/" + section + slug + slash}, true
}
