package share

import (
	"image"
	"image/color"

	"golang.org/x/image/vector"
)

// The colours of palabre's light palette.
var (
	paper   = color.RGBA{0xf7, 0xf8, 0xf2, 0xff}
	ink     = color.RGBA{0x1a, 0x20, 0x1b, 0xff}
	shade   = color.RGBA{0x17, 0x39, 0x2a, 0xff}
	onShade = color.RGBA{0xf4, 0xf6, 0xea, 0xff}
)

// steps is the number of colours between two that meet at an edge.
const steps = 4

// A ramp leads from the colour below to the one that is drawn over it: indexes of
// the palette, both colours included.
type ramp [steps + 2]uint8

var (
	palette                       color.Palette
	toShade, toOnShade, toInk     = ramp{}, ramp{}, ramp{}
	paperAt, shadeAt, onAt, inkAt = uint8(0), uint8(1), uint8(2), uint8(3)
)

func init() {
	palette = color.Palette{paper, shade, onShade, ink}
	toShade = newRamp(paperAt, shadeAt)
	toOnShade = newRamp(shadeAt, onAt)
	toInk = newRamp(paperAt, inkAt)
	// With a seventeenth colour a pixel takes a byte, and image/png writes rows as
	// they are instead of packing two pixels into a byte. That halves the time
	// of an image and adds a fifth to its size.
	palette = append(palette, paper)
}

// newRamp adds the colours between two of the palette.
func newRamp(from, to uint8) ramp {
	var r ramp
	r[0], r[steps+1] = from, to
	a, b := palette[from].(color.RGBA), palette[to].(color.RGBA)
	for i := 1; i <= steps; i++ {
		mix := func(x, y uint8) uint8 { return uint8((int(x)*(steps+1-i) + int(y)*i) / (steps + 1)) }
		r[i] = uint8(len(palette))
		palette = append(palette, color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff})
	}
	return r
}

// lay draws the mask on the rows of the picture from top to bottom, in the
// colours of a ramp, and empties the mask.
func (c *canvas) lay(r ramp, top, bottom int) {
	rows := c.mask.Pix[top*c.mask.Stride : bottom*c.mask.Stride]
	over := c.picture.Pix[top*c.picture.Stride:]
	for i, a := range rows {
		if a == 0 {
			continue
		}
		if n := (int(a)*(steps+1) + 127) / 255; n > 0 {
			over[i] = r[n]
		}
		rows[i] = 0
	}
}

// Positions, in pixels.
const (
	side      = 56  // of the canopy, left and right
	crown     = 44  // top of the canopy
	shoulder  = 128 // where its curve ends
	brim      = 446 // bottom of the canopy
	ground    = 534 // the ground line
	groundEnd = ground + 6
	trunk     = 34 // width
)

// tree draws the canopy, its trunk, the ground and the seats around it.
func (c *canvas) tree() {
	r := vector.NewRasterizer(Width, Height)
	// Two quarters of an ellipse: a Bézier curve with 0.5523 is nearly one.
	const k = 0.5523
	mid := float32(Width) / 2
	w, h := mid-side, float32(shoulder-crown)
	r.MoveTo(side, shoulder)
	r.CubeTo(side, shoulder-h*k, mid-w*k, crown, mid, crown)
	r.CubeTo(mid+w*k, crown, Width-side, shoulder-h*k, Width-side, shoulder)
	r.LineTo(Width-side, brim-4)
	r.QuadTo(Width-side, brim, Width-side-4, brim)
	r.LineTo(side+4, brim)
	r.QuadTo(side, brim, side, brim-4)
	r.ClosePath()
	rect(r, mid-trunk/2, brim, mid+trunk/2, ground)
	rect(r, side, ground, Width-side, groundEnd)
	for _, x := range []float32{-420, -300, -180, 180, 300, 420} {
		circle(r, mid+x, ground-19, 13)
	}
	r.Draw(c.mask, c.mask.Bounds(), image.Opaque, image.Point{})
	c.lay(toShade, 0, Height)
}

func rect(r *vector.Rasterizer, x0, y0, x1, y1 float32) {
	r.MoveTo(x0, y0)
	r.LineTo(x1, y0)
	r.LineTo(x1, y1)
	r.LineTo(x0, y1)
	r.ClosePath()
}

func circle(r *vector.Rasterizer, x, y, radius float32) {
	const k = 0.5523
	m := radius * k
	r.MoveTo(x+radius, y)
	r.CubeTo(x+radius, y+m, x+m, y+radius, x, y+radius)
	r.CubeTo(x-m, y+radius, x-radius, y+m, x-radius, y)
	r.CubeTo(x-radius, y-m, x-m, y-radius, x, y-radius)
	r.CubeTo(x+m, y-radius, x+radius, y-m, x+radius, y)
	r.ClosePath()
}
