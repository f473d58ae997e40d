package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// row is a line of the table. A peer of 0 with a name was measured as 0; one
// without a name wasn't measured.
type row struct {
	chapter  string
	size     int // pages per language, or hubSize
	what     string
	unit     string
	griot    float64
	peer     float64
	peerName string
	target   limit
}

// limit is the target of a figure, or of its ratio to the peer's.
type limit struct {
	value float64
	ratio bool
	isMin bool // the value is the least instead of the most
	set   bool
}

func atMost(v float64) limit      { return limit{value: v, set: true} }
func atLeast(v float64) limit     { return limit{value: v, isMin: true, set: true} }
func atMostRatio(v float64) limit { return limit{value: v, ratio: true, set: v > 0} }

// meetsTarget says whether a row meets its target: "yes", "no", or "" if there is
// none or the peer wasn't measured.
func (r row) meetsTarget() string {
	value := r.griot
	if r.target.ratio {
		value = r.griot / r.peer
	}
	switch {
	case !r.target.set || r.target.ratio && (r.peerName == "" || r.peer == 0):
		return ""
	case r.target.isMin && value >= r.target.value || !r.target.isMin && value <= r.target.value:
		return "yes"
	}
	return "**no**"
}

// table is what the bench found.
type table struct{ rows []row }

func (t *table) add(r row) {
	t.rows = append(t.rows, r)
	progress("  %s: %s", where(r.size), strings.Join(r.cells()[1:], " | "))
}

// sort brings the rows into the order of the chapters, and by size.
func (t *table) sort() {
	slices.SortStableFunc(t.rows, func(a, b row) int {
		return cmp.Or(
			cmp.Compare(slices.Index(chapters, a.chapter), slices.Index(chapters, b.chapter)),
			cmp.Compare(a.size, b.size))
	})
}

var columns = []string{"pages per language", "what", "Griot", "peer", "", "ratio", "target", "holds"}

// markdown writes the table, a part for each chapter.
func (t *table) markdown() string {
	var out strings.Builder
	for _, chapter := range chapters {
		lines := [][]string{columns}
		for _, r := range t.rows {
			if r.chapter == chapter {
				lines = append(lines, r.cells())
			}
		}
		if len(lines) == 1 {
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(&out, "## %s\n\n", strings.ToUpper(chapter[:1])+chapter[1:])
		align(&out, lines)
	}
	return out.String()
}

// align writes lines as a Markdown table with aligned columns.
func align(out *strings.Builder, lines [][]string) {
	widths := make([]int, len(columns))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for n, line := range lines {
		for i, cell := range line {
			fmt.Fprintf(out, "| %s%s ", cell, strings.Repeat(" ", widths[i]-len([]rune(cell))))
		}
		out.WriteString("|\n")
		if n == 0 {
			for _, w := range widths {
				out.WriteString("|" + strings.Repeat("-", w+2))
			}
			out.WriteString("|\n")
		}
	}
}

// cells are a row's, in the order of the columns.
func (r row) cells() []string {
	peer, ratio := "", ""
	if r.peerName != "" {
		peer = figure(r.peer, r.unit)
		if r.peer != 0 {
			ratio = fmt.Sprintf("%.3f", r.griot/r.peer)
		}
	}
	return []string{where(r.size), r.what, figure(r.griot, r.unit), peer, r.peerName, ratio, r.target.text(r.unit), r.meetsTarget()}
}

// where names the pages that a row is about.
func where(size int) string {
	if size == hubSize {
		return "the real hub"
	}
	return grouped(size)
}

// text says a target in words.
func (l limit) text(unit string) string {
	switch {
	case !l.set:
		return ""
	case l.ratio:
		return fmt.Sprintf("ratio ≤ %g", l.value)
	case l.isMin:
		return "≥ " + figure(l.value, unit)
	}
	return "≤ " + figure(l.value, unit)
}

// figure writes a value with its unit, in about three digits.
func figure(v float64, unit string) string {
	digits := 0
	if size := math.Abs(v); size != math.Trunc(size) && size < 100 {
		digits = 1
		if size < 10 {
			digits = 2
		}
	}
	text := fmt.Sprintf("%.*f", digits, v)
	if digits == 0 {
		text = grouped(int(math.Round(v)))
	}
	return strings.TrimSpace(text + " " + unit)
}

// grouped writes a number with a narrow space before each three digits.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0 && n >= 10_000; at -= 3 {
		text = text[:at] + "\u202f" + text[at:]
	}
	return text
}
