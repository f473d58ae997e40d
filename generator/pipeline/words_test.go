package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/wordlist"
)

// writeWords writes a list of private words outside of the site.
func writeWords(t *testing.T, entries ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(name, []byte(strings.Join(entries, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// privateWords are the messages about private words.
func privateWords(list diag.List) []string {
	var out []string
	for _, e := range i18n.English().ExplainAll(list) {
		if e.Code == "private-word" {
			out = append(out, e.String())
		}
	}
	return out
}

// forms are ways in which an entry stands in a text; %s is letters of its own.
var forms = []struct{ entry, text string }{
	{"Zabu%s", "Zabu%s"},
	{"zabeu%s", "ZABEU%s"},
	{"Zébiu%s", "zebiu%s"},
	{"Zabou%s Quux%s", "Zabou%s Quux%s"},
	{"Zabau%s-Quux%s", "Zabau%s quux%s"},
}

// plantedWords makes a site with words in each kind of place, and the list of the words.
func plantedWords(t *testing.T) (dir string, entries, kinds []string) {
	dir = smallSite(t)
	for i, k := range wordPlaces {
		var words []string
		for j, f := range forms {
			id := fmt.Sprintf("%c%c%c", 'a'+i/26, 'a'+i%26, 'a'+j)
			n := strings.Count(f.entry, "%s")
			ids := []any{id, id}[:n]
			entries, kinds = append(entries, fmt.Sprintf(f.entry, ids...)), append(kinds, k.name)
			words = append(words, fmt.Sprintf(f.text, ids...))
		}
		k.plant(t, dir, fmt.Sprintf("p%02d", i), words)
	}
	return dir, entries, kinds
}

// TestPlantedWords plants private words in each kind of place, in several forms. All are
// found, nothing is published, and no message has one of them.
func TestPlantedWords(t *testing.T) {
	dir, entries, kinds := plantedWords(t)
	if len(wordPlaces) < 20 || len(entries) < 200 {
		t.Fatalf("%d words in %d kinds of place", len(entries), len(wordPlaces))
	}
	list := writeWords(t, entries...)
	_, found, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, PrivateWords: list})
	if err != nil {
		t.Fatal(err)
	}
	hit := make([]bool, len(entries))
	for _, d := range found {
		if d.Code == "private-word" {
			hit[d.Args["entry"].(int)-1] = true
		} else if d.Severity == diag.Error {
			t.Errorf("the site has an error: %s", i18n.English().Explain(d))
		}
	}
	missed := 0
	for i, ok := range hit {
		if !ok {
			missed++
			t.Errorf("%s: %q is not found", kinds[i], entries[i])
		}
	}
	t.Logf("%d of %d words found in %d kinds of place", len(entries)-missed, len(entries), len(wordPlaces))
	if _, err := os.Stat(filepath.Join(dir, "public")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is published: %v", err)
	}
	for _, e := range i18n.English().ExplainAll(found) {
		if said := strings.ToLower(fmt.Sprint(e, e.Args)); strings.Contains(said, "zab") || strings.Contains(said, "zeb") || strings.Contains(said, "quux") {
			t.Errorf("a message has the word: %s", said)
		}
	}
	checked, err := pipeline.Check(context.Background(), pipeline.Options{Dir: dir, PrivateWords: list}, "")
	if err != nil {
		t.Fatal(err)
	}
	if a, b := privateWords(checked), privateWords(found); strings.Join(a, "\n") != strings.Join(b, "\n") {
		t.Errorf("check says something else than build:\n%s\n\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// TestNoFalseAlarm has words in 100 pages that only start or end like an entry, stand in
// another order, or apart.
func TestNoFalseAlarm(t *testing.T) {
	dir := smallSite(t)
	entries := []string{"Mark", "Mary", "Awa Ba", "Ba", "Sy", "Traoré", "O'Neill", "محمد", "Jean-Luc Koné"}
	for i := range 100 {
		folder.Write(t, dir, fmt.Sprintf("content/page%d.en.md", i), fmt.Sprintf("---\ntitle: Maryland and rosemary %d\nsummary: Bamako, basic, system; sys, Traorés, s’y.\n---\n"+
			"Awa met Basil, and Luc Koné met Jean. **Mary**land, o’neills, محمدي. Ba\u00adma: sy\u00adstem. `bar.sync(x)` Jean and Luc Koné.\n\n![baobab](pic%d.svg)\n", i, i))
		folder.Write(t, dir, fmt.Sprintf("content/pic%d.svg", i), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="ba"><title>Summary of Maryland</title><text><tspan>Mary</tspan><tspan>land</tspan></text></svg>`)
	}
	sum, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, PrivateWords: writeWords(t, entries...)})
	if alarms := privateWords(list); err != nil || len(alarms) > 0 {
		t.Errorf("%d false alarms, %v:\n%s", len(alarms), err, strings.Join(alarms, "\n"))
	}
	if sum.Words == nil || sum.Words.Entries != len(entries) {
		t.Errorf("summary: %+v", sum.Words)
	}
}

// TestListChanges builds a site with a list that changes: what a build leaves alone was
// looked through with the list as it is, or is looked through again.
func TestListChanges(t *testing.T) {
	dir := smallSite(t)
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\n---\nObnubilate.\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	old := folder.Read(t, dir, "public/en/about/index.html")
	build := func(o pipeline.Options) []string {
		t.Helper()
		o.Dir = dir
		_, list, err := pipeline.Build(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		return privateWords(list)
	}
	list := writeWords(t, "Zabulon", "Neverwhere")
	set := func(words string) {
		t.Helper()
		if err := os.WriteFile(list, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		// As old as lists usually are: one that is younger is read again each time.
		past := fileTime(t, filepath.Join(dir, "content/hub.yaml")).Add(-hours(len(words)))
		if err := os.Chtimes(list, past, past); err != nil {
			t.Fatal(err)
		}
	}
	o := pipeline.Options{PrivateWords: list}
	set("Zabulon\nNeverwhere")
	for range 2 {
		if found := build(o); len(found) > 0 {
			t.Errorf("found %q", found)
		}
	}
	set("Neverwhere\nObnubilate\n")
	for range 2 {
		if found := build(o); len(found) == 0 || !strings.Contains(found[0], "content/about.en.md:5:1: error: entry 2 ") {
			t.Errorf("a new entry that is published already: %q", found)
		}
	}
	if now := folder.Read(t, dir, "public/en/about/index.html"); now != old {
		t.Error("public/ has changed")
	}
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\n---\nOther words.\n")
	folder.Write(t, dir, "content/about.fr.md", "---\ntitle: À propos\nsummary: Ce que c’est.\ntranslated_from: en\n---\nD’autres mots.\n")
	if found := build(o); len(found) > 0 {
		t.Errorf("found %q", found)
	}
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\n---\nNeverwhere.\n")
	if found := build(o); len(found) != 1 {
		t.Errorf("after an edit: %q", found)
	}
	if found := build(pipeline.Options{}); len(found) > 0 {
		t.Errorf("without a list: %q", found)
	}
	if found := build(o); len(found) != 1 {
		t.Errorf("what was published without a list: %q", found)
	}
	keepsNothing(t, dir, "Zabulon")
}

// keepsNothing fails if a file below a folder holds a word.
func keepsNothing(t *testing.T, dir, word string) {
	t.Helper()
	for name, body := range folder.Files(t, dir) {
		if strings.Contains(strings.ToLower(body), strings.ToLower(word)) {
			t.Errorf("%s holds the word", name)
		}
	}
}

// A list that can't be used is an error before anything is read.
func TestListThatCannotBeUsed(t *testing.T) {
	dir := smallSite(t)
	folder.Write(t, dir, "words.txt", "Zabulon\n")
	for name, want := range map[string]wordlist.Why{
		filepath.Join(dir, "words.txt"): wordlist.Inside, filepath.Join(t.TempDir(), "none"): wordlist.Missing, writeWords(t, "# no entry"): wordlist.Empty,
	} {
		_, _, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, PrivateWords: name})
		var got *wordlist.Error
		if !errors.As(err, &got) || got.Why != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
