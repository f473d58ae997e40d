package frontmatter

import (
	"bytes"
	"errors"
	"regexp"
)

var errNoFrontMatter = errors.New("the page has no front matter")

// lines returns the front matter of a page, without the lines around it, as a
// range of bytes of src.
func lines(src []byte) (start, end int, err error) {
	open := regexp.MustCompile(`^(\x{FEFF})?---[ \t]*\r?\n`).FindIndex(src)
	if open == nil {
		return 0, 0, errNoFrontMatter
	}
	closing := regexp.MustCompile(`(?m)^---[ \t]*\r?$`).FindIndex(src[open[1]:])
	if closing == nil {
		return 0, 0, errNoFrontMatter
	}
	return open[1], open[1] + closing[0], nil
}

// HasKey reports whether a page's front matter sets a top-level key.
func HasKey(src []byte, key string) bool {
	start, end, err := lines(src)
	return err == nil && regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(key)+`[ \t]*:`).Match(src[start:end])
}

// AddAlias adds a former address to a page's front matter and leaves every
// other byte as it was.
func AddAlias(src []byte, alias string) ([]byte, error) {
	start, end, err := lines(src)
	if err != nil {
		return nil, err
	}
	newline := []byte("\n")
	if bytes.Contains(src[:end], []byte("\r\n")) {
		newline = []byte("\r\n")
	}
	item := append([]byte("  - "+alias), newline...)
	head := src[start:end]
	insert := func(at int, text []byte) []byte {
		out := append([]byte{}, src[:start+at]...)
		return append(append(out, text...), src[start+at:]...)
	}
	if m := regexp.MustCompile(`(?m)^aliases[ \t]*:[ \t]*\[[ \t]*([^\]\r\n]*)\]`).FindSubmatchIndex(head); m != nil {
		if m[2] == m[3] {
			return insert(m[3], []byte(alias)), nil
		}
		return insert(m[3], []byte(", "+alias)), nil
	}
	if m := regexp.MustCompile(`(?m)^aliases[ \t]*:[ \t]*\r?\n([ \t]*)-`).FindSubmatchIndex(head); m != nil {
		indent := append([]byte{}, head[m[2]:m[3]]...)
		return insert(m[2], append(append(indent, "- "+alias...), newline...)), nil
	}
	return insert(len(head), append(append([]byte("aliases:"), newline...), item...)), nil
}
