package state

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Record says that a text was made from another.
type Record struct {
	Kind           string // what the text was in its document; for readers of the file
	Source, Target string // as Normal writes them
}

// StructureKind is the kind of records that are not of texts: they say that a translation
// is built otherwise than its source on purpose.
const StructureKind = "structure"

// The folders of records in the site's folder.
const (
	Dir       = "i18n/state"
	MemoryDir = "i18n/memory"
)

// File returns the path of the records of a document in a language.
func File(lang, id string) string { return Dir + "/" + lang + "/" + id + ".txt" }

// MemoryFile returns the path of the translations that the hub no longer uses.
func MemoryFile(from, to string) string { return MemoryDir + "/" + from + "-" + to + ".txt" }

// Header and MemoryHeader explain a file to people who open it.
const (
	Header       = "# Each text and the one that it was made from. Written by griot translate.\n"
	MemoryHeader = "# Translations that the hub no longer uses. Written by griot translate.\n"
)

// Format writes a file of records. The further lines of a text are indented by
// four spaces.
func Format(head, from, to string, records []Record) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, r := range records {
		b.WriteByte('\n')
		b.WriteString(cmp.Or(r.Kind, "text"))
		for _, x := range [2][2]string{{from, r.Source}, {to, r.Target}} {
			b.WriteByte('\n')
			b.WriteString(x[0])
			b.WriteString(": ")
			b.WriteString(strings.ReplaceAll(x[1], "\n", "\n    "))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Parse reads a file of records between two languages and ignores those of
// other languages. A line that is not part of a record is an error.
func Parse(src []byte, from, to string) ([]Record, error) {
	text := string(src)
	records := make([]Record, 0, strings.Count(text, "\n\n"))
	var kind string
	var lines [2][]string // of source and target
	var at *[]string
	line := 0
	flush := func() error {
		defer func() { kind, lines, at = "", [2][]string{}, nil }()
		texts := [2]string{strings.Join(lines[0], "\n"), strings.Join(lines[1], "\n")}
		if texts[0] == "" && texts[1] == "" {
			return nil
		}
		if texts[0] == "" || texts[1] == "" {
			return fmt.Errorf("line %d: a record has a text in %s and one in %s", line, from, to)
		}
		records = append(records, Record{kind, texts[0], texts[1]})
		return nil
	}
	for text != "" {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		line++
		l = strings.TrimSuffix(l, "\r")
		switch {
		case l == "":
			if err := flush(); err != nil {
				return nil, err
			}
		case l[0] == '#' && kind == "":
		case strings.HasPrefix(l, "    ") && at != nil:
			*at = append(*at, l[4:])
		case strings.HasPrefix(l, "<<<<<<<") || strings.HasPrefix(l, "=======") || strings.HasPrefix(l, ">>>>>>>"):
			return nil, fmt.Errorf("line %d: a merge was not finished here", line)
		default:
			lang, value, labelled := strings.Cut(l, ": ")
			switch {
			case kind == "":
				kind = l
			case labelled && lang == from && blank(lines[0]):
				at = &lines[0]
				*at = []string{value}
			case labelled && lang == to && blank(lines[1]):
				at = &lines[1]
				*at = []string{value}
			default:
				return nil, fmt.Errorf("line %d: %q is no part of a record from %s to %s", line, l, from, to)
			}
		}
	}
	return records, flush()
}

// Sort sorts the records of a memory and removes repetitions.
func Sort(records []Record) []Record {
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Target, b.Target))
	})
	return slices.CompactFunc(records, func(a, b Record) bool { return a.Source == b.Source && a.Target == b.Target })
}

// Reversed swaps source and target of records, for a page whose translation
// became its source.
func Reversed(records []Record) []Record {
	out := slices.Clone(records)
	for i := range out {
		out[i].Source, out[i].Target = out[i].Target, out[i].Source
	}
	return out
}

// blank reports whether a text has no lines, or one that is empty.
func blank(lines []string) bool { return len(lines) == 0 || len(lines) == 1 && lines[0] == "" }
