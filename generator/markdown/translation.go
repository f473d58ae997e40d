package markdown

import "griot/generator/site"

// align gives a translation's headings the ids of its source's. Where both
// have the same levels in the same order, that is one by one; elsewhere the
// longest run of headings that agree in order is found, an equal id set by
// hand weighing more than an equal level.
func (p *page) align() {
	source := p.src.SourceHeadings
	for _, h := range source {
		p.ids[h.ID] = 1 // no id made of a translated text may take it
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

// alignBest is align where outlines differ: a longest common subsequence with
// weights.
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
					p.heads[k].id = "" // out of order: it keeps no id of another's
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
