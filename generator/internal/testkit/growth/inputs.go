package growth

import (
	"fmt"
	"strings"
)

// Input is a kind of input of any size.
type Input struct {
	Name string
	Make func(n int) string
}

// Times returns an input that repeats a text.
func Times(text string) Input {
	return Input{fmt.Sprintf("%q repeated", text), func(n int) string { return strings.Repeat(text, n) }}
}

// Around returns an input that repeats a text between two others.
func Around(before, text, after string) Input {
	return Input{fmt.Sprintf("%q, %q repeated, %q", before, text, after), func(n int) string { return before + strings.Repeat(text, n) + after }}
}

// Nested returns an input that opens something n times and closes it as often.
func Nested(open, inner, end string) Input {
	return Input{fmt.Sprintf("%q nested, %q, %q", open, inner, end), func(n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}}
}

// Numbered returns an input of n lines that differ by a number.
func Numbered(format string) Input {
	return Input{fmt.Sprintf("%q numbered", format), func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}}
}

// Both returns an input of n numbered lines before n others.
func Both(first, second string) Input {
	return Input{fmt.Sprintf("%q numbered, %q numbered", first, second), func(n int) string {
		return Numbered(first).Make(n) + "\n" + Numbered(second).Make(n)
	}}
}
