package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A build makes much garbage beside little that stays, so collecting it seldom
// saves time, as long as there is memory to spare: seldom is GOGC until then,
// spare what a build may take, in bytes, before it collects more eagerly.
const (
	seldom = 800
	spare  = 700 << 20
)

// limit is what a build may take that holds so much, in bytes. A larger site
// may have more garbage, half as much again as it holds and up to room bytes; one
// that holds much more half as much as it holds, lest it collect without end.
func limit(held int64) int64 {
	const room = 800 << 20
	return max(spare, held+max(min(held+held/2, room), held/2))
}

// collectLate sets the garbage collector up for work on a whole site, until
// the program ends. What a site holds grows while it is read and rendered, so
// the limit follows: one that stood still would have the collector run without
// end. GOGC and GOMEMLIMIT, where somebody set them, decide instead.
func collectLate() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(seldom)
	debug.SetMemoryLimit(spare)
	go func() {
		for range time.Tick(100 * time.Millisecond) {
			held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(held)
			debug.SetMemoryLimit(limit(int64(held[0].Value.Uint64())))
		}
	}()
}
