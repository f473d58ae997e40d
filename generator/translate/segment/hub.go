package segment

import (
	"strconv"

	"griot/generator/config"
	"griot/generator/yaml"
)

// ParseHub finds the names that hub.yaml has in a language.
func ParseHub(lang string, languages []string, src []byte) *Document {
	d := &Document{ID: HubID, Lang: lang, File: config.File, Source: src, frontEnd: len(src), languages: languages}
	if d.Front, d.Err = yaml.ParseRanges(src); d.Err != nil {
		return d
	}
	known := make(map[string]bool, len(languages))
	for _, l := range languages {
		known[l] = true
	}
	d.names("", d.Front, known)
	return d
}

// names looks for maps from languages to texts, except those below slug, which
// are parts of URLs.
func (d *Document) names(path string, n *yaml.Node, known map[string]bool) {
	if isTextMap(n, known) {
		d.scalarSegment(n.Get(d.Lang), Segment{Kind: "name", Key: path, Sequence: "hub"})
		return
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Key != "slug" && e.Key != "languages" {
			d.names(join(path, e.Key), e.Value, known)
		}
	}
	for i, item := range n.Items {
		d.names(join(path, itemKey(i, item)), item, known)
	}
}

// itemKey is the key of an entry of a list: its id or else its index.
func itemKey(i int, item *yaml.Node) string {
	if id := item.Get("id"); id != nil && id.Value != "" {
		return id.Value
	}
	return strconv.Itoa(i)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// isTextMap reports whether a value is a text in several languages.
func isTextMap(n *yaml.Node, known map[string]bool) bool {
	if n.Kind != yaml.Map || len(n.Entries) == 0 {
		return false
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; !known[e.Key] || !e.Value.Scalar() && e.Value.Kind != yaml.Null {
			return false
		}
	}
	return true
}
