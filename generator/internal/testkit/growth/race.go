//go:build race

package growth

// RaceEnabled reports whether the race detector watches.
const RaceEnabled = true
