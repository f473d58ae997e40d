package exchange

import (
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/exchange/xliff"
	"griot/generator/translate/segment"
)

// TestImportHub exports and imports the whole hub, and then changes texts at
// random: only their bytes change.
func TestImportHub(t *testing.T) {
	b := site{translated.CopyOfHub(t)}
	random := rand.New(rand.NewPCG(7, 7))
	for _, lang := range []string{"en", "fr"} {
		before := b.Files()
		file := b.export(lang)
		if r := b.importPO(file, lang, false); r.Written+r.Added+r.Confirmed > 0 || r.Diagnostics.Errors() > 0 {
			t.Errorf("%s: %+v", lang, r)
		}
		if !maps.Equal(before, b.Files()) {
			t.Fatalf("%s: an import of what was exported has changed a file", lang)
		}
		n := 0
		parsed, err := po.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		chosen, places := map[string]bool{}, random.Perm(len(parsed.Entries))
		for _, i := range places {
			if e := &parsed.Entries[i]; len(chosen) < 100 && len(e.Str) == 1 && e.Str[0] != "" {
				chosen[e.Ctxt+e.ID] = true
			}
		}
		changed := retouch(t, file, func(e *po.Entry) {
			if chosen[e.Ctxt+e.ID] {
				e.Str[0] = altered(e.Str[0], n)
				n++
			}
		})
		r := b.importPO(changed, lang, false)
		if n < 100 || r.Written != n || len(r.Diagnostics) > 0 {
			t.Errorf("%s: %d of %d written: %v", lang, r.Written, n, r.Diagnostics)
		}
		b.onlyChanged(before, lang, n)
	}
}

// altered is a text with a change at its start, at its end or within it, its
// tags where they were.
func altered(text string, n int) string {
	switch at := strings.Index(text, " "); {
	case n%3 == 0 && at > 0 && !strings.ContainsAny(text[:at], "<{"):
		return text[:at] + " # [x" + text[at:]
	case n%3 == 1:
		return "*x # " + text
	}
	return text + " # [x"
}

// onlyChanged checks that in the files of a language n texts are others than
// before, and that no byte between them has changed.
func (b site) onlyChanged(before map[string]string, lang string, n int) {
	b.Helper()
	found := 0
	for name, text := range b.Files() {
		if strings.HasPrefix(name, "i18n/state/") || strings.HasPrefix(name, "i18n/memory/") || text == before[name] {
			continue
		}
		parse := func(src string) *segment.Document {
			switch {
			case name == "content/hub.yaml":
				return segment.ParseHub(lang, []string{"en", "fr"}, []byte(src))
			case strings.HasSuffix(name, ".toml"):
				return segment.ParseMessages(lang, []byte(src))
			}
			return segment.ParsePage("", lang, name, []byte(src))
		}
		was, is := parse(before[name]), parse(text)
		var changed []int
		for i := range was.Segments {
			if i < len(is.Segments) && was.Segments[i].Text != is.Segments[i].Text {
				changed = append(changed, i)
			}
		}
		translated.CheckSplice(b.T, was, is, changed)
		found += len(changed)
	}
	if found != n {
		b.Errorf("%s: %d texts have changed, not %d", lang, found, n)
	}
}

// TestXLIFFHub exports and imports the whole hub in both versions of XLIFF,
// and changes a text with tags.
func TestXLIFFHub(t *testing.T) {
	b := site{translated.CopyOfHub(t)}
	for _, version := range []string{"2.0", "1.2"} {
		for _, pair := range [][2]string{{"en", "fr"}, {"fr", "en"}} {
			d := b.Project()
			texts := b.texts(d, pair[1])
			file := FormatXLIFF(texts, pair[0], pair[1], version)
			validXLIFF(t, file, version)
			before := b.Files()
			if r := b.importXLIFF(file); r.Written+r.Added+r.Confirmed > 0 || r.Diagnostics.Errors() > 0 || r.Unchanged < 100 {
				t.Errorf("%s: %+v", version, r)
			}
			if !maps.Equal(before, b.Files()) {
				t.Fatalf("%s: an import of what was exported has changed a file", version)
			}
		}
	}
	d := b.Project()
	file := string(FormatXLIFF(b.texts(d, "fr"), "en", "fr", "2.0"))
	changed := strings.Replace(file, ">Pour les journalistes<", ">Aux journalistes<", 1)
	changed = strings.Replace(changed, "Où en sont les traductions", "Deux langues, un même pas", 1)
	if r := b.importXLIFF([]byte(changed)); r.Written == 0 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if !strings.Contains(b.Read("content/translations.fr.md"), "title: Deux langues, un même pas\n") {
		t.Errorf("%s", b.Read("content/translations.fr.md"))
	}
	b.alterXLIFF()
}

// alterXLIFF changes 100 texts at random in each version of XLIFF.
func (b site) alterXLIFF() {
	b.Helper()
	random := rand.New(rand.NewPCG(8, 8))
	for _, version := range []string{"2.0", "1.2"} {
		before := b.Files()
		doc, err := xliff.Parse(FormatXLIFF(b.texts(b.Project(), "fr"), "en", "fr", version))
		if err != nil {
			b.Fatal(err)
		}
		var all []*xliff.Unit
		for f := range doc.Files {
			for u := range doc.Files[f].Units {
				if unit := &doc.Files[f].Units[u]; len(unit.Target) > 0 && !formName.MatchString(unit.Name) {
					all = append(all, unit)
				}
			}
		}
		for n, i := range random.Perm(len(all))[:100] {
			run := &all[i].Target[len(all[i].Target)-1]
			if run.Type != xliff.Text {
				all[i].Target = append(all[i].Target, xliff.Run{Text: " # [x"})
				continue
			}
			run.Text = altered(run.Text, n)
		}
		if r := b.importXLIFF(doc.Format()); r.Written != 100 || len(r.Diagnostics) > 0 {
			b.Errorf("XLIFF %s: %d of 100 written: %v", version, r.Written, r.Diagnostics)
		}
		b.onlyChanged(before, "fr", 100)
	}
}

func (b site) importXLIFF(src []byte) *Imported {
	b.Helper()
	returned, lang, err := ParseXLIFF(src)
	if err != nil {
		b.Fatal(err)
	}
	d := b.Project()
	batch := d.Batch()
	out, err := Import(batch, returned, lang, Options{File: "x.xlf"})
	if err != nil {
		b.Fatal(err)
	}
	b.Commit(batch)
	return out
}

// validXLIFF holds a file against the schemas, where they are installed;
// package xliff's tests say when they are not.
func validXLIFF(t *testing.T, src []byte, version string) {
	t.Helper()
	const folder = "/usr/share/php/Symfony/Component/Translation/Resources/schemas/"
	schema, err := os.ReadFile(folder + map[string]string{"2.0": "xliff-core-2.0.xsd", "1.2": "xliff-core-1.2-strict.xsd"}[version])
	if _, missing := exec.LookPath("xmllint"); err != nil || missing != nil {
		return
	}
	dir := t.TempDir()
	local := regexp.MustCompile(`schemaLocation="[^"]*xml\.xsd"`).ReplaceAll(schema, []byte(`schemaLocation="`+folder+`xml.xsd"`))
	for name, text := range map[string][]byte{"x.xsd": local, "x.xlf": src} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("xmllint", "--nonet", "--noout", "--schema", filepath.Join(dir, "x.xsd"), filepath.Join(dir, "x.xlf")).CombinedOutput()
	if err != nil {
		t.Errorf("XLIFF %s: %v\n%.2000s", version, err, out)
	}
}

func TestXLIFFPlurals(t *testing.T) {
	b := newSite(t, map[string]string{
		"i18n/active.en.toml": "b = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\nc = \"{{.Name}}!\"\n",
		"i18n/active.fr.toml": "b = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\n",
	})
	b.Mark()
	for _, version := range []string{"1.2", "2.0"} {
		file := FormatXLIFF(b.texts(b.Project(), "fr"), "en", "fr", version)
		if r := b.importXLIFF(file); r.Written+r.Added > 0 || len(r.Diagnostics) > 0 {
			t.Errorf("%s: %+v", version, r)
		}
	}
	file := string(FormatXLIFF(b.texts(b.Project(), "fr"), "en", "fr", "2.0"))
	at := strings.Index(file, "b [many]")
	end := strings.Index(file[at:], " pages</target>") + at
	changed := file[:end] + " de pages" + file[end+len(" pages"):]
	if r := b.importXLIFF([]byte(changed)); r.Written != 1 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if got := b.Read("i18n/active.fr.toml"); got != "b = { one = \"{{.Count}} page\", many = \"{{.Count}} de pages\", other = \"{{.Count}} pages\" }\n" {
		t.Errorf("%s", got)
	}
}
