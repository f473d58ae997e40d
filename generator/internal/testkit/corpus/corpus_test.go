package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// written returns the files of a corpus by their path below content/.
func written(t *testing.T, pairs int, seed uint64) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	if err := Write(dir, pairs, seed); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, pattern := range []string{"*", "briefs/*"} {
		names, err := filepath.Glob(filepath.Join(dir, "content", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if text, err := os.ReadFile(name); err == nil {
				rel, _ := filepath.Rel(filepath.Join(dir, "content"), name)
				files[filepath.ToSlash(rel)] = text
			}
		}
	}
	return files
}

func TestSameArgumentsSameBytes(t *testing.T) {
	first, second, other := written(t, 30, 7), written(t, 30, 7), written(t, 30, 8)
	if len(first) != 30*2+5 || len(second) != len(first) {
		t.Fatalf("%d and %d files, not %d", len(first), len(second), 30*2+5)
	}
	for name, text := range first {
		if !bytes.Equal(text, second[name]) {
			t.Errorf("%s differs between two runs", name)
		}
	}
	if bytes.Equal(first["briefs/p000003.fr.md"], other["briefs/p000003.fr.md"]) {
		t.Error("another seed wrote the same page")
	}
}

func TestPagesHaveTheShapeOfText(t *testing.T) {
	files := written(t, 60, 1)
	headings := regexp.MustCompile(`(?m)^(##+) .+$`)
	links := regexp.MustCompile(`\]\((p\d{6})\.md(?:#part-3)?\)`)
	words := map[string]int{}
	for name, text := range files {
		if !strings.HasPrefix(name, "briefs/") {
			continue
		}
		lang := name[len(name)-5 : len(name)-3]
		words[lang] += len(strings.Fields(string(text)))
		if !utf8.Valid(text) || len(text) > 16_000 {
			t.Errorf("%s: invalid UTF-8, or %d bytes", name, len(text))
		}
		other := files[strings.TrimSuffix(name, lang+".md")+map[string]string{"en": "fr.md", "fr": "en.md"}[lang]]
		mine, theirs := headings.FindAllSubmatch(text, -1), headings.FindAllSubmatch(other, -1)
		if len(mine) != 7 || len(theirs) != 7 {
			t.Fatalf("%s: %d and %d headings, not 7", name, len(mine), len(theirs))
		}
		for i := range mine {
			if !bytes.Equal(mine[i][1], theirs[i][1]) {
				t.Errorf("%s: heading %d has another level in the translation", name, i)
			}
		}
		for _, link := range links.FindAllSubmatch(text, -1) {
			if _, ok := files["briefs/"+string(link[1])+".en.md"]; !ok {
				t.Errorf("%s: link to %s, which does not exist", name, link[1])
			}
		}
		if from := bytes.Contains(text, []byte("translated_from:")); from == bytes.Contains(text, []byte("\ndate:")) {
			t.Errorf("%s is neither source nor translation", name)
		}
	}
	for lang, n := range words {
		if average := n / 60; average < 740 || average > 900 {
			t.Errorf("%s: %d words a page", lang, average)
		}
	}
}

func TestWordsFollowZipf(t *testing.T) {
	for _, lang := range []*language{english, french} {
		l := newLexicon(lang, 1)
		if len(l.words) != forms || len(l.draw) != slots {
			t.Fatalf("%s: %d words in %d slots", lang.code, len(l.words), len(l.draw))
		}
		count := make([]int, forms)
		for _, i := range l.draw {
			count[i]++
		}
		for i, n := range count {
			if n == 0 {
				t.Fatalf("%s: word %d, %q, is never drawn", lang.code, i, l.words[i])
			}
		}
		if ratio := float64(count[0]) / float64(count[100]); ratio < 25 || ratio > 42 {
			t.Errorf("%s: the first word is %.1f times as frequent as the 101st", lang.code, ratio)
		}
	}
}

func TestFrenchLooksFrench(t *testing.T) {
	text := written(t, 20, 1)["briefs/p000001.fr.md"]
	for _, trait := range []string{"é", "œ", "l’", "d’", " ;", "« "} {
		if !bytes.Contains(text, []byte(trait)) {
			t.Errorf("no %q in a French page", trait)
		}
	}
	if wrong := regexp.MustCompile(`\b(le|la|de|que) [aeiouhéèêâîôœ]`).FindAll(text, 3); wrong != nil {
		t.Errorf("not elided: %q", wrong)
	}
}

func TestWriteRefusesWhatHasNoName(t *testing.T) {
	for _, pairs := range []int{0, -1, MaxPairs + 1} {
		if err := Write(t.TempDir(), pairs, 1); err == nil {
			t.Errorf("%d pairs: no error", pairs)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		if err := Write(b.TempDir(), 1000, 1); err != nil {
			b.Fatal(err)
		}
	}
}
