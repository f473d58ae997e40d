package growth

import "testing"

// Each fails if reading ten times n of one of the inputs takes more than fifteen times the
// memory; with the build tag soak also if it takes so much more time. The race detector
// allocates, too: under it the test is skipped, and make builds runs it.
func Each(t *testing.T, n int, inputs []Input, run func(text string)) {
	t.Helper()
	if RaceEnabled {
		t.Skip("the race detector allocates, too; make builds runs this test without it")
	}
	for _, in := range inputs {
		read := func(n int) { run(in.Make(n)) }
		read(10) // fills what is filled once
		Check(t, in.Name, n, read)
		checkTime(t, in.Name, 3*n, read)
	}
}
