package export

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// A Reader is an index as the export reads it.
type Reader interface {
	Lang() string
	Docs() int
	Tokens() int           // sum of all lengths
	Words() analysis.Words // the word list
	StoredFields(doc int) (search.StoredFields, error)
	// Lengths returns the length of each document.
	Lengths() ([]uint32, error)
	// VisitTerms visits all terms of the text in order. The slices are valid only
	// until visit returns.
	VisitTerms(visit func(term string, docs, freqs []uint32) error) error
	// VisitNames visits the terms of names, which are terms of the text too.
	VisitNames(visit func(term string, docs, freqs []uint32) error) error
	Kinds() []string // of pages, in the order of those of the same name
	// VisitPositions visits the positions of each term of a document, in the order
	// of the terms: their number and, as uvarints, the difference of each from the
	// one before. The slice is valid only until visit returns.
	VisitPositions(doc int, visit func(n int, gaps []byte)) error
	// Column returns the documents of each value of a facet, or of "date".
	Column(name string) (map[string][]uint32, error)
}

// Options are the options of an export. The zero value exports neither texts nor
// the glossary.
type Options struct {
	Langs    []string // all languages of the site; if empty, that of the index alone
	Glossary []plan.GlossaryTerm
	Synonyms plan.Synonyms // of the language of the index
	// Text returns the body of a page. If it is nil, there are no text files, and clients
	// show summaries only.
	Text func(search.StoredFields) (string, error)
	// Published reports whether a file of this name is published already. Such a file is
	// neither made nor written, and Text is not called for it. A name identifies the
	// content of a file, except for tables of contents.
	Published func(path string) bool
	// Earlier are files of earlier exports, some of which may stay beside this one.
	Earlier Earlier
	// TextGroup is the number of pages whose texts share a file; 0 means 1. Larger groups
	// are for hosts that limit the number of files.
	TextGroup int
	// Workers is the number of files that are made in parallel; 0 means GOMAXPROCS.
	Workers int
	// Shards limits the number of files of each kind; zero means DefaultLimits.
	Shards ShardLimits
}

// ShardLimits are the maximum numbers of files of one language. The shards of a
// small site are as small as is useful; those of a large one grow to keep the
// limits.
type ShardLimits struct {
	Postings, Stored, Positions int
	Words                       int // of words, and as many of words spelled backwards
}

// DefaultLimits keep two languages of 10 000 pages each below 3 000 files, page
// texts aside. Most of them hold postings and stored fields, since every query loads
// some; few hold positions, since only quoted words load them.
var DefaultLimits = ShardLimits{Postings: 750, Stored: 735, Positions: 30, Words: 16}

// defaultFiles is what DefaultLimits come to for two languages.
const defaultFiles = 3000

// LimitsFor returns limits by which the search files of all languages of a site are about
// so many, page texts aside; 0 files mean DefaultLimits.
func LimitsFor(files, langs int) ShardLimits {
	d := DefaultLimits
	if files == 0 {
		return d
	}
	part := func(n int) int { return max(1, n*files*2/(defaultFiles*langs)) }
	return ShardLimits{part(d.Postings), part(d.Stored), part(d.Positions), part(d.Words)}
}

// Smallest useful shards, in bytes; a shard of stored fields has at least one document.
const (
	minPostingsSize  = 1200
	minPositionsSize = 4000
	minWordsSize     = 1500
)

// Manifest lists the files of an export.
type Manifest struct {
	Files   []string // sorted, those that were published already included
	Written int
	Bytes   int // of the files written
	// Earlier are those of Options.Earlier that may stay, sorted. They may tell that a
	// changed page had a word which another page still has, and nothing else of it.
	Earlier []string
}

// Write makes the files of one language from its index. It calls out with the path of each
// file below the site's root, one call at a time.
func Write(ctx context.Context, src Reader, out func(path string, data []byte) error, opts Options) (Manifest, error) {
	making, ctx := errgroup.WithContext(ctx)
	making.SetLimit(cmp.Or(opts.Workers, runtime.GOMAXPROCS(0)))
	e := newExporter(ctx, src, out, opts)
	e.writers = making
	work, ctx := errgroup.WithContext(ctx)
	steps := func(list ...func() error) func() error {
		return func() error {
			for _, step := range list {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := step(); err != nil {
					return err
				}
			}
			return nil
		}
	}
	work.Go(func() error {
		lists, err := e.gatherPostings()
		if err == nil { // positions need what postings find
			work.Go(steps(e.positions))
			err = e.postings(lists)
		}
		return err
	})
	work.Go(steps(e.words, e.columns, e.stored, e.glossary, e.synonyms))
	err := work.Wait()
	err = cmp.Or(making.Wait(), err) // the first ends the second
	if err == nil {
		err = e.finish()
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("export the search index of %q: %w", src.Lang(), err)
	}
	slices.Sort(e.manifest.Files)
	e.manifest.Earlier = e.earlier()
	return e.manifest, nil
}

// exporter is the state of an export.
type exporter struct {
	ctx      context.Context
	src      Reader
	opts     Options
	contents contents
	writers  *errgroup.Group // makes payloads and writes them

	mu       sync.Mutex // guards out, manifest and contents.Extra
	out      func(string, []byte) error
	manifest Manifest

	terms    []string // sorted
	counts   []int    // number of documents of each term
	docTerms docTerms
}

func newExporter(ctx context.Context, src Reader, out func(string, []byte) error, opts Options) *exporter {
	if len(opts.Langs) == 0 {
		opts.Langs = []string{src.Lang()}
	}
	opts.TextGroup = max(1, opts.TextGroup)
	opts.Shards.Postings = cmp.Or(opts.Shards.Postings, DefaultLimits.Postings)
	opts.Shards.Stored = cmp.Or(opts.Shards.Stored, DefaultLimits.Stored)
	opts.Shards.Positions = cmp.Or(opts.Shards.Positions, DefaultLimits.Positions)
	opts.Shards.Words = cmp.Or(opts.Shards.Words, DefaultLimits.Words)
	if opts.Published == nil {
		opts.Published = func(string) bool { return false }
	}
	return &exporter{
		ctx: ctx, src: src, out: out, opts: opts,
		contents: contents{
			Docs: src.Docs(), Tokens: src.Tokens(), Langs: opts.Langs, Kinds: strings.Join(src.Kinds(), " "),
			Stop:   strings.Join(strings.Fields(analysis.Table("stop."+src.Lang())), " "),
			Stem:   strings.ReplaceAll(analysis.Table("stem."+src.Lang()), "\n", " "),
			Rules:  analysis.Table("rules." + src.Lang()),
			Facets: map[string]string{}, Extra: map[string]string{},
		},
	}
}

// filePath returns the path of a shard below the site's root.
func filePath(name string) string { return "search/" + name + ".js" }

// write writes the file of a shard.
func (e *exporter) write(name string, data []byte) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	path := filePath(name)
	e.manifest.Files = append(e.manifest.Files, path)
	e.manifest.Written++
	e.manifest.Bytes += len(data)
	return e.out(path, data)
}

// keep adds a file that is published already to the manifest.
func (e *exporter) keep(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.manifest.Files = append(e.manifest.Files, filePath(name))
}

// writeShard writes a shard by its first key and the hash of what it is made from, unless
// it is published. It does so in another goroutine.
func (e *exporter) writeShard(kind, key, hash string, payload func() string) {
	name := shardPath(e.src.Lang(), kind, key, hash)
	if e.opts.Published(filePath(name)) {
		e.keep(name)
		return
	}
	e.writers.Go(func() error {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		data, err := shardFile(name, payload())
		if err != nil {
			return err
		}
		return e.write(name, data)
	})
}

// writeSingle writes a shard with a hash of its own and returns the hash.
func (e *exporter) writeSingle(kind, key, payload string) string {
	hash := contentHash(kind, payload)
	e.writeShard(kind, key, hash, func() string { return payload })
	return hash
}

// writeExtra writes a shard that few queries need.
func (e *exporter) writeExtra(key, payload string) {
	hash := e.writeSingle("x", key, payload)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.contents.Extra[key] = hash
}

// maxNumberedValues is the number of values up to which stored fields name those of
// a facet by number.
const maxNumberedValues = 256

// columns writes the facets and the dates. If several documents share a shard of stored
// fields, the table of contents lists the values of facets, which stored fields then name
// by number.
func (e *exporter) columns() error {
	shared := e.group() > 1
	if shared {
		e.contents.Values = make([]string, len(search.FacetNames))
	}
	for i, name := range append(slices.Clone(search.FacetNames), "date") {
		column, err := e.src.Column(name)
		if err != nil {
			return err
		}
		if len(column) == 0 {
			continue
		}
		values := slices.Sorted(maps.Keys(column))
		if shared && name != "date" && len(values) <= maxNumberedValues {
			e.contents.Values[i] = strings.Join(values, ",")
		}
		lists := newListWriter(e.src.Docs())
		for _, v := range values {
			lists.ids(column[v])
		}
		payload := strings.Join(values, "\n") + "\t" + base64.StdEncoding.EncodeToString(lists.w.bytes())
		e.contents.Facets[name] = e.writeSingle("f", name, payload)
	}
	if shared {
		e.contents.Known = contentHash("d", strings.Join(e.contents.Values, ";"))
	}
	return nil
}

// glossary writes the terms that this language shares with others.
func (e *exporter) glossary() error {
	var shared []plan.GlossaryTerm
	for _, g := range e.opts.Glossary {
		if len(g[e.src.Lang()]) > 0 && len(g) > 1 {
			shared = append(shared, g)
		}
	}
	if len(shared) == 0 {
		return nil
	}
	data, err := json.Marshal(shared)
	if err != nil {
		return fmt.Errorf("write the glossary: %w", err)
	}
	e.writeExtra("glossary", string(data))
	return nil
}

// synonyms writes the synonyms, if there are any.
func (e *exporter) synonyms() error {
	if len(e.opts.Synonyms.Groups)+len(e.opts.Synonyms.OneWay) == 0 {
		return nil
	}
	data, err := json.Marshal(e.opts.Synonyms)
	if err != nil {
		return fmt.Errorf("write the synonyms: %w", err)
	}
	e.writeExtra("synonyms", string(data))
	return nil
}

// finish writes the table of contents.
func (e *exporter) finish() error {
	var data strings.Builder
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false) // rules of stemmers contain <
	if err := enc.Encode(e.contents); err != nil {
		return fmt.Errorf("write the table of contents: %w", err)
	}
	lang := e.src.Lang()
	script, err := contentsFile(lang, strings.TrimSpace(data.String()))
	if err != nil {
		return err
	}
	return e.write(lang, script)
}
