package content

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// A sentence of a draft that is added to a text or taken out of it is reported or not,
// although the front matter stays the same.
func TestReloadReportsDrafts(t *testing.T) {
	fsys := fixture(t, &txtar.Archive{})
	l := NewLoader(fsys, Options{})
	load(t, l)
	const file = "content/briefs/one.fr.md"
	finished := bytes.Clone(fsys[file].Data)
	for _, text := range []string{"Begin with what happened, and to whom.\n", "", "Plus.\nBegin with what happened, and to whom.\n"} {
		fsys[file] = &fstest.MapFile{Data: append(bytes.Clone(finished), text...)}
		after := reload(t, l, file)
		if diff := equal(load(t, NewLoader(fsys, Options{})), after); diff != "" {
			t.Errorf("after adding %q: %s", text, diff)
		}
	}
}
