package translate

import (
	"testing"

	"griot/generator/cache"
)

// FuzzCaches decodes any bytes as the caches of freshness and of the status.
func FuzzCaches(f *testing.F) {
	var x cache.Coder
	(&FreshnessCache{files: map[string]fileHash{"i18n/state/fr/a.txt": {}}}).code(&x)
	f.Add(string(x.Bytes()))
	f.Add("\xff\xff\xff\xff\x7f")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range []interface{ code(*cache.Coder) }{&FreshnessCache{}, &StatusCache{}} {
			r := cache.Reader(text)
			if c.code(r); !r.Complete() {
				continue
			}
			var out cache.Coder
			c.code(&out)
		}
	})
}
