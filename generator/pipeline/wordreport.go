package pipeline

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/plaintext"
	"griot/generator/wordlist"
)

// wordReport says where private words are: in a file of the site, at the line where it can
// be told; else in a document, on a page; else in a file that would be published.
type wordReport struct {
	*snapshot
	scan *wordScan
	list diag.List
	in   map[string]map[int]diag.Position // by source and entry: the first place
	told map[int]bool                     // entries of which a place was said
}

// report returns an error for each place of each private word that was found.
func (w *wordScan) report(s *snapshot) diag.List {
	if w == nil || len(w.finds) == 0 {
		return nil
	}
	r := &wordReport{snapshot: s, scan: w, in: map[string]map[int]diag.Position{}, told: map[int]bool{}}
	finds := slices.SortedFunc(maps.Keys(w.finds), func(a, b find) int {
		return strings.Compare(a.path+"\x00"+strconv.Itoa(a.entry.Number+1e6)+strconv.Itoa(a.number+1e6), b.path+"\x00"+strconv.Itoa(b.entry.Number+1e6)+strconv.Itoa(b.number+1e6))
	})
	wanted := map[int]bool{}
	for _, f := range finds {
		wanted[f.entry.Number] = true
	}
	r.readSources(wanted)
	for _, file := range slices.Sorted(maps.Keys(r.in)) {
		for _, n := range slices.Sorted(maps.Keys(r.in[file])) {
			r.tell(r.in[file][n], "source", w.entry(n), nil)
		}
	}
	var rest []find
	for _, f := range finds {
		if !r.inSource(f) {
			rest = append(rest, f)
		}
	}
	for _, f := range rest {
		if !r.told[f.entry.Number] || f.number > 0 {
			r.output(f)
		}
	}
	r.list.Sort()
	return w.mask(r.list)
}

// entry returns an entry by its number.
func (w *wordScan) entry(n int) wordlist.Entry {
	for f := range w.finds {
		if f.entry.Number == n {
			return f.entry
		}
	}
	return wordlist.Entry{}
}

func (r *wordReport) tell(at diag.Position, variant string, e wordlist.Entry, args diag.Args) {
	if args == nil {
		args = diag.Args{}
	}
	args["entry"], args["line"] = e.Number, e.Line
	r.list.Error(at, "private-word."+variant, args)
	r.told[e.Number] = true
}

// inSource reports whether a place in the source of a find is said, and says it if the
// source holds the word somehow.
func (r *wordReport) inSource(f find) bool {
	if f.source == "" {
		return false
	}
	at := diag.Position{File: f.source}
	if f.name {
		r.tell(at, "name", f.entry, nil)
		return true
	}
	if _, ok := r.in[f.source][f.entry.Number]; ok {
		return true
	}
	switch {
	case strings.HasPrefix(f.path, "files/"):
		r.tell(at, "document", f.entry, diag.Args{"place": placeOf(f)})
	case f.search, r.ownText(f):
		r.tell(at, "page", f.entry, nil)
	default:
		return false
	}
	return true
}

// ownText reports whether a page itself holds a word, not a card of another page.
func (r *wordReport) ownText(f find) bool {
	holds := false
	for _, g := range r.site.Groups {
		for _, l := range r.site.Languages {
			rendition, ok := r.site.Rendition(g, l.Code)
			if !ok || rendition.Page.File != f.source {
				continue
			}
			html, err := r.body(rendition)
			if err != nil {
				continue
			}
			plaintext.Visit("x.html", []byte(html), func(p plaintext.Passage) {
				r.scan.Find(p.Text, p.Code, func(e wordlist.Entry, _, _ int) { holds = holds || e == f.entry })
			})
		}
	}
	return holds
}

// output says which file would hold a word.
func (r *wordReport) output(f find) {
	at := diag.Position{File: r.outputName(f.path)}
	variant := "output"
	if f.name {
		variant = "name"
	}
	r.tell(at, variant, f.entry, nil)
}

// placeOf says where in a document a word is.
func placeOf(f find) diag.Phrase {
	if f.unit == "" {
		return diag.Phrase{ID: "place-document"}
	}
	return diag.Phrase{ID: "place-" + string(f.unit), Of: strconv.Itoa(f.number)}
}

// readSources finds the words in the files of the site that are text.
func (r *wordReport) readSources(wanted map[int]bool) {
	names := map[string]bool{config.File: true, "content/synonyms.yaml": true}
	for _, g := range r.site.Groups {
		for _, p := range g.Pages {
			names[p.File] = true
		}
	}
	for name := range r.usedAttachments() {
		if !attachments.IsPicture(name) && sourceFormats[strings.ToLower(path.Ext(name))] {
			names[name] = true
		}
	}
	for _, dir := range []string{"themes", "i18n"} {
		_ = fs.WalkDir(r.loader, dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() && (name == "i18n/state" || name == "i18n/memory") {
				return fs.SkipDir
			}
			if !e.IsDir() && sourceFormats[strings.ToLower(path.Ext(name))] {
				names[name] = true
			}
			return nil
		})
	}
	for name := range names {
		body, err := r.loader.ReadFile(name)
		if err == nil && utf8.Valid(body) {
			r.readSource(name, string(body), wanted)
		}
	}
}

// sourceFormats are the formats in which a line can be told.
var sourceFormats = map[string]bool{".md": true, ".yaml": true, ".yml": true, ".toml": true, ".html": true, ".css": true, ".js": true, ".ts": true, ".csv": true, ".tsv": true, ".txt": true,
	".json": true, ".geojson": true, ".vtt": true, ".srt": true, ".svg": true, ".xml": true, ".bib": true, ".ris": true}

func (r *wordReport) readSource(name, text string, wanted map[int]bool) {
	found := map[int]int{} // by entry: offset
	note := func(offset func(int) int) func(wordlist.Entry, int, int) {
		return func(e wordlist.Entry, start, _ int) {
			at := offset(start)
			if old, ok := found[e.Number]; wanted[e.Number] && (!ok || at < old) {
				found[e.Number] = at
			}
		}
	}
	r.scan.Find(text, false, note(func(i int) int { return i }))
	bare, offsets := withoutMarkup(text)
	r.scan.Find(bare, false, note(func(i int) int { return offsets[i] }))
	for n, at := range found {
		if r.in[name] == nil {
			r.in[name] = map[int]diag.Position{}
		}
		line := strings.Count(text[:at], "\n") + 1
		column := utf8.RuneCountInString(text[strings.LastIndexByte(text[:at], '\n')+1:at]) + 1
		r.in[name][n] = diag.Position{File: name, Line: line, Column: column}
	}
}

// withoutMarkup returns a text without the tags and marks that may divide a word, and the
// offset of each of its bytes.
func withoutMarkup(text string) (string, []int) {
	var out strings.Builder
	var offsets []int
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '*' || c == '~' || c == '`' || c == '\\':
			continue
		case c == '<':
			if n := strings.IndexAny(text[i:min(len(text), i+200)], ">\n"); n > 0 && text[i+n] == '>' {
				i += n
				continue
			}
		case c == '&':
			if n := strings.IndexByte(text[i:min(len(text), i+8)], ';'); n > 0 && (text[i+1:i+n] == "shy" || text[i+1:i+n] == "#173") {
				i += n
				continue
			}
		}
		out.WriteByte(text[i])
		offsets = append(offsets, i)
	}
	return out.String(), append(offsets, len(text))
}
