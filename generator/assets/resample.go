package assets

import (
	"image"
	"image/color"
	"math"
)

// scale resizes an image with a Catmull-Rom kernel, which is stretched where the image
// gets smaller. Beside the result it needs memory for a few rows only: draw.CatmullRom
// takes 32 bytes for each pixel of the result's width and the source's height.
func scale(src image.Image, w, h int) *image.RGBA {
	b := src.Bounds()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	across, down := kernels(b.Dx(), w), kernels(b.Dy(), h)
	rows := map[int][]float32{} // of the source, resized to the width
	var free [][]float32
	read, line := rowReader(src), make([]float32, 4*b.Dx())
	sum := make([]float32, 4*w)
	for y, k := range down {
		for at, row := range rows {
			if at < k.first {
				free = append(free, row)
				delete(rows, at)
			}
		}
		clear(sum)
		for i, weight := range k.weights {
			row := rows[k.first+i]
			if row == nil {
				if n := len(free); n > 0 {
					row, free = free[n-1], free[:n-1]
				} else {
					row = make([]float32, 4*w)
				}
				read(b.Min.Y+k.first+i, line)
				across.apply(line, row)
				rows[k.first+i] = row
			}
			for x, v := range row {
				sum[x] += weight * v
			}
		}
		store(dst.Pix[y*dst.Stride:], sum)
	}
	return dst
}

// store writes a row of premultiplied colours. A kernel with negative weights can leave
// the range of a channel, and a colour must not exceed its alpha.
func store(pix []byte, row []float32) {
	for i := 0; i < len(row); i += 4 {
		alpha := min(max(row[i+3], 0), 255)
		pix[i+3] = byte(alpha + 0.5)
		for c := range 3 {
			pix[i+c] = byte(min(max(row[i+c], 0), alpha) + 0.5)
		}
	}
}

// kernel is the part of the source that one pixel of the result is made of.
type kernel struct {
	first   int
	weights []float32 // their sum is 1
}

type kernelList []kernel

// kernels returns the kernel of each pixel of a row or column of n pixels that is resized
// to m pixels.
func kernels(n, m int) kernelList {
	ratio := float64(n) / float64(m)
	stretch := max(1, ratio)
	out := make(kernelList, m)
	for i := range out {
		center := (float64(i)+0.5)*ratio - 0.5
		first := max(0, int(math.Ceil(center-2*stretch)))
		last := min(n-1, int(math.Floor(center+2*stretch)))
		k := kernel{first, make([]float32, last-first+1)}
		total := 0.0
		for j := range k.weights {
			total += catmullRom((float64(first+j) - center) / stretch)
		}
		for j := range k.weights {
			k.weights[j] = float32(catmullRom((float64(first+j)-center)/stretch) / total)
		}
		out[i] = k
	}
	return out
}

// catmullRom is the cubic filter with B = 0 and C = 0.5 (Mitchell and Netravali,
// "Reconstruction Filters in Computer Graphics", 1988).
func catmullRom(t float64) float64 {
	switch t = math.Abs(t); {
	case t < 1:
		return (1.5*t-2.5)*t*t + 1
	case t < 2:
		return ((-0.5*t+2.5)*t-4)*t + 2
	}
	return 0
}

// apply resizes a row.
func (list kernelList) apply(from, to []float32) {
	for x, k := range list {
		var r, g, b, a float32
		part := from[4*k.first:]
		for i, w := range k.weights {
			p := part[4*i : 4*i+4 : 4*i+4]
			r += w * p[0]
			g += w * p[1]
			b += w * p[2]
			a += w * p[3]
		}
		to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = r, g, b, a
	}
}

// rowReader returns a function that reads a row as premultiplied colours from 0 to 255.
func rowReader(src image.Image) func(y int, row []float32) {
	b := src.Bounds()
	switch m := src.(type) {
	case *image.RGBA:
		return func(y int, row []float32) {
			for i, v := range m.Pix[m.PixOffset(b.Min.X, y):][:len(row)] {
				row[i] = float32(v)
			}
		}
	case *image.NRGBA:
		return func(y int, row []float32) {
			pix := m.Pix[m.PixOffset(b.Min.X, y):][:len(row)]
			for i := 0; i < len(row); i += 4 {
				alpha := float32(pix[i+3])
				for c := range 3 {
					row[i+c] = float32(pix[i+c]) * alpha / 255
				}
				row[i+3] = alpha
			}
		}
	case *image.YCbCr:
		return func(y int, row []float32) {
			for x := b.Min.X; x < b.Max.X; x++ {
				at := m.COffset(x, y)
				r, g, bl := color.YCbCrToRGB(m.Y[m.YOffset(x, y)], m.Cb[at], m.Cr[at])
				i := 4 * (x - b.Min.X)
				row[i], row[i+1], row[i+2], row[i+3] = float32(r), float32(g), float32(bl), 255
			}
		}
	}
	return func(y int, row []float32) {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, a := src.At(x, y).RGBA()
			i := 4 * (x - b.Min.X)
			row[i], row[i+1], row[i+2], row[i+3] = float32(r)/257, float32(g)/257, float32(bl)/257, float32(a)/257
		}
	}
}

// withPalette writes an image in the colours of a palette.
func withPalette(m *image.RGBA, p color.Palette) *image.Paletted {
	out := image.NewPaletted(m.Bounds(), p)
	known := map[[4]byte]uint8{}
	for i := 0; i < len(m.Pix); i += 4 {
		c := [4]byte(m.Pix[i : i+4])
		index, ok := known[c]
		if !ok {
			index = uint8(p.Index(color.RGBA{c[0], c[1], c[2], c[3]}))
			known[c] = index
		}
		out.Pix[i/4] = index
	}
	return out
}
