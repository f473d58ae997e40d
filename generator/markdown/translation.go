package markdown

import (
	"griot/generator/diag"
	"griot/generator/site"
)

// align gives the headings of a translation the ids of its source's headings. An id that
// the author set by hand to one of the source's tells the counterpart; then the records of
// translations do; else the headings are taken in order.
func (p *page) align() {
	var source []site.Heading
	for _, h := range p.src.SourceHeadings {
		if h.HTML {
			p.sourceHTML = append(p.sourceHTML, h)
			p.held[h.ID] = true
		} else {
			source = append(source, h)
			p.ids[h.ID] = 1 // so that freeID doesn't return it
		}
	}
	partner := p.sameID(source)
	switch {
	case len(p.src.Counterparts) == len(p.heads) && len(p.heads) > 0:
		p.alignRecorded(source, partner)
	case p.sameLevels(source):
		p.alignInOrder(source, partner)
	default:
		p.alignBest(source, partner)
	}
	for i, j := range partner {
		if j >= 0 {
			p.adopt(i, &source[j])
		}
	}
}

// sameID returns, for each heading, the index of the source's heading whose id the author
// gave it, or -1.
func (p *page) sameID(source []site.Heading) []int {
	byID := make(map[string]int, len(source))
	for j, h := range source {
		byID[h.ID] = j
		for _, id := range h.Also {
			if _, taken := byID[id]; !taken {
				byID[id] = j
			}
		}
	}
	out := make([]int, len(p.heads))
	for i := range p.heads {
		out[i] = -1
		if j, ok := byID[p.heads[i].id]; ok && p.heads[i].id != "" && indexOf(out[:i], j) < 0 {
			out[i] = j
		}
	}
	return out
}

// indexOf returns the first index of a number, or -1.
func indexOf(list []int, n int) int {
	for i, x := range list {
		if x == n {
			return i
		}
	}
	return -1
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

// adopt gives heading i the id and the further ids of its counterpart.
func (p *page) adopt(i int, from *site.Heading) {
	h := &p.heads[i]
	if h.id != "" && h.id != from.ID {
		h.byHand = false
		h.also = append(h.also, h.id)
		if p.ids[h.id] == 1 && !p.isSourceID(h.id) {
			delete(p.ids, h.id)
			p.held[h.id] = true
		}
	}
	h.id = from.ID
	h.also = append(h.also, from.Also...)
}

// isSourceID reports whether a heading of the source has an id.
func (p *page) isSourceID(id string) bool {
	for i := range p.src.SourceHeadings {
		if p.src.SourceHeadings[i].ID == id {
			return true
		}
	}
	return false
}

// alignRecorded is align with the counterparts that the records of translations tell.
func (p *page) alignRecorded(source []site.Heading, partner []int) {
	odd, guessed := -1, -1 // the first heading without a counterpart, and the first that is guessed
	for i := range p.heads {
		c := p.src.Counterparts[i]
		switch {
		case partner[i] >= 0:
		case c.Source >= 0 && c.Source < len(source) && indexOf(partner, c.Source) < 0:
			partner[i] = c.Source
			if c.Guessed && guessed < 0 {
				guessed = i
			}
		default:
			if odd < 0 {
				odd = i
			}
			if p.heads[i].id == "" && c.Was != "" { // keep the id that it had
				p.heads[i].base = slug(c.Was)
			}
		}
	}
	if odd >= 0 || len(p.heads) != len(source) {
		p.mismatch(odd, len(source))
	}
	for i, j := range partner {
		if j >= 0 && source[j].Level != p.heads[i].level {
			p.warn(p.heads[i].node.Pos(), "translation-headings.level", diag.Args{"level": p.heads[i].level, "level2": source[j].Level, "marks": "######"[:max(source[j].Level-p.shift, 1)]})
			break
		}
	}
	if guessed >= 0 {
		id := source[partner[guessed]].ID
		p.warn(p.heads[guessed].node.Pos(), "translation-headings.unsure", diag.Args{"id": id})
	}
}

// mismatch reports that a translation and its source don't have the same headings. odd is
// the first heading without a counterpart, or -1.
func (p *page) mismatch(odd, source int) {
	offset := len(p.source)
	if odd >= 0 {
		offset = p.heads[odd].node.Pos()
	}
	p.warn(offset, "translation-headings.count", diag.Args{"heads": len(p.heads), "source": source})
}

// alignInOrder is align for equal outlines: headings without an id of the source take those
// that are left, in order.
func (p *page) alignInOrder(source []site.Heading, partner []int) {
	taken := make([]bool, len(source))
	for _, j := range partner {
		if j >= 0 {
			taken[j] = true
		}
	}
	for i := range partner { // first those in the same place
		if partner[i] < 0 && !taken[i] {
			partner[i], taken[i] = i, true
		}
	}
	next := 0
	for i := range partner {
		if partner[i] >= 0 {
			continue
		}
		for taken[next] {
			next++
		}
		partner[i], taken[next] = next, true
	}
}

// alignBest is align for different outlines: a longest common subsequence, in which an
// equal id written by the author weighs more than an equal level. An id of the source that
// is out of order stays with the heading to which the author gave it.
func (p *page) alignBest(source []site.Heading, partner []int) {
	n, m := len(p.heads), len(source)
	taken := make([]bool, m)
	for _, j := range partner {
		if j >= 0 {
			taken[j] = true
		}
	}
	weight := func(i, j int) int {
		switch {
		case partner[i] == j:
			return 4
		case p.heads[i].level == source[j].Level && partner[i] < 0 && !taken[j]:
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
	var found [][2]int
	for i, j := 0, 0; i < n; {
		if j < m && best[i*width+j] == best[i*width+j+1] {
			j++
			continue
		}
		if j < m {
			if w := weight(i, j); w > 0 && best[i*width+j] == w+best[(i+1)*width+j+1] {
				found = append(found, [2]int{i, j})
				i, j = i+1, j+1
				continue
			}
		}
		if odd < 0 && partner[i] < 0 {
			odd = i
		}
		i++
	}
	for _, x := range found {
		partner[x[0]] = x[1]
	}
	p.mismatch(odd, m)
}

// adoptHTML returns the id of the source's counterpart of a heading in HTML: the next one
// of the same level; "" if there is none.
func (p *page) adoptHTML(level int) (id string, also []string) {
	for i, h := range p.sourceHTML {
		if h.Level == level {
			p.sourceHTML = p.sourceHTML[i+1:]
			return h.ID, h.Also
		}
	}
	return "", nil
}
