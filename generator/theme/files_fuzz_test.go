package theme

import (
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"griot/generator/diag"
)

// FuzzThemeFile finds the files of a theme with any theme.yaml.
func FuzzThemeFile(f *testing.F) {
	for _, s := range []string{"extends: palabre\n", "name: X\nextends: other\n", "extends: [a]\n", "extends: ../..\n", "extends: own\n", "- a\n", "", "a: b\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if !utf8.Valid(src) {
			return
		}
		own := fstest.MapFS{"themes/own/theme.yaml": {Data: src}, "themes/other/theme.yaml": {Data: src}}
		files, list := Find("own", fstest.MapFS{"palabre/theme.yaml": {Data: []byte("name: P\n")}}, own)
		if (files == nil) != (list.Errors() > 0) {
			t.Errorf("%q: files %v, %v", src, files != nil, list)
		}
		for _, d := range list {
			if d.Severity == diag.Error && d.File == "" {
				t.Errorf("%q: %v", src, d)
			}
		}
	})
}
