package analysis

import (
	"strings"
	"testing"
)

func TestWordTable(t *testing.T) {
	var words []string
	for _, a := range []string{"a", "b", "ab", "ba", "é", "l’"} {
		for n := 1; n < 40; n++ {
			words = append(words, strings.Repeat(a, n), strings.Repeat(a, n)+"x")
		}
	}
	for i := range 3000 { // alike up to the sixteenth byte, and beyond it
		digits := strings.Repeat("z", i%20) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
		words = append(words, digits, "sixteen-bytes-es"+digits)
	}
	var table wordTable
	want := map[string]wordIDs{}
	for i, w := range words {
		of, known := table.get(w)
		if was, ok := want[w]; ok != known || of != was {
			t.Fatalf("%q: %v, %v; it is %v, %v", w, of, known, was, ok)
		}
		if !known {
			want[w] = wordIDs{term: int32(i), word: int32(-i)}
			table.put(w, want[w])
		}
	}
	for w, of := range want {
		if got, ok := table.get(w); !ok || got != of {
			t.Errorf("%q: %v, %v; it is %v", w, got, ok, of)
		}
	}
	if table.count != len(want) {
		t.Errorf("%d words of %d", table.count, len(want))
	}
}
