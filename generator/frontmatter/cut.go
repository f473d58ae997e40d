package frontmatter

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"griot/generator/diag"
	"griot/generator/yaml"
)

// cutTexts reports texts that " #" cuts: YAML takes what follows it for a comment. A comment
// after a value of one word, such as kind: brief # or page, is left alone, except after a
// title or summary. The key of an item of a list is "".
func (d *decoder) cutTexts(n *yaml.Node, key string, src []byte, first int) {
	for _, item := range n.Items {
		d.cutTexts(item, "", src, first)
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		d.cutTexts(e.Value, e.Key, src, first)
		d.cutWhole(e, src, first)
	}
	if n.Kind != yaml.Text && n.Kind != yaml.Number || n.Style != 0 || n.Value == "" {
		return
	}
	text, comment, at := d.comment(n, src, first)
	if comment == "" {
		return
	}
	note := strings.HasPrefix(comment, "# ")
	if note && !strings.Contains(text, " ") && key != "title" && key != "summary" {
		return
	}
	whole := yaml.Scalarize(text+" "+comment, false)
	if key == "" {
		whole = "- " + whole
	} else {
		whole = key + ": " + whole
	}
	d.Diagnostics.Warn(at, "text-cut", diag.Args{"comment": comment, "line": whole})
}

// cutWhole reports a value that is nothing but a comment, such as title: #1 is land.
func (d *decoder) cutWhole(e *yaml.Entry, src []byte, first int) {
	lines := bytes.Split(src, []byte("\n"))
	if e.Value.Kind != yaml.Null || e.Line < first || e.Line-first >= len(lines) {
		return
	}
	line := strings.TrimSpace(string(lines[e.Line-first]))
	value, found := strings.CutPrefix(strings.TrimPrefix(line, "- "), e.Key+":")
	comment := strings.TrimSpace(value)
	if !found || !strings.HasPrefix(comment, "#") || comment == "#" || comment == value || strings.HasPrefix(comment, "# ") && e.Key != "title" && e.Key != "summary" {
		return
	}
	at := diag.Position{File: d.File, Line: e.Line, Column: e.Column}
	d.Diagnostics.Warn(at, "text-cut", diag.Args{"comment": comment, "line": e.Key + ": " + yaml.Scalarize(comment, false)})
}

// comment returns the text of a plain scalar, and the comment that follows it on its last line
// with its position; "" if there is none.
func (d *decoder) comment(n *yaml.Node, src []byte, first int) (text, comment string, at diag.Position) {
	lines := bytes.Split(src, []byte("\n"))
	for i := n.Line - first; i >= 0 && i < len(lines); i++ {
		l := strings.TrimRight(string(lines[i]), "\r")
		start := 0
		if i == n.Line-first {
			for range n.Column - 1 {
				_, size := utf8.DecodeRuneInString(l[start:])
				start += size
			}
			if start < len(l) && strings.ContainsRune(`"'|>`, rune(l[start])) {
				return "", "", at
			}
		}
		end := len(l)
		for j := start + 1; j < len(l); j++ {
			if l[j] == '#' && (l[j-1] == ' ' || l[j-1] == '\t') {
				end = j
				break
			}
		}
		text = strings.TrimSpace(text + " " + strings.TrimSpace(l[start:end]))
		if text == n.Value && end < len(l) {
			return text, strings.TrimSpace(l[end:]), diag.Position{File: d.File, Line: first + i, Column: utf8.RuneCountInString(l[:end]) + 1}
		}
		if len(text) >= len(n.Value) || end < len(l) {
			break
		}
	}
	return "", "", at
}
