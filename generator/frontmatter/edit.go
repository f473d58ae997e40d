package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"griot/generator/diag"
	"griot/generator/yaml"
)

// errForm says that the front matter is written in a way that the edits of
// this file can't follow, such as one map in braces.
var errForm = errors.New("the front matter's form can't be edited; write one key a line")

// head is the front matter of a page's text, taken apart for an edit.
type head struct {
	src   []byte
	start int // offset of its first line
	end   int // offset of the line --- that closes it
	root  *yaml.Node
}

func readHead(src []byte) (head, error) {
	y, body, _, err := Split(src)
	if err != nil {
		return head{}, err
	}
	start := bytes.IndexByte(src, '\n') + 1
	h := head{src: src[:body:body], start: start, end: start + len(y)}
	var list diag.List
	if h.root, list = yaml.Parse(y, "", FirstLine); h.root == nil {
		return head{}, fmt.Errorf("read front matter: %s", list[0].Message)
	}
	flow := bytes.HasPrefix(bytes.TrimSpace(y), []byte("{"))
	bare := bytes.Count(y, []byte("\r")) != bytes.Count(y, []byte("\r\n")) // a line end to YAML, none to Split
	if flow || bare || h.root.Kind != yaml.Map && h.root.Kind != yaml.Null {
		return head{}, errForm
	}
	return h, nil
}

// newline is how the file ends its lines.
func (h head) newline() string {
	if bytes.Contains(h.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// line is the offset of the first byte of a line of the file, from 1.
func (h head) line(n int) int {
	at := 0
	for ; n > 1; n-- {
		next := bytes.IndexByte(h.src[at:], '\n')
		if next < 0 {
			return len(h.src)
		}
		at += next + 1
	}
	return at
}

// offset is where a node starts.
func (h head) offset(n *yaml.Node) int {
	at := h.line(n.Line)
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(h.src[at:])
		at += size
	}
	return at
}

// splice replaces a range of bytes of a file's text; all other bytes stay.
func splice(src []byte, start, end int, by string) []byte {
	out := append([]byte(nil), src[:start]...)
	return append(append(out, by...), src[end:]...)
}

// HasKey reports whether a page's front matter sets a top-level key.
func HasKey(src []byte, key string) bool {
	h, err := readHead(src)
	return err == nil && h.root.Get(key) != nil
}

// AddKey adds a top-level key with a text at the end of a page's front matter.
func AddKey(src []byte, key, value string) ([]byte, error) {
	h, err := readHead(src)
	if err != nil {
		return nil, err
	}
	return splice(src, h.end, h.end, key+": "+Scalar(value)+h.newline()), nil
}

// SetText replaces the text at a place of a page's front matter, such as
// "partners", 0 or "image", "src". The text there stands on one line, plain or
// in quotes.
func SetText(src []byte, value string, path ...any) ([]byte, error) {
	h, err := readHead(src)
	if err != nil {
		return nil, err
	}
	n := h.root
	for _, step := range path {
		if n, _, _ = child(n, step); n == nil {
			return nil, fmt.Errorf("the front matter has no %v", path)
		}
	}
	start := h.offset(n)
	end := start + len(n.Value)
	if q := h.src[start]; q == '"' || q == '\'' {
		if end = start + 1 + bytes.IndexByte(h.src[start+1:], q) + 1; end == start+1 {
			return nil, errForm
		}
	} else if !bytes.Equal(h.src[start:end], []byte(n.Value)) {
		return nil, errForm
	}
	out := splice(src, start, end, Scalar(value))
	if again, err := readHead(out); err != nil {
		return nil, errForm
	} else if n, _, _ = child(again.root, path[0]); n == nil {
		return nil, errForm
	}
	return out, nil
}

// ReadText returns the text at a place of a page's front matter, as SetText
// names it.
func ReadText(src []byte, path ...any) (string, bool) {
	h, err := readHead(src)
	if err != nil {
		return "", false
	}
	n := h.root
	for _, step := range path {
		if n, _, _ = child(n, step); n == nil {
			return "", false
		}
	}
	return n.Value, n.Kind != yaml.List && n.Kind != yaml.Map
}
