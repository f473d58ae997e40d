package translate

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
)

// Ledger keeps how a site's translations stand from one look to the next, so
// that the next one reads and judges only what changed. It may be thrown away
// at any time; its exported fields are plain data, to be kept in a file.
type Ledger struct {
	Files map[string]Noted
	Units map[string]Entry

	index *elsewhere // of the records with the sum
	sum   site.Hash  // of all records
}

// Entry is how a unit stands in each language, and what that follows from.
type Entry struct {
	Key       site.Hash
	Wide      site.Hash // of all records and whose they are, where texts were looked for among them; else zero
	Standings map[string]site.Standing
}

// Standings says how the translation of a page stands in a language; nil where
// nothing is known. What is no page, the names in hub.yaml and the messages,
// has its own ids.
type Standings map[string]Entry

// Of returns a page's standing in a language.
func (s Standings) Of(id, lang string) *site.Standing {
	if e, ok := s[id].Standings[lang]; ok {
		return &e
	}
	return nil
}

// Reading is a site that was read already.
type Reading struct {
	FS   fs.FS // its folder
	Hub  *config.Hub
	Site *site.Site
	Sum  func(*site.Page) site.Hash // of a page's file, as it was read
}

// Judge says how the translations of a site stand; typeset puts a text into
// its language's typography, and rules stands for what typeset does. A site that keeps no records has no standings.
// Records that can't be read are warnings: the page is there all the same.
func (l *Ledger) Judge(ctx context.Context, shelf *Shelf, r Reading, rules string, typeset func(lang, text string) string) (Standings, diag.List, error) {
	if !shelf.kept() {
		l.Files, l.Units = nil, nil
		return nil, nil, nil
	}
	sums, err := shelf.sums(l.Files)
	if err != nil {
		return nil, nil, err
	}
	d, sum := deskOf(shelf, r.FS, r.Hub, r.Site), allRecords(sums)
	all := d.withOrphans(sum, sums)
	if l.index != nil && l.sum == sum {
		d.index.Do(func() { d.elsewhere = l.index })
	}
	next := make(map[string]Entry, len(d.units))
	var todo []*Unit
	keys := make(map[string]site.Hash, len(d.units))
	for _, u := range d.units {
		key := unitKey(u, r, d.langs, sums, rules)
		old, ok := l.Units[u.ID]
		if ok && old.Key == key && (old.Wide == site.Hash{} || old.Wide == all) {
			next[u.ID] = old
			continue
		}
		keys[u.ID] = key
		todo = append(todo, u)
	}
	entries, lists := make([]Entry, len(todo)), make([]diag.List, len(todo))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, u := range todo {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			entries[i], lists[i], err = d.stand(u, all, typeset)
			entries[i].Key = keys[u.ID]
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, fmt.Errorf("judge translations: %w", err)
	}
	keep := maps.Clone(next)
	for i, u := range todo {
		if next[u.ID] = entries[i]; len(lists[i]) == 0 {
			keep[u.ID] = entries[i]
		}
	}
	l.Files, l.Units, l.index, l.sum = sums, keep, d.elsewhere, sum
	list := slices.Concat(lists...)
	for i := range list {
		list[i].Severity = diag.Warning
	}
	return next, list, nil
}

// allRecords stands for the content of all files of records.
func allRecords(sums map[string]Noted) site.Hash {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if strings.HasSuffix(name, ".txt") {
			n := sums[name]
			b = append(append(append(b, name...), 0), n.Sum[:]...)
		}
	}
	return hashOf(b)
}

// withOrphans adds to the hash of all records which of their files belong to no
// page: those a page without records may take, and the pages alone say so.
func (d *Desk) withOrphans(sum site.Hash, sums map[string]Noted) site.Hash {
	b := sum[:]
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if d.orphan(name) {
			b = append(append(b, name...), 0)
		}
	}
	return hashOf(b)
}

// unitKey stands for the content of the files that the standing of a unit
// follows from.
func unitKey(u *Unit, r Reading, langs []string, sums map[string]Noted, rules string) site.Hash {
	g := r.Site.ByID[u.ID] // nil for what is no page
	b := append(append(make([]byte, 0, 256), cacheVersion...), rules...)
	for _, lang := range langs {
		b = append(append(append(b, 0), lang...), 0)
		if g != nil {
			if p := g.Pages[lang]; p != nil {
				sum := r.Sum(p)
				b = append(b, sum[:]...)
			}
		} else if n, ok := sums[u.files[lang]]; ok {
			b = append(b, n.Sum[:]...)
		}
		b = append(b, 0)
		if n, ok := sums[stateFile(lang, u.ID)]; ok {
			b = append(b, n.Sum[:]...)
		}
	}
	return hashOf(b)
}

// stand judges a unit for readers.
func (d *Desk) stand(u *Unit, all site.Hash, typeset func(lang, text string) string) (Entry, diag.List, error) {
	sheets, list, err := d.Sheets(u)
	if err != nil {
		return Entry{}, nil, err
	}
	e := Entry{Standings: make(map[string]site.Standing, len(sheets))}
	for _, s := range sheets {
		if s.wide {
			e.Wide = all
		}
		e.Standings[s.To] = s.standing(func(text string) string { return typeset(s.From, text) })
	}
	return e, list, nil
}
