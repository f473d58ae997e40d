package assets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// errFormat is the error for an image that no decoder knows.
var errFormat = errors.New("not a JPEG, PNG, GIF, WebP or SVG image")

// vector measures an SVG image by the attributes width, height and viewBox of its
// root element.
func vector(r io.Reader) (Info, error) {
	d := xml.NewDecoder(io.LimitReader(r, headerLimit))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.Token()
		if err != nil {
			return Info{}, errFormat
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return Info{}, errFormat
		}
		return svgSize(root.Attr)
	}
}

// svgSize computes the size of an SVG image as browsers do.
func svgSize(attributes []xml.Attr) (Info, error) {
	var width, height, boxWidth, boxHeight float64
	for _, a := range attributes {
		switch a.Name.Local {
		case "width":
			width = length(a.Value)
		case "height":
			height = length(a.Value)
		case "viewBox":
			f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
			if len(f) == 4 {
				boxWidth, boxHeight = length(f[2]), length(f[3])
			}
		}
	}
	switch {
	case width > 0 && height > 0:
	case boxWidth <= 0 || boxHeight <= 0:
		return Info{}, fmt.Errorf("the SVG image has neither width and height nor a viewBox")
	case width > 0:
		height = width * boxHeight / boxWidth
	case height > 0:
		width = height * boxWidth / boxHeight
	default:
		width, height = boxWidth, boxHeight
	}
	return Info{Width: pixels(width), Height: pixels(height), Format: "svg"}, nil
}

// pixels rounds a length to at least one pixel.
func pixels(v float64) int { return max(1, int(math.Round(min(v, 1e6)))) }

// units are the length units of CSS Values 4, 6.2, in pixels.
var units = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16, "rem": 16}

// length parses a length; it returns 0 for one that depends on the page around the
// image, such as 100%.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	end := strings.LastIndexAny(s, "0123456789.") + 1
	v, err := strconv.ParseFloat(s[:end], 64)
	unit, ok := units[strings.ToLower(s[end:])]
	if err != nil || !ok || v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0
	}
	return v * unit
}
