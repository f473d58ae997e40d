package yaml

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/token"

	"griot/generator/diag"
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
	depth, run, line, began, lines, reported := 0, 0, 0, false, [][]byte(nil), 0
	// startsWith reports a value that starts with a mark. Its hint shows the whole line, so
	// one is enough for each line.
	startsWith := func(at *token.Position, mark string) {
		if lines == nil {
			lines = bytes.Split(p.src, []byte("\n"))
		}
		if at.Line == reported || at.Line < 1 || at.Line > len(lines) {
			return
		}
		reported = at.Line
		p.error(at.Line, at.Column, "starts-with", diag.Args{"char": mark, "line": quoteValue(string(bytes.TrimRight(lines[at.Line-1], "\r")))})
	}
	var open levels
	for _, t := range tokens {
		at := t.Position
		if began && t.Type == token.DocumentHeaderType {
			p.error(at.Line, at.Column, "second-document", nil)
			return false
		}
		began = began || t.Type != token.CommentType
		switch t.Type {
		case token.AnchorType:
			startsWith(at, "&")
		case token.AliasType:
			startsWith(at, "*")
		case token.TagType:
			startsWith(at, "!")
		case token.DirectiveType:
			startsWith(at, "%")
		case token.MergeKeyType:
			p.error(at.Line, at.Column, "merge-key", nil)
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
				p.error(at.Line, at.Column, "keys", diag.Args{"max": strconv.Itoa(maxKeys)})
				return false
			}
		}
		if depth+run+len(open) > maxDepth {
			p.error(at.Line, at.Column, "depth", nil)
			return false
		}
	}
	return len(p.list) == 0
}

// variants are the variants of yaml-syntax, by a part of a message of goccy/go-yaml.
var variants = []struct{ says, variant string }{
	{"mapping value is not allowed", "colon"},
	{"could not find end character of double-quoted", "double-quote"},
	{"could not find end character of single-quoted", "single-quote"},
	{"value is not allowed in this context", "after-quote"},
	{"unexpected key name", "no-key"},
	{"non-map value is specified", "no-key"},
	{"character '\t'", "tab"},
	{"tab character", "tab"},
	{"reserved character", "first-character"},
	{"unknown escape character", "backslash"},
	{"block sequence entries", "hyphen"},
	{"cannot start any token", "first-character"},
	{"sequence end token ']' not found", "bracket"},
	{"flow mapping end token", "brace"},
	{"could not find flow map content", "flow-map"},
	{"must be specified", "comma"},
}

// variantOf returns the variant of yaml-syntax for a message of goccy/go-yaml.
func variantOf(message string) string {
	for _, v := range variants {
		if strings.Contains(message, v.says) {
			return v.variant
		}
	}
	return "parser"
}

// lineOf returns a line of a source, the first being 1.
func lineOf(src []byte, n int) string {
	for line := range bytes.Lines(src) {
		if n--; n == 0 {
			return strings.TrimRight(string(line), "\r\n")
		}
	}
	return ""
}

var keyAndValue = regexp.MustCompile(`^(\s*(?:- +)?[\pL\pN_-]+:[ \t]+|\s*- +)(\S.*)$`)

// quoteValue returns a line "key: value" with the value in quotation marks, for hints.
func quoteValue(line string) string {
	m := keyAndValue.FindStringSubmatch(line)
	if m == nil {
		return strings.TrimSpace(line)
	}
	key, value := strings.TrimLeft(m[1], " \t"), strings.TrimSpace(m[2])
	switch {
	case !strings.ContainsAny(value, `"\`):
		return key + `"` + value + `"`
	case !strings.Contains(value, "'"):
		return key + "'" + value + "'"
	}
	return key + `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}
