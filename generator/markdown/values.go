package markdown

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"

	"griot/generator/diag"
)

// valueForm is how a text names a value of the site.
var valueForm = regexp.MustCompile(`\{\{ ?([a-z][a-z0-9_-]*) ?\}\}`)

// withValues returns a text, in which escapes aren't resolved yet, with the values of the site
// that it names. Each of their marks is escaped, so that they are shown as they are. All
// other braces, and those after a backslash, are text.
func (p *page) withValues(b []byte) []byte {
	if len(p.values) == 0 || !bytes.Contains(b, []byte("{{")) {
		return b
	}
	var out []byte
	done := 0
	for _, m := range valueForm.FindAllSubmatchIndex(b, -1) {
		value, ok := p.values[string(b[m[2]:m[3]])]
		if !ok || escapedAt(b, m[0]) {
			continue
		}
		out = append(out, b[done:m[0]]...)
		for i := range len(value) {
			if util.IsPunct(value[i]) {
				out = append(out, '\\')
			}
			out = append(out, value[i])
		}
		done = m[1]
	}
	if done == 0 {
		return b
	}
	return append(out, b[done:]...)
}

// escapedAt reports whether a backslash escapes the character at an offset.
func escapedAt(b []byte, at int) bool {
	before := len(b[:at]) - len(bytes.TrimRight(b[:at], `\`))
	return before%2 == 1
}

// misspelt reports names of values in a text that are nearly those of the site.
func (p *page) misspelt(b []byte, offset int) {
	if len(p.values) == 0 || !bytes.Contains(b, []byte("{{")) {
		return
	}
	for _, m := range valueForm.FindAllSubmatchIndex(b, -1) {
		name := string(b[m[2]:m[3]])
		if _, ok := p.values[name]; ok || escapedAt(b, m[0]) {
			continue
		}
		if near := diag.Nearest(name, slices.Sorted(maps.Keys(p.values))); near != "" {
			p.warn(offset+m[0], "value-unknown", diag.Args{"name": name, "near": near})
		}
	}
}

// dialled returns an address without the spaces and marks with which telephone numbers are
// written for readers, if it is one.
func dialled(dest string) string {
	scheme, number, ok := strings.Cut(dest, ":")
	if !ok || !strings.EqualFold(scheme, "tel") && !strings.EqualFold(scheme, "sms") {
		return dest
	}
	return scheme + ":" + strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u00a0\u202f()./", r) {
			return -1
		}
		return r
	}, number)
}
