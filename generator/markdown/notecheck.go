package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"griot/generator/diag"

	east "github.com/yuin/goldmark/extension/ast"
)

// checkNotes reports footnotes that readers never see: of two with the same label the second,
// and those that the text doesn't refer to. The conversion must be complete.
func (p *page) checkNotes() {
	if p.notes == nil {
		return
	}
	var labels [][]byte
	for c := p.notes.node.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		label := n.Ref
		again := false
		for _, l := range labels {
			again = again || bytes.Equal(l, label)
		}
		if again {
			p.fail(p.noteOffset(n), "footnote-duplicate", diag.Args{"label": label, "free": p.freeLabel()})
			continue
		}
		labels = append(labels, label)
		if x := p.notes.byIndex[n.Index]; x == nil || x.number == 0 {
			p.warn(p.noteOffset(n), "footnote-unused", diag.Args{"label": label})
		}
	}
}

// freeLabel returns the first number that is no label of a footnote.
func (p *page) freeLabel() string {
	for n := 1; ; n++ {
		label := strconv.Itoa(n)
		if !bytes.Contains(p.source, []byte("[^"+label+"]")) {
			return label
		}
	}
}

// noteOffset returns where the line of a footnote's label starts.
func (p *page) noteOffset(n *east.Footnote) int {
	if n.Pos() >= 0 {
		return n.Pos()
	}
	return 0
}

// meantAsNote reports whether a line starts with the label of a footnote that is not written
// and a colon follows after a space, as French has it: that line was meant to be the
// footnote. It tells the author so there, and not at the references.
func (p *page) meantAsNote(label []byte) bool {
	if meant, known := p.meantNotes[string(label)]; known {
		return meant
	}
	meant := p.findMeantNote(label)
	if p.meantNotes == nil {
		p.meantNotes = map[string]bool{}
	}
	p.meantNotes[string(label)] = meant
	return meant
}

func (p *page) findMeantNote(label []byte) bool {
	for at := 0; ; {
		i := bytes.Index(p.source[at:], label)
		if i < 0 {
			return false
		}
		at += i + len(label)
		if start := at - len(label); p.spacedColon(start, at) {
			p.fail(start, "footnote-colon", diag.Args{"label": label})
			return true
		}
	}
}

// spacedColon reports whether source[start:stop] starts a line and spaces and a colon follow
// it.
func (p *page) spacedColon(start, stop int) bool {
	before := p.source[bytes.LastIndexByte(p.source[:start], '\n')+1 : start]
	if len(bytes.Trim(before, " >\t")) > 0 {
		return false
	}
	for at := stop; at < len(p.source); {
		r, n := utf8.DecodeRune(p.source[at:])
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009':
		case ':':
			return at > stop
		default:
			return false
		}
		at += n
	}
	return false
}

// checkCells reports a row of a table that has more cells than the head. They can't be
// shown, because they belong to no column.
func (p *page) checkCells(row *east.TableRow, columns int) {
	if row.Pos() < 0 {
		return
	}
	line, _, _ := bytes.Cut(p.source[row.Pos():], []byte("\n"))
	cells := splitCells(line)
	if len(cells) <= columns {
		return
	}
	lost := bytes.TrimSpace(bytes.Join(cells[columns:], []byte("|")))
	if len(bytes.Trim(lost, "| \t")) == 0 {
		return
	}
	p.warn(row.Pos(), "table-cells", diag.Args{"cells": len(cells), "columns": columns, "lost": lost})
}

// splitCells splits a line of a table as goldmark does: at each bar without a backslash.
func splitCells(line []byte) [][]byte {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	if n := len(line); n > 0 && line[n-1] == '|' {
		line = line[:n-1]
	}
	var cells [][]byte
	start := 0
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			cells = append(cells, line[start:i])
			start = i + 1
		}
	}
	return append(cells, line[start:])
}
