package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The plot's frame, in pixels.
const (
	plotWidth, plotHeight = 720, 400
	plotLeft, plotRight   = 64, 150
	plotTop, plotBottom   = 24, 48
)

// curve is a line of the plot.
type curve struct {
	name, colour, dash string
	points             []point
}

// point is the cost of one page, in milliseconds, on a site of a size.
type point struct {
	size int
	cost float64
}

// plot draws the cost of a page by the size of the site, both axes logarithmic,
// as SVG; "" where there is no line to draw.
func plot(costs []sizeCost) string {
	curves := curvesOf(costs)
	var sizes []int
	var values []float64
	for _, c := range curves {
		for _, p := range c.points {
			sizes, values = append(sizes, p.size), append(values, p.cost)
		}
	}
	if len(sizes) == 0 || slices.Min(sizes) == slices.Max(sizes) {
		return ""
	}
	x := scale(float64(slices.Min(sizes)), float64(slices.Max(sizes)), plotLeft, plotWidth-plotRight)
	low, high := decade(slices.Min(values)), decade(slices.Max(values)*9.99)
	y := scale(low, high, plotHeight-plotBottom, plotTop)

	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", plotWidth, plotHeight)
	fmt.Fprintf(&out, "<title>Cost of a page by the size of the site</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", plotWidth, plotHeight)
	for v := low; v <= high*1.001; v *= 10 {
		fmt.Fprintf(&out, `<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n",
			plotLeft, y(v), plotWidth-plotRight, plotLeft-8, y(v)+4, v)
	}
	slices.Sort(sizes)
	for _, size := range slices.Compact(sizes) {
		fmt.Fprintf(&out, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", x(float64(size)), plotHeight-plotBottom+20, grouped(size))
	}
	fmt.Fprintf(&out, `<text x="%d" y="%d" text-anchor="middle">pages per language</text>`+"\n", (plotLeft+plotWidth-plotRight)/2, plotHeight-8)
	fmt.Fprintf(&out, `<text x="%d" y="14">milliseconds for each page, cold build</text>`+"\n", plotLeft-40)
	ends := labelPositions(curves, y)
	for i, c := range curves {
		var path strings.Builder
		for j, p := range c.points {
			fmt.Fprintf(&path, "%c%.1f %.1f", "ML"[min(j, 1)], x(float64(p.size)), y(p.cost))
			fmt.Fprintf(&out, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>`+"\n", x(float64(p.size)), y(p.cost), c.colour)
		}
		fmt.Fprintf(&out, `<path d="%s" fill="none" stroke="%s" stroke-width="2" stroke-dasharray="%s"/>`+"\n", path.String(), c.colour, c.dash)
		fmt.Fprintf(&out, `<text x="%d" y="%.1f" fill="%s">%s</text>`+"\n", plotWidth-plotRight+12, ends[i]+4, c.colour, c.name)
	}
	out.WriteString("</svg>\n")
	return out.String()
}

// curvesOf are two lines for each side, wall and CPU.
func curvesOf(costs []sizeCost) []curve {
	var curves []curve
	for _, side := range []struct{ who, colour string }{{"Griot", "#0b6e4f"}, {"Hugo", "#b3541e"}, {"Hugo + Pagefind", "#5b3a8e"}} {
		wall := curve{name: side.who + ", wall", colour: side.colour, dash: "none"}
		cpu := curve{name: side.who + ", CPU", colour: side.colour, dash: "5 4"}
		for _, c := range costs {
			if c.who == side.who && c.wall > 0 && c.cpu > 0 {
				pages := float64(len(languages) * c.size)
				wall.points = append(wall.points, point{c.size, c.wall * 1000 / pages})
				cpu.points = append(cpu.points, point{c.size, c.cpu * 1000 / pages})
			}
		}
		if len(wall.points) > 0 {
			curves = append(curves, wall, cpu)
		}
	}
	return curves
}

// labelPositions returns the heights of the names at the right, near the ends of
// their lines and not over each other.
func labelPositions(curves []curve, y func(float64) float64) []float64 {
	const apart = 15
	places, order := make([]float64, len(curves)), make([]int, len(curves))
	for i, c := range curves {
		places[i], order[i] = y(c.points[len(c.points)-1].cost), i
	}
	slices.SortFunc(order, func(a, b int) int { return int(math.Round(places[a] - places[b])) })
	for n := 1; n < len(order); n++ {
		places[order[n]] = max(places[order[n]], places[order[n-1]]+apart)
	}
	return places
}

// scale maps from..to, logarithmically, to pixels.
func scale(from, to, low, high float64) func(float64) float64 {
	return func(v float64) float64 {
		return low + (high-low)*math.Log(v/from)/math.Log(to/from)
	}
}

// decade is the largest power of ten that is at most v.
func decade(v float64) float64 { return math.Pow(10, math.Floor(math.Log10(v))) }
