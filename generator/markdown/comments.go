package markdown

import (
	"bytes"

	"griot/generator/diag"

	"github.com/yuin/goldmark/ast"
)

var (
	openComment  = []byte("<!--")
	closeComment = []byte("-->")
)

// smartCloses are the ends of comments in which a program has made one dash of two hyphens.
var smartCloses = [][]byte{[]byte("—>"), []byte("–>")}

// withoutComments returns the HTML of a block without its comments, which are for authors,
// and reports those that are not closed or close too late. Where HTML is allowed and more
// than comments is there, it returns raw: the sanitiser drops them, and offsets stay.
func (p *page) withoutComments(n *ast.HTMLBlock, raw []byte) []byte {
	out := p.cutComments(n, raw)
	if p.c.raw != nil && len(bytes.TrimSpace(out)) > 0 {
		return raw
	}
	return out
}

func (p *page) cutComments(n *ast.HTMLBlock, raw []byte) []byte {
	if n.HTMLBlockType == ast.HTMLBlockType1 || !bytes.Contains(raw, openComment) {
		return raw // <script> and the like have no comments
	}
	offsets := p.offsetsOf(n, 0)
	var out []byte
	for at := 0; ; {
		start := bytes.Index(raw[at:], openComment)
		if start < 0 {
			return append(out, raw[at:]...)
		}
		start += at
		out = append(out, raw[at:start]...)
		end := bytes.Index(raw[start+len("<!"):], closeComment)
		if end < 0 {
			p.unclosed(raw[start:], offsets.source(start))
			return out
		}
		at = start + len("<!") + end + len(closeComment)
		p.checkComment(raw[start:at], offsets.source(start))
		if rest := bytes.TrimLeft(raw[at:], " \t\r\n"); n.HTMLBlockType == ast.HTMLBlockType2 && len(rest) > 0 && rest[0] != '<' {
			p.warn(offsets.source(at), "comment-tail", nil)
		}
	}
}

// checkComment reports a comment that seems to hide more than it should: another begins
// within it, or its first line ends with a dash that would have closed it.
func (p *page) checkComment(raw []byte, offset int) {
	if bytes.Contains(raw[len(openComment):], openComment) {
		p.unclosed(raw, offset)
		return
	}
	for _, line := range bytes.SplitAfter(raw, []byte("\n")) {
		for _, s := range smartCloses {
			if bytes.HasSuffix(bytes.TrimSpace(line), s) {
				p.unclosed(raw, offset)
				return
			}
		}
	}
}

// unclosed reports a comment without its end.
func (p *page) unclosed(raw []byte, offset int) {
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	line = bytes.TrimSpace(line)
	for _, s := range smartCloses {
		if i := bytes.Index(line, s); i > 0 {
			p.fail(offset, "comment-unclosed.dash", diag.Args{"text": string(line[:i])})
			return
		}
	}
	p.fail(offset, "comment-unclosed.open", nil)
}
