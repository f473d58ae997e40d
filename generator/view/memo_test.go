package view

import "testing"

// Each value is made once; beyond the bound it is made again and never wrong.
func TestMemo(t *testing.T) {
	const limit = 10
	var k memo[int, int]
	made := 0
	ask := func(key int) {
		t.Helper()
		if got := k.get(key, limit, func() int { made++; return 2 * key }); got != 2*key {
			t.Fatalf("get(%d) = %d, want %d", key, got, 2*key)
		}
	}
	for range 2 {
		for key := range limit {
			ask(key)
		}
	}
	if made != limit {
		t.Errorf("%d things were made %d times", limit, made)
	}
	for key := range 5*limit + 1 {
		ask(key)
		kept := 0
		k.entries.Range(func(any, any) bool { kept++; return true })
		if kept > limit {
			t.Fatalf("%d values are kept, at most %d should be", kept, limit)
		}
	}
}
