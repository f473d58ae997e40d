package assets

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime/debug"

	"golang.org/x/sync/semaphore"
)

// widths are the widths of variants, in pixels: for a phone, for a high-density
// phone or a column of text, for a high-density column.
var widths = []int{480, 960, 1600}

// jpegQuality is the quality of variants, on the scale of image/jpeg.
const jpegQuality = 82

// maxPixels is the size beyond which an image is not resized, since it could
// take more than half a gigabyte of memory.
const maxPixels = 100e6

// decodePixels is how many pixels are decoded at the same time by all calls of
// Variants; an image that has more is resized while no other one is. A pixel
// takes up to 8 bytes.
const decodePixels = 16 << 20

var decoding = semaphore.NewWeighted(decodePixels)

// MaxSide is the width and height in pixels that a published image has at most.
const MaxSide = 2560

// Fit returns the size in which an image is published: its own, or the largest of the same
// shape that has no side longer than MaxSide.
func (i Info) Fit() (width, height int) {
	longer := max(i.Width, i.Height)
	if !i.Resizable || longer <= MaxSide {
		return i.Width, i.Height
	}
	part := func(n int) int { return max(1, (n*MaxSide+longer/2)/longer) }
	return part(i.Width), part(i.Height)
}

// Widths returns the widths of the smaller versions that Variants makes of an image.
func Widths(info Info) []int {
	if !info.Scalable {
		return nil
	}
	width, _ := info.Fit()
	n := 0
	for n < len(widths) && widths[n] < width {
		n++
	}
	return widths[:n:n]
}

// resizable reports whether an image can be written in another size.
func resizable(config image.Config, format string) bool {
	return config.Width*config.Height <= maxPixels && (format == "jpeg" || format == "png")
}

// scalable reports whether variants of a resizable image make sense: not of images with a
// palette, whose variants would have more bytes.
func scalable(config image.Config) bool {
	_, paletted := config.ColorModel.(color.Palette)
	return !paletted
}

// Variant is a smaller version of an image.
type Variant struct {
	Width, Height int
	Body          []byte // in the format of the original
}

// Variants makes the variants of an image that Widths lists, smallest first, and after them
// the image itself if Fit makes it smaller: upright, resampled with a Catmull-Rom kernel, in
// the format of the original. The same bytes give the same variants.
func Variants(body []byte) ([]Variant, error) {
	info, err := Image(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	var list []Variant
	for _, w := range Widths(info) {
		list = append(list, Variant{Width: w, Height: max(1, (w*info.Height+info.Width/2)/info.Width)})
	}
	if w, h := info.Fit(); w != info.Width || h != info.Height {
		list = append(list, Variant{Width: w, Height: h})
	}
	if len(list) == 0 {
		return nil, nil
	}
	pixels := min(int64(info.Width)*int64(info.Height), decodePixels)
	if err := decoding.Acquire(context.Background(), pixels); err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	defer decoding.Release(pixels)
	src, format, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	turn := 1
	if format == "jpeg" {
		turn = orientation(body)
	}
	var colours color.Palette
	if m, ok := src.(*image.Paletted); ok {
		colours = m.Palette
	}
	return list, write(list, src, turn, format, colours)
}

// write resizes an image to each size of a list, of which the last is the largest, and
// writes it in a format.
func write(list []Variant, src image.Image, turn int, format string, colours color.Palette) error {
	for i := len(list) - 1; i >= 0; i-- { // each is made of the next larger one
		v := &list[i]
		var small *image.RGBA
		if turn >= 5 {
			small = scale(src, v.Height, v.Width)
		} else {
			small = scale(src, v.Width, v.Height)
		}
		if turn > 1 {
			small, turn = upright(small, turn), 1
		}
		if large := src.Bounds().Dx()*src.Bounds().Dy() >= decodePixels; large {
			src = small
			debug.FreeOSMemory() // several hundred MB, before the next picture needs as much
		}
		src = small
		out := image.Image(small)
		if colours != nil {
			out = withPalette(small, colours)
		}
		var err error
		if v.Body, err = encode(out, format); err != nil {
			return fmt.Errorf("write image of width %d: %w", v.Width, err)
		}
	}
	return nil
}

// upright rotates and mirrors an image by its EXIF orientation, from 2 to 8.
func upright(src image.Image, turn int) *image.RGBA {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			dst.Set(tx, ty, src.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return dst
}

// encode writes an image in a format.
func encode(m image.Image, format string) ([]byte, error) {
	var b bytes.Buffer
	if format == "jpeg" {
		err := jpeg.Encode(&b, m, &jpeg.Options{Quality: jpegQuality})
		return b.Bytes(), err
	}
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err := e.Encode(&b, m)
	return b.Bytes(), err
}
