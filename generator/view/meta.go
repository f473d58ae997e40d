package view

import (
	"html/template"

	"griot/generator/metadata/cite"
	"griot/generator/metadata/schemaorg"
)

// Meta is the head of the page.
type Meta struct {
	Canonical   string // absolute
	Alternates  []Alternate
	NoIndex     bool
	OGType      string // "article" or "website"
	OGLocale    string // such as "fr_FR"
	Image       string // absolute URL of the share image, or ""
	ImageAlt    string // what the image shows
	ImageWidth  int    // in pixels; 0 where unknown
	ImageHeight int
	Published   string // ISO 8601, or ""
	Modified    string
	Feeds       []Link         // in the first format of the site's feeds
	OtherFeeds  []FeedLink     // in its other formats
	Prev, Next  string         // of a paged list
	About       schemaorg.Page // what JSONLD says
	JSONLD      template.JS    `key:"-"` // written by Fill
	Cited       *cite.Work     // nil where nobody would cite the page
	Targets     [][2]string    // tags of the targets that the page is about
	Citation    [][2]string    `key:"-"` // name and content of Highwire and Dublin Core tags, by Fill
	Description string
}

// FeedLink leads to a feed.
type FeedLink struct {
	Href, Text string
	Type       string // media type
}

// Alternate is a language version for hreflang; Code is "x-default" for the default.
type Alternate struct{ Code, Href string }
