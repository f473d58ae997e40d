package translate

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSpliceSpec changes each text of each example of the CommonMark spec,
// which goldmark carries: every byte outside that text stays.
func TestSpliceSpec(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct{ Markdown string }
	if err := json.Unmarshal(src, &examples); err != nil {
		t.Fatal(err)
	}
	written := 0
	for _, e := range examples {
		d := body("fr", e.Markdown)
		for i := range d.Segments {
			edits := []Edit{{Segment: i, Text: append(slices.Clone(d.tagged(&d.Segments[i])), Run{Text: " * mot_ [x"}).tidy()}}
			next, refused := d.Splice(edits)
			if len(refused) > 0 {
				if string(next.Source) != string(d.Source) {
					t.Errorf("%q: refused, and changed to %q", e.Markdown, next.Source)
				}
				continue
			}
			checkSplice(t, d, next, edits)
			written++
		}
	}
	if written < 700 {
		t.Errorf("only %d texts could be changed", written)
	}
}
