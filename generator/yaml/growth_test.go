package yaml

import (
	"strings"
	"testing"

	"griot/generator/internal/testkit/growth"
)

// What is refused costs no more than what is read: a hint that shows a line shows it once.
func TestCostGrowsWithTheSize(t *testing.T) {
	for _, repeated := range []string{"!!str ", "&a ", "[*a, ", "%", "[", "{a: ", "- ", "? "} {
		growth.Check(t, "a: "+repeated, 500, func(n int) { Parse([]byte("a: "+strings.Repeat(repeated, n)+"b\n"), "x.yaml", 1) })
	}
	for _, line := range []string{"- !a b\n", "- &a b\n", "- *a\n", "# a\n", "- a\n", "\n"} {
		growth.Check(t, line, 500, func(n int) { Parse([]byte(strings.Repeat(line, n)), "x.yaml", 1) })
	}
}
