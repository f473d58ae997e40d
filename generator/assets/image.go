package assets

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // format
	_ "image/jpeg" // format
	_ "image/png"  // format
	"io"

	_ "golang.org/x/image/webp" // format
)

// Info is what a page needs to know of an image.
type Info struct {
	Width, Height int    // in CSS pixels, after the rotation of its EXIF data
	Format        string // "jpeg", "png", "gif", "webp" or "svg"
	Resizable     bool   // it can be written in another size
	Scalable      bool   // and variants of it make sense
}

// headerLimit is how many bytes of an image are searched for EXIF data, which is
// in the first segments, each at most 64 kB.
const headerLimit = 256 << 10

// Image measures an image by its first bytes: JPEG, PNG, GIF and WebP by the
// header, SVG by the root element.
func Image(r io.Reader) (Info, error) {
	head := &recorder{limit: headerLimit}
	config, format, err := image.DecodeConfig(io.TeeReader(r, head))
	if errors.Is(err, image.ErrFormat) {
		return vector(io.MultiReader(bytes.NewReader(head.b), r))
	}
	if err != nil {
		return Info{}, fmt.Errorf("read image header: %w", err)
	}
	if config.Width <= 0 || config.Height <= 0 {
		return Info{}, fmt.Errorf("image measures %d by %d", config.Width, config.Height)
	}
	info := Info{Width: config.Width, Height: config.Height, Format: format}
	if format == "jpeg" && orientation(head.b) >= 5 { // a quarter turn
		info.Width, info.Height = info.Height, info.Width
	}
	info.Resizable = resizable(config, format)
	info.Scalable = info.Resizable && scalable(config)
	return info, nil
}

// recorder stores the first bytes that are written to it.
type recorder struct {
	b     []byte
	limit int
}

// Write implements io.Writer.
func (h *recorder) Write(b []byte) (int, error) {
	h.b = append(h.b, b[:min(len(b), h.limit-len(h.b))]...)
	return len(b), nil
}

// orientation returns the value of the EXIF tag Orientation in the first
// segments of a JPEG file, from 1 (upright) to 8 (JEITA CP-3451, 4.6.4), or 1 if
// it can't be read.
func orientation(b []byte) int {
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		marker, size := b[i+1], int(b[i+2])<<8|int(b[i+3])
		end := i + 2 + size
		if marker == 0xda || size < 2 || end > len(b) {
			break
		}
		if data := b[i+4 : end]; marker == 0xe1 && bytes.HasPrefix(data, []byte("Exif\x00\x00")) {
			return tiffOrientation(data[6:])
		}
		i = end
	}
	return 1
}

// tiffOrientation reads the tag from the first directory of EXIF data.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var at func(i, n int) int
	switch string(b[:4]) {
	case "II*\x00":
		at = func(i, n int) (v int) {
			for ; n > 0; n-- {
				v = v<<8 | int(b[i+n-1])
			}
			return v
		}
	case "MM\x00*":
		at = func(i, n int) (v int) {
			for k := range n {
				v = v<<8 | int(b[i+k])
			}
			return v
		}
	default:
		return 1
	}
	start := at(4, 4)
	if start < 8 || start+2 > len(b) {
		return 1
	}
	for k := range at(start, 2) {
		entry := start + 2 + 12*k
		if entry+12 > len(b) {
			break
		}
		if at(entry, 2) == 0x0112 {
			if v := at(entry+8, 2); v >= 1 && v <= 8 {
				return v
			}
			break
		}
	}
	return 1
}
