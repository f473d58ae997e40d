// Package site is the model of a hub: languages, vocabularies, pages, their
// translations and URLs. Site.Rendition returns the page of a Group that readers
// of a language get, and its URL; Language, Section and Vocabulary find the
// values of these names. A Record is what a conversion found on a page.
//
// Package content makes a Site, which never changes and may be read by many
// goroutines. The package does no I/O and knows neither YAML nor HTML.
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
	Short Text // in a language without it, Name is used
	Slug  Text
	Order int // index in its vocabulary, from 0
}

// ShortIn returns the term's short name in a language, or its name.
func (t *Term) ShortIn(lang string) string {
	if s := t.Short[lang]; s != "" {
		return s
	}
	return t.Name[lang]
}

// Vocabulary is a list of terms that pages refer to by id. The terms of the
// vocabularies years and partners come from pages, not from hub.yaml.
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

// Site is a whole hub, frozen after loading. It has what front matter and
// configuration say but not the text of pages, so that it stays the same value
// while only texts change.
type Site struct {
	Languages    []Language // the first is the default
	Sections     []*Section // in the order of hub.yaml, then by ID; a folder before those in it
	Vocabularies []*Vocabulary
	Groups       []*Group // by ID
	ByID         map[string]*Group
	// Fallback is true if an untranslated page is shown in its source language
	// under a notice, false if it is left out.
	Fallback bool
}

// Language returns the language with a code, and its index.
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

// SectionOf returns the first section whose pages have a kind, or nil; folders directly
// below content/ come before those in folders.
func (s *Site) SectionOf(k Kind) *Section {
	var first *Section
	for _, x := range s.Sections {
		if x.Kind == k && x.Parent == nil {
			return x
		} else if x.Kind == k && first == nil {
			first = x
		}
	}
	return first
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
	ID      string // path below content/ without language and extension, such as "briefs/drc-victims-law"
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
	Front     Front // complete, with what a translation inherits
	Body      int   // offset in bytes of the Markdown after the front matter
	Line      int   // line of the file on which the Markdown starts, from 1
	FrontHash Hash  // of all that Front was made from: equal hashes mean equal Fronts
}

// Hash is the first 16 bytes of a SHA-256 sum.
type Hash [16]byte

// Rendition is a page as readers of one language get it: the page in their
// language or, if there is none, its source under a notice.
type Rendition struct {
	Page *Page
	Lang string // of the readers; the text may be in another one
	Path string // URL below the site's root; "" or ends in a slash, such as "fr/pays/mali/"
}

// Fallback reports whether the text is not in the language of the readers.
func (r Rendition) Fallback() bool { return r.Page.Lang != r.Lang }

// Page returns the page of a group that readers of a language get: the one in their
// language, or the source, or nil if the group is left out.
func (s *Site) Page(g *Group, lang string) *Page {
	if p := g.Pages[lang]; p != nil || !s.Fallback {
		return p
	}
	return g.Source
}

// Rendition returns the page of a group that readers of a language get; ok is false
// if the group is left out.
func (s *Site) Rendition(g *Group, lang string) (r Rendition, ok bool) {
	p := s.Page(g, lang)
	if p == nil {
		return Rendition{}, false
	}
	section, slug, slash := "", p.Slug, ""
	if g.Section != nil {
		section = g.Section.slugs(lang)
	}
	if slug != "" {
		slash = "/"
	}
	return Rendition{p, lang, lang + "/" + section + slug + slash}, true
}
