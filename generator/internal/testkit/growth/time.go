//go:build soak && linux

package growth

import (
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// checkTime fails if ten times n takes much more than ten times the time of the processor, at
// the best of five attempts. What is quadratic takes a hundred times as much.
func checkTime(t *testing.T, name string, n int, run func(n int)) {
	t.Helper()
	var small, large time.Duration
	for range 5 {
		small, large = spent(run, n), spent(run, 10*n)
		if large < 500*time.Millisecond || large < 2*limit*small {
			t.Logf("%-60s %6d: %10v; %6d: %10v", name, n, small, 10*n, large)
			return
		}
	}
	t.Errorf("%s: %d take %v, %d take %v", name, n, small, 10*n, large)
}

// spent returns the time that this thread spends on n of an input.
func spent(run func(n int), n int) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	runtime.GC()
	start := threadTime()
	run(n)
	return threadTime() - start
}

func threadTime() time.Duration {
	var r unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
