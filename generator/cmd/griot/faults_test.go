//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
)

// faultySite is a built site that griot builds as a user who isn't root: root may write
// everywhere.
type faultySite struct {
	t        *testing.T
	dir      string
	program  string
	asNobody bool
	edits    int
}

const nobody = 65534

func newFaultySite(t *testing.T, dir string) *faultySite {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &faultySite{t: t, dir: dir, program: filepath.Join(t.TempDir(), "griot"), asNobody: os.Getuid() == 0}
	body, err := os.ReadFile(program)
	if err == nil {
		err = os.WriteFile(s.program, body, 0o755)
	}
	for _, name := range []string{s.program, s.dir} { // tests' folders are their user's alone
		for up := filepath.Dir(name); err == nil && s.asNobody && up != filepath.Clean(os.TempDir()) && len(up) > 1; up = filepath.Dir(up) {
			err = os.Chmod(up, 0o711)
		}
	}
	temp := filepath.Join(filepath.Dir(s.program), "tmp")
	if err == nil {
		err = os.Mkdir(temp, 0o755)
	}
	for _, name := range []string{s.dir, temp} {
		if err == nil && s.asNobody {
			err = os.Chown(name, nobody, nobody)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	s.mustRun("init", s.dir)
	s.mustRun("build")
	return s
}

// run runs griot, with files of at most so many blocks of 512 bytes unless limit is 0, and
// returns its exit code and what it says of errors.
func (s *faultySite) run(limit int, args ...string) (code int, said string) {
	s.t.Helper()
	script := `exec "$0" "$@"`
	if limit > 0 {
		script = fmt.Sprintf("ulimit -f %d && %s", limit, script)
	}
	cmd := exec.Command("/bin/sh", append([]string{"-c", script, s.program}, args...)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(filepath.Dir(s.program), "tmp"))
	if s.asNobody {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		s.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stderr.String()
}

func (s *faultySite) mustRun(args ...string) {
	s.t.Helper()
	if code, said := s.run(0, args...); code != exitDone {
		s.t.Fatalf("griot %q: exit code %d\n%s", args, code, said)
	}
}

// edit changes a page.
func (s *faultySite) edit() {
	s.t.Helper()
	const page = "content/briefs/first-brief.en.md"
	s.edits++
	folder.Write(s.t, s.dir, page, folder.Read(s.t, s.dir, page)+fmt.Sprintf("\nSentence %d.\n", s.edits))
}

// published reads what readers see.
func (s *faultySite) published() map[string]string {
	s.t.Helper()
	return folder.Files(s.t, filepath.Join(s.dir, "public"), ".griot")
}

// fails checks that griot fails with two lines, the first of which matches a pattern, and that
// what is published stays. Then it mends the fault and checks that the next build completes.
func (s *faultySite) fails(pattern string, limit int, mend func(), args ...string) {
	s.t.Helper()
	before := s.published()
	code, said := s.run(limit, args...)
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	if code != exitEnvironment || len(lines) != 2 || !regexp.MustCompile(pattern).MatchString(lines[0]) || !strings.HasPrefix(lines[1], "  hint: ") {
		s.t.Errorf("griot %q: exit code %d, want %d and %s:\n%s", args, code, exitEnvironment, pattern, said)
	}
	mend()
	if d := cmp.Diff(before, s.published()); d != "" {
		s.t.Errorf("griot %q: what is published changes:\n%.2000s", args, d)
	}
	s.completes()
}

// completes checks that a build makes what a clean one makes.
func (s *faultySite) completes() {
	s.t.Helper()
	s.mustRun("build")
	out := filepath.Join(s.t.TempDir(), "public")
	cmd := exec.Command(s.program, "build", "-o", out)
	cmd.Dir = s.t.TempDir()
	if err := os.CopyFS(filepath.Join(cmd.Dir, "content"), os.DirFS(filepath.Join(s.dir, "content"))); err != nil {
		s.t.Fatal(err)
	}
	if said, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%v\n%s", err, said)
	}
	skip := []string{".griot", "search/bleve/"}
	now := filepath.Join(s.dir, "public")
	if d := cmp.Diff(folder.Files(s.t, out, skip...), folder.Files(s.t, now, append(skip, folder.Earlier(s.t, now)...)...)); d != "" {
		s.t.Errorf("the next build is not the clean one:\n%.2000s", d)
	}
}

func (s *faultySite) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// closed takes permissions from a file or folder, and returns what gives them back.
func (s *faultySite) closed(name string, mode fs.FileMode) (open func()) {
	s.t.Helper()
	info, err := os.Stat(s.path(name))
	if err == nil {
		err = os.Chmod(s.path(name), mode)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return func() { _ = os.Chmod(s.path(name), info.Mode().Perm()) }
}

// TestFaults takes from a build what it needs: permissions, space, folders that are its own.
func TestFaults(t *testing.T) {
	if raceEnabled {
		t.Skip("runs griot itself, without the race detector; the packages behind it have race tests of their own")
	}
	s := newFaultySite(t, t.TempDir())
	for _, c := range []struct {
		name string
		mode fs.FileMode
	}{
		{"public", 0o555}, {"public/search", 0o555}, {"public/en/library/first-brief", 0o555},
		{"public/en", 0}, {"public/search/bleve", 0},
	} {
		s.edit()
		s.fails(`^error: "`+c.name+`.*" is closed to your user: permission denied$`, 0, s.closed(c.name, c.mode), "build")
	}
	for _, limit := range []int{1, 16} {
		s.edit()
		s.fails(`^error: "(\.griot/\S+|public)" would be larger than files may be here$`, limit, func() {}, "build")
	}
	open := s.closed("content/briefs", 0o555)
	s.fails(`^error: "content/briefs/\S+" is closed to your user`, 0, func() {}, "mv", "briefs/first-brief", "briefs/renamed")
	s.fails(`^error: "content/briefs/\S+" is closed to your user`, 0, open, "new", "briefs/second", "Second")

	// Without its cache a build is slower.
	for _, c := range []struct {
		name string
		mode fs.FileMode
	}{{".griot", 0o555}, {".griot/pack", 0o444}} {
		open := s.closed(c.name, c.mode)
		s.edit()
		if code, said := s.run(0, "build"); code != exitDone || !strings.Contains(said, "[cache-unusable]") {
			t.Errorf("%s can't be written: exit code %d\n%s", c.name, code, said)
		}
		open()
		s.completes()
	}
	s.linkedOutput()
}

// linkedOutput replaces a folder of the output by a link to another folder.
func (s *faultySite) linkedOutput() {
	s.t.Helper()
	elsewhere := filepath.Join(s.dir, "elsewhere")
	err := os.Rename(s.path("public/en"), elsewhere)
	if err == nil {
		err = os.Symlink(elsewhere, s.path("public/en"))
	}
	if err != nil {
		s.t.Fatal(err)
	}
	before := folder.Files(s.t, elsewhere)
	s.edit()
	if code, said := s.run(0, "build"); code != exitContent || !strings.Contains(said, "[output-foreign]") {
		s.t.Errorf("a linked folder: exit code %d\n%s", code, said)
	}
	if d := cmp.Diff(before, folder.Files(s.t, elsewhere)); d != "" {
		s.t.Errorf("griot writes through a link:\n%.2000s", d)
	}
	if err := os.Remove(s.path("public/en")); err != nil {
		s.t.Fatal(err)
	}
	s.completes()
}
