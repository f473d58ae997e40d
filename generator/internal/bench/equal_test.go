package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTreesDiffer(t *testing.T) {
	put := func(files map[string]string) tree {
		dir := t.TempDir()
		for name, text := range files {
			at := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		tree, err := treeOf(dir)
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	one := put(map[string]string{"a": "1", "b/c": "2", "b/d": "3", "search/bleve/en/root": "x"})
	if n := one.differing(put(map[string]string{"a": "1", "b/c": "2", "b/d": "3", "search/bleve/en/root": "y"})); n != 0 {
		t.Errorf("equal folders differ in %d files", n)
	}
	if n := one.differing(put(map[string]string{"a": "1", "b/c": "0", "e": "3"})); n != 3 {
		t.Errorf("%d files differ, not 3", n)
	}
}
