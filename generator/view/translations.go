package view

import "griot/generator/site"

// Notice tells the reader that the text is not what they may expect.
type Notice struct {
	Kind     string // "fallback" (shown in another language) or "stale" (behind its source)
	Lang     string // of the text (fallback) or of the source (stale)
	LangName string // in the language of the site around it
	LangDir  string // direction of that language
	Href     string // of the page in its own language
	Contact  string // email address for help with translating, or ""
	Since    Date   // stale: when the source was updated, where it says so
	Changes  []site.Change
}

// Coverage says how much of the hub stands in each language.
type Coverage struct {
	Languages []CoverageLanguage
	Missing   []CoveragePage
}

// CoverageLanguage counts pages in one language.
type CoverageLanguage struct {
	Code, Name string
	LangName   string // in the language of the page
	Pages, Of  int
	Source     int // written in this language first
	Percent    int
	// The following fields are set where the hub has records in i18n/state: the
	// progress by part of the hub, and the pages whose translation is not done.
	Words, Fresh int // words that the sources have; the share that is up to date, in percent
	Sections     []CoverageSection
	Review       []CoverageReview
}

// CoverageSection is a part of the hub in one language.
type CoverageSection struct {
	Name, Href     string // both empty for pages outside of all sections
	Done, Of       int    // pages; none for the words around them
	Fresh          int    // share of words that are up to date, in percent
	Stale, Missing int    // texts
}

// CoverageReview is a translation that is not done.
type CoverageReview struct {
	Page  Link // in the language of the translation
	Texts site.Tally
}

// CoveragePage is a page that lacks a language.
type CoveragePage struct {
	Card     *Card
	Lang     string
	LangName string
}
