package content

import (
	"os"
	"testing"
)

// The hub's own content is a fixture: it must load without a word.
func TestRealContent(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	res, err := NewLoader(root.FS(), Options{}).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range res.Diagnostics {
		t.Error(d)
	}
	t.Logf("%d pages", len(res.Site.Groups))
}
