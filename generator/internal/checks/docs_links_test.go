package checks

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestLinksBetweenTextsLeadSomewhere follows the relative links of the
// repository's own Markdown, anchors included, as GitHub resolves them. The
// pages of hubs are left out: griot check follows their links.
func TestLinksBetweenTextsLeadSomewhere(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	var texts []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && name != root && isForeign(name):
			return fs.SkipDir
		case !d.IsDir() && filepath.Ext(name) == ".md":
			texts = append(texts, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) < 5 {
		t.Errorf("only %q were found", texts)
	}
	for _, name := range texts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		report(t, deadLinks(name, string(text)))
	}
}

// isForeign reports whether a folder has no text about Griot: pages of a hub,
// what tests read, what was built or installed.
func isForeign(dir string) bool {
	base := filepath.Base(dir)
	isPackage := filepath.Base(filepath.Dir(dir)) == "generator" // generator/content
	return strings.HasPrefix(base, ".") || base == "content" && !isPackage ||
		slices.Contains([]string{"archetypes", "node_modules", "pseudo", "public", "testdata"}, base)
}

var inlineLink = regexp.MustCompile(`\]\(([^()\s]+)(?: "[^"]*")?\)`)

// deadLinks names the relative links of a Markdown file that lead nowhere.
func deadLinks(name, text string) (problems []string) {
	for i, line := range prose(text) {
		for _, link := range inlineLink.FindAllStringSubmatch(line, -1) {
			file, anchor, _ := strings.Cut(link[1], "#")
			if strings.Contains(file, ":") {
				continue // a URL
			}
			problem := func(what string) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s: %s", filepath.ToSlash(name), i+1, link[1], what))
			}
			target, body := name, text
			if file != "" {
				target = filepath.Join(filepath.Dir(name), filepath.FromSlash(file))
				if _, err := os.Stat(target); err != nil {
					problem("no such file")
					continue
				}
			}
			if anchor == "" {
				continue
			}
			if target != name {
				read, err := os.ReadFile(target)
				if err != nil {
					problem("an anchor in what is no file")
					continue
				}
				body = string(read)
			}
			if !slices.Contains(anchors(body), anchor) {
				problem("no such heading")
			}
		}
	}
	return problems
}

// prose returns the lines of a Markdown text; code is left out.
func prose(text string) []string {
	lines := strings.Split(text, "\n")
	fenced := false
	for i, line := range lines {
		isFence := strings.HasPrefix(strings.TrimSpace(line), "```")
		if fenced || isFence {
			lines[i] = ""
		} else {
			lines[i] = withoutCode(line)
		}
		fenced = fenced != isFence
	}
	return lines
}

// withoutCode removes the code spans of a line.
func withoutCode(line string) string {
	var kept strings.Builder
	for {
		start := strings.IndexByte(line, '`')
		if start < 0 {
			break
		}
		rest := strings.TrimLeft(line[start:], "`")
		ticks := line[start : len(line)-len(rest)]
		end := strings.Index(rest, ticks)
		if end < 0 {
			break
		}
		kept.WriteString(line[:start])
		line = rest[end+len(ticks):]
	}
	return kept.String() + line
}

// anchors returns the ids that GitHub gives the headings of a text.
func anchors(text string) (ids []string) {
	fenced := false
	for line := range strings.Lines(text) {
		fenced = fenced != strings.HasPrefix(line, "```")
		title := strings.TrimLeft(line, "#")
		if fenced || title == line || !strings.HasPrefix(title, " ") {
			continue
		}
		id := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(title))
		base := id
		for n := 1; slices.Contains(ids, id); n++ {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestDeadLinksAreFound(t *testing.T) {
	text := "# A b, `c.d`\n\n[x](#a-b-cd) [y](#none) [z](docs_links_test.go) `[code](none.md)`\n\n" +
		"```\n[code](none.md)\n```\n![p](none.png) [u](https://example.org/#x)\n# A\n# A\n[w](#a-1 \"title\") [v](docs_links_test.go#none)\n"
	got := deadLinks("x.md", text)
	want := []string{
		"x.md:3: #none: no such heading",
		"x.md:8: none.png: no such file",
		"x.md:11: docs_links_test.go#none: no such heading",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
