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

// textEnd parts the texts of a group; it is taken out of the texts themselves.
const textEnd = "\x1e"

// records writes what hits show, and the texts.
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
		var records []search.StoredFields
		for doc := first; doc < min(first+group*storedGroup, docs); doc++ {
			r, err := e.src.StoredFields(doc)
			if err != nil {
				return err
			}
			records = append(records, r)
		}
		hash, err := e.storedShards(first/group, group, records)
		if err != nil {
			return err
		}
		hashes.WriteString(hash)
	}
	e.contents.Stored = hashes.String()
	return nil
}

// group is the number of records of a shard.
func (e *exporter) group() int {
	return max(1, (e.src.Docs()+e.opts.Shards.Stored-1)/e.opts.Shards.Stored)
}

// recordShards writes the shards of a group, of which number is the first, and
// their texts. Their hash depends on their whole documents, since the texts are
// named after them.
func (e *exporter) storedShards(number, size int, records []search.StoredFields) (string, error) {
	whole := fmt.Append(nil, e.opts.TextGroup, "/", size)
	for _, r := range records {
		whole = appendHashed(whole, &r)
	}
	hash := contentHash("r", string(whole))
	numbers := numberValues(e.contents.Values)
	for part := range slices.Chunk(records, size) {
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

// appendHashed appends what the hash of a shard covers of a document's fields: all.
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
// facets, and the ID if it isn't the URL, separated by tabs. A URL that holds the
// title's words is written without them (shortURL), a date in three letters
// (shortDate). The facets stand in the
// order of FacetNames, parted by semicolons, their terms by commas, or as
// numbers one after the other where the table of contents knows the facet's
// terms; nothing is written for the language of the shard and for the year of the
// date, and "-" for no term where that would be read otherwise.
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

// numberValues gives each value of each facet that is told in the table of
// contents its number there, in base 36, as long as the longest.
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

// shortDate writes a day from 1970 on as the number of days since then, had
// every month 31 of them, in three digits of base 36, up to the year 2094;
// anything else stays as it is.
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

// shortURL replaces the first words of the title, folded and joined by
// hyphens, by "*" and the number of words, as many of two or more as there are.
func shortURL(url, title string) string {
	if strings.Contains(url, "*") {
		return url
	}
	var slugs []string // the title's start, one word longer each
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

// texts writes the text files of a record shard. Their records name facets'
// values in full, so that a new value leaves them as they are.
func (e *exporter) texts(shard string, records []search.StoredFields) error {
	if e.opts.Text == nil {
		return nil
	}
	for n := 0; n*e.opts.TextGroup < len(records); n++ {
		name := fmt.Sprintf("text/%s/%s-%d", e.src.Lang(), shard, n)
		if e.opts.Published(filePath(name)) {
			e.keep(name)
			continue
		}
		first := n * e.opts.TextGroup
		end := min(first+e.opts.TextGroup, len(records))
		pages := make([]string, 0, end-first)
		for _, r := range records[first:end] {
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
