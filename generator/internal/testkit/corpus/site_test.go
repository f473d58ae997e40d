package corpus

import (
	"context"
	"os"
	"testing"

	"griot/generator/content"
)

func TestGriotReadsTheSite(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, 50, 3); err != nil {
		t.Fatal(err)
	}
	res, err := content.NewLoader(os.DirFS(dir), content.Options{}).Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range res.Diagnostics {
		t.Error(d)
	}
	if groups := len(res.Site.Groups); groups != 50+2 {
		t.Errorf("%d pages and their translations, not %d", groups, 50+2)
	}
}
