package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// TestSynonyms writes, changes and removes content/synonyms.yaml. Each build exports what
// it says, with the names of the glossary, and publishes nothing else of it.
func TestSynonyms(t *testing.T) {
	dir := builtSite(t)
	exported := func(lang string) plan.Synonyms {
		t.Helper()
		s, err := export.NewPublished(os.DirFS(filepath.Join(dir, "public"))).Synonyms([]string{lang})
		if err != nil {
			t.Fatal(err)
		}
		return s[lang]
	}
	glossary := exported("en").Groups
	for _, c := range []struct {
		text string
		want plan.Synonyms
	}{
		{"en:\n  - [jail, prison]\n", plan.Synonyms{Groups: append([][]string{{"jail", "prison"}}, glossary...)}},
		{"en:\n  - capacity: [training]\n", plan.Synonyms{Groups: glossary, OneWay: []plan.OneWay{{From: "capacity", To: []string{"training"}}}}},
		{"en:\n  - [capacity building, training]\n", plan.Synonyms{Groups: append([][]string{{"capacity building", "training"}}, glossary...)}},
		{"en:\n  - [capacity, building training]\n", plan.Synonyms{Groups: append([][]string{{"capacity", "building training"}}, glossary...)}},
		{"", plan.Synonyms{Groups: glossary}},
	} {
		if c.text == "" {
			os.Remove(filepath.Join(dir, "content", "synonyms.yaml"))
		} else {
			folder.Write(t, dir, "content/synonyms.yaml", c.text)
		}
		if sum := mustBuild(t, pipeline.Options{Dir: dir}); sum.Written == 0 {
			t.Errorf("%q changes nothing", c.text)
		}
		if d := cmp.Diff(c.want, exported("en")); d != "" {
			t.Errorf("%q:\n%s", c.text, d)
		}
		if sum := mustBuild(t, pipeline.Options{Dir: dir}); sum.Written > 0 {
			t.Errorf("%q: the next build writes %d files", c.text, sum.Written)
		}
	}
	for name := range folder.Files(t, filepath.Join(dir, "public"), "search/") {
		if strings.Contains(name, "synonyms") {
			t.Errorf("%s is published", name)
		}
	}
}
