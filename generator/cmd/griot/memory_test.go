package main

import "testing"

// What a build may take grows with what it holds, and the collector always has
// room to work in: without that it would run without end.
func TestLimit(t *testing.T) {
	const mb = 1 << 20
	for held, want := range map[int64]int64{
		0: 700 * mb, 200 * mb: 700 * mb, 400 * mb: 1000 * mb, 1000 * mb: 1800 * mb, 4000 * mb: 6000 * mb,
	} {
		if got := limit(held); got != want {
			t.Errorf("holding %d MB a build may take %d MB, want %d", held/mb, got/mb, want/mb)
		}
	}
	for held := int64(mb); held < 20_000*mb; held += 10 * mb {
		if spared := limit(held) - held; spared < held/2 || limit(held) < limit(held-mb) {
			t.Fatalf("holding %d MB a build may take %d MB", held/mb, limit(held)/mb)
		}
	}
}
