package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// htmlParser reads blocks of HTML. A line that starts with a comment and goes on after it is
// a line of a paragraph: in CommonMark, nothing on it would be read as Markdown.
type htmlParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (h htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := reader.PeekLine(); textAfterComment(line) {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, reader, pc)
}

// textAfterComment reports whether a line consists of comments and then of text.
func textAfterComment(line []byte) bool {
	rest, comments := bytes.TrimLeft(line, " "), 0
	for bytes.HasPrefix(rest, []byte("<!--")) {
		end := bytes.Index(rest[len("<!"):], []byte("-->"))
		if end < 0 {
			return false
		}
		rest = bytes.TrimLeft(rest[len("<!")+end+len("-->"):], " \t")
		comments++
	}
	return comments > 0 && !util.IsBlank(rest) && rest[0] != '<'
}
