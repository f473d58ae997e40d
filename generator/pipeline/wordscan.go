package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/plaintext"
	"griot/generator/search"
	"griot/generator/site"
	"griot/generator/wordlist"
)

// find is a private word in what is published.
type find struct {
	entry  wordlist.Entry
	path   string // of the output, or of the source alone
	name   bool   // it is in the path
	search bool   // it is in what search knows of a page, and perhaps not on the page
	source string // the file of content/ that the output is made of, or ""
	unit   plaintext.Unit
	number int // of the unit
}

// wordScan looks for private words in what is published. A nil one looks for nothing.
type wordScan struct {
	*privateWords
	looked bool // what the last build published needs no look

	mu     sync.Mutex
	finds  map[find]bool
	unread map[string]plaintext.Unread
}

func (p *privateWords) scan(looked bool) *wordScan {
	if p == nil {
		return nil
	}
	return &wordScan{privateWords: p, looked: looked, finds: map[find]bool{}, unread: map[string]plaintext.Unread{}}
}

// look looks through an output and reports whether it holds a private word. The source is
// the file that it is made of, or "".
func (w *wordScan) look(name, source string, body []byte) (found bool) {
	if w == nil {
		return false
	}
	add := func(f find) {
		f.path, f.source = name, source
		found = true
		w.mu.Lock()
		w.finds[f] = true
		w.mu.Unlock()
	}
	w.Find(name, false, func(e wordlist.Entry, _, _ int) { add(find{entry: e, name: true}) })
	unread := plaintext.Visit(name, body, func(p plaintext.Passage) {
		w.Find(p.Text, p.Code, func(e wordlist.Entry, start, _ int) {
			if p.Code && w.own()[e.Number] {
				return
			}
			f := find{entry: e, unit: p.Unit}
			if p.Unit != "" {
				f.number = p.Number(start)
			}
			add(f)
		})
	})
	if unread != (plaintext.Unread{}) && strings.HasPrefix(name, "files/") && !strings.Contains(name, "~/") { // a picture counts once
		w.mu.Lock()
		w.unread[name] = unread
		w.mu.Unlock()
	}
	return found
}

// lookPublished looks through an output that stays as the last build left it.
func (t *stager) lookPublished(o output) error {
	w := t.words
	if w == nil {
		return nil
	}
	if w.looked {
		if u, ok := t.snap.cache.state.Words.Unread[o.path]; ok {
			w.mu.Lock()
			w.unread[o.path] = u
			w.mu.Unlock()
		}
		return nil
	}
	body, err := readPublished(filepath.Join(t.snap.opts.Out, filepath.FromSlash(o.path)))
	if err == nil {
		w.look(o.path, t.snap.sourceOf(o), body)
	}
	return err
}

// sourceOf returns the file of content/ that an output is made of, or "".
func (s *snapshot) sourceOf(o output) string {
	if o.spec != nil {
		if o.spec.Rendition != nil {
			return o.spec.Rendition.Page.File
		}
		return ""
	}
	file, ok := strings.CutPrefix(o.path, "files/")
	if !ok {
		return ""
	}
	if name := "content/" + file; s.attachments.Has(name) {
		return name
	}
	return ""
}

// versions identifies each document, with its text and what else is indexed of it.
func (d *documents) versions() []site.Hash {
	list := make([]site.Hash, len(d.refs))
	for i, ref := range d.refs {
		list[i] = cache.Hash([]byte(d.lang), []byte(ref.ID), []byte(ref.Hash))
	}
	return list
}

// documents looks through what search knows of each page: the index and the files for
// browsers hold nothing else of the site, but synonyms.
func (w *wordScan) documents(ctx context.Context, d *documents, known []site.Hash) error {
	if w == nil {
		return nil
	}
	versions := d.versions()
	err := parallel(ctx, len(d.refs), func(i int) error {
		if _, ok := slices.BinarySearchFunc(known, versions[i], compareHashes); ok && w.looked {
			return nil
		}
		doc, err := d.load(d.refs[i])
		if err != nil {
			return err
		}
		f := find{path: d.refs[i].ID + "index.html", search: true}
		if p := d.pages[d.refs[i].ID]; p != nil {
			f.source = p.File
		}
		w.text(indexedText(doc), f)
		return nil
	})
	if err != nil {
		return err
	}
	s := d.texts.synonyms(d.lang)
	var all strings.Builder
	for _, g := range s.Groups {
		all.WriteString(strings.Join(g, string(rune(wordlist.Break))) + string(rune(wordlist.Break)))
	}
	for _, o := range s.OneWay {
		fmt.Fprintf(&all, "%q\n", o)
	}
	w.text(all.String(), find{path: mainSearchFile(d.lang), search: true})
	return nil
}

// text looks through a text; f says whose it is.
func (w *wordScan) text(text string, f find) {
	w.Find(text, false, func(e wordlist.Entry, _, _ int) {
		f := f
		f.entry = e
		w.mu.Lock()
		w.finds[f] = true
		w.mu.Unlock()
	})
}

// indexedText returns all that the index has of a document but its address, which is that
// of an output.
func indexedText(d search.Document) string {
	texts := []string{d.Title, d.Headings, d.Summary, d.Body}
	texts = append(append(texts, d.Names...), d.KeyTexts...)
	for _, name := range search.FacetNames {
		texts = append(texts, d.Facets[name]...)
	}
	return strings.Join(texts, string(rune(wordlist.Break)))
}

// state returns what the next build must know.
func (w *wordScan) state(s *snapshot) *wordState {
	if w == nil {
		return nil
	}
	st := &wordState{Stamp: w.stamp, Unread: w.unread}
	for _, lang := range s.langs() {
		st.Docs = append(st.Docs, s.docs[lang]().versions()...)
	}
	slices.SortFunc(st.Docs, compareHashes)
	return st
}

// lookAll renders the outputs of a snapshot and looks through them, those aside for which
// known reports that they need no look.
func (s *snapshot) lookAll(ctx context.Context, w *wordScan, known func(path string, key site.Hash) bool, looked func(path string, key site.Hash)) error {
	outputs := s.allOutputs()
	err := parallel(ctx, len(outputs), func(i int) error {
		o := outputs[i]
		d, err := o.prepare(s)
		if err != nil || known(o.path, d.key) {
			return err
		}
		var b bytes.Buffer
		if err := d.write(&b); err != nil {
			return err
		}
		if !w.look(o.path, s.sourceOf(o), b.Bytes()) && looked != nil {
			looked(o.path, d.key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.recordError()
}

// outputName returns the path of an output as authors know it.
func (o *outline) outputName(name string) string {
	out := o.opts.Out
	if rel, err := filepath.Rel(o.opts.Dir, out); err == nil && filepath.IsLocal(rel) {
		out = rel
	}
	return path.Join(filepath.ToSlash(out), name)
}
