package cite

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/golden"
)

// hard returns a work with everything that is difficult in one of the formats.
func hard() Work {
	return Work{
		ID: "briefs/l’état & la loi", Class: Report, Lang: "fr",
		Title:   "L’État\u00a0: 50\u202f% des {cas} à 5 $ & #1_a ~ b^2 \\ œuvre\u202f? <b>non</b>",
		Authors: []Name{{Literal: "Femmes, paix and sécurité"}, {Family: "Diarra", Given: "Aminata", ORCID: "0000-0002-1825-0097", Organisation: "ASSN"}, {Family: "Sand and Stone", Given: "Jean-Paul"}},
		Date:    "2026-03-05", Publisher: "Alliance Just Future", Type: "Note de synthèse", Series: "Notes du Sahel", Number: "3",
		PDF: "https://hub.example.org/fr/bibliotheque/etat.pdf",
		URL: "https://hub.example.org/fr/bibliotheque/etat_et_loi/?a=1&b=%C3%A9#x", DOI: "10.5281/zenodo.{1}_2",
		Summary: "Première ligne.\nSeconde\u00a0ligne\u00ad.", Keywords: []string{"Accès à la justice", "Femmes, paix et sécurité", "Mali"}, Licence: "https://creativecommons.org/licenses/by/4.0/",
	}
}

// TestGoldens compares the files for reference managers with goldens, which can
// also be checked with another program, such as citation-js.
func TestGoldens(t *testing.T) {
	documents := map[string]Work{"report": report(), "hard": hard(), "webpage": {
		ID: "countries/mali", Class: WebPage, Title: "Mali", Publisher: "Just Future Alliance", Updated: "2026", Lang: "en", URL: "https://hub.example.org/en/countries/mali/",
	}}
	for name, d := range documents {
		for ext, got := range map[string]string{"bib": BibTeX(d), "ris": RIS(d), "json": CSL(d)} {
			golden.File(t, "testdata/"+name+"."+ext, []byte(got))
		}
	}
}

func TestCSL(t *testing.T) {
	var items []map[string]any
	if err := json.Unmarshal([]byte(CSL(hard())), &items); err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 {
		t.Fatalf("got %d items, want 1", len(items))
	}
	want := map[string]any{
		"id": "briefs-l-tat-la-loi-fr", "type": "report", "publisher": "Alliance Just Future", "genre": "Note de synthèse",
		"title":  "L’État : 50 % des {cas} à 5 $ & #1_a ~ b^2 \\ œuvre ? <b>non</b>",
		"author": []any{map[string]any{"literal": "Femmes, paix and sécurité"}, map[string]any{"family": "Diarra", "given": "Aminata"}, map[string]any{"family": "Sand and Stone", "given": "Jean-Paul"}},
		"issued": map[string]any{"date-parts": []any{[]any{2026.0, 3.0, 5.0}}}, "collection-title": "Notes du Sahel", "number": "3",
		"DOI": "10.5281/zenodo.{1}_2", "URL": "https://hub.example.org/fr/bibliotheque/etat_et_loi/?a=1&b=%C3%A9#x", "language": "fr",
		"keyword": "Accès à la justice, Femmes – paix et sécurité, Mali", "abstract": "Première ligne. Seconde ligne.",
	}
	if diff := cmp.Diff(want, items[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	undated := Work{ID: "x", Title: "x"}
	if got := CSL(undated); strings.Contains(got, "issued") || strings.Contains(got, "author") {
		t.Errorf("empty parts are written: %s", got)
	}
}

func TestRISLines(t *testing.T) {
	record := RIS(hard())
	lines := strings.Split(strings.TrimSuffix(record, "\r\n"), "\r\n")
	for _, l := range lines {
		if len(l) < 6 || l[2:6] != "  - " || strings.ContainsAny(l, "\r\n") {
			t.Errorf("not a line of RIS: %q", l)
		}
	}
	if lines[0] != "TY  - RPRT" || lines[len(lines)-1] != "ER  - " {
		t.Errorf("begins with %q and ends with %q", lines[0], lines[len(lines)-1])
	}
	for _, want := range []string{"DA  - 2026/03/05/", "PY  - 2026", "AU  - Diarra, Aminata", "AU  - Femmes – paix and sécurité", "KW  - Mali", "KW  - Femmes, paix et sécurité", "L1  - https://hub.example.org/fr/bibliotheque/etat.pdf", "AB  - Première ligne. Seconde ligne."} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line %q in\n%s", want, record)
		}
	}
}

// TestBibTeXBraces checks what BibTeX checks: balanced braces, and no unescaped
// special character of TeX outside a URL.
func TestBibTeXBraces(t *testing.T) {
	entry := BibTeX(hard())
	depth := 0
	for i, r := range entry {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 || depth == 0 && i > 0 && i < len(entry)-2 && strings.Contains(entry[:i], "{") {
			t.Fatalf("braces don't pair at byte %d of\n%s", i, entry)
		}
	}
	if depth != 0 {
		t.Errorf("%d braces stay open in\n%s", depth, entry)
	}
	for line := range strings.Lines(entry) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok || name == "url" || name == "doi" {
			continue
		}
		for i := range value {
			if strings.ContainsRune("&%$#_^", rune(value[i])) && value[i-1] != '\\' {
				t.Errorf("%c stands bare in %s", value[i], line)
			}
		}
	}
}

func TestMeta(t *testing.T) {
	d := hard()
	got := Meta(d)
	for _, want := range [][2]string{
		{"citation_author", "Diarra, Aminata"}, {"citation_author", "Femmes – paix and sécurité"}, {"DC.creator", "Femmes, paix and sécurité"}, {"citation_publication_date", "2026/03/05"},
		{"citation_technical_report_institution", "Alliance Just Future"}, {"citation_doi", "10.5281/zenodo.{1}_2"}, {"citation_pdf_url", d.PDF},
		{"citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"}, {"citation_author_institution", "ASSN"},
		{"DC.identifier", "https://doi.org/10.5281/zenodo.{1}_2"}, {"DC.date", "2026-03-05"}, {"DC.rights", d.Licence}, {"DC.subject", "Mali"},
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no %v in %v", want, got)
		}
	}
	for _, tag := range Meta(Work{Title: "x", Class: WebPage}) {
		if tag[1] == "" {
			t.Errorf("%s is empty", tag[0])
		}
	}
}
