package site

import (
	"strings"
	"testing"
)

func TestNameFault(t *testing.T) {
	for path, want := range map[string]string{
		"en/about/index.html": "", "files/map.final.png": "", "console/": "", "en/com/": "", "lpt10/x": "", "null/": "", "files/.hidden": "",
		"en/nul/index.html": "device", "AUX/x": "device", "files/Con.tar.gz": "device", "x/com1": "device", "x/lpt9.txt/": "device",
		"x./y": "end", "x /y": "end", "en/what?/": "character", "a:b/": "character", "a\nb/": "character",
		strings.Repeat("x", 200) + "/": "", strings.Repeat("x", 201) + "/": "long", "x/" + strings.Repeat("é", 150): "long",
	} {
		if _, why := NameFault(path); why != want {
			t.Errorf("%.30q: %q, want %q", path, why, want)
		}
	}
}
