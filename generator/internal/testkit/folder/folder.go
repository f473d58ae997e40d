// Package folder writes and reads files in the folders of tests. Its functions end the
// test if that is not possible.
package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Write writes a file, with the folders that it needs. The name is a slash path below
// dir.
func Write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Unpack writes the files of archives.
func Unpack(t testing.TB, dir string, archives ...string) {
	t.Helper()
	for _, a := range archives {
		for _, f := range txtar.Parse([]byte(a)).Files {
			Write(t, dir, f.Name, string(f.Data))
		}
	}
}

// Read reads a file. The name is a slash path below dir.
func Read(t testing.TB, dir, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Files reads all files of a folder, by slash path below it, without those whose path
// starts with one of the prefixes.
func Files(t testing.TB, dir string, without ...string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		name := filepath.ToSlash(rel)
		if err != nil || slices.ContainsFunc(without, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			return err
		}
		body, err := os.ReadFile(file)
		files[name] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Earlier lists what an output folder has only because of earlier builds: search files,
// styles and scripts, and the list of them.
func Earlier(t testing.TB, dir string) []string {
	t.Helper()
	const list = ".griot-kept"
	body, err := os.ReadFile(filepath.Join(dir, list))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		t.Fatal(err)
	}
	earlier := []string{list}
	for line := range strings.Lines(string(body)) {
		if !strings.HasPrefix(line, "#") {
			earlier = append(earlier, strings.TrimSuffix(line, "\n"))
		}
	}
	return earlier
}
