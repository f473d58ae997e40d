package share

import (
	_ "embed"
	"fmt"
	"image"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed font/palabre-display.ttf
var displayFile []byte

type fontFile = opentype.Font

// display returns the font of all words.
var display = sync.OnceValues(func() (*fontFile, error) {
	f, err := opentype.Parse(displayFile)
	if err != nil {
		return nil, fmt.Errorf("read the font of share images: %w", err)
	}
	return f, nil
})

// invisible removes characters that only allow a line to break; lines break at
// U+0020 alone.
var invisible = strings.NewReplacer("\u00ad", "", "\u200b", "")

// has reports whether the font has every letter of a text.
func (c *canvas) has(text string) bool {
	var b sfnt.Buffer
	for _, r := range invisible.Replace(text) {
		if i, err := c.font.GlyphIndex(&b, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// Sizes and positions of words, in pixels.
const (
	kickerSize, siteSize       = 40, 44
	largest, smallest          = 128, 44
	lineHeight                 = 1.1
	lineWidth                  = Width - 2*side - 160 // for a line in the canopy
	kickerBase                 = 176
	siteBase                   = 596
	titleTop, titleTopKicker   = 112, 194
	titleBottom, maxTitleLines = brim - 26, 5
)

// words draws all words on the picture.
func (c *canvas) words(o Options) error {
	top := titleTop
	if o.Kicker != "" {
		top = titleTopKicker
		if err := c.line(o.Kicker, kickerSize, kickerBase); err != nil {
			return err
		}
	}
	if err := c.title(invisible.Replace(o.Title), top); err != nil {
		return err
	}
	c.lay(toOnShade, crown, brim)
	if err := c.line(o.Site, siteSize, siteBase); err != nil {
		return err
	}
	c.lay(toInk, groundEnd, Height)
	return nil
}

// face returns the font at a size in pixels, for one goroutine.
func (c *canvas) face(size float64) (font.Face, error) {
	f, err := opentype.NewFace(c.font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("scale the font of share images: %w", err)
	}
	return f, nil
}

// line draws a centred line, smaller if it would be too wide.
func (c *canvas) line(text string, size float64, base int) error {
	text = invisible.Replace(text)
	for {
		f, err := c.face(size)
		if err != nil {
			return err
		}
		if width := font.MeasureString(f, text).Ceil(); width <= lineWidth || size < 20 {
			c.write(f, text, fixed.I(base))
			return f.Close()
		}
		size *= 0.9
	}
}

// title draws the title as large as the canopy allows, in lines of about
// equal width.
func (c *canvas) title(text string, top int) error {
	for size := float64(largest); ; size *= 0.94 {
		f, err := c.face(size)
		if err != nil {
			return err
		}
		lines, fits := breakLines(f, text, lineWidth)
		step := size * lineHeight
		height := step * float64(len(lines))
		if size > smallest && (!fits || len(lines) > maxTitleLines || height > float64(titleBottom-top)) {
			continue
		}
		if keep := int(float64(titleBottom-top) / step); len(lines) > keep {
			lines = lines[:keep]
			lines[keep-1] += "…"
		}
		lines = balance(f, lines)
		m := f.Metrics()
		height = step * float64(len(lines))
		first := float64(top) + (float64(titleBottom-top)-height)/2 + (step+float64(m.CapHeight)/64)/2
		for i, line := range lines {
			c.write(f, line, fixed.Int26_6(64*(first+step*float64(i))))
		}
		return f.Close()
	}
}

// breakLines breaks a text at its spaces; fits is false if a single word is too
// wide.
func breakLines(f font.Face, text string, width int) (lines []string, fits bool) {
	fits = true
	for _, word := range strings.Split(text, " ") {
		if word == "" {
			continue
		}
		if n := len(lines); n > 0 {
			if longer := lines[n-1] + " " + word; font.MeasureString(f, longer).Ceil() <= width {
				lines[n-1] = longer
				continue
			}
		}
		fits = fits && font.MeasureString(f, word).Ceil() <= width
		lines = append(lines, word)
	}
	return lines, fits
}

// balance breaks the text again into as many lines, so that the widest is as
// narrow as possible.
func balance(f font.Face, lines []string) []string {
	text := strings.Join(lines, " ")
	for width := lineWidth; width > 0; width -= 16 {
		narrower, fits := breakLines(f, text, width)
		if !fits || len(narrower) > len(lines) {
			break
		}
		lines = narrower
	}
	return lines
}

// write draws a centred line on the mask, on a base line.
func (c *canvas) write(f font.Face, text string, base fixed.Int26_6) {
	d := font.Drawer{Dst: c.mask, Src: image.Opaque, Face: f}
	d.Dot = fixed.Point26_6{X: (fixed.I(Width) - d.MeasureString(text)) / 2, Y: base}
	d.DrawString(text)
}
