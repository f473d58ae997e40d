package cache

import (
	"errors"
	"math"
	"testing"
)

// Up to the bound each value is made once; beyond it some are made again, and
// none is wrong.
func TestMemo(t *testing.T) {
	const bound = 10
	var m Memo[int, int]
	made := 0
	get := func(key int) {
		t.Helper()
		if got := m.Get(key, bound, func() int { made++; return 2 * key }); got != 2*key {
			t.Fatalf("Get(%d) = %d, want %d", key, got, 2*key)
		}
	}
	for range 2 {
		for key := range bound {
			get(key)
		}
	}
	if made != bound {
		t.Errorf("%d values were made %d times", bound, made)
	}
	for key := range 5*bound + 1 {
		get(key)
		if kept := length(&m); kept > bound {
			t.Fatalf("%d values are kept, at most %d should be", kept, bound)
		}
	}
}

func length[K comparable, V any](m *Memo[K, V]) int {
	n := 0
	m.values.Range(func(any, any) bool { n++; return true })
	return n
}

// Sizes count, and errors are not cached.
func TestMemoOfSizes(t *testing.T) {
	var m Memo[string, string]
	broken := errors.New("broken")
	if _, err := m.Sized("a", 10, func() (string, int64, error) { return "", 0, broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	for _, c := range []struct {
		key  string
		size int64
		kept int
	}{{"a", 5, 1}, {"b", 5, 2}, {"c", 1, 1}, {"d", 9, 2}, {"huge", 100, 1}, {"e", 1, 1}} {
		if v, err := m.Sized(c.key, 10, func() (string, int64, error) { return c.key, c.size, nil }); v != c.key || err != nil {
			t.Errorf("%s: got %q, %v", c.key, v, err)
		}
		if kept := length(&m); kept != c.kept {
			t.Errorf("after %s %d values are kept, want %d", c.key, kept, c.kept)
		}
	}
}

type word string

// all codes a value of each sort.
func all(c *Coder, n *int, u *uint64, i *int64, s *string, w *word, f *bool, raw []byte) {
	Number(c, n)
	Number(c, u)
	Number(c, i)
	Text(c, s)
	Text(c, w)
	c.Flag(f)
	c.Raw(raw)
}

func TestCoder(t *testing.T) {
	var c Coder
	n, u, i, s, w, f, raw := 300, uint64(math.MaxUint64), int64(-5), "é", word("w"), true, []byte{1, 2}
	all(&c, &n, &u, &i, &s, &w, &f, raw)
	whole := string(c.Bytes())
	for end := range len(whole) + 1 {
		r := Reader(whole[:end])
		var n2 int
		var u2 uint64
		var i2 int64
		var s2 string
		var w2 word
		var f2 bool
		raw2 := make([]byte, 2)
		all(r, &n2, &u2, &i2, &s2, &w2, &f2, raw2)
		if r.Complete() != (end == len(whole)) || r.Broken() == r.Complete() {
			t.Errorf("%d of %d bytes: complete %v", end, len(whole), r.Complete())
		}
		if end == len(whole) && (n2 != n || u2 != u || i2 != i || s2 != s || w2 != w || !f2 || string(raw2) != string(raw)) {
			t.Error(n2, u2, i2, s2, w2, f2, raw2)
		}
	}
	if r := Reader("\x7fabc"); r.Count(0) != 0 || !r.Broken() {
		t.Error("a list that is longer than what is left")
	}
}

func FuzzUvarint(f *testing.F) {
	f.Add("\x80\x80\x01")
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Fuzz(func(t *testing.T, s string) {
		n, rest, ok := Uvarint(s)
		m, left, same := Uvarint([]byte(s))
		if n != m || ok != same || rest != string(left) {
			t.Errorf("%q: %d and %d", s, n, m)
		}
		r := Reader(s)
		if c := r.Count(0); c > len(s) || ok && n <= uint64(len(rest)) && c != int(n) {
			t.Errorf("%q: count %d", s, c)
		}
	})
}
