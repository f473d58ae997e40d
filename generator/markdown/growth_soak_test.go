//go:build soak

package markdown

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestTimeGrowsWithTheSize is TestCostGrowsWithTheSize for the time of the processor, since
// what allocates nothing can take long, too. With -v it prints a table.
func TestTimeGrowsWithTheSize(t *testing.T) {
	eachInput(t, func(name string, convert func(n int)) {
		convert(100)
		growth.CheckTime(t, name, 3000, convert)
	})
}
