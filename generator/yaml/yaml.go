// Package yaml reads YAML into a tree of values with their positions. Parse is for
// reading: values have line and column, and it reports every mistake of a file.
// ParseRanges is for editing: values have exact ranges of bytes. Reader reads values
// of the form that its caller expects. Encode and Scalarize write a value so that it
// reads as the same text.
//
// It reads the part of YAML that people write by hand: maps, lists and scalars,
// in block or flow style, plain, quoted or as block scalars. Anchors, aliases,
// tags, merge keys, directives and a second document are refused, and so is deep
// nesting: no text, however hostile, may make the tree larger than the text itself.
// What its own parser (parse.go, scalar.go) refuses is read again by goccy/go-yaml,
// which either reads it or says what is wrong. The package owns that library and
// hides it. It knows no key and no schema.
package yaml

import (
	"griot/generator/diag"
)

// Kind is the form of a value.
type Kind uint8

// The forms of a value.
const (
	Null   Kind = iota // nothing, null or ~
	Text               // a plain, quoted or block scalar
	Number             // a plain scalar that reads as a number; Value is as written
	Bool               // true or false
	List
	Map
)

// String returns the name of the form in diagnostics.
func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a number", "true or false", "a list", "a map"}[k]
}

// name returns the kind as one word of the ids of messages.
func (k Kind) name() string {
	return [...]string{"nothing", "text", "number", "bool", "list", "map"}[k]
}

// Phrase returns the kind as a part of a message.
func (k Kind) Phrase() diag.Phrase { return diag.Phrase{ID: "yaml-" + k.name()} }

// Node is a value and its position.
type Node struct {
	Kind         Kind
	Value        string  // of a scalar, without quotes and escapes
	Line, Column int     // 1-based; columns in characters
	Items        []*Node // of a List
	Entries      []Entry // of a Map, in the order of the file; a key may be repeated

	// The range of the value, for edits. End is 0 if it is unknown.
	Start, End int  // bytes of the source; of a scalar with its quotes, of a value that isn't there empty
	Style      byte // of a scalar: 0 plain, or one of ' " | >
	Flow       bool // of a List or Map: written in brackets; of a scalar: standing in them
	Indent     int  // column, from 0, of the entries of a block List or Map; of a scalar, of the list or map around it
	Lead       int  // offset of the hyphen of an item of a block list; -1 elsewhere
}

// Entry is one key of a map with its value.
type Entry struct {
	Key          string
	Line, Column int // of the key
	Start        int // byte at which the key starts
	Value        *Node
}

// Scalar reports whether a value is written as a scalar, ~ and null included.
func (n *Node) Scalar() bool {
	return n.Kind == Text || n.Kind == Number || n.Kind == Bool || n.Kind == Null && n.Start < n.End
}

// Get returns the value of a map's key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Parse reads one YAML document. line is the line of the file on which src starts,
// from 1. If there are errors, the node is nil; an empty document is a Null.
func Parse(src []byte, file string, line int) (root *Node, list diag.List) {
	root, odd, err := parse(src)
	if odd || err != nil {
		return parseOther(src, file, line)
	}
	if line > 1 {
		root.move(line - 1)
	}
	return root, nil
}

// ParseRanges reads one YAML document; every value has its range of bytes. It refuses
// some valid YAML for which it doesn't know the ranges.
func ParseRanges(src []byte) (*Node, error) {
	root, _, err := parse(src)
	return root, err
}

// move adds to the lines of a value and everything in it.
func (n *Node) move(lines int) {
	n.Line += lines
	for _, item := range n.Items {
		item.move(lines)
	}
	for i := range n.Entries {
		n.Entries[i].Line += lines
		n.Entries[i].Value.move(lines)
	}
}
