// Package share draws the images that networks show with a link to a page. Image
// returns a PNG of 1200 by 630 pixels with a canopy, the kind of page and the
// hub's name; Options.Hash is the fingerprint for its file name.
//
// The bytes depend only on the words, on any machine. If a word has letters that
// the font lacks, or is in a script that is written from right to left or joins
// its letters, all words are left out. The package never contains words or reads
// a file.
//
// The font is the theme's display font, Palabre Display (SIL Open Font License,
// in the same folder), unpacked from its WOFF2 file by "fonttools ttLib.woff2
// decompress", since no library in use reads WOFF2.
package share

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"sync"

	"griot/generator/cache"
)

// Width and Height are the size of an image in pixels, the one that networks
// recommend.
const Width, Height = 1200, 630

// version changes whenever the drawing does, so that names change with it.
const version = "2"

// Options are the words on an image.
type Options struct {
	Title  string // in the canopy, large
	Kicker string // above it, small, or ""
	Site   string // under the ground line, or ""
}

// Hash returns the fingerprint for the name of the image: eight hexadecimal
// digits.
func (o Options) Hash() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %q %q %q", version, o.Title, o.Kicker, o.Site))
	return hex.EncodeToString(sum[:4])
}

// Legible reports whether the font has every letter of the words.
func (o Options) Legible() (bool, error) {
	f, err := display()
	if err != nil {
		return false, err
	}
	c := canvas{font: f}
	return c.has(o.Title) && c.has(o.Kicker) && c.has(o.Site), nil
}

// Image returns an image as PNG. The bytes are shared: they must not change.
func Image(o Options) ([]byte, error) {
	return images.Sized(o, maxImages, func() ([]byte, int64, error) {
		b, err := encode(o)
		return b, 1, err
	})
}

// images has the last images of a process: one that serves a site, or builds it
// many times, draws each once.
var images cache.Memo[Options, []byte]

// maxImages bounds the memory of images to about a megabyte.
const maxImages = 64

// encode draws an image and returns it as PNG.
func encode(o Options) ([]byte, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	defer canvases.Put(c)
	legible, err := o.Legible()
	if err != nil {
		return nil, err
	}
	if legible {
		if err := c.words(o); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := encoder.Encode(&b, c.picture); err != nil {
		return nil, fmt.Errorf("encode share image: %w", err)
	}
	return b.Bytes(), nil
}

// encoder compresses fast: the image is flat, so a better level gains little.
var encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: buffers{}}

// buffers is a png.EncoderBufferPool.
type buffers struct{}

var pool sync.Pool

func (buffers) Get() *png.EncoderBuffer {
	b, _ := pool.Get().(*png.EncoderBuffer)
	return b
}

func (buffers) Put(b *png.EncoderBuffer) { pool.Put(b) }

// canvas is an image that is being drawn. Its colours are four, and the steps
// between those that meet.
type canvas struct {
	picture *image.Paletted
	mask    *image.Alpha // of the layer that is being drawn
	font    *fontFile
}

// newCanvas returns a canvas with the tree on it.
func newCanvas() (*canvas, error) {
	f, err := display()
	if err != nil {
		return nil, err
	}
	c, ok := canvases.Get().(*canvas)
	if !ok {
		c = &canvas{picture: image.NewPaletted(area, palette), mask: image.NewAlpha(area), font: f}
	}
	copy(c.picture.Pix, tree().Pix)
	clear(c.mask.Pix) // lay leaves what a letter draws outside of its rows
	return c, nil
}

// canvases has canvases for reuse.
var canvases sync.Pool

var area = image.Rect(0, 0, Width, Height)

// tree returns the drawing that all images have in common.
var tree = sync.OnceValue(func() *image.Paletted {
	c := &canvas{picture: image.NewPaletted(area, palette), mask: image.NewAlpha(area)}
	c.tree()
	return c.picture
})
