package content

import (
	"os"
	"testing"
)

// The hub's own content and the site that "griot init" writes load without a
// diagnostic.
func TestSitesInTheRepository(t *testing.T) {
	for _, dir := range []string{"../..", "../cmd/griot/starter"} {
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		res := load(t, NewLoader(root.FS(), Options{}))
		if got := printed(res); got != "" {
			t.Errorf("%s:\n%s", dir, got)
		}
		if len(res.Site.Groups) < 5 {
			t.Errorf("%s has %d pages", dir, len(res.Site.Groups))
		}
		for _, g := range res.Site.Groups {
			for lang, p := range g.Pages {
				if p.Group != g || p.Lang != lang || p.Front.Title == "" || p.Front.Summary == "" {
					t.Errorf("%s: %+v", dir, p)
				}
			}
		}
	}
}
