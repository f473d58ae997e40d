package frontmatter

import (
	"bytes"
	"errors"
)

// The errors of Split.
var (
	ErrMissing      = errors.New("no front matter: the file doesn't start with ---")
	ErrUnterminated = errors.New("the front matter has no end: there is no second ---")
)

// bom is the byte-order mark that some editors put before UTF-8 text.
var bom = []byte("\xef\xbb\xbf")

// FirstLine is the line of a file on which the YAML of its front matter
// starts.
const FirstLine = 2

// Split finds the front matter of a page's file: the YAML between a first line
// --- and the next line ---. body is the offset in bytes of the Markdown after
// it, line the line of the file on which that starts, from 1. A byte-order mark
// and CRLF line ends are accepted.
func Split(src []byte) (yaml []byte, body, line int, err error) {
	start := 0
	if bytes.HasPrefix(src, bom) {
		start = len(bom)
	}
	end, ok := fence(src, start)
	if !ok {
		return nil, 0, 0, ErrMissing
	}
	start, line = end, FirstLine
	for at := start; at < len(src); line++ {
		if end, ok := fence(src, at); ok {
			return src[start:at], end, line + 1, nil
		}
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return nil, 0, 0, ErrUnterminated
}

// fence reports whether a line of three hyphens starts at an offset, and
// where the next line starts.
func fence(src []byte, at int) (next int, ok bool) {
	if !bytes.HasPrefix(src[at:], []byte("---")) {
		return 0, false
	}
	rest := src[at+3:]
	n := bytes.IndexByte(rest, '\n')
	if n < 0 {
		n = len(rest)
	} else {
		rest, n = rest[:n], n+1
	}
	return at + 3 + n, len(bytes.Trim(rest, " \t\r")) == 0
}
