package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func library() Library {
	return Library{
		Title: Text{"en": "Hub", "fr": "Site"}, URL: "https://example.org/", Languages: []string{"en", "fr"}, Lists: []string{"countries"},
		Documents: []Document{{
			ID: "briefs/a", SourceLanguage: "fr", Date: "2026-01-02", From: "2021", SDG: []string{"16.3"},
			Type:  &Term{ID: "report", Name: Text{"en": "Report", "fr": "Rapport"}},
			Terms: map[string][]Term{"countries": {{ID: "mali", Code: "MLI", Name: Text{"en": "Mali", "fr": "Mali"}}, {ID: "drc", Name: Text{"en": "DR Congo", "fr": "RD Congo"}}}},
			Versions: map[string]Version{
				"en": {URL: "https://example.org/en/a/", Title: "=HYPERLINK(\"x\")", Summary: "One, \"two\"\nand é.", KeyMessages: []string{"-1", "B"},
					Authors: []Author{{Name: "Diarra, Awa", ORCID: "0000-0002-1825-0097"}, {Name: "ASSN"}}, Sources: []Source{{Title: "S", Year: "2022"}}},
				"fr": {URL: "https://example.org/fr/a/", Title: "＠SUM", Summary: "Un."},
			},
		}, {ID: "briefs/b", SourceLanguage: "en", Versions: map[string]Version{"en": {Title: "B", Image: &Image{URL: "https://example.org/b.png"}}}}},
	}
}

// cells reads a table and returns its rows by the heads of their columns.
func cells(t *testing.T, body []byte) []map[string]string {
	t.Helper()
	text, marked := bytes.CutPrefix(body, []byte("\xef\xbb\xbf"))
	if !marked || !bytes.Contains(text, []byte("\r\n")) {
		t.Error("no byte-order mark, or lines that don't end in CR LF")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, c := range row {
			if _, twice := m[rows[0][i]]; twice {
				t.Errorf("two columns %q", rows[0][i])
			}
			m[rows[0][i]] = c
		}
		out = append(out, m)
	}
	return out
}

func TestCSV(t *testing.T) {
	rows := cells(t, library().CSV())
	for head, want := range map[string]string{
		"id": "briefs/a", "source_language": "fr", "date": "2026-01-02", "period_from": "2021", "period_to": "", "sdg": "16.3", "type": "report", "type_fr": "Rapport",
		"countries": "mali | drc", "countries_fr": "Mali | RD Congo", "title_en": "'=HYPERLINK(\"x\")", "title_fr": "'＠SUM",
		"summary_en": "One, \"two\"\nand é.", "key_messages_en": "'-1 | B", "key_messages_fr": "", "authors_en": "Diarra, Awa | ASSN",
		"orcids_en": "0000-0002-1825-0097 | ", "roles_en": "", "sources_en": "S, 2022", "url_fr": "https://example.org/fr/a/",
	} {
		if got, ok := rows[0][head]; !ok || got != want {
			t.Errorf("%s is %q, want %q", head, got, want)
		}
	}
	if rows[1]["url_fr"] != "" || rows[1]["image_en"] != "https://example.org/b.png" || rows[1]["type"] != "" {
		t.Errorf("the second row is %v", rows[1])
	}
}

func TestJSON(t *testing.T) {
	body := library().JSON()
	var got Library
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	got.Lists = library().Lists
	if !reflect.DeepEqual(got, library()) {
		t.Errorf("read back: %+v", got)
	}
	if text := string(body); !strings.Contains(text, `"title": "=HYPERLINK(\"x\")"`) || strings.Contains(text, "null") {
		t.Error(text)
	}
}

func TestMatrix(t *testing.T) {
	m := Matrix{Languages: []string{"en", "fr"}, Outcomes: []string{"justice"}, Rows: []Row{
		{Country: Term{ID: "mali", Code: "MLI", Name: Text{"en": "Mali", "fr": "Mali"}}, URL: Text{"en": "https://example.org/en/mali/"}, Work: map[string]Text{"justice": {"en": "Courts."}}},
		{Country: Term{ID: "niger"}},
	}}
	rows := cells(t, m.CSV())
	if rows[0]["justice_en"] != "Courts." || rows[0]["justice_fr"] != "" || rows[0]["code"] != "MLI" || rows[0]["url_en"] != "https://example.org/en/mali/" || rows[1]["country"] != "niger" {
		t.Errorf("%v", rows)
	}
}
