package view

import "testing"

// What is kept is made once; beyond the bound it is made again and never wrong.
func TestKeeper(t *testing.T) {
	const most = 10
	var k keeper[int, int]
	made := 0
	ask := func(key int) {
		t.Helper()
		if got := k.get(key, most, func() int { made++; return 2 * key }); got != 2*key {
			t.Fatalf("get(%d) = %d, want %d", key, got, 2*key)
		}
	}
	for range 2 {
		for key := range most {
			ask(key)
		}
	}
	if made != most {
		t.Errorf("%d things were made %d times", most, made)
	}
	for key := range 5*most + 1 {
		ask(key)
		kept := 0
		k.kept.Range(func(any, any) bool { kept++; return true })
		if kept > most {
			t.Fatalf("%d things are kept, at most %d should be", kept, most)
		}
	}
}
