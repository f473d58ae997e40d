package cite

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"griot/generator/site"
)

// cslItem is an item of CSL-JSON 1.0 (citation-style-language/schema).
type cslItem struct {
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Title      string    `json:"title"`
	Author     []cslName `json:"author,omitempty"`
	Issued     *cslDate  `json:"issued,omitempty"`
	Publisher  string    `json:"publisher,omitempty"`
	Genre      string    `json:"genre,omitempty"`
	Collection string    `json:"collection-title,omitempty"`
	Number     string    `json:"number,omitempty"`
	DOI        string    `json:"DOI,omitempty"`
	URL        string    `json:"URL,omitempty"`
	Language   string    `json:"language,omitempty"`
	Keyword    string    `json:"keyword,omitempty"`
	Abstract   string    `json:"abstract,omitempty"`
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSL writes a CSL-JSON file: an array of items.
func CSL(works ...Work) string {
	items := make([]cslItem, len(works))
	for i, d := range works {
		items[i] = d.csl()
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	// Encoding strings and numbers can't fail, and the buffer returns no error.
	_ = enc.Encode(items)
	return b.String()
}

func (d Work) csl() cslItem {
	item := cslItem{
		ID: d.Key(), Type: "report", Title: plain(d.Title), Issued: cslIssued(d.date()),
		Publisher: plain(d.Publisher), Genre: plain(d.Type), Collection: plain(d.Series), Number: plain(d.Number),
		DOI: d.doi(), URL: d.URL, Language: d.Lang,
		Keyword: keywords(d.Keywords, plain), Abstract: plain(d.Summary),
	}
	if d.Class == WebPage {
		item.Type = "webpage"
	}
	for _, n := range d.authors() {
		item.Author = append(item.Author, cslName{n.Family, n.Given, n.Literal})
	}
	return item
}

// cslIssued writes the known parts of a date as numbers, or nil.
func cslIssued(d site.Date) *cslDate {
	var numbers []int
	for p := range strings.SplitSeq(string(d), "-") {
		n, err := strconv.Atoi(p)
		if err != nil {
			break
		}
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return nil
	}
	return &cslDate{[][]int{numbers}}
}
