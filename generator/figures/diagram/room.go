package diagram

import (
	"strings"
	"unicode"
)

// Room is the width that the lines of a theory need. Narrower, and for Never at
// any width, its boxes stand without lines, and each names what it leads to.
type Room string

// Widths of the diagram from which lines are drawn.
const (
	Middle Room = "middle" // 58 rem
	Wide   Room = "wide"   // 72 rem
	Never  Room = ""       // a row has too many boxes, or words that are too long
)

// The rooms in rem and the sizes of the theme's styles/theory.css in them.
var rooms = []struct {
	name  Room
	width float64
	few   box // of rows of up to three boxes
	four  box
	more  box
}{
	{Middle, 58, box{1.375, .9375, 3.25}, box{1.125, .9375, 3.25}, box{1, .875, .925}},
	{Wide, 72, box{1.375, .9375, 3.25}, box{1.25, .9375, 3.25}, box{1.125, .9375, 2}},
}

// box is the size of a box's title and text, and what is beside them in its
// column, all in rem.
type box struct{ title, text, beside float64 }

// room returns the least width in which every word fits its box, even with the
// spacing that WCAG 1.4.12 lets readers ask for.
func (g *graph) room() Room {
	for _, room := range rooms {
		fits := true
		for _, r := range g.rows {
			fits = fits && r.fits(room.width, room.few, room.four, room.more)
		}
		if fits {
			return room.name
		}
	}
	return Never
}

// fits reports whether the words of a row fit its boxes in a diagram of a width.
func (r row) fits(width float64, few, four, more box) bool {
	nodes := 0
	title, text := 0., 0. // of the widest word, in em
	for _, v := range r.items {
		if v.node != nil {
			nodes++
			title = max(title, widest(v.node.Title, .82))
			text = max(text, widest(v.node.Text, 1))
		}
	}
	size := few
	if nodes > 3 {
		size = four
	}
	if nodes > 4 {
		size = more
	}
	inside := width/float64(max(nodes, 1)) - size.beside
	return nodes <= MaxColumns && max(title*size.title, text*size.text) <= inside
}

// widest returns the width of a text's widest word in em: of letters as broad as
// those of DejaVu Sans, the broadest of the fonts that readers have, times factor;
// .12 em are between two.
func widest(text string, factor float64) float64 {
	most := 0.
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '\u00ad' }) {
		width := 0.
		for _, r := range word {
			width += advance(r)*factor*hinted + .12
		}
		most = max(most, width)
	}
	return most
}

// hinted is how much broader letters are that are fitted to whole pixels.
const hinted = 1.06

// advance returns about how broad a letter is, in em.
func advance(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return 0 // a line may break between any two
	case strings.ContainsRune("ijlI’'.,;:!|", r):
		return .3
	case strings.ContainsRune("frt()", r):
		return .4
	case strings.ContainsRune("mMwW%—", r):
		return .95
	case unicode.IsUpper(r):
		return .72
	}
	return .61
}
