package markdown

import (
	"bytes"
	"strconv"

	"griot/generator/diag"

	east "github.com/yuin/goldmark/extension/ast"
)

// checkNotes reports footnotes that readers never see: of two with the same label the second,
// and those that the text doesn't refer to. The conversion must be complete.
func (p *page) checkNotes() {
	if p.notes == nil {
		return
	}
	labels := map[string]bool{}
	for c := p.notes.node.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		label := n.Ref
		if labels[string(label)] {
			p.fail(p.noteOffset(n), "footnote-duplicate", diag.Args{"label": label, "free": p.freeLabel()})
			continue
		}
		labels[string(label)] = true
		if x := p.notes.byIndex[n.Index]; x == nil || x.number == 0 {
			p.warn(p.noteOffset(n), "footnote-unused", diag.Args{"label": label})
		}
	}
}

// freeLabel returns the first number that is no label of a footnote.
func (p *page) freeLabel() string {
	if p.freeNote != "" {
		return p.freeNote
	}
	taken := map[string]bool{}
	for rest := p.source; ; {
		_, after, found := bytes.Cut(rest, []byte("[^"))
		if !found {
			break
		}
		digits := len(after) - len(bytes.TrimLeft(after, "0123456789"))
		if digits < 10 && digits < len(after) && after[digits] == ']' {
			taken[string(after[:digits])] = true
		}
		rest = after
	}
	for n := 1; p.freeNote == ""; n++ {
		if label := strconv.Itoa(n); !taken[label] {
			p.freeNote = label
		}
	}
	return p.freeNote
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
	if p.meantNotes == nil {
		p.findMeantNotes()
	}
	at, meant := p.meantNotes[string(label)]
	if meant && at >= 0 {
		p.fail(at, "footnote-colon", diag.Args{"label": label})
		p.meantNotes[string(label)] = -1
	}
	return meant
}

// findMeantNotes finds the lines that were meant to be footnotes; of two with one label the
// first counts.
func (p *page) findMeantNotes() {
	p.meantNotes = map[string]int{}
	at := 0
	for line := range bytes.Lines(p.source) {
		text := bytes.TrimLeft(line, " >\t")
		start := at + len(line) - len(text)
		at += len(line)
		if !bytes.HasPrefix(text, []byte("[^")) {
			continue
		}
		end := bytes.IndexByte(text, ']') + 1
		if label := string(text[:end]); end > 0 && spacedColon(text[end:]) {
			if _, again := p.meantNotes[label]; !again {
				p.meantNotes[label] = start
			}
		}
	}
}

// spacedColon reports whether a text starts with spaces and a colon.
func spacedColon(text []byte) bool {
	rest := bytes.TrimLeft(text, " \t\u00a0\u202f\u2009")
	return len(rest) < len(text) && len(rest) > 0 && rest[0] == ':'
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
