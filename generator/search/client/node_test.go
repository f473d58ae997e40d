package client_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"griot/generator/search/client"
)

// node runs a script of testdata with the client's module and arguments. The
// client must be compared with Bleve wherever the tests run, so that a machine
// without Node fails.
func node(t testing.TB, script string, args ...string) {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("these tests compare the browser client with Bleve and need Node 20 or newer: install nodejs")
	}
	module, err := client.Bundle(client.Module)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "search.mjs")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, append([]string{filepath.Join("testdata", script), file}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("node %s: %v\n%s", script, err, out)
	}
}

// ask answers requests with the client in Node.
func ask(t testing.TB, folder string, requests any, responses any) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "requests.json"), filepath.Join(dir, "responses.json")
	writeJSON(t, in, requests)
	node(t, "run.mjs", folder, in, out)
	readJSON(t, out, responses)
}

func writeJSON(t testing.TB, path string, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}
