package content

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/config"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/golden"
)

// fixture returns the base site with the files of an archive; the text of a file
// named hub replaces the navigation in hub.yaml.
func fixture(t testing.TB, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	base := golden.Archive(t, "testdata/base.txtar")
	fsys := fstest.MapFS{}
	for _, f := range slices.Concat(base.Files, archive.Files) {
		switch f.Name {
		case "want":
		case "hub":
			hub, _, _ := strings.Cut(string(fsys[config.File].Data), "navigation:")
			fsys[config.File] = &fstest.MapFile{Data: append([]byte(hub), f.Data...)}
		default:
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys
}

// written writes the base site to a folder, and opens that as a root.
func written(t testing.TB) (dir string, root *os.Root) {
	t.Helper()
	dir = t.TempDir()
	site := filepath.Join(dir, "site")
	for name, f := range fixture(t, &txtar.Archive{}) {
		folder.Write(t, site, name, string(f.Data))
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return site, root
}

// plainPage is a page of kind page.
const plainPage = "---\ntitle: T\nsummary: S.\n---\nText.\n"

func load(t testing.TB, l *Loader) *Result {
	t.Helper()
	res, err := l.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// printed returns a result's diagnostics as the terminal shows them.
func printed(res *Result) string {
	var b strings.Builder
	for _, d := range res.Diagnostics {
		b.WriteString(i18n.English().Explain(d).String() + "\n")
	}
	return b.String()
}

func TestBaseHasNoMistakes(t *testing.T) {
	res := load(t, NewLoader(fixture(t, &txtar.Archive{}), Options{}))
	if got := printed(res); got != "" {
		t.Error(got)
	}
}

func TestInvalid(t *testing.T) {
	golden.Fixtures(t, "testdata/invalid/*.txtar", func(t *testing.T, archive *txtar.Archive) string {
		return printed(load(t, NewLoader(fixture(t, archive), Options{})))
	})
}
