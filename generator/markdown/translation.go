package markdown

import "griot/generator/site"

// align gives the headings of a translation the ids of its source's headings: one by one
// if both have the same levels in the same order, else those of a longest common
// subsequence, in which an equal id written by the author weighs more than an equal level.
func (p *page) align() {
	source := p.src.SourceHeadings
	for _, h := range source {
		p.ids[h.ID] = 1 // so that freeID doesn't return it
	}
	if p.sameLevels(source) {
		for i := range p.heads {
			p.adopt(i, source[i].ID)
		}
		return
	}
	p.alignBest(source)
}

// sameLevels reports whether the translation has its source's outline.
func (p *page) sameLevels(source []site.Heading) bool {
	if len(source) != len(p.heads) {
		return false
	}
	for i, h := range source {
		if h.Level != p.heads[i].level {
			return false
		}
	}
	return true
}

// adopt gives heading i the id of its counterpart.
func (p *page) adopt(i int, id string) {
	h := &p.heads[i]
	if h.id != "" && h.id != id {
		p.warn(h.node.Pos(), "translation-headings", "leave the id out: a translation takes it from its source",
			"id %q differs from the source's %q, which is used", h.id, id)
	}
	h.id = id
}

// alignBest is align for different outlines.
func (p *page) alignBest(source []site.Heading) {
	n, m := len(p.heads), len(source)
	weight := func(i, j int) int {
		switch {
		case p.heads[i].id != "" && p.heads[i].id == source[j].ID:
			return 4
		case p.heads[i].level == source[j].Level && p.heads[i].id == "":
			return 1
		}
		return 0
	}
	width := m + 1
	best := make([]int, (n+1)*width)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			if w := weight(i, j); w > 0 {
				best[i*width+j] = max(best[i*width+j], w+best[(i+1)*width+j+1])
			}
		}
	}
	odd := -1 // the first heading without a counterpart
	own := make(map[string]int)
	for i := range p.heads {
		if id := p.heads[i].id; id != "" {
			own[id] = i
		}
	}
	for i, j := 0, 0; i < n; {
		switch w := 0; {
		case j < m && best[i*width+j] == best[i*width+j+1]:
			j++
			continue
		case j < m:
			w = weight(i, j)
			if w > 0 && best[i*width+j] == w+best[(i+1)*width+j+1] {
				if k, taken := own[source[j].ID]; taken && k != i {
					p.heads[k].id = "" // out of order: the id belongs to another heading
				}
				p.adopt(i, source[j].ID)
				i, j = i+1, j+1
				continue
			}
		}
		if odd < 0 {
			odd = i
		}
		i++
	}
	offset := len(p.source)
	if odd >= 0 {
		offset = p.heads[odd].node.Pos()
	}
	p.warn(offset, "translation-headings", "give the translation the headings of its source, in the same order and levels",
		"the translation has %d headings, its source %d, and they don't match", n, m)
}
