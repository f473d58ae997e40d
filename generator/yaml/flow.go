package yaml

import (
	"fmt"
	"strings"
)

// flow reads [a, b] or {a: b}.
func (p *scanner) flow(open byte, depth int) *Node {
	n := &Node{Kind: List, Flow: true, Start: p.pos, Lead: -1}
	closing := byte(']')
	if open == '{' {
		n.Kind, closing = Map, '}'
	}
	p.pos++
	for {
		p.blank()
		if p.pos >= len(p.src) {
			p.fail(fmt.Sprintf("%c is never closed", open))
		}
		if p.peek(0) == closing {
			p.pos++
			n.End = p.pos
			return n
		}
		if n.Kind == List {
			n.Items = append(n.Items, p.value(-1, true, depth+1))
		} else {
			n.Entries = append(n.Entries, p.flowEntry(depth))
		}
		p.blank()
		switch p.peek(0) {
		case ',':
			p.pos++
		case closing:
		default:
			p.fail("a comma or closing bracket is expected here")
		}
	}
}

func (p *scanner) flowEntry(depth int) Entry {
	e := Entry{Start: p.pos}
	key, ok := p.key()
	if !ok || strings.ContainsAny(key, ",{}[]") {
		p.fail("a key and a colon are expected here")
	}
	if e.Key = key; key == "<<" {
		p.fail("the key << is not read here")
	}
	end := p.pos
	p.blank()
	if c := p.peek(0); c == ',' || c == '}' {
		e.Value = &Node{Start: end, End: end, Lead: -1}
		return e
	}
	e.Value = p.value(-1, true, depth+1)
	return e
}
