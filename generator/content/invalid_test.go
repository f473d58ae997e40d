package content

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/config"
)

var update = flag.Bool("update", false, "write the diagnostics of this run into the fixtures")

// fixture is the base site with the files of an archive in their place; text
// of a file named hub replaces the navigation in hub.yaml.
func fixture(t testing.TB, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
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

// written is the base site in a folder, and that folder as a root.
func written(t testing.TB) (dir string, root *os.Root) {
	t.Helper()
	dir = t.TempDir()
	site := filepath.Join(dir, "site")
	for name, f := range fixture(t, &txtar.Archive{}) {
		put(t, filepath.Join(site, name), f.Data)
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return site, root
}

func put(t testing.TB, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// plain is a page of kind page.
const plain = "---\ntitle: T\nsummary: S.\n---\nText.\n"

func load(t testing.TB, l *Loader) *Result {
	t.Helper()
	res, err := l.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// said is a result's diagnostics as the terminal shows them.
func said(res *Result) string {
	var b strings.Builder
	for _, d := range res.Diagnostics {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

func TestBaseHasNoMistakes(t *testing.T) {
	res := load(t, NewLoader(fixture(t, &txtar.Archive{}), Options{}))
	if got := said(res); got != "" {
		t.Error(got)
	}
}

func TestInvalid(t *testing.T) {
	files, err := filepath.Glob("testdata/invalid/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := said(load(t, NewLoader(fixture(t, archive), Options{})))
			want := ""
			i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i >= 0 {
				want = string(archive.Files[i].Data)
			}
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("got:\n%s\nwant:\n%s", got, want)
			}
			if i < 0 {
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
				i = len(archive.Files) - 1
			}
			archive.Files[i].Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}
