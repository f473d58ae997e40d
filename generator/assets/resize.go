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

	"golang.org/x/image/draw"
	"golang.org/x/sync/semaphore"
)

// widths are the widths of variants, in pixels: for a phone, for a high-density
// phone or a column of text, for a high-density column.
var widths = []int{480, 960, 1600}

// jpegQuality is the quality of variants, on the scale of image/jpeg.
const jpegQuality = 82

// maxPixels is the size beyond which an image is not resized, since it would
// take more than half a gigabyte of memory.
const maxPixels = 100e6

// decodePixels is how many pixels are decoded at the same time by all calls of
// Variants; an image that has more is resized while no other one is. A pixel
// takes up to 10 bytes, and resizing to the largest width as much again.
const decodePixels = 16 << 20

var decoding = semaphore.NewWeighted(decodePixels)

// Widths returns the widths of the variants that Variants makes of an image.
func Widths(info Info) []int {
	if !info.Scalable {
		return nil
	}
	n := 0
	for n < len(widths) && widths[n] < info.Width {
		n++
	}
	return widths[:n:n]
}

// scalable reports whether variants of an image make sense: not of images with
// more than maxPixels or with a palette, whose variants would have more bytes, nor
// of animations.
func scalable(config image.Config, format string) bool {
	if config.Width*config.Height > maxPixels {
		return false
	}
	_, paletted := config.ColorModel.(color.Palette)
	return format == "jpeg" || format == "png" && !paletted
}

// Variant is a smaller version of an image.
type Variant struct {
	Width, Height int
	Body          []byte // in the format of the original
}

// Variants makes the variants of an image that Widths lists, smallest first:
// upright, resampled with a Catmull-Rom kernel, in the format of the original. The
// same bytes give the same variants.
func Variants(body []byte) ([]Variant, error) {
	info, err := Image(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	list := Widths(info)
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
	out := make([]Variant, len(list))
	for i := len(list) - 1; i >= 0; i-- { // each is made of the next larger one
		w := list[i]
		h := max(1, (w*info.Height+info.Width/2)/info.Width)
		var small image.Image
		if turn >= 5 {
			small = scale(src, h, w)
		} else {
			small = scale(src, w, h)
		}
		if turn > 1 {
			small, turn = upright(small, turn), 1
		}
		if src = small; pixels == decodePixels && i == len(list)-1 {
			debug.FreeOSMemory() // several hundred MB, before the next picture needs as much
		}
		if out[i].Body, err = encode(small, format); err != nil {
			return nil, fmt.Errorf("write image of width %d: %w", w, err)
		}
		out[i].Width, out[i].Height = w, h
	}
	return out, nil
}

// scale resizes an image to RGBA, for which the kernel is fast.
func scale(src image.Image, w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return dst
}

// upright rotates and mirrors an image by its EXIF orientation, from 2 to 8.
func upright(src image.Image, turn int) image.Image {
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
