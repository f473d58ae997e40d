package exchange

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"griot/generator/internal/testkit/translated"
)

// tool runs a program of another project; where it is not installed, the test
// is passed over: make test installs it.
func tool(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed; make test installs it", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s %v: %v\n%.2000s", name, args, err, out)
	}
}

// TestGettextTools sends the hub's texts through the tools that translators
// use and imports what comes out: nothing changes.
func TestGettextTools(t *testing.T) {
	b := site{translated.CopyOfHub(t)}
	dir := t.TempDir()
	put := func(name string, src []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"en", "fr"} {
		put("a.po", b.export(lang))
		tool(t, dir, "msgfmt", "--check", "-o", "a.mo", "a.po")
		tool(t, dir, "msgunfmt", "-o", "unpacked.po", "a.mo")
		tool(t, dir, "msgmerge", "--quiet", "--previous", "-o", "merged.po", "a.po", "a.po")
		tool(t, dir, "msgcat", "-o", "cat.po", "a.po")
		tool(t, dir, "pofilter", "--progress=none", "-i", "a.po", "-o", "filtered.po")
		tool(t, dir, "po2xliff", "--progress=none", "-i", "a.po", "-o", "a.xlf")
		tool(t, dir, "xliff2po", "--progress=none", "-i", "a.xlf", "-o", "back.po")
		before := b.Files()
		for _, name := range []string{"a.po", "merged.po", "cat.po", "filtered.po", "back.po", "unpacked.po"} {
			src, err := os.ReadFile(filepath.Join(dir, name))
			if os.IsNotExist(err) && name == "filtered.po" {
				continue // nothing was found fault with
			}
			if err != nil {
				t.Fatal(err)
			}
			r := b.importPO(src, lang, false)
			if r.Written+r.Added+r.Confirmed > 0 || r.Diagnostics.Errors() > 0 || r.Unchanged == 0 {
				t.Errorf("%s, %s: %+v", lang, name, r)
			}
			if !maps.Equal(before, b.Files()) {
				t.Fatalf("%s, %s: a file has changed", lang, name)
			}
		}
	}
}
