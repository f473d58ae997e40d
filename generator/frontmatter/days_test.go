package frontmatter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/site"
)

func TestMeantDays(t *testing.T) {
	for in, want := range map[string]string{
		"24/11/2026": "2026-11-24", "24.11.2026": "2026-11-24", "24.11.2026.": "2026-11-24", "2026/11/24": "2026-11-24", "24-11-2026": "2026-11-24",
		"2026-1-5": "2026-01-05", "11/24/2026": "2026-11-24", "3/4/2026": "2026-04-03 2026-03-04", "4/4/2026": "2026-04-04",
		"24 November 2026": "2026-11-24", "November 24, 2026": "2026-11-24", "24 nov. 2026": "2026-11-24", "24th November 2026": "2026-11-24",
		"24 novembre 2026": "2026-11-24", "1er août 2026": "2026-08-01", "14 avril 2021": "2021-04-14", "3 juin 2021": "2021-06-03",
		"3 juillet 2021": "2021-07-03", "July 3, 2021": "2021-07-03", "avril 2021": "2021-04", "May 2021": "2021-05",
		"2026-11-24T10:00": "2026-11-24", "2026-11-24 10:00": "2026-11-24",
		"2026-02-30": "", "31/02/2026": "", "24/11/26": "", "spring": "", "24 Brumaire 2026": "", "": "", "99999": "",
	} {
		if got := strings.Join(meantDays(in), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A source is a map, a title or an address, alone or in a list.
func TestSourcesAsTexts(t *testing.T) {
	const url = "https://example.org/report"
	for in, want := range map[string][]site.Source{
		"sources: " + url:                  {{Title: url, URL: url}},
		"sources: A report":                {{Title: "A report"}},
		"sources: [A report, " + url + "]": {{Title: "A report"}, {Title: url, URL: url}},
		"sources:\n  - A report\n  - title: B\n    year: \"2021\"": {{Title: "A report"}, {Title: "B", Year: "2021"}},
	} {
		if diff := cmp.Diff(want, decode(t, "\n"+in+"\n").Front.Sources); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
	if _, list := Decode([]byte("sources: \"https://\"\n"), Source{File: "x"}); len(list) != 1 || list[0].ID() != "value-invalid.web-address" {
		t.Errorf("an address without a host: %v", list)
	}
}
