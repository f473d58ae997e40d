package passage

import (
	"cmp"
	"slices"
)

// Block is a block of a text, such as a paragraph, a list or a row of a table.
type Block struct {
	Kind       string // goldmark's name, such as "ListItem"
	Start, End int    // whole lines, with the blank ones that follow
	Parent     int    // in Structure.Blocks; -1 for the whole text
	Passages   Span   // those within it, in Structure.Passages
	Alert      string // of a block quote: the word of the alert, such as NOTE
	Code       string // of a block of code: its language and its lines
}

// Structure is the passages and blocks of a text.
type Structure struct {
	Blocks   []Block // each after its parent, in the order of the text; the first is the whole text
	Passages []Passage
}

// Headings returns the indices of the blocks that are headings, in order. A heading in a
// footnote is not one of the page's outline.
func (s *Structure) Headings() []int {
	var out []int
	for i := range s.Blocks {
		if s.Blocks[i].Kind == "Heading" && s.within(i, "Footnote") < 0 {
			out = append(out, i)
		}
	}
	return out
}

// Alert returns the word of the innermost alert around a block, or "".
func (s *Structure) Alert(block int) string {
	for ; block >= 0; block = s.Blocks[block].Parent {
		if s.Blocks[block].Alert != "" {
			return s.Blocks[block].Alert
		}
	}
	return ""
}

// within returns the innermost block of a kind that contains a block, or -1.
func (s *Structure) within(block int, kind string) int {
	for b := s.Blocks[block].Parent; b >= 0; b = s.Blocks[b].Parent {
		if s.Blocks[b].Kind == kind {
			return b
		}
	}
	return -1
}

// finish orders blocks and passages by their offsets, and gives blocks their
// ends and passages.
func (f *finder) finish() {
	order := make([]int, len(f.Blocks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(f.Blocks[a].Start, f.Blocks[b].Start) })
	blocks, index := make([]Block, len(order)), make([]int, len(order))
	for i, old := range order {
		blocks[i], index[old] = f.Blocks[old], i
	}
	for i := range blocks {
		if blocks[i].Parent >= 0 {
			blocks[i].Parent = index[blocks[i].Parent]
		}
	}
	next := make([]int, len(blocks)) // by parent: the start of the child seen last, from the end
	for i := range next {
		next[i] = -1
	}
	f.Blocks = blocks
	f.ends(next)
	for i := range f.Structure.Passages {
		f.Structure.Passages[i].Block = index[f.Structure.Passages[i].Block]
	}
	slices.SortStableFunc(f.Structure.Passages, func(a, b Passage) int { return cmp.Compare(a.Lines[0].Start, b.Lines[0].Start) })
	for i := range f.Structure.Passages {
		for b := f.Structure.Passages[i].Block; b >= 0; b = blocks[b].Parent {
			if p := &blocks[b].Passages; p.End == 0 {
				*p = Span{i, i + 1}
			} else {
				p.End = i + 1
			}
		}
	}
}

// ends sets the end of each block: where the next block of the same parent starts.
func (f *finder) ends(next []int) {
	for i := len(f.Blocks) - 1; i > 0; i-- {
		b := &f.Blocks[i]
		b.End = next[b.Parent]
		next[b.Parent] = b.Start
	}
	for i := 1; i < len(f.Blocks); i++ {
		if b := &f.Blocks[i]; b.End < 0 {
			b.End = max(f.Blocks[b.Parent].End, b.Start)
		}
	}
}
