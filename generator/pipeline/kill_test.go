package pipeline_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// buildHere, set in the environment, makes the test program build the site in
// that folder and end.
const buildHere = "GRIOT_TEST_BUILD"

func TestMain(m *testing.M) {
	dir := os.Getenv(buildHere)
	if dir == "" {
		code := m.Run()
		closeBrowser()
		os.Exit(code)
	}
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, Progress: func(stage string) { fmt.Println(stage) }})
	if err != nil || list.Errors() > 0 {
		fmt.Fprintln(os.Stderr, err, list)
		os.Exit(1)
	}
}

// TestKilledBuild kills builds at random moments, while they make a site from quite another
// one, and again and again before one may end. What is left is a site that serves, each time,
// and the next build that may end makes the same files as a clean build. With the build tag
// soak it kills a thousand builds, and lets the next one end each time: it makes the same files
// as builds that were never killed, which start clean every twentieth time.
func TestKilledBuild(t *testing.T) {
	pairs, kills, endEvery := 40, 8, 4
	switch {
	case soakEnabled:
		pairs, kills, endEvery = 12, 1000, 1
	case raceEnabled:
		pairs, kills, endEvery = 16, 4, 2 // under the race detector a build takes some ten times as long
	case testing.Short():
		pairs, kills = 10, 4
	}
	dir, twin, random := t.TempDir(), t.TempDir(), rand.New(rand.NewPCG(4, 2))
	rewrite(t, dir, pairs, 0)
	start := time.Now()
	mustBuild(t, pipeline.Options{Dir: dir})
	whole, ended, loose := time.Since(start), 0, 0
	for i := 1; i <= kills+ended && ended <= kills; i++ {
		rewrite(t, dir, pairs-random.IntN(pairs/4), uint64(i))
		// Half of the kills come once files are being published.
		stage, after := "publish", time.Duration(random.Int64N(int64(whole/8)))
		if i%2 == 0 {
			stage, after = "load", time.Duration(random.Int64N(int64(whole)))
		}
		if kill(t, dir, stage, after) {
			ended++
			whole = whole * 4 / 5 // later builds find a warm machine
		}
		if serves(t, dir, fmt.Sprintf("kill %d, %s after %q", i, after, stage)) > 0 {
			loose++
		}
		if i%endEvery == 0 {
			if !soakEnabled || i%20 == 0 {
				twin = t.TempDir()
			}
			endsLike(t, dir, twin, fmt.Sprintf("after kill %d", i))
		}
		if t.Failed() {
			return
		}
	}
	endsLike(t, dir, t.TempDir(), "at last")
	t.Logf("%d builds were killed, %d had ended before; after %d of them a page that nothing leads to led to one that wasn't there", kills, ended, loose)
}

// endsLike lets a build end and compares what it made with one in the folder twin, which is
// never killed, and clean if the folder is empty.
func endsLike(t *testing.T, dir, twin, when string) {
	t.Helper()
	mustBuild(t, pipeline.Options{Dir: dir})
	o := pipeline.Options{Dir: dir, Out: filepath.Join(twin, "public"), Cache: filepath.Join(twin, "cache")}
	mustBuild(t, o)
	if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
		t.Errorf("%s, the next build is not the clean one:\n%s", when, d)
	}
}

// A build that was killed after its last rename leaves a complete site and its
// staging folder, which the next build removes though it has nothing to do.
func TestLeftoverStaging(t *testing.T) {
	dir := builtSite(t)
	folder.Unpack(t, dir, "-- public/.griot-staging/bleve-en/left.zap --\nhalf an index\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	if _, err := os.Stat(filepath.Join(dir, "public", ".griot-staging")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the staging folder stays: %v", err)
	}
}

// rewrite replaces a site by another one, whose pages mostly have the same
// names.
func rewrite(t *testing.T, dir string, pairs int, seed uint64) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	if err := corpus.Write(dir, pairs, seed); err != nil {
		t.Fatal(err)
	}
	// Half of the pages get another address each time, so that old ones go and
	// new ones come; the others keep theirs.
	slug := regexp.MustCompile(`(?m)^slug: .*$`)
	for i := 1; i <= pairs; i++ {
		for _, lang := range []string{"en", "fr"} {
			name := filepath.Join(dir, "content", "briefs", fmt.Sprintf("p%06d.%s.md", i, lang))
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			src = slug.ReplaceAll(src, fmt.Appendf(nil, "slug: s%d-%d", seed*uint64(i%2), i))
			if err := os.WriteFile(name, src, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// kill starts a build and kills it some time after it came to a stage. It
// reports whether the build had ended by then.
func kill(t *testing.T, dir, stage string, after time.Duration) (ended bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), buildHere+"="+dir)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != stage {
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
	}
	err = cmd.Wait()
	if err == nil {
		return true
	}
	if said.Len() > 0 {
		t.Fatalf("the build failed: %v\n%s", err, &said)
	}
	return false
}
