package translate_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
)

// TestWriteConflict keeps a file that changed after it was read.
func TestWriteConflict(t *testing.T) {
	b := translated.New(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	d := b.Project()
	batch := d.Batch()
	for _, s := range b.UnitPairs(d) {
		batch.Mark(s, nil, false)
	}
	changes, err := batch.Changes()
	if err != nil {
		t.Fatal(err)
	}
	b.Write(changes[0].Path, "something else")
	root, err := os.OpenRoot(b.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := translate.Write(root, changes); err == nil || !bytes.Contains([]byte(fmt.Sprint(err)), []byte("changed meanwhile")) {
		t.Errorf("%v", err)
	}
	if got := b.Read(changes[0].Path); got != "something else" {
		t.Errorf("%q", got)
	}
	if slices.ContainsFunc(changes[1:], func(c translate.Change) bool { _, err := root.Stat(c.Path); return err == nil }) {
		t.Error("others were written all the same")
	}
}
