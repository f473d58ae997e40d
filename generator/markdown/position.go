package markdown

import (
	"bytes"
	"unicode/utf8"

	"griot/generator/diag"
	"griot/generator/site"
)

// position returns the line and column in the source file of an offset in the text. It
// counts on from the place of the last call, because offsets mostly grow.
func (p *page) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(p.source))
	if offset < p.lineAt {
		p.lineAt, p.lineNo, p.columnAt, p.columnNo = 0, 0, 0, 0
	}
	if offset < p.columnAt {
		p.columnAt, p.columnNo = p.lineAt, 0
	}
	for {
		i := bytes.IndexByte(p.source[p.columnAt:offset], '\n')
		if i < 0 {
			break
		}
		p.lineAt = p.columnAt + i + 1
		p.lineNo++
		p.columnAt, p.columnNo = p.lineAt, 0
	}
	p.columnNo += utf8.RuneCount(p.source[p.columnAt:offset])
	p.columnAt = offset
	return p.src.Line + p.lineNo, p.columnNo + 1
}

// at returns the position of an offset for diagnostics.
func (p *page) at(offset int) diag.Position {
	line, column := p.position(offset)
	return diag.Position{File: p.src.File, Line: line, Column: column}
}

// warn records a diagnostic that doesn't stop the build.
func (p *page) warn(offset int, id string, args diag.Args) {
	list := diag.List(p.rec.Diagnostics)
	list.Warn(p.at(offset), id, args)
	p.rec.Diagnostics = list
}

// fail records a diagnostic that stops the build.
func (p *page) fail(offset int, id string, args diag.Args) {
	list := diag.List(p.rec.Diagnostics)
	list.Error(p.at(offset), id, args)
	p.rec.Diagnostics = list
}

// resolve resolves a reference and records it.
func (p *page) resolve(kind site.RefKind, raw string, offset int) site.Target {
	ref := site.Ref{Kind: kind, Raw: raw}
	ref.Line, ref.Column = p.position(offset)
	ref.Target = Resolve(p.links, ref)
	p.rec.Refs = append(p.rec.Refs, ref)
	return ref.Target
}
