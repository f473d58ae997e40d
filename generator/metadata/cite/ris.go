package cite

import "strings"

// RIS writes entries in the RIS format: on each line two letters, two spaces, a hyphen, a
// space and a value. Lines end in CR LF, as the format requires.
func RIS(works ...Work) string {
	entries := make([]string, len(works))
	for i, d := range works {
		entries[i] = d.ris()
	}
	return strings.Join(entries, "\r\n")
}

func (d Work) ris() string {
	year, month, day := parts(d.date())
	kind := "RPRT"
	if d.Class == WebPage {
		kind = "ELEC"
	}
	var b strings.Builder
	line := func(tag, value string) {
		if value = plain(value); value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	line("TY", kind)
	line("ID", d.Key())
	line("TI", d.Title)
	for _, n := range d.authors() {
		line("AU", n.parted())
	}
	line("PY", year)
	if year != "" {
		line("DA", strings.Join([]string{year, month, day, ""}, "/"))
	}
	line("PB", d.Publisher)
	line("M3", d.Type)
	line("T2", d.Series)
	line("SN", d.Number)
	line("DO", d.doi())
	line("UR", d.URL)
	line("L1", d.PDF)
	line("LA", d.Lang)
	for _, k := range d.Keywords {
		line("KW", k)
	}
	line("AB", d.Summary)
	b.WriteString("ER  - \r\n")
	return b.String()
}
