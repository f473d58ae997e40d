package pipeline_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
)

// authored is a brief with authors of each sort and its text as a PDF.
const authored = `
-- content/briefs/two.en.md --
---
title: Two
summary: A brief with authors.
date: 2026-01-05
type: report
authors:
  - name: Diarra, Aminata
    orcid: https://orcid.org/0000-0002-1825-0097
    organisation: Sahel Institute
    role: lead author
  - Women’s Platform, Gao, Mali
sources: [{ title: A source }]
key_messages: [Two.]
---
[The brief as a PDF](two.pdf), [in French](deux.pdf), [data](data.csv)
-- content/briefs/two.fr.md --
---
title: Deux
summary: Une note signée.
slug: deux
translated_from: en
authors:
  - name: Diarra, Aminata
    orcid: 0000-0002-1825-0097
    organisation: Institut du Sahel
    role: autrice principale
  - Plateforme des femmes, Gao, Mali
key_messages: [Deux.]
---
[La note en PDF](deux.pdf), [une annexe](annexe.pdf)
-- content/briefs/data.csv --
a,b
`

// pdf is a document of one empty page in a language.
func pdf(lang string) string {
	return "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (" + lang + ") >>\nendobj\n" +
		"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
		"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj\n" +
		"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
}

// TestAuthors follows authors from front matter into everything that names them.
func TestAuthors(t *testing.T) {
	dir := smallSite(t, authored)
	for name, lang := range map[string]string{"two": "en", "deux": "fr", "annexe": "fr"} {
		folder.Write(t, dir, "content/briefs/"+name+".pdf", pdf(lang))
	}
	mustBuild(t, pipeline.Options{Dir: dir})
	for file, want := range map[string][]string{
		"public/en/library/two/index.html": {
			`<a href="https://orcid.org/0000-0002-1825-0097">Aminata Diarra</a> (lead author, Sahel Institute)`,
			`<meta name="citation_author" content="Diarra, Aminata">`,
			`<meta name="citation_author_orcid" content="https://orcid.org/0000-0002-1825-0097">`,
			`<meta name="citation_author_institution" content="Sahel Institute">`,
			`<meta name="citation_author" content="Women’s Platform – Gao – Mali">`,
			`<meta name="citation_pdf_url" content="https://hub.example.org/files/briefs/two.pdf">`,
			`"affiliation":{"@type":"Organization","name":"Sahel Institute"}`, `"sameAs":"https://orcid.org/0000-0002-1825-0097"`,
			`Diarra, A., &amp; Women’s Platform, Gao, Mali. (2026).`, `author&#43;an:orcid%20=%20%7B1=%220000-0002-1825-0097%22%7D`,
		},
		"public/fr/bibliotheque/deux/index.html": {
			`Aminata Diarra</a> (autrice principale, Institut du Sahel)`, `Plateforme des femmes, Gao, Mali</li>`,
		},
		"public/en/feed.xml": {"<name>Aminata Diarra</name>", "<uri>https://orcid.org/0000-0002-1825-0097</uri>", "<name>Women’s Platform, Gao, Mali</name>"},
	} {
		text := folder.Read(t, dir, file)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %s", file, w)
			}
		}
	}
	if text := folder.Read(t, dir, "public/fr/bibliotheque/deux/index.html"); strings.Contains(text, "citation_pdf_url") {
		t.Error("one of two PDFs in a language is told to be the page's own")
	}
	ix, err := bleveindex.Open(filepath.Join(dir, "public", "search", "bleve", "en"))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	searcher := search.NewSearcher([]search.Index{ix}, search.SearcherOptions{})
	res, err := searcher.Search(context.Background(), search.Request{Query: "Aminata Diarra", Lang: "en", Limit: 20})
	if err != nil || len(res.Hits) != 1 || res.Hits[0].ID != "en/library/two/" {
		t.Errorf("a search for an author finds %+v (%v)", res.Hits, err)
	}
}
