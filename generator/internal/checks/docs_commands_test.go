//go:build site

package checks

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestDocumentedCommandsWork runs the commands of README.md as a newcomer would,
// then those of the other texts in the same copy; blocks_test.go says how they
// are marked.
func TestDocumentedCommandsWork(t *testing.T) {
	home := t.TempDir()
	fresh := filepath.Join(scratch, "fresh")
	copyRepository(t, fresh)
	// A browser is opened by xdg-open; a test needs none.
	opener := filepath.Join(home, "xdg-open")
	if err := os.WriteFile(opener, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", home+":"+filepath.Join(fresh, "bin")+":"+os.Getenv("PATH"))
	for _, doc := range []string{"README.md", "generator/REFERENCE.md", "generator/README.md", "generator/internal/bench/README.md"} {
		blocks, problems := blocksOf(read(t, root, doc))
		report(t, problems)
		if doc == "README.md" && len(blocks) == 0 {
			t.Fatal("README.md has no block of commands that is tested")
		}
		for _, b := range blocks {
			t.Run(fmt.Sprintf("%s line %d", doc, b.line), func(t *testing.T) { b.test(t, fresh) })
		}
	}
}

// test runs a block in a folder and compares its exit code and what it prints.
func (b *block) test(t *testing.T, dir string) {
	output, err := b.run(dir)
	code := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code, err = exit.ExitCode(), nil
	}
	if err != nil || code != b.exit {
		t.Fatalf("%s\nends with %d, not %d (%v):\n%s", b.script, code, b.exit, err, output)
	}
	if missing := b.unprinted(output); missing != "" {
		t.Errorf("%s\ndoes not print %q, but:\n%s", b.script, missing, output)
	}
}

// copyRepository copies the files that a clone has.
func copyRepository(t *testing.T, to string) {
	t.Helper()
	built := []string{".git", ".griot", "bin", "node_modules"}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && slices.Contains(built, d.Name()):
			return filepath.SkipDir
		case d.IsDir():
			err = os.MkdirAll(filepath.Join(to, rel), 0o755)
			if err == nil && rel == "public" {
				err = filepath.SkipDir
			}
			return err
		case !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// run runs the commands of a block in a folder and returns all they print.
func (b *block) run(dir string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-eu", "-o", "pipefail", "-c", b.script)
	cmd.Dir = dir
	// A group of its own, so that an interrupt reaches all of it, as one from
	// the keyboard does.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if !b.serves {
		text, err := cmd.CombinedOutput()
		return string(text), err
	}
	printed, into := io.Pipe()
	cmd.Stdout, cmd.Stderr = into, into
	if err := cmd.Start(); err != nil {
		return "", err
	}
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		into.Close()
	}()
	output, err := visit(printed)
	if interrupt := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err == nil {
		err = interrupt
	}
	go io.Copy(io.Discard, printed)
	<-ended // make tells of the interrupt by its exit code; that it ends is what counts
	return output, err
}

var served = regexp.MustCompile(`http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?/[^\s"]*|http://(?:127\.0\.0\.1|localhost):[0-9]+`)

// visit reads what a server prints up to its URL, and requests the page
// there.
func visit(printed io.Reader) (string, error) {
	var output strings.Builder
	lines := bufio.NewScanner(printed)
	for lines.Scan() {
		output.WriteString(lines.Text() + "\n")
		address := served.FindString(lines.Text())
		if address == "" {
			continue
		}
		answer, err := http.Get(address)
		if err != nil {
			return output.String(), err
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err == nil && (answer.StatusCode != http.StatusOK || !strings.Contains(string(text), "<html")) {
			err = fmt.Errorf("%s answers %s with %.200q", address, answer.Status, text)
		}
		return output.String(), err
	}
	return output.String(), errors.New("it prints no address")
}
