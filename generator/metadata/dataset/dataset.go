// Package dataset writes the library, and the table of countries and outcomes, for
// people who analyse them: JSON and CSV return the library, Matrix.CSV the table. Each
// document is one entry, its languages side by side.
//
// Values are those of front matter, as their authors wrote them, with absolute URLs. The
// results depend only on the arguments; the package reads no clock and knows no page.
package dataset

import (
	"bytes"
	"encoding/json"
)

// Text is a text in several languages, by language code.
type Text map[string]string

// Library is the documents of a hub.
type Library struct {
	Title     Text       `json:"title"`
	URL       string     `json:"url"`
	Publisher Text       `json:"publisher,omitempty"`
	Licence   string     `json:"licence,omitempty"` // URL
	Languages []string   `json:"languages"`
	Lists     []string   `json:"-"` // ids of the vocabularies in Terms, in the order of the columns
	Documents []Document `json:"documents"`
}

// Document is a document in all its languages. What translations may override is that of
// the source; a version has its own value only where it differs.
type Document struct {
	ID             string             `json:"id"`
	SourceLanguage string             `json:"source_language"`
	Date           string             `json:"date,omitempty"`
	Updated        string             `json:"updated,omitempty"`
	From           string             `json:"period_from,omitempty"`
	To             string             `json:"period_to,omitempty"`
	Type           *Term              `json:"type,omitempty"`
	Terms          map[string][]Term  `json:"terms,omitempty"` // by vocabulary
	SDG            []string           `json:"sdg,omitempty"`
	DOI            string             `json:"doi,omitempty"`
	Versions       map[string]Version `json:"versions"` // by language
}

// Term is a term of a vocabulary.
type Term struct {
	ID   string `json:"id"`
	Code string `json:"code,omitempty"` // of a country: ISO 3166-1 alpha-3
	Name Text   `json:"name"`
}

// Version is a document in one language.
type Version struct {
	URL         string   `json:"url"`
	Title       string   `json:"title"`
	Summary     string   `json:"summary"`
	KeyMessages []string `json:"key_messages,omitempty"`
	Also        []string `json:"also,omitempty"`
	Date        string   `json:"date,omitempty"`
	Updated     string   `json:"updated,omitempty"`
	Authors     []Author `json:"authors,omitempty"`
	Sources     []Source `json:"sources,omitempty"`
	Image       *Image   `json:"image,omitempty"`
}

// Author is who wrote a document.
type Author struct {
	Name         string `json:"name"`
	ORCID        string `json:"orcid,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Role         string `json:"role,omitempty"`
}

// Source is what a document is based on.
type Source struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	Year      string `json:"year,omitempty"`
	URL       string `json:"url,omitempty"`
	Note      string `json:"note,omitempty"`
	Language  string `json:"language,omitempty"`
}

// Image is the picture of a document.
type Image struct {
	URL     string `json:"url"`
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
}

// JSON writes the library as one object.
func (l Library) JSON() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	_ = enc.Encode(l) // texts and lists of them can't fail, and the buffer returns no error
	return b.Bytes()
}
