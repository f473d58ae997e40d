package segment

import "testing"

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"The committee met in Gao.", "The committee met in Mopti.", true},
		{"Lamp", "Lamps", true},
		{"Lamp", "Wire", false},
		{"System setting", "Setting", true},
		{"Turns on the shade.", "Who repairs it?", false},
		{"Allume la lampe", "ALLUME LA LAMPE", true},
		{"安全部门改革需要时间", "安全部门改革需要很多时间", true},
		{"安全部门改革需要时间", "所有人都可以来开会", false},
		{"", "x", false},
		{"", "", true},
	} {
		if got := Likeness(c.a, c.b); got >= MinLikeness != c.alike {
			t.Errorf("%q, %q: %.2f", c.a, c.b, got)
		}
	}
}
