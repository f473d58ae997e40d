// Package growth has inputs that programs are slow with, and measures how cost grows with
// their size.
//
// Call Each with inputs, Markdown or some that Times, Around and the like make, and with what
// reads them; Check with what takes n of anything. The tests are named *Grows*.
package growth

import (
	"runtime"
	"testing"
)

// A tenfold input may cost limit times as much, beside slack bytes: buffers and maps grow in steps.
const (
	limit = 15
	slack = 1 << 20
)

// Check fails if ten times n takes more than fifteen times the memory.
func Check(t *testing.T, name string, n int, run func(n int)) {
	t.Helper()
	small, large := allocated(run, n), allocated(run, 10*n)
	t.Logf("%-60s %6d: %8d kB; %6d: %8d kB", name, n, small>>10, 10*n, large>>10)
	if large > limit*small+slack {
		t.Errorf("%s: %d take %d bytes, %d take %d", name, n, small, 10*n, large)
	}
}

// allocated returns the number of bytes that reading n of an input allocates.
func allocated(run func(n int), n int) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run(n)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
