package assets

import (
	"testing"

	"griot/generator/site"
)

// A published name never has to be encoded, and two names never become one.
func TestFingerprint(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"palabre.css", "my font.woff2", "my#font.woff2", "my-font.woff2", "été.svg", "50%.svg", "a?b", "a b", "Fiche (1).png"} {
		got := Fingerprint(name, []byte("x"))
		if site.EscapePath(got) != got {
			t.Errorf("%s: %s", name, got)
		}
		if other := seen[got]; other != "" {
			t.Errorf("%s and %s are both %s", name, other, got)
		}
		seen[got] = name
	}
	if got := Fingerprint("palabre.css", []byte("x")); got != "palabre.2d711642.css" {
		t.Error(got)
	}
}
