package export

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// textEnd separates the texts of a file. It is removed from the texts themselves.
const textEnd = "\x1e"

// stored writes the stored fields and the texts.
func (e *exporter) stored() error {
	docs, group := e.src.Docs(), e.group()
	e.contents.Group, e.contents.Texts = group, e.opts.TextGroup
	if e.opts.Text == nil {
		e.contents.Texts = 0
	}
	var hashes strings.Builder
	for first := 0; first < docs; first += group * storedGroup {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		var fields []search.StoredFields
		for doc := first; doc < min(first+group*storedGroup, docs); doc++ {
			r, err := e.src.StoredFields(doc)
			if err != nil {
				return err
			}
			fields = append(fields, r)
		}
		hash, err := e.storedShards(first/group, group, fields)
		if err != nil {
			return err
		}
		hashes.WriteString(hash)
	}
	e.contents.Stored = hashes.String()
	return nil
}

// group returns the number of documents in a shard of stored fields.
func (e *exporter) group() int {
	return max(1, (e.src.Docs()+e.opts.Shards.Stored-1)/e.opts.Shards.Stored)
}

// storedShards writes the shards of a group, with numbers from number on, and their texts.
// Their hash covers whole documents, because the names of text files contain it.
func (e *exporter) storedShards(number, size int, fields []search.StoredFields) (string, error) {
	whole := fmt.Append(nil, e.opts.TextGroup, "/", size)
	for _, r := range fields {
		whole = appendHashed(whole, &r)
	}
	hash := contentHash("r", string(whole))
	numbers := numberValues(e.contents.Values)
	for part := range slices.Chunk(fields, size) {
		key := strconv.Itoa(number)
		e.writeShard("r", key, hash+e.contents.Known, func() string {
			lines := make([]string, len(part))
			for i, r := range part {
				lines[i] = storedLine(e.src.Lang(), r, numbers)
			}
			return strings.Join(lines, "\n")
		})
		if err := e.texts(key+"-"+hash, part); err != nil {
			return "", err
		}
		number++
	}
	return hash, nil
}

// appendHashed appends all fields of a document, in a form to be hashed.
func appendHashed(out []byte, r *search.StoredFields) []byte {
	for _, s := range []string{r.ID, r.URL, r.Title, r.Summary, r.Date, r.Hash} {
		out = appendString(out, s)
	}
	for _, name := range search.FacetNames {
		out = binary.AppendUvarint(out, uint64(len(r.Facets[name])))
		for _, v := range r.Facets[name] {
			out = appendString(out, v)
		}
	}
	return out
}

// storedLine writes the fields of a document on one line: URL, title, summary, date,
// facets, and the ID if it isn't the URL, separated by tabs. A URL that contains the
// words of the title is shortened (shortURL), and so is a date (shortDate). Facets are in
// the order of FacetNames, separated by semicolons; their values are separated by commas,
// or are numbers without separators if the table of contents lists the facet's values.
// The language of the shard and the year of the date are omitted; a facet without values
// is "-" if nothing would mean one of these.
func storedLine(lang string, r search.StoredFields, numbers []map[string]string) string {
	var facets []string
	for i, name := range search.FacetNames {
		values, implied := r.Facets[name], ""
		switch {
		case name == "language":
			implied = lang
		case name == "year" && len(r.Date) >= 4:
			implied = r.Date[:4]
		}
		text := strings.Join(values, ",")
		switch {
		case text == implied:
			text = ""
		case text == "":
			text = "-"
		case numbers != nil && numbers[i] != nil:
			text = ""
			for _, v := range values {
				text += numbers[i][v]
			}
		}
		facets = append(facets, text)
	}
	list := strings.TrimRight(strings.Join(facets, ";"), ";")
	fields := []string{shortURL(r.URL, r.Title), r.Title, r.Summary, shortDate(r.Date), list}
	if r.ID != r.URL {
		fields = append(fields, r.ID)
	}
	return strings.Join(fields, "\t")
}

// numberValues returns the number of each value of each facet that the table of contents
// lists, in base 36, with equally many digits within a facet.
func numberValues(facets []string) []map[string]string {
	var out []map[string]string
	for _, list := range facets {
		if list == "" {
			out = append(out, nil)
			continue
		}
		values := strings.Split(list, ",")
		numbers := make(map[string]string, len(values))
		for i, v := range values {
			if len(values) > len(base36Digits) {
				numbers[v] = base36Digits[i/36:i/36+1] + base36Digits[i%36:i%36+1]
			} else {
				numbers[v] = base36Digits[i : i+1]
			}
		}
		out = append(out, numbers)
	}
	return out
}

// shortDate encodes a day from 1970 to 2094 in three digits of base 36: the number of days
// since 1970 if every month had 31. It returns any other text as it is.
func shortDate(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	n := ((day.Year()-1970)*12+int(day.Month())-1)*31 + day.Day() - 1
	if n < 0 || n >= 36*36*36 {
		return date
	}
	return base36Digits[n/1296:n/1296+1] + base36Digits[n/36%36:n/36%36+1] + base36Digits[n%36:n%36+1]
}

// shortURL replaces the first words of the title, folded and joined by hyphens, by "*" and
// their number in base 36: as many words as possible, but at least two.
func shortURL(url, title string) string {
	if strings.Contains(url, "*") {
		return url
	}
	var slugs []string // the first word of the title, the first two, and so on
	slug := ""
	for start, end := analysis.NextWord(title, 0); start >= 0 && len(slugs) < 36; start, end = analysis.NextWord(title, end) {
		slug += "-" + strings.ReplaceAll(analysis.Fold(title[start:end]), "'", "-")
		slugs = append(slugs, slug[1:])
	}
	for n := len(slugs); n > 1; n-- {
		if before, after, ok := strings.Cut(url, slugs[n-1]); ok {
			return before + "*" + base36Digits[n-1:n] + after
		}
	}
	return url
}

// texts writes the text files of a shard of stored fields. Their stored fields contain the
// values of facets themselves and not their numbers, so that a new value doesn't change
// them.
func (e *exporter) texts(shard string, fields []search.StoredFields) error {
	if e.opts.Text == nil {
		return nil
	}
	for n := 0; n*e.opts.TextGroup < len(fields); n++ {
		name := fmt.Sprintf("text/%s/%s-%d", e.src.Lang(), shard, n)
		if e.opts.Published(filePath(name)) {
			e.keep(name)
			continue
		}
		first := n * e.opts.TextGroup
		end := min(first+e.opts.TextGroup, len(fields))
		pages := make([]string, 0, end-first)
		for _, r := range fields[first:end] {
			text, err := e.opts.Text(r)
			if err != nil {
				return fmt.Errorf("read the text of %q: %w", r.ID, err)
			}
			text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), textEnd, " ")
			pages = append(pages, storedLine(e.src.Lang(), r, nil)+"\n"+text)
		}
		data, err := shardFile(name, strings.Join(pages, textEnd))
		if err != nil {
			return err
		}
		if err := e.write(name, data); err != nil {
			return err
		}
	}
	return nil
}
