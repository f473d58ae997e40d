package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// textEnd parts the texts of a group; it is taken out of the texts themselves.
const textEnd = "\x1e"

// records writes what hits show, and the texts.
func (e *exporter) records() error {
	docs := e.src.Docs()
	group := max(1, (docs+e.opts.Shards.Records-1)/e.opts.Shards.Records)
	e.contents.Group, e.contents.Texts = group, e.opts.TextGroup
	if e.opts.Text == nil {
		e.contents.Texts = 0
	}
	var hashes strings.Builder
	for first := 0; first < docs; first += group {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		var records []Record
		for doc := first; doc < min(first+group, docs); doc++ {
			r, err := e.src.Record(doc)
			if err != nil {
				return err
			}
			records = append(records, r)
		}
		number := strconv.Itoa(first / group)
		hash, err := e.recordShard(number, records)
		if err != nil {
			return err
		}
		hashes.WriteString(hash)
		if err := e.texts(number+"-"+hash, records); err != nil {
			return err
		}
	}
	e.contents.Records = hashes.String()
	return nil
}

// recordShard writes the shard of some records. Its hash depends on their whole
// documents, since their texts are named after it.
func (e *exporter) recordShard(number string, records []Record) (string, error) {
	var lines, hashes []string
	for _, r := range records {
		lines = append(lines, recordLine(e.src.Lang(), r))
		hashes = append(hashes, strconv.Quote(r.Hash))
	}
	payload := strings.Join(lines, "\n")
	hash := contentHash("r", fmt.Sprintf("%s\n%s\n%d", payload, strings.Join(hashes, " "), e.opts.TextGroup))
	return hash, e.shard("r", number, hash, payload)
}

// recordLine writes a record as one line. The language of the shard is left out
// of the facets.
func recordLine(lang string, r Record) string {
	var facets []string
	for _, name := range FacetNames {
		values := r.Facets[name]
		if len(values) == 0 || name == "language" && slices.Equal(values, []string{lang}) {
			continue
		}
		facets = append(facets, name+"="+strings.Join(values, ","))
	}
	fields := []string{r.URL, r.Title, r.Summary, r.Date, strings.Join(facets, ";")}
	if r.ID != r.URL {
		fields = append(fields, r.ID)
	}
	return strings.Join(fields, "\t")
}

// texts writes the text files of a record shard.
func (e *exporter) texts(shard string, records []Record) error {
	if e.opts.Text == nil {
		return nil
	}
	n := 0
	for group := range slices.Chunk(records, e.opts.TextGroup) {
		name := fmt.Sprintf("text/%s/%s-%d", e.src.Lang(), shard, n)
		n++
		if e.opts.Have(file(name)) {
			e.manifest.Files = append(e.manifest.Files, file(name))
			continue
		}
		data, err := e.textFile(name, group)
		if err != nil {
			return err
		}
		if err := e.write(name, data); err != nil {
			return err
		}
	}
	return nil
}

// textFile is the script that delivers the texts of some pages.
func (e *exporter) textFile(name string, group []Record) ([]byte, error) {
	texts := make([]string, len(group))
	for i, r := range group {
		text, err := e.opts.Text(r)
		if err != nil {
			return nil, fmt.Errorf("read the text of %q: %w", r.ID, err)
		}
		texts[i] = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), textEnd, " ")
	}
	return shardFile(name, strings.Join(texts, textEnd))
}
