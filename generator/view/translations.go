package view

import "griot/generator/site"

// Notice tells readers that the text is in another language or out of date.
type Notice struct {
	Kind     string // "fallback" (shown in another language) or "stale" (behind its source)
	Lang     string // of the text (fallback) or of the source (stale)
	LangName string // in the language of the site around it
	LangDir  string // direction of that language
	Href     string // of the page in its own language
	Contact  string // email address for help with translating, or ""
	Since    Date   // stale: when the source was updated, if it says so
	Changes  []site.Change
}

// Coverage says how much of the hub is translated.
type Coverage struct {
	Languages []CoverageLanguage
	Missing   []CoveragePage
}

// CoverageLanguage counts pages in one language.
type CoverageLanguage struct {
	Code, Name string
	LangName   string // in the language of the page
	Pages, Of  int
	Source     int // pages whose source is in this language
	Percent    int
	// The fields below are set if the hub has i18n/state: progress by section, and
	// the pages whose translation is not done.
	Words, Fresh int // words of the sources, and the percentage that is fresh
	Sections     []CoverageSection
	Review       []CoverageReview
}

// CoverageSection is a part of the hub in one language.
type CoverageSection struct {
	Name, Href     string // empty for pages outside of all sections
	Done, Of       int    // pages; 0 for the words around pages
	Fresh          int    // percentage of words that are fresh
	Stale, Missing int    // segments
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
