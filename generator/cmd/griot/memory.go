package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// A build makes much garbage beside little that stays, so collecting it seldom
// saves time, as long as there is memory to spare: seldom is GOGC until then,
// spare what a build may take, in bytes, before it collects more eagerly. A site so large that it
// needs more may take twice what it holds, looked at as each stage begins.
const (
	seldom = 800
	spare  = 700 << 20
)

// collectLate sets the garbage collector up for a build, or for looking through
// a whole site, and returns what a build's stages have to be told to. GOGC and
// GOMEMLIMIT, where somebody set them, decide instead.
func collectLate() func(stage string) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func(string) {}
	}
	debug.SetGCPercent(seldom)
	debug.SetMemoryLimit(spare)
	return func(string) {
		held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(held)
		debug.SetMemoryLimit(max(spare, 2*int64(held[0].Value.Uint64())))
	}
}
