package frontmatter

import (
	"bytes"
	"slices"

	"griot/generator/yaml"
)

// AddAlias adds an old URL to a page's front matter and changes no other byte.
func AddAlias(src []byte, alias string) ([]byte, error) {
	h, err := readHead(src)
	if err != nil {
		return nil, err
	}
	out, err := h.addAlias(src, alias)
	if err != nil {
		return nil, err
	}
	if again, err := readHead(out); err != nil || !slices.Contains(again.aliases(), alias) {
		return nil, errForm
	}
	return out, nil
}

// aliases returns the old URLs as the file has them.
func (h head) aliases() []string {
	list := h.root.Get("aliases")
	if list == nil {
		return nil
	}
	var out []string
	for _, n := range list.Items {
		out = append(out, n.Value)
	}
	return out
}

func (h head) addAlias(src []byte, alias string) ([]byte, error) {
	alias = Scalar(alias)
	list := h.root.Get("aliases")
	switch {
	case list == nil:
		return splice(src, h.end, h.end, "aliases:"+h.newline()+"  - "+alias+h.newline()), nil
	case list.Kind == yaml.Null:
		start, _ := h.span(list)
		start = len(bytes.TrimRight(h.src[:start], " "))
		end := start + bytes.IndexAny(h.src[start:], "\r\n")
		return splice(src, start, end, h.newline()+"  - "+alias), nil
	case list.Kind != yaml.List:
		return nil, errForm
	case len(list.Items) == 0:
		at, _ := h.span(list)
		return splice(src, at+1, at+1, alias), nil
	}
	at, _ := h.span(list.Items[0])
	line := h.lineOf(at)
	if lead := h.src[line:at]; bytes.HasSuffix(bytes.TrimSpace(lead), []byte("-")) {
		return splice(src, line, line, string(lead)+alias+h.newline()), nil
	}
	return splice(src, at, at, alias+", "), nil
}

// RemoveAlias removes an old URL from a page's front matter, with the key if no
// other is left. If the page doesn't have it, nothing changes.
func RemoveAlias(src []byte, alias string) ([]byte, error) {
	h, err := readHead(src)
	if err != nil {
		return nil, err
	}
	i := slices.Index(h.aliases(), alias)
	if i < 0 {
		return src, nil
	}
	out := h.removeAlias(src, i)
	if again, err := readHead(out); err != nil || len(again.aliases()) != len(h.aliases())-1 {
		return nil, errForm
	}
	return out, nil
}

func (h head) removeAlias(src []byte, i int) []byte {
	items := h.root.Get("aliases").Items
	at, end := h.span(items[i])
	line := h.lineOf(at)
	block := bytes.HasSuffix(bytes.TrimSpace(h.src[line:at]), []byte("-"))
	switch {
	case len(items) == 1:
		start, end := h.keyLines("aliases")
		return splice(src, start, end, "")
	case block:
		return splice(src, line, h.nextLine(end), "")
	case i+1 < len(items):
		next, _ := h.span(items[i+1])
		return splice(src, at, next, "")
	}
	_, last := h.span(items[i-1])
	comma := last + bytes.IndexByte(h.src[last:], ',')
	return splice(src, comma, end, "")
}

// keyLines returns the range of bytes of the lines of a top-level key and its
// value.
func (h head) keyLines(key string) (start, end int) {
	end = h.end
	for i, e := range h.root.Entries {
		if e.Key != key {
			continue
		}
		start = h.lineOf(h.start + e.Start)
		if i+1 < len(h.root.Entries) {
			end = h.lineOf(h.start + h.root.Entries[i+1].Start)
		}
	}
	return start, end
}
