package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a box that scrolls sideways and can be focused by keyboard. Its
// accessible name is its caption or, without one, the heading before it.
func (p *page) table(n *east.Table, caption string) {
	p.out = append(p.out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\""...)
	if name := p.tableName(caption); name != "" {
		p.attribute("aria-label", name)
	}
	p.out = append(p.out, "><table>\n"...)
	rows := false
	first := n.FirstChild()
	heads := first != nil && first.FirstChild() != nil && !first.FirstChild().HasChildren()
	for row := first; row != nil; row = row.NextSibling() {
		if _, ok := row.(*east.TableHeader); ok {
			p.out = append(p.out, "<thead>\n"...)
			p.row(row, "col", false)
			p.out = append(p.out, "</thead>\n"...)
			continue
		}
		if !rows {
			p.out = append(p.out, "<tbody>\n"...)
			rows = true
		}
		if r, ok := row.(*east.TableRow); ok {
			p.checkCells(r, len(n.Alignments))
		}
		p.row(row, "row", heads)
	}
	if rows {
		p.out = append(p.out, "</tbody>\n"...)
	}
	p.out = append(p.out, "</table></div>\n"...)
}

// tableName returns the accessible name of the next table, with a number if another table
// has the same name.
func (p *page) tableName(caption string) string {
	name := caption
	if name == "" {
		name = p.topic
	}
	if name == "" {
		name = p.labels.Table
	}
	if name == "" {
		return ""
	}
	if p.tables == nil {
		p.tables = make(map[string]int)
	}
	p.tables[name]++
	if n := p.tables[name]; n > 1 {
		name += " (" + strconv.Itoa(n) + ")"
	}
	return name
}

// row writes a row. In the head, each cell that isn't empty is the header of its column.
// If the table's first cell is empty, the first cell of each row is its header.
func (p *page) row(row ast.Node, scope string, heads bool) {
	p.out = append(p.out, "<tr>"...)
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*east.TableCell)
		if !ok {
			continue
		}
		element := "td"
		if c.HasChildren() && (scope == "col" || heads && c.PreviousSibling() == nil) {
			element = "th"
		}
		p.out = append(append(p.out, '<'), element...)
		if element == "th" {
			p.attribute("scope", scope)
		}
		if class := alignments[cell.Alignment]; class != "" {
			p.attribute("class", class)
		}
		p.out = append(p.out, '>')
		p.prev = 0
		p.inlines(cell)
		p.close(element)
		if len(p.text) > 0 && p.text[len(p.text)-1] != '\n' {
			p.text = append(p.text, ' ')
		}
	}
	p.out = append(p.out, "</tr>\n"...)
	p.endLine()
}

// alignments are the classes of a cell's alignment.
var alignments = map[east.Alignment]string{
	east.AlignLeft: "align-left", east.AlignRight: "align-right", east.AlignCenter: "align-center",
}
