// Package atlas draws small maps as SVG figures: Locator draws a country among
// its neighbours, Overview all countries of a hub. Both take ISO 3166-1 alpha-3
// codes and the words to write; Known tells whether a country can be drawn.
//
// The figure depends only on the arguments. The shapes are Natural Earth's
// (public domain), simplified and committed as data; borders are for
// orientation and have no legal meaning. The package never contains words, writes
// a style or contacts a server.
//
// The figure has the class map, an overview also the class overview. In the
// drawing, the class land is all land, and the class here what the map is about.
// Borders are dashed; lines have the colour of the text.
package atlas

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"sync"
)

// Country is a country of the hub.
type Country struct {
	ISO  string // ISO 3166-1 alpha-3 code
	Name string // short, as the map writes it
	Href string // of its page, for an overview
}

// Words are the texts of a map, in the language of the page.
type Words struct {
	Title     string // what the map shows
	Desc      string // the same in more words, for those who don't see it; or ""
	Caption   string // below the map, or ""
	Lang, Dir string // of these words, if not the page's
}

// Known reports whether a country can be drawn.
func Known(iso string) bool { return earth().rings[iso] != nil && !strings.HasPrefix(iso, "-") }

// Neighbours lists the countries that share a border on land with a country,
// by code.
func Neighbours(iso string) []string {
	var out []string
	for _, sides := range earth().users {
		if !slices.Contains(sides, iso) {
			continue
		}
		for _, code := range sides {
			if code != iso && Known(code) && !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	slices.Sort(out)
	return out
}

// The size of a locator, in units of its drawing, which are about pixels.
const locatorWidth, locatorHeight = 304, 220

// locators caches drawings; there are at most some 240 countries.
var locators sync.Map // code -> drawing

// drawing has the shapes of a locator and the viewport that they were drawn for.
type drawing struct {
	viewport *viewport
	shapes   string
}

// Locator draws a country among its neighbours. It names those of the others that
// are on the map. ok is false for a country without data.
func Locator(here Country, others []Country, w Words) (figure template.HTML, ok bool) {
	if !Known(here.ISO) {
		return "", false
	}
	d := locator(here.ISO)
	labels := &labels{viewport: d.viewport}
	labels.put(here)
	for _, c := range others {
		if c.ISO != here.ISO && Known(c.ISO) {
			labels.inside(c)
		}
	}
	var b strings.Builder
	b.WriteString(`<figure class="map">` + "\n")
	d.viewport.open(&b, "img", w)
	b.WriteString(d.shapes)
	for _, l := range labels.done {
		l.write(&b)
	}
	closeFigure(&b, w)
	return template.HTML(b.String()), true
}

func locator(iso string) drawing {
	if d, ok := locators.Load(iso); ok {
		return d.(drawing)
	}
	v := earth().around(iso)
	ground, shapes := v.draw([]string{iso}, locatorBytes)
	d, _ := locators.LoadOrStore(iso, drawing{v, ground + shapes[0] + "\n"})
	return d.(drawing)
}

// draw draws the ground and the countries that a map is about, in at most
// maxSize bytes.
func (v *viewport) draw(codes []string, maxSize int) (ground string, shapes []string) {
	for {
		var b strings.Builder
		v.ground(&b)
		ground, shapes = b.String(), shapes[:0]
		size := len(ground)
		for _, code := range codes {
			shapes = append(shapes, v.shape(code))
			size += len(shapes[len(shapes)-1])
		}
		if size <= maxSize || v.minArea > 1000 {
			return ground, shapes
		}
		v.rougher()
	}
}

// overviewWidth is the width of an overview, in units of its drawing; the height
// follows from the countries.
const overviewWidth = 360

// The maximum size of the shapes of a map, in bytes before compression.
const locatorBytes, overviewBytes = 5200, 10800

// Overview draws all countries of a hub, each a link to its page with the
// country's name. ok is false if none of them can be drawn.
func Overview(countries []Country, w Words) (figure template.HTML, ok bool) {
	var drawn []Country
	var codes []string
	for _, c := range countries {
		if Known(c.ISO) && !slices.Contains(codes, c.ISO) {
			drawn, codes = append(drawn, c), append(codes, c.ISO)
		}
	}
	if len(drawn) == 0 {
		return "", false
	}
	v := earth().over(codes)
	ground, shapes := v.draw(codes, overviewBytes)
	labels := &labels{viewport: v, busy: codes}
	// Large countries come first: their names fit inside, those of small ones
	// beside them, and what is drawn later lies on top.
	slices.SortStableFunc(drawn, func(a, b Country) int { return cmp.Compare(btoi(v.small(a.ISO)), btoi(v.small(b.ISO))) })
	for _, c := range drawn {
		labels.put(c)
	}
	var b strings.Builder
	b.WriteString(`<figure class="map overview">` + "\n")
	v.open(&b, "group", w)
	b.WriteString(ground)
	for _, c := range drawn {
		l := labels.of(c)
		b.WriteString(`<a href="` + esc(c.Href) + `"`)
		if l == nil {
			b.WriteString(` aria-label="` + esc(c.Name) + `"`)
		}
		b.WriteString(`>`)
		b.WriteString(shapes[slices.Index(codes, c.ISO)])
		if l != nil {
			l.write(&b)
		}
		b.WriteString("</a>\n")
	}
	closeFigure(&b, w)
	return template.HTML(b.String()), true
}

// open writes the start of a figure.
func (v *viewport) open(b *strings.Builder, role string, w Words) {
	width, height := number(v.width), number(v.height)
	b.WriteString(`<svg viewBox="0 0 ` + width + ` ` + height + `" width="` + width + `" height="` + height + `" role="` + role + `" aria-labelledby="p-map`)
	if w.Desc != "" {
		b.WriteString(` p-map-more`)
	}
	b.WriteString(`">` + "\n" + `<title id="p-map">` + esc(w.Title) + "</title>\n")
	if w.Desc != "" {
		b.WriteString(`<desc id="p-map-more">` + esc(w.Desc) + "</desc>\n")
	}
}

func closeFigure(b *strings.Builder, w Words) {
	b.WriteString("</svg>\n")
	language := ""
	if w.Lang != "" {
		language = ` lang="` + esc(w.Lang) + `" dir="` + esc(w.Dir) + `"`
	}
	if w.Caption != "" {
		b.WriteString("<figcaption" + language + ">" + esc(w.Caption) + "</figcaption>\n")
	}
	b.WriteString("</figure>")
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func esc(s string) string { return template.HTMLEscapeString(s) }
