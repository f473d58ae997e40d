//go:build site

package checks

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// fontSet names a file of fonts/, which gives a browser the fonts of one kind
// of reader, whatever else the machine has.
type fontSet string

const (
	dejaVu     fontSet = "dejavu" // for all tests that no font can change: its letters are the broadest
	liberation fontSet = "liberation"
	noto       fontSet = "noto"
)

var fontSets = []fontSet{dejaVu, liberation, noto}

// environment makes a program see the fonts of the set alone. What fontconfig
// keeps of them goes into the scratch folder.
func (s fontSet) environment() []string {
	return []string{
		"FONTCONFIG_FILE=" + absolute("fonts", string(s)+".conf"),
		"XDG_CACHE_HOME=" + filepath.Join(scratch, "cache"),
	}
}

// withEachFontSet runs a test once with each set of fonts, in parallel.
func withEachFontSet(t *testing.T, test func(t *testing.T, fonts fontSet)) {
	for _, fonts := range fontSets {
		t.Run(string(fonts), func(t *testing.T) {
			t.Parallel()
			test(t, fonts)
		})
	}
}

// TestFontSets compares what each file of fonts/ offers, and what fontconfig
// takes for each generic family, with what it should.
func TestFontSets(t *testing.T) {
	for fonts, want := range map[fontSet]struct{ families, generic []string }{
		dejaVu: {
			[]string{"DejaVu Sans", "DejaVu Sans Mono", "DejaVu Serif"},
			[]string{"DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"},
		},
		liberation: {
			[]string{"Liberation Mono", "Liberation Sans", "Liberation Sans Narrow", "Liberation Serif"},
			[]string{"Liberation Sans", "Liberation Serif", "Liberation Mono"},
		},
		noto: {
			[]string{"Noto Sans", "Noto Sans Arabic", "Noto Sans Mono", "Noto Serif", "Roboto", "Roboto Condensed"},
			[]string{"Roboto", "Noto Serif", "Noto Sans Mono"},
		},
	} {
		t.Run(string(fonts), func(t *testing.T) {
			environment := append(fonts.environment(), "PATH="+os.Getenv("PATH"))
			ask := func(name string, args ...string) []string {
				said, err := output(time.Minute, nil, "env", append(append([]string{"-i"}, environment...), append([]string{name}, args...)...)...)
				if err != nil {
					t.Fatalf("%v (make tools installs the fonts)", err)
				}
				return strings.Split(strings.TrimSpace(said), "\n")
			}
			families := map[string]bool{}
			for _, names := range ask("fc-list", "-f", "%{family[0]}\n") {
				families[names] = true
			}
			if got := slices.Sorted(maps.Keys(families)); !slices.Equal(got, want.families) {
				t.Errorf("offers %q, not %q (make tools installs the fonts)", got, want.families)
			}
			for family, i := range map[string]int{`sans\-serif`: 0, "sans": 0, `system\-ui`: 0, "Nobody Has": 0, "serif": 1, "monospace": 2} {
				if got := ask("fc-match", "-f", "%{family[0]}", family); got[0] != want.generic[i] {
					t.Errorf("%s is %q, not %q", family, got[0], want.generic[i])
				}
			}
		})
	}
}

// incomplete returns a script that lists images and fonts that could not be
// shown. A face that has no file of the site's, only names of fonts that the
// reader may have, may be missing.
func incomplete(h *host) string {
	quoted := []string{}
	for name, mayBeMissing := range localFaces(h.dir) {
		if mayBeMissing {
			quoted = append(quoted, strconv.Quote(name))
		}
	}
	slices.Sort(quoted)
	return fmt.Sprintf(`(local => [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)
	.concat([...document.fonts].filter(f => f.status == "error").map(f => f.family.replace(/^["']|["']$/g, "")).filter(f => !local.includes(f))))([%s])`,
		strings.Join(quoted, ", "))
}

var (
	fontFace   = regexp.MustCompile(`@font-face\s*\{([^}]*)\}`)
	fontFamily = regexp.MustCompile(`font-family:\s*["']?([^"';}]+)`)
)

// localFaces maps the font families that the stylesheets below a folder
// declare to whether all their faces are local ones.
func localFaces(dir string) map[string]bool {
	faces := map[string]bool{}
	sheets, _ := filepath.Glob(filepath.Join(dir, "*.css"))
	below, _ := filepath.Glob(filepath.Join(dir, "assets", "*.css"))
	for _, sheet := range append(sheets, below...) {
		text, err := os.ReadFile(sheet)
		if err != nil {
			continue
		}
		for _, face := range fontFace.FindAllSubmatch(text, -1) {
			family := fontFamily.FindSubmatch(face[1])
			if family == nil {
				continue
			}
			name := strings.TrimSpace(string(family[1]))
			others, known := faces[name]
			faces[name] = (others || !known) && !strings.Contains(string(face[1]), "url(")
		}
	}
	return faces
}

// TestMissingFontsObjects shows a page whose fonts are all missing: the
// reader's own may be.
func TestMissingFontsObjects(t *testing.T) {
	h, err := serveFolder(write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title><link rel="stylesheet" href="a.css">` +
			`</head><body><p class="a">a</p><p class="b">b</p><p class="c">c</p><p class="d">d</p></body></html>`,
		"a.css": `@font-face{font-family:"Nobody Has";src:local("Nobody Has"),local("Nor This")}.a{font-family:"Nobody Has"}` +
			`@font-face{font-family:"Not There";src:local("Nobody Has"),url("b.woff2") format("woff2")}.b{font-family:"Not There"}` +
			`@font-face{font-family:Damaged;src:url(c.woff2)}.c{font-family:Damaged}` +
			`@font-face{font-family:Both;src:local("Nobody Has")}@font-face{font-family:Both;src:url(c.woff2);font-weight:700}.d{font:700 1em Both}`,
		"c.woff2": "no font",
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	var missing []string
	if err := b.do(open(h.url), eval(incomplete(h), &missing)); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(missing); !slices.Equal(missing, []string{"Both", "Damaged", "Not There"}) {
		t.Errorf("missing: %q", missing)
	}
}
