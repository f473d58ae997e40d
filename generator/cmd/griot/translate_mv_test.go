package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/internal/testkit/translated"
)

// what mv may write: the paths of links, and aliases in the moved page's front
// matter.
var (
	linkPath = regexp.MustCompile(`\]\([^)\s"#]*`)
	aliases  = regexp.MustCompile(`aliases:\r?\n(  - [^\n]*\n)+`)
)

// TestMvChangesNothingElse moves random pages of random sites: no byte changes but
// in paths of links and in aliases, and no translation changes its state.
func TestMvChangesNothingElse(t *testing.T) {
	rounds := uint64(60)
	if raceEnabled {
		rounds = 5
	}
	for seed := range rounds {
		s, r := translated.Random(t, seed)
		for _, name := range s.Names() {
			if strings.HasSuffix(name, ".md") { // only fields that every kind has
				head := "title: P\nsummary: Q.\n"
				if strings.HasSuffix(name, ".fr.md") {
					head = "translated_from: en\n" + head
				}
				_, body, _ := strings.Cut(s.Read(name)[len("---"):], "---")
				s.Write(name, "---\n"+head+"---"+body)
			}
		}
		s.Write("content/hub.yaml", translated.Hub+"  texts:\n    kind: page\n    name: { en: Texts, fr: Textes }\n    slug: { en: texts, fr: textes }\n")
		s.Mark()
		s = s.InFolder()
		states := s.Status("fr")
		pages := map[string]string{} // now and as they were named
		for _, name := range s.Names() {
			if id, ok := strings.CutSuffix(name, ".en.md"); ok {
				pages[strings.TrimPrefix(id, "content/")] = strings.TrimPrefix(id, "content/")
			}
		}
		before := s.Files()
		for i := range 1 + r.IntN(3) {
			from := fmt.Sprintf("notes/p%d", r.IntN(2))
			if pages[from] == "" {
				continue
			}
			to := fmt.Sprintf("%s/q%d", []string{"notes", "texts"}[r.IntN(2)], i)
			var out bytes.Buffer
			if code := run(context.Background(), []string{"-C", s.Dir, "mv", from, to}, terminal{out: &out, err: &out}); code != 0 {
				t.Fatalf("seed %d: mv %s %s: %s", seed, from, to, out.String())
			}
			pages[to] = pages[from]
			delete(pages, from)
		}
		if now := s.Status("fr"); now != states {
			t.Fatalf("seed %d: the states were %+v and are %+v", seed, states, now)
		}
		for id, old := range pages {
			for _, lang := range []string{"en", "fr"} {
				was, there := before["content/"+old+"."+lang+".md"]
				if !there {
					continue
				}
				is := aliases.ReplaceAllString(s.Read("content/"+id+"."+lang+".md"), "")
				if was, is := linkPath.ReplaceAllString(was, "]("), linkPath.ReplaceAllString(is, "]("); was != is {
					t.Fatalf("seed %d: %s was\n%q\nand is\n%q", seed, id, was, is)
				}
			}
		}
		checkLinks(t, s)
	}
}

// checkLinks reports links to files that are not there.
func checkLinks(t *testing.T, s *translated.Site) {
	t.Helper()
	for _, name := range s.Names() {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		for _, m := range linkPath.FindAllString(s.Read(name), -1) {
			to := filepath.Join(s.Dir, filepath.Dir(name), strings.TrimSuffix(m[len("]("):], ".md")+".en.md")
			if _, err := os.Stat(to); strings.HasSuffix(m, ".md") && err != nil {
				t.Fatalf("%s links to %s, which does not exist", name, m)
			}
		}
	}
}
