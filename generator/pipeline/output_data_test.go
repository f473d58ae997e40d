package pipeline_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// analysed is a site that offers its data, with a table of countries and outcomes.
const analysed = `
-- content/countries/mali.en.md --
---
country: mali
title: Mali
summary: A country.
work: { justice: "=Courts, more of them." }
---
-- content/countries/mali.fr.md --
---
title: Mali
summary: Un pays.
translated_from: en
work: { justice: Des tribunaux. }
---
-- content/matrix.en.md --
---
title: The table
summary: All at once.
layout: matrix
---
`

// dataSite returns the folder of a built site that offers its data.
func dataSite(t *testing.T) string {
	t.Helper()
	dir := smallSite(t, authored, analysed)
	for _, name := range []string{"two", "deux", "annexe"} {
		folder.Write(t, dir, "content/briefs/"+name+".pdf", pdf("en"))
	}
	hub := filepath.Join(dir, "content", "hub.yaml")
	change(t, hub, "sections:\n", "data: true\nsections:\n  countries: { kind: country, name: { en: Countries, fr: Pays }, slug: { en: countries, fr: pays } }\n")
	change(t, hub, "vocabularies:\n", "vocabularies:\n  outcomes: { name: { en: Outcome, fr: Résultat }, slug: { en: outcome, fr: resultat }, terms: [{ id: justice, name: { en: Justice, fr: Justice }, slug: { en: justice, fr: justice } }] }\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	return dir
}

func TestData(t *testing.T) {
	dir := dataSite(t)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(folder.Read(t, dir, "public/data/library.csv"), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := map[string]string{}
	for i, head := range rows[0] {
		cell[head] = rows[1][i]
	}
	for head, want := range map[string]string{
		"id": "briefs/two", "title_en": "Two", "title_fr": "Deux", "url_fr": "https://hub.example.org/fr/bibliotheque/deux/",
		"orcids_fr": "0000-0002-1825-0097 | ", "roles_fr": "autrice principale | ", "type_fr": "Rapport", "date": "2026-01-05",
	} {
		if cell[head] != want {
			t.Errorf("%s is %q, want %q", head, cell[head], want)
		}
	}
	if len(rows) != 3 || rows[2][0] != "briefs/one" {
		t.Errorf("%d rows, the newest not first: %q", len(rows), rows)
	}
	var lib struct {
		Documents []struct {
			ID       string
			Versions map[string]struct{ Title string }
		}
	}
	if err := json.Unmarshal([]byte(folder.Read(t, dir, "public/data/library.json")), &lib); err != nil || len(lib.Documents) != 2 || lib.Documents[0].Versions["fr"].Title != "Deux" {
		t.Errorf("%+v (%v)", lib, err)
	}
	for file, want := range map[string][]string{
		"matrix.csv":          {"\ufeffcountry,code,country_en,", `mali,MLI,Mali,https://hub.example.org/en/countries/mali/,Mali,https://hub.example.org/fr/pays/mali/,"'=Courts, more of them.",Des tribunaux.`},
		"library.fr.bib":      {"@techreport{briefs-two-fr,", "@techreport{briefs-one-fr,"},
		"library.en.ris":      {"ID  - briefs-two-en\r\n", "ID  - briefs-one-en\r\n"},
		"library.en.csl.json": {`"id": "briefs-two-en"`, `"id": "briefs-one-en"`},
	} {
		text := folder.Read(t, dir, "public/data/"+file)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in %s", file, w, text)
			}
		}
	}
}

// Each data file is offered beside what it contains, with its size.
func TestDataIsOffered(t *testing.T) {
	dir := dataSite(t)
	offer := regexp.MustCompile(`<a href="([^"]*/data/[^"]*)" download>([^<]*)</a>`)
	for page, want := range map[string]int{"en/library": 5, "fr/bibliotheque": 5, "en/matrix": 1, "en/library/two": 0} {
		found := offer.FindAllStringSubmatch(folder.Read(t, dir, "public/"+page+"/index.html"), -1)
		if len(found) != want {
			t.Errorf("%s offers %q", page, found)
		}
		for _, m := range found {
			info, err := os.Stat(filepath.Join(dir, "public", page, m[1]))
			if err != nil {
				t.Fatal(err)
			}
			if size := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(m[2]); info.Size() < 1000 && !strings.Contains(size, fmt.Sprint(info.Size())) || !strings.Contains(size, " (") {
				t.Errorf("%s: %d bytes are told as %q", m[1], info.Size(), m[2])
			}
		}
	}
	// A language without documents of its own has nothing for reference managers.
	translations, err := filepath.Glob(filepath.Join(dir, "content", "briefs", "*.fr.md"))
	if err != nil || len(translations) == 0 {
		t.Fatalf("no French documents (%v)", err)
	}
	for _, file := range translations {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	mustBuild(t, pipeline.Options{Dir: dir})
	if page := folder.Read(t, dir, "public/fr/bibliotheque/index.html"); len(offer.FindAllString(page, -1)) != 2 || strings.Contains(page, "gestion bibliographique") {
		t.Errorf("a library without French documents offers %q", offer.FindAllString(page, -1))
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "data", "library.fr.bib")); !os.IsNotExist(err) {
		t.Errorf("a library without French documents has French references (%v)", err)
	}
	change(t, filepath.Join(dir, "content", "hub.yaml"), "data: true\n", "")
	mustBuild(t, pipeline.Options{Dir: dir})
	if _, err := os.Stat(filepath.Join(dir, "public", "data")); !os.IsNotExist(err) || strings.Contains(folder.Read(t, dir, "public/en/library/index.html"), "/data/") {
		t.Errorf("data is offered that nobody asked for (%v)", err)
	}
}
