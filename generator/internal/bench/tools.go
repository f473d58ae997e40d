package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The peers.
const (
	hugoVersion     = "v0.165.0" // the newest that builds with Go 1.26
	pagefindVersion = "1.6.0"    // as package-lock.json has it
)

// tools are the programs that are measured, and what drives them; "" where one
// is missing.
type tools struct {
	griot, hugo, pagefind, chromium string
	missing                         []string // for people
}

// install builds Griot and brings the peers into .griot/bench, where they stay
// for the next run.
func install(ctx context.Context, repo string) (tools, error) {
	bin := filepath.Join(repo, ".griot", "bench", "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return tools{}, err
	}
	t := tools{griot: filepath.Join(bin, "griot")}
	if err := do(ctx, repo, []string{"CGO_ENABLED=0"}, "go", "build", "-buildvcs=false", "-o", t.griot, "./generator/cmd/griot"); err != nil {
		return t, err
	}
	hugo := filepath.Join(bin, "hugo-"+hugoVersion)
	if _, err := os.Stat(hugo); err != nil {
		progress("building Hugo %s, which takes some minutes", hugoVersion)
		err := do(ctx, bin, []string{"CGO_ENABLED=0", "GOBIN=" + bin}, "go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
		if err == nil {
			err = os.Rename(filepath.Join(bin, "hugo"), hugo)
		}
		if err != nil {
			t.missing = append(t.missing, fmt.Sprintf("Hugo %s, with Pagefind: %v", hugoVersion, err))
			hugo = ""
		}
	}
	t.hugo = hugo
	var err error
	if t.pagefind, err = pagefind(ctx, filepath.Join(repo, "generator", "internal", "bench")); err != nil {
		t.missing = append(t.missing, fmt.Sprintf("Pagefind %s: %v", pagefindVersion, err))
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && t.chromium == "" {
			t.chromium = path
		}
	}
	if t.chromium == "" {
		t.missing = append(t.missing, "what happens in a browser: there is no chromium (make tools installs it)")
	}
	return t, nil
}

// pagefind brings the locked npm package and returns its program, which runs
// without Node's wrapper around it.
func pagefind(ctx context.Context, dir string) (string, error) {
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return "", err
	}
	// What is installed stays as long as the lock is the same.
	installed := filepath.Join(dir, "node_modules", ".installed-lock.json")
	if last, err := os.ReadFile(installed); err != nil || !bytes.Equal(last, lock) {
		if err := do(ctx, dir, nil, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"); err != nil {
			return "", err
		}
		if err := os.WriteFile(installed, lock, 0o644); err != nil {
			return "", err
		}
	}
	program := filepath.Join(dir, "node_modules", "@pagefind", "*", "bin", "pagefind_extended")
	found, _ := filepath.Glob(program)
	if len(found) == 0 {
		return "", fmt.Errorf("npm brings no program for this machine")
	}
	return found[0], nil
}

// do runs a program that is not measured.
func do(ctx context.Context, dir string, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, tail(string(out)))
	}
	return nil
}

// peers reports whether Hugo and Pagefind are both there.
func (t tools) peers() bool { return t.hugo != "" && t.pagefind != "" }
