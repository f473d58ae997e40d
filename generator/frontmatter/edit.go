package frontmatter

import (
	"bytes"
	"errors"
	"fmt"

	"griot/generator/yaml"
)

// errForm means that the edits of this file can't follow the form of the front
// matter, such as a map in braces.
var errForm = errors.New("the front matter's form can't be edited; write one key a line")

// head is the parsed front matter of a page's text, for an edit.
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
	if h.root, err = yaml.ParseRanges(y); err != nil {
		if _, list := yaml.Parse(y, "", FirstLine); len(list) > 0 {
			return head{}, fmt.Errorf("read front matter: line %d can't be read; griot check says more", list[0].Line)
		}
		return head{}, errForm
	}
	empty := h.root.Kind == yaml.Null && !h.root.Scalar()
	if !empty && (h.root.Kind != yaml.Map || h.root.Flow) {
		return head{}, errForm
	}
	return h, nil
}

// newline returns the line end of the file.
func (h head) newline() string {
	if bytes.Contains(h.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// lineOf returns the start of the line of an offset.
func (h head) lineOf(at int) int { return bytes.LastIndexByte(h.src[:at], '\n') + 1 }

// nextLine returns the start of the line after that of an offset.
func (h head) nextLine(at int) int {
	if n := bytes.IndexByte(h.src[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(h.src)
}

// span returns the range of bytes of a value in the file.
func (h head) span(n *yaml.Node) (start, end int) { return h.start + n.Start, h.start + n.End }

// splice replaces a range of bytes of a text.
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

// SetText replaces the text at a path in a page's front matter, such as
// "partners", 0 or "image", "src". The text there must be on one line, plain or
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
	start, end := h.span(n)
	if !n.Scalar() || bytes.ContainsAny(h.src[start:end], "\r\n") {
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

// ReadText returns the text at a path in a page's front matter; the path is as
// for SetText.
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
