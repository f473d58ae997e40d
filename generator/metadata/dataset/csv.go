package dataset

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// separator parts the values of one cell. Names and sentences have commas and
// semicolons, but no bars.
const separator = " | "

// table writes rows as RFC 4180 has them, in UTF-8 with a byte-order mark, without which
// Excel reads accents in the code page of the computer.
func table(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i, cell := range row {
			row[i] = inert(cell)
		}
		_ = w.Write(row) // a buffer returns no error
	}
	w.Flush()
	return b.Bytes()
}

// inert returns a cell that spreadsheets show and don't calculate: one that they would
// take for a formula starts with an apostrophe (OWASP, "CSV Injection").
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

// column is a column of the library: its head, and the cell of a document.
type column struct {
	head string
	cell func(*Document) string
}

// CSV writes a row for each document. Columns of one language end in its code.
func (l Library) CSV() []byte {
	columns := l.columns()
	rows := make([][]string, 1, 1+len(l.Documents))
	for _, c := range columns {
		rows[0] = append(rows[0], c.head)
	}
	for i := range l.Documents {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = c.cell(&l.Documents[i])
		}
		rows = append(rows, row)
	}
	return table(rows)
}

func (l Library) columns() []column {
	out := []column{
		{"id", func(d *Document) string { return d.ID }},
		{"source_language", func(d *Document) string { return d.SourceLanguage }},
		{"date", func(d *Document) string { return d.Date }},
		{"updated", func(d *Document) string { return d.Updated }},
		{"period_from", func(d *Document) string { return d.From }},
		{"period_to", func(d *Document) string { return d.To }},
		{"sdg", func(d *Document) string { return strings.Join(d.SDG, separator) }},
		{"doi", func(d *Document) string { return d.DOI }},
	}
	out = append(out, l.termColumns("type", func(d *Document) []Term {
		if d.Type == nil {
			return nil
		}
		return []Term{*d.Type}
	})...)
	for _, id := range l.Lists {
		out = append(out, l.termColumns(id, func(d *Document) []Term { return d.Terms[id] })...)
	}
	for _, lang := range l.Languages {
		for _, c := range versionColumns {
			out = append(out, column{c.head + "_" + lang, func(d *Document) string {
				v := d.Versions[lang]
				return c.cell(&v)
			}})
		}
	}
	return out
}

// termColumns are the ids of terms, then their names in each language.
func (l Library) termColumns(head string, terms func(*Document) []Term) []column {
	out := []column{{head, func(d *Document) string { return join(terms(d), func(t Term) string { return t.ID }) }}}
	for _, lang := range l.Languages {
		out = append(out, column{head + "_" + lang, func(d *Document) string {
			return join(terms(d), func(t Term) string { return t.Name[lang] })
		}})
	}
	return out
}

// versionColumns are the columns of each language.
var versionColumns = []struct {
	head string
	cell func(*Version) string
}{
	{"url", func(v *Version) string { return v.URL }},
	{"title", func(v *Version) string { return v.Title }},
	{"summary", func(v *Version) string { return v.Summary }},
	{"key_messages", func(v *Version) string { return strings.Join(v.KeyMessages, separator) }},
	{"also", func(v *Version) string { return strings.Join(v.Also, separator) }},
	{"authors", func(v *Version) string { return join(v.Authors, func(a Author) string { return a.Name }) }},
	{"orcids", func(v *Version) string { return join(v.Authors, func(a Author) string { return a.ORCID }) }},
	{"organisations", func(v *Version) string { return join(v.Authors, func(a Author) string { return a.Organisation }) }},
	{"roles", func(v *Version) string { return join(v.Authors, func(a Author) string { return a.Role }) }},
	{"sources", func(v *Version) string { return join(v.Sources, Source.text) }},
	{"image", func(v *Version) string {
		if v.Image == nil {
			return ""
		}
		return v.Image.URL
	}},
}

// text writes a source on one line.
func (s Source) text() string {
	out := ""
	for _, part := range []string{s.Title, s.Publisher, s.Year, s.URL, s.Note} {
		if part != "" && out != "" {
			out += ", "
		}
		out += part
	}
	return out
}

// join writes the values of a list into one cell. A cell of several lists, such as names
// and ORCIDs, has as many values in each; one without any value is empty.
func join[T any](list []T, text func(T) string) string {
	parts, any := make([]string, len(list)), false
	for i, v := range list {
		parts[i] = text(v)
		any = any || parts[i] != ""
	}
	if !any {
		return ""
	}
	return strings.Join(parts, separator)
}

// Matrix is what is done in each country for each outcome.
type Matrix struct {
	Languages []string
	Outcomes  []string // ids
	Rows      []Row
}

// Row is one country.
type Row struct {
	Country Term
	URL     Text
	Work    map[string]Text // by outcome
}

// CSV writes a row for each country.
func (m Matrix) CSV() []byte {
	head := []string{"country", "code"}
	for _, lang := range m.Languages {
		head = append(head, "country_"+lang, "url_"+lang)
	}
	for _, o := range m.Outcomes {
		for _, lang := range m.Languages {
			head = append(head, o+"_"+lang)
		}
	}
	rows := [][]string{head}
	for _, r := range m.Rows {
		row := []string{r.Country.ID, r.Country.Code}
		for _, lang := range m.Languages {
			row = append(row, r.Country.Name[lang], r.URL[lang])
		}
		for _, o := range m.Outcomes {
			for _, lang := range m.Languages {
				row = append(row, r.Work[o][lang])
			}
		}
		rows = append(rows, row)
	}
	return table(rows)
}
