//go:build site

package checks

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// nu asks the Nu HTML checker about all pages of a folder in one run and
// returns its errors and, apart, how often it gave which warning.
func nu(t *testing.T, dir string) (errors []string, warnings map[string]int) {
	t.Helper()
	// The exit code tells of errors that the messages tell in full.
	text, err := output(10*time.Minute, nil, "java", "-jar", locked(t, "vnu-jar", "build", "dist", "vnu.jar"),
		"--exit-zero-always", "--skip-non-html", "--stdout", "--format", "json", dir)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine, FirstColumn                int
		}
	}
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("read the Nu HTML checker's report: %v\n%s", err, text)
	}
	warnings = map[string]int{}
	for _, m := range report.Messages {
		line := fmt.Sprintf("%s:%d:%d: %s: %q", strings.TrimPrefix(m.URL, "file:"+dir+"/"), m.LastLine, m.FirstColumn,
			m.Message, m.Extract)
		if m.Type == "info" {
			warnings[m.Message]++
		} else {
			errors = append(errors, line)
		}
	}
	return errors, warnings
}

func TestNuFindsNoError(t *testing.T) {
	pages := filesIn(t, public, ".html")
	errors, warnings := nu(t, public)
	report(t, errors)
	t.Logf("%d pages", len(pages))
	for _, w := range slices.Sorted(maps.Keys(warnings)) {
		t.Logf("%d times a warning: %s", warnings[w], w)
	}
}

func TestNuFindsNoErrorInPortable(t *testing.T) {
	errors, _ := nu(t, built(t, portable).dir)
	report(t, errors)
}

func TestNuObjects(t *testing.T) {
	errors, _ := nu(t, write(t, map[string]string{
		"a/index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>` +
			`<body><p><div>no</div></p><img src="x.png"><h1 id="x">a</h1><h2 id="x">b</h2></body></html>`,
	}))
	wants(t, errors, "No “p” element in scope", "a/index.html:1:", "Duplicate ID “x”")
}
