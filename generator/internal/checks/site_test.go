//go:build site

package checks

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	root    = absolute("..", "..", "..")          // of the repository
	program = filepath.Join(root, "bin", "griot") // as make site left it
	public  = filepath.Join(root, "public")       // as make site left it
	scratch string                                // folder for everything that the tests write
)

// atExit are functions that run in reverse order when all tests are done.
var atExit struct {
	sync.Mutex
	list []func()
}

// whenDone runs a function when all tests are done.
func whenDone(f func()) {
	atExit.Lock()
	defer atExit.Unlock()
	atExit.list = append(atExit.list, f)
}

func absolute(elem ...string) string {
	path, err := filepath.Abs(filepath.Join(elem...))
	if err != nil {
		panic(err)
	}
	return path
}

func TestMain(m *testing.M) { os.Exit(withScratch(m.Run)) }

func withScratch(run func() int) (code int) {
	for _, file := range []string{program, filepath.Join(public, "index.html")} {
		if _, err := os.Stat(file); err != nil {
			fmt.Fprintf(os.Stderr, "%v\n  hint: run make site first, or make test for everything\n", err)
			return 1
		}
	}
	var err error
	if scratch, err = os.MkdirTemp("", "griot-checks-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() {
		for _, f := range slices.Backward(atExit.list) {
			f()
		}
		if left := leftBehind(); len(left) > 0 {
			fmt.Fprintf(os.Stderr, "processes left behind by the tests:\n  %s\n", strings.Join(left, "\n  "))
			code = 1
		}
		if err := os.RemoveAll(scratch); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}()
	return run()
}

// leftBehind lists the processes that were started with the scratch folder in
// their arguments and still run; those that are about to end get the time to.
func leftBehind() []string {
	var left []string
	for range 50 {
		left = left[:0]
		names, _ := filepath.Glob("/proc/[0-9]*/cmdline")
		for _, name := range names {
			if text, err := os.ReadFile(name); err == nil && strings.Contains(string(text), scratch) {
				left = append(left, strings.ReplaceAll(string(text), "\x00", " "))
			}
		}
		if len(left) == 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return left
}

// The sites that are checked: public/ itself at the root of a host, a
// copy that is built for a folder of a host, and a portable one.
var (
	atRoot = sync.OnceValues(func() (*host, error) {
		return serveFolder(public, "/", true)
	})
	inFolder = sync.OnceValues(func() (*host, error) {
		h, err := serveFolder(filepath.Join(scratch, "folder", "out"), "/sub/path/", true)
		if err != nil {
			return nil, err
		}
		// Built for the URL that it is served from, its canonical and
		// alternate URLs can be followed like any other link.
		return h, build("folder", "--base-url", h.url)
	})
	portable = sync.OnceValues(func() (*host, error) {
		if err := build("portable", "--portable"); err != nil {
			return nil, err
		}
		return serveFolder(filepath.Join(scratch, "portable", "out"), "/", false)
	})
)

// built returns one of the sites above.
func built(t *testing.T, site func() (*host, error)) *host {
	t.Helper()
	h, err := site()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// sources copies the site's sources to scratch/name/site, so that no cache is
// shared.
func sources(name string) error {
	for _, part := range []string{"content", "themes", "i18n"} {
		if err := os.CopyFS(filepath.Join(scratch, name, "site", part), os.DirFS(filepath.Join(root, part))); err != nil {
			return fmt.Errorf("copy the site's sources: %w", err)
		}
	}
	return nil
}

// build builds a copy of the site's sources into scratch/name/out.
func build(name string, args ...string) error {
	if err := sources(name); err != nil {
		return err
	}
	dir := filepath.Join(scratch, name)
	args = append([]string{"-C", filepath.Join(dir, "site"), "build", "-o", filepath.Join(dir, "out")}, args...)
	_, err := output(time.Minute, nil, program, args...)
	return err
}

// output runs a command to its end and returns what it printed; what it wrote
// to its standard error is in the error.
func output(limit time.Duration, stdin []string, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = scratch
	cmd.Env = append(os.Environ(), "HOME="+scratch)
	if stdin != nil {
		cmd.Stdin = strings.NewReader(strings.Join(stdin, "\n") + "\n")
	}
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("%w (make tools installs it)", err)
	}
	if err != nil {
		err = fmt.Errorf("run %s: %w\n%s", filepath.Base(name), err, stderr.String())
	}
	return stdout.String(), err
}

// locked returns the path of a file of a locked npm package.
func locked(t *testing.T, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{absolute("node_modules")}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v (make tools installs it)", err)
	}
	return path
}

// filesIn lists the files below a folder whose names end in suffix, as sorted
// slash paths.
func filesIn(t *testing.T, dir, suffix string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, suffix) {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no *%s below %s", suffix, dir)
	}
	return files
}

// write writes the files of a small site of a test and returns its folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := os.MkdirTemp(scratch, "small-")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, elem ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// wants fails unless one of the problems mentions each of the words: the way
// to see that a check still finds what is wrong.
func wants(t *testing.T, problems []string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, word) }) {
			t.Errorf("no objection mentions %q: %q", word, problems)
		}
	}
}
