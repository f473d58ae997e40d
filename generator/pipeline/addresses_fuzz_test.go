package pipeline_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"griot/generator/content"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/site"
)

const fuzzed = `
-- content/hub.yaml --
base_url: https://hub.example.org/sub/
languages: [{ code: en, name: English }]
title: { en: A hub }
description: { en: What it is. }
-- content/index.en.md --
---
title: A hub
summary: Where it starts.
---
`

// canBeFile reports whether an author can have a file of a name beside the pages.
func canBeFile(name string) bool {
	_, page := site.CutPageExt(strings.ToLower(name))
	return name != "" && len(name) < 100 && utf8.ValidString(name) && !strings.ContainsAny(name, "/\x00") && !content.Ignored(name) && !page &&
		!strings.HasSuffix(strings.ToLower(name), ".mdx") && !strings.HasSuffix(strings.ToLower(name), ".mkd") &&
		name != "." && name != ".." && name != "hub.yaml" && name != "synonyms.yaml" && strings.IndexFunc(name, isControl) < 0
}

func isControl(r rune) bool {
	return r < 0x20 || 0x7f <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == utf8.RuneError
}

// FuzzAddresses publishes a file of any name, with links and pictures that name it and any
// other address. Whatever they are, no page leads to a file that isn't published, the file
// is found by its name percent-encoded, and it is published as it is.
func FuzzAddresses(f *testing.F) {
	for _, s := range [][2]string{
		{"Fiche #1.csv", "Fiche #1.csv"}, {"Quoi ?.csv", "Quoi%20?.csv"}, {"Budget 50%.csv", "Budget%2050%.csv"}, {"a%20b.csv", "a%20b.csv"}, {"a%2520b", "a%2520b"},
		{"été.png", "e%CC%81te%CC%81.png"}, {"e\u0301te\u0301.csv", "été.csv"}, {"pic-480.png", "480w~/pic.png"}, {"x:y.csv", "x:y.csv"}, {"C", "C:/C"}, {`a\b.csv`, `a\b.csv`},
		{"a", "javascript:alert(1)"}, {"a", "https://example.org/100%"}, {"a", "https://example.org:80a/"}, {"a", "//example.org"}, {"a", "?x"}, {"a", "#%zz"}, {"a", "a#b#c"},
		{"index.html", "/"}, {"a,b 1x.jpg", "a,b 1x.jpg"}, {`"'<>&`, "&amp;"}, {"a", "./a"}, {"a", "../content/a"}, {"a", "\ta "}, {"-", "htps://x"}, {"404.html", "files/404.html"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(publishNamed)
}

// TestRandomAddresses does the same for names and addresses of a few characters that mean
// something somewhere.
func TestRandomAddresses(t *testing.T) {
	rnd := rand.New(rand.NewPCG(15, 2026))
	pieces := []string{"a", "b", " ", "#", "?", "%", "%20", "%25", "%2F", ".", "..", "-", "~", "é", "e\u0301", ":", "&", ";", "'", "\"", "(", ")", "<", ">", "\\", ",", "+", "=", "@", "!", "*", "|", "[", "]", "_", "`", "{", "$", "^", "📄", "ﬁ", "İ", ".csv", ".png", ".html", "C:", "http:", "w~"}
	random := func(extra ...string) string {
		var b strings.Builder
		for range 1 + rnd.IntN(7) {
			from := append(pieces, extra...)
			b.WriteString(from[rnd.IntN(len(from))])
		}
		return b.String()
	}
	for range 30 {
		name := random()
		publishNamed(t, name, random("/", "./", "../", name, "//", "https://example.org"))
	}
}

// publishNamed builds a site for FuzzAddresses.
func publishNamed(t *testing.T, name, dest string) {
	if !canBeFile(name) || strings.IndexFunc(dest, isControl) >= 0 || !utf8.ValidString(dest) {
		return
	}
	dir := t.TempDir()
	folder.Unpack(t, dir, fuzzed)
	if err := os.WriteFile(filepath.Join(dir, "content", name), []byte("the file"), 0o644); err != nil {
		t.Skip(err) // the system allows no such name
	}
	quoted, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/hub.yaml", folder.Read(t, dir, "content/hub.yaml")+"\npublish_uncleaned: ["+string(quoted)+"]\n")
	page := "---\ntitle: T\nsummary: S.\n---\n[encoded](./" + site.EscapePath(name) + ")\n"
	folder.Write(t, dir, "content/a.en.md", page)
	mustBuild(t, pipeline.Options{Dir: dir})
	out := filepath.Join(dir, "public")
	name = norm.NFC.String(name)
	if got := folder.Read(t, dir, "public/files/"+name); got != "the file" {
		t.Errorf("%q holds %q", name, got)
	}
	addresses(t, out)

	folder.Write(t, dir, "content/a.en.md", page+"\n[d](<"+strings.NewReplacer(`\`, `\\`, "<", `\<`, ">", `\>`).Replace(dest)+">) ![d]("+url.PathEscape(dest)+")\n")
	if _, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir}); err != nil {
		t.Fatal(list, err)
	}
	addresses(t, out)
	if t.Failed() {
		t.Fatalf("with the file %q and the address %q", name, dest)
	}
}
