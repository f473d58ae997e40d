package yaml

import (
	"strings"

	"github.com/goccy/go-yaml/token"
)

// maxDepth is how deep lists and maps may be nested.
const maxDepth = 32

// maxKeys is how many keys a map may have; goccy/go-yaml takes time that grows
// with their square.
const maxKeys = 2000

// levels are the open block lists and maps by column, each with the number of its
// keys.
type levels []struct{ column, keys int }

// enter closes the levels that are deeper than a column and opens a level there.
func (l *levels) enter(column int) {
	for len(*l) > 0 && (*l)[len(*l)-1].column > column {
		*l = (*l)[:len(*l)-1]
	}
	if n := len(*l); n == 0 || (*l)[n-1].column < column {
		*l = append(*l, struct{ column, keys int }{column, 0})
	}
}

// key counts a key; it returns false if its map has too many.
func (l *levels) key(column int) bool {
	l.enter(column)
	last := &(*l)[len(*l)-1]
	last.keys++
	return last.keys <= maxKeys
}

// allowed reports whether the tokens belong to the part of YAML that this package
// reads, and reports each of the others at its position. It also limits the depth:
// the parser is recursive and could run out of stack.
func (p *reader) allowed(tokens token.Tokens) bool {
	depth, run, line, began := 0, 0, 0, false
	var open levels
	for _, t := range tokens {
		at := t.Position
		if began && t.Type == token.DocumentHeaderType {
			p.errorf(at.Line, at.Column, "", "a second YAML document starts here")
			return false
		}
		began = began || t.Type != token.CommentType
		switch t.Type {
		case token.AnchorType:
			p.errorf(at.Line, at.Column, "put a text that starts with & in quotes", "YAML anchors are not used here")
		case token.AliasType:
			p.errorf(at.Line, at.Column, "put a text that starts with * in quotes", "YAML aliases are not used here")
		case token.TagType:
			p.errorf(at.Line, at.Column, "put a text that starts with ! in quotes", "YAML tags are not used here")
		case token.DirectiveType:
			p.errorf(at.Line, at.Column, "put a text that starts with % in quotes", "YAML directives are not used here")
		case token.MergeKeyType:
			p.errorf(at.Line, at.Column, "write the keys out", "YAML merge keys are not used here")
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth = max(0, depth-1)
		case token.SequenceEntryType, token.MappingKeyType:
			if at.Line != line {
				run, line = 0, at.Line
			}
			run++
			open.enter(at.Column)
		case token.MappingValueType:
			if depth == 0 && t.Prev != nil && !open.key(t.Prev.Position.Column) {
				p.errorf(at.Line, at.Column, "", "a map has more than %d keys", maxKeys)
				return false
			}
		}
		if depth+run+len(open) > maxDepth {
			p.errorf(at.Line, at.Column, "", "the YAML is nested too deep")
			return false
		}
	}
	return len(p.list) == 0
}

// hints are the hints for messages of goccy/go-yaml, by a part of the message.
var hints = []struct{ says, hint string }{
	{"mapping value is not allowed", "put a text that holds \": \" in quotes"},
	{"could not find end character of double-quoted", "close the text with \""},
	{"could not find end character of single-quoted", "close the text with ', and write '' for an apostrophe inside it"},
	{"value is not allowed in this context", "put a text that starts with a quote or bracket in quotes as a whole, and check the indentation"},
	{"unexpected key name", "check the indentation, and put a colon and a space after the key"},
	{"non-map value is specified", "put a colon and a space after the key"},
	{"character '\t'", "YAML indents with spaces, never with tabs"},
	{"tab character", "YAML indents with spaces, never with tabs"},
	{"reserved character", "put the text in quotes"},
	{"unknown escape character", "write \\\\ for a backslash, or use single quotes"},
	{"block sequence entries", "put a text that starts with - in quotes, and each entry of a list on a line of its own"},
	{"cannot start any token", "put the text in quotes"},
	{"sequence end token ']' not found", "close the list with ]"},
	{"flow mapping end token", "close the map with }"},
	{"could not find flow map content", "write { key: value } on one line, with a space after the colon"},
	{"must be specified", "put a comma between the parts, and a text that holds a comma in quotes"},
}

// hintFor returns the hint for a message of goccy/go-yaml, or "".
func hintFor(message string) string {
	for _, h := range hints {
		if strings.Contains(message, h.says) {
			return h.hint
		}
	}
	return ""
}
