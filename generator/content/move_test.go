package content

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/site"
)

func TestRelink(t *testing.T) {
	for _, c := range []struct{ oldDir, newDir, before, after string }{
		// A page in the same folder links to the one that is renamed.
		{"briefs", "briefs", "[a](old.md)", "[a](news/new.md)"},
		{"briefs", "briefs", "[a](./old.md#part) ![i](pic.png)", "[a](news/new.md#part) ![i](pic.png)"},
		{"briefs", "briefs", "[a](old.fr.md)", "[a](news/new.fr.md)"},
		{"briefs", "briefs", "[a](older.md) [b](old.mdx) [c](old/)", "[a](older.md) [b](old.mdx) [c](old/)"},
		{"briefs", "briefs", "[a](<old.md> \"title\") [b](old.md 'title')", "[a](<news/new.md> \"title\") [b](news/new.md 'title')"},
		{"briefs", "briefs", "[a]: old.md \"t\"\n  [b]: <old.md#x>\n", "[a]: news/new.md \"t\"\n  [b]: <news/new.md#x>\n"},
		{"briefs", "briefs", "[a](/briefs/old.md)", "[a](/news/new.md)"},
		{"briefs", "briefs", "[^1]: old.md is a footnote, [a](old.md)\n", "[^1]: old.md is a footnote, [a](news/new.md)\n"},
		// Code is no link.
		{"briefs", "briefs", "`[a](old.md)` and [b](old.md)", "`[a](old.md)` and [b](news/new.md)"},
		{"briefs", "briefs", "[`a`](old.md) `x` [b](old.md)", "[`a`](news/new.md) `x` [b](news/new.md)"},
		{"briefs", "briefs", "```md\n[a](old.md)\n```\n[a](old.md)\n", "```md\n[a](old.md)\n```\n[a](news/new.md)\n"},
		{"briefs", "briefs", "> ~~~~\n> ~~~\n> [a](old.md)\n> ~~~~\n> [a](old.md)", "> ~~~~\n> ~~~\n> [a](old.md)\n> ~~~~\n> [a](news/new.md)"},
		{"briefs", "briefs", "```\n```go\n[a](old.md)\n```\n", "```\n```go\n[a](old.md)\n```\n"},
		// Other sites and the page itself.
		{"briefs", "news", "[a](https://example.org/old.md) [b](#part) [c](mailto:a@b) [d](//x/old.md) [e]()", "[a](https://example.org/old.md) [b](#part) [c](mailto:a@b) [d](//x/old.md) [e]()"},
		// The page that moves takes its links along.
		{"briefs", "news", "[a](other.md#p) [b](../about.md) [c](old.md)", "[a](../briefs/other.md#p) [b](../about.md) [c](new.md)"},
		{"briefs", "news", "![i](pic.png) [f](a(1).pdf) [g](<my file.pdf>) [h](my%20file.pdf)", "![i](../briefs/pic.png) [f](../briefs/a(1).pdf) [g](<../briefs/my file.pdf>) [h](../briefs/my%20file.pdf)"},
		{"briefs", "news", "[a](../news/x.md) [b](../news/) [c](./) [d](../)", "[a](x.md) [b](./) [c](../briefs/) [d](../)"},
		{"briefs", "news", "[a](/pics/x.png) [b](/about.md)", "[a](/pics/x.png) [b](/about.md)"},
		{"briefs", ".", "[a](other.md) [b](../about.md)", "[a](briefs/other.md) [b](about.md)"},
		{".", "briefs", "[a](about.md) ![i](pic.png)", "[a](../about.md) ![i](../pic.png)"},
		// Line ends stay.
		{"briefs", "briefs", "a\r\n[a](old.md)\r\n[b]: old.md\r\n", "a\r\n[a](news/new.md)\r\n[b]: news/new.md\r\n"},
		{"briefs", "briefs", "text ](", "text ]("},
		{"briefs", "briefs", "](<old.md", "](<old.md"},
	} {
		to := "news/new"
		want := c.after
		if c.oldDir == c.newDir {
			want = strings.ReplaceAll(want, "(news/", "(../news/")
			want = strings.ReplaceAll(want, "<news/", "<../news/")
			want = strings.ReplaceAll(want, ": news/", ": ../news/")
		}
		if got := relink(c.before, c.oldDir, c.newDir, "briefs/old", to); got != want {
			t.Errorf("from %s to %s: %q\ngot  %q\nwant %q", c.oldDir, c.newDir, c.before, got, want)
		}
	}
}

// moved returns the files of the base site, with those of an archive, after a
// move, by path.
func moved(t *testing.T, archive, from, to string) (map[string]string, *Move) {
	t.Helper()
	dir, root := written(t)
	folder.Unpack(t, dir, archive)
	res := load(t, NewLoader(root.FS(), Options{}))
	if got := printed(res); got != "" {
		t.Fatal(got)
	}
	m, err := PlanMove(res.Site, dir, from, to)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	if got := printed(load(t, NewLoader(root.FS(), Options{}))); got != "" {
		t.Errorf("after moving %s to %s:\n%s", from, to, got)
	}
	return folder.Files(t, dir), m
}

// has fails for texts that a file lacks, and for those after ! that it has.
func has(t *testing.T, files map[string]string, name string, texts ...string) {
	t.Helper()
	body, ok := files[name]
	if !ok {
		t.Errorf("there is no %s", name)
	}
	for _, want := range texts {
		want, not := strings.CutPrefix(want, "!")
		if strings.Contains(body, want) == not {
			t.Errorf("%s: %q is %s:\n%s", name, want, map[bool]string{true: "there", false: "not there"}[not], body)
		}
	}
}

func TestMoveInItsSection(t *testing.T) {
	files, m := moved(t, `
-- content/about.en.md --
---
title: About
summary: What this is.
---
[One](briefs/one.md#part) and [one in French](briefs/one.fr.md), by [reference][r].

[r]: briefs/one.md
-- content/toc.en.md --
---
title: How
summary: Change.
kind: theory-of-change
nodes:
  - id: impact
    layer: impact
    title: Impact
    text: All.
    evidence: [briefs/one.md]
---
Text.
`, "content/briefs/one.md", "briefs/first")
	has(t, files, "content/briefs/first.en.md", "aliases:\n  - en/library/one/\n", "!kind:")
	has(t, files, "content/briefs/first.fr.md", "slug: un\n", "!aliases") // its URL stays the same
	has(t, files, "content/about.en.md", "(briefs/first.md#part)", "(briefs/first.fr.md)", "[r]: briefs/first.md")
	has(t, files, "content/toc.en.md", "evidence: [briefs/first.md]")
	for _, gone := range []string{"content/briefs/one.en.md", "content/briefs/one.fr.md"} {
		if _, ok := files[gone]; ok {
			t.Errorf("%s is still there", gone)
		}
	}
	want := "content/about.en.md: links follow|content/briefs/one.en.md -> content/briefs/first.en.md|" +
		"content/briefs/one.fr.md -> content/briefs/first.fr.md|content/toc.en.md: links follow"
	if got := strings.Join(m.Changes(), "|"); got != want {
		t.Errorf("said %s\nwant %s", got, want)
	}
}

func TestMoveBetweenSections(t *testing.T) {
	files, _ := moved(t, `
-- content/briefs/pic.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>
-- content/briefs/two.en.md --
---
title: Two
summary: The second.
date: 2026-01-02
type: report
sources: [{ title: A source }]
key_messages: [It is two.]
image: { src: pic.svg, alt: A picture }
---
[One](one.md), [about](../about.md), ![pic](pic.svg) and [alpha](../partners/alpha.md).
-- content/briefs/two.fr.md --
---
title: Deux
summary: Le second.
translated_from: en
key_messages: [C’est deux.]
image: { alt: Une image }
---
[Un](one.md).
`, "briefs/two", "partners/two-and-more")
	has(t, files, "content/partners/two-and-more.en.md", `src: "../briefs/pic.svg"`, "kind: brief\n", "  - en/library/two/",
		"[One](../briefs/one.md), [about](../about.md), ![pic](../briefs/pic.svg) and [alpha](alpha.md).")
	has(t, files, "content/partners/two-and-more.fr.md", "!kind:", "  - fr/bibliotheque/two/", "image: { alt: Une image }", "[Un](../briefs/one.md)")
}

func TestMoveOfAPictureWrittenAsItsPath(t *testing.T) {
	dir, root := written(t)
	folder.Write(t, dir, "content/briefs/pic.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)
	folder.Write(t, dir, "content/briefs/one.en.md", strings.Replace(folder.Read(t, dir, "content/briefs/one.en.md"), "\ndate:", "\nimage: pic.svg\ndate:", 1))
	m, err := PlanMove(load(t, NewLoader(root.FS(), Options{})).Site, dir, "briefs/one", "partners/one")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	has(t, folder.Files(t, dir), "content/partners/one.en.md", `image: "../briefs/pic.svg"`)
}

func TestMoveOfAPartner(t *testing.T) {
	files, _ := moved(t, "", "partners/alpha", "partners/omega")
	has(t, files, "content/partners/omega.en.md", "  - en/partners/alpha/")
	has(t, files, "content/briefs/one.en.md", "partners: [omega]")
}

func TestMoveInTheNavigation(t *testing.T) {
	files, m := moved(t, "", "about", "what-it-is")
	has(t, files, "content/hub.yaml", "navigation: [briefs/, what-it-is.md]")
	if !strings.Contains(strings.Join(m.Changes(), "\n"), "content/hub.yaml: navigation follows") {
		t.Error(m.Changes())
	}
}

func TestMoveAndBack(t *testing.T) {
	dir, root := written(t)
	before := folder.Read(t, dir, "content/briefs/one.en.md")
	for _, names := range [][2]string{{"briefs/one", "briefs/first"}, {"briefs/first", "briefs/one"}} {
		m, err := PlanMove(load(t, NewLoader(root.FS(), Options{})).Site, dir, names[0], names[1])
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Apply(); err != nil {
			t.Fatal(err)
		}
		if got := printed(load(t, NewLoader(root.FS(), Options{}))); got != "" {
			t.Fatal(got)
		}
	}
	want := strings.Replace(before, "---\nText.", "aliases:\n  - en/library/first/\n---\nText.", 1)
	if got := folder.Read(t, dir, "content/briefs/one.en.md"); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestMoveRefuses(t *testing.T) {
	dir, root := written(t)
	s := load(t, NewLoader(root.FS(), Options{})).Site
	for _, c := range []struct{ from, to, message, hint string }{
		{"briefs/oen", "briefs/two", `there is no page "briefs/oen"`, `did you mean "briefs/one"?`},
		{"nothing", "briefs/two", `there is no page "nothing"`, "name the page as section/name, without language and ending"},
		{"briefs/one", "about", `a page "about" exists already`, "choose another name"},
		{"briefs/one", "briefs/Two Words", `"Two Words" is no name for a page`, site.SlugHint},
		{"briefs/one", "breifs/two", `there is no section "breifs"`, "sections are listed in content/hub.yaml"},
		{"briefs/one", "briefs/a/two", `there is no section "briefs/a"`, "sections are listed in content/hub.yaml"},
		{"briefs/one", "../two", `there is no section ".."`, "sections are listed in content/hub.yaml"},
		{"index", "start", "index pages can't be renamed", "index is the page of its folder"},
		{"briefs/one", "briefs/index", "index pages can't be renamed", "index is the page of its folder"},
		{"partners/alpha", "briefs/alpha", `content/briefs/one.en.md names "alpha" as a partner`, "take the partner out of that page first"},
	} {
		_, err := PlanMove(s, dir, c.from, c.to)
		var refused *MoveError
		if !errors.As(err, &refused) || refused.Message != c.message || refused.Hint != c.hint {
			t.Errorf("%s to %s: %#v", c.from, c.to, err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "content/about.en.md")); err != nil {
		t.Fatal(err)
	}
	var refused *MoveError
	if _, err := PlanMove(s, dir, "briefs/one", "briefs/two"); err == nil || errors.As(err, &refused) {
		t.Errorf("a file that is gone: %v", err)
	}
}
