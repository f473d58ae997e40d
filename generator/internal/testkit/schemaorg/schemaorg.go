// Package schemaorg checks JSON-LD with schema.org's vocabulary. Problems takes the
// text of a page's JSON-LD and returns what is wrong with it: types and properties
// that don't exist, properties that don't belong to their type, values of a type that
// the property doesn't allow.
//
// The vocabulary is committed, with the types that a hub uses; the package never asks
// a server.
package schemaorg

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed vocabulary.txt
var text string

// vocabulary has types with their supertypes, and properties with the types of their
// values.
type vocabulary struct {
	above map[string][]string
	props map[string]map[string][]string // type -> property -> types of values
}

// whole returns the committed vocabulary.
var whole = sync.OnceValue(func() vocabulary { return read(text) })

func read(text string) vocabulary {
	v := vocabulary{map[string][]string{}, map[string]map[string][]string{}}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		switch f := strings.Fields(line); f[0] {
		case "type":
			v.above[f[1]] = f[2:]
			v.props[f[1]] = map[string][]string{}
		case "prop":
			v.props[f[1]][f[2]] = f[3:]
		}
	}
	return v
}

// Problems lists what is wrong with a text of JSON-LD: one object or a graph.
func Problems(text []byte) []string {
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		return []string{err.Error()}
	}
	if doc["@context"] != "https://schema.org" {
		return []string{fmt.Sprintf("context %q", doc["@context"])}
	}
	delete(doc, "@context")
	graph, ok := doc["@graph"].([]any)
	if !ok {
		graph = []any{doc}
	}
	var out []string
	for i, node := range graph {
		o, ok := node.(map[string]any)
		if !ok {
			out = append(out, fmt.Sprintf("node %d is no object", i))
			continue
		}
		out = append(out, whole().problems(fmt.Sprint(o["@type"]), o)...)
	}
	return out
}

// isA reports whether a type is another or a subtype of it.
func (v vocabulary) isA(kind, other string) bool {
	return kind == other || slices.ContainsFunc(v.above[kind], func(k string) bool { return v.isA(k, other) })
}

// property returns the types of values of a property of a type.
func (v vocabulary) property(kind, name string) ([]string, bool) {
	if values, ok := v.props[kind][name]; ok {
		return values, true
	}
	for _, k := range v.above[kind] {
		if values, ok := v.property(k, name); ok {
			return values, true
		}
	}
	return nil, false
}

// problems lists what in a node is not schema.org's.
func (v vocabulary) problems(at string, node map[string]any) []string {
	var out []string
	kind, _ := node["@type"].(string)
	if kind == "" {
		if len(node) == 1 && node["@id"] != nil {
			return nil // refers to another node
		}
		return []string{at + ": no type"}
	}
	if _, ok := v.above[kind]; !ok {
		return []string{at + ": type " + kind + " is not in the vocabulary"}
	}
	for _, name := range slices.Sorted(maps.Keys(node)) {
		if strings.HasPrefix(name, "@") {
			continue
		}
		if plain, isInput := strings.CutSuffix(name, "-input"); isInput && v.isA(kind, "Action") {
			// schema.org/docs/actions.html: what a user gives to an action.
			if _, ok := v.property(kind, plain); !ok {
				out = append(out, at+"."+name+": no property of "+kind)
			}
			continue
		}
		values, ok := v.property(kind, name)
		if !ok {
			out = append(out, at+"."+name+": no property of "+kind)
			continue
		}
		out = append(out, v.value(at+"."+name, values, node[name])...)
	}
	return out
}

// value lists what is wrong with the value of a property.
func (v vocabulary) value(at string, allowed []string, value any) []string {
	switch x := value.(type) {
	case []any:
		var out []string
		if len(x) == 0 {
			out = append(out, at+": empty list")
		}
		for _, item := range x {
			out = append(out, v.value(at, allowed, item)...)
		}
		return out
	case map[string]any:
		out := v.problems(at, x)
		kind, _ := x["@type"].(string)
		if kind == "" && slices.Contains(allowed, "IdReference") {
			return out
		}
		if !slices.ContainsFunc(allowed, func(a string) bool { return v.isA(kind, a) }) {
			out = append(out, fmt.Sprintf("%s: a %s, but it may hold %q", at, kind, allowed))
		}
		return out
	case string:
		texts := []string{"Text", "URL", "Date", "DateTime"}
		if x == "" || !slices.ContainsFunc(texts, func(a string) bool { return slices.Contains(allowed, a) }) {
			return []string{fmt.Sprintf("%s: text %q, but it may hold %q", at, x, allowed)}
		}
	case float64:
		if !slices.Contains(allowed, "Integer") && !slices.Contains(allowed, "Number") {
			return []string{fmt.Sprintf("%s: a number, but it may hold %q", at, allowed)}
		}
	case bool:
		if !slices.Contains(allowed, "Boolean") {
			return []string{fmt.Sprintf("%s: a truth, but it may hold %q", at, allowed)}
		}
	default:
		return []string{fmt.Sprintf("%s: %T", at, value)}
	}
	return nil
}
