package pipeline

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
	"griot/generator/check"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/markdown"
	"griot/generator/pipeline/pack"
	"griot/generator/site"
)

// conversion is the result of converting a page and the hashes of its inputs. It is
// valid as long as source, headings of the source page, options and targets of
// references are the same. HTML, text and record are in the pack, so that it is small.
type conversion struct {
	_              struct{}  `cbor:",toarray"` // without names of fields, because there are many
	SourceHash     site.Hash // of the source file
	SourceHeadings site.Hash // of the headings of the source page and of their counterparts, for a translation
	OptionsHash    site.Hash
	Headings       site.Hash // of this page's own headings
	HTMLHash       site.Hash
	TextHash       site.Hash // see hashSearchText
	Blob           pack.Blob
	// Parts of the record that are needed of many pages at once:
	Keywords    []uint32      // see site.Record
	Attachments []string      // that the page shows or offers, by path
	Originals   []string      // those of them that are pictures to which the page links
	Uses        []string      // see site.Record.Uses
	HeadingIDs  string        // see headingIDs; a translation shares the string of its source
	Anchors     check.Anchors // links to headings
	Lists       []site.List   // of pages, that the site fills
	Diagnostics diag.List     // what is wrong with the text
}

// conversionSet is all conversions of a snapshot.
type conversionSet struct {
	ReferencesHash site.Hash // of their outline
	ByKey          map[convKey]*conversion
}

// usable reports whether conversions that were decoded are all there.
func (c *conversionSet) usable() bool {
	for _, conv := range c.ByKey {
		if conv == nil {
			return false
		}
	}
	return true
}

// texts are the texts of the pages of a snapshot. HTML and records are read from the pack
// when they are needed.
type texts struct {
	*outline
	sourceHash func(*site.Page) site.Hash // of a page's file
	freshness  freshness                  // of the translations, see findFreshness
	converted  map[convKey]*conversion
	recordErr  atomic.Pointer[error]
}

// conversion returns the conversion of a page.
func (s *texts) conversion(r site.Rendition) *conversion {
	return s.converted[convKey{r.Page.Group.ID, r.Lang}]
}

// parallel runs work(i) for each i below n on all processors. It stops at the
// first error.
func parallel(ctx context.Context, n int, work func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := work(i); err != nil {
					return err
				}
			}
		})
	}
	return g.Wait()
}

// convert converts every page whose conversion is no longer valid. If the targets
// of references are those of the last snapshot, that can only be one of a changed page.
func (s *snapshot) convert(ctx context.Context, last *snapshot, changed map[string]bool) error {
	if !s.readable() {
		return nil
	}
	s.opts.Progress("convert")
	return s.convertAll(ctx, last.textsOrNil(), changed)
}

// convertAll is convert without a snapshot; last may be nil.
func (s *texts) convertAll(ctx context.Context, last *texts, changed map[string]bool) error {
	old, groups := s.cache.conversions(), s.site.Groups
	if last != nil {
		old = &conversionSet{last.referencesHash, last.converted}
	}
	if s.follows(last) {
		groups = s.groupsToConvert(last, changed)
		s.converted = maps.Clone(last.converted)
	} else {
		s.converted = make(map[convKey]*conversion, len(groups)*len(s.site.Languages))
	}
	done := make([][]*conversion, len(groups))
	err := parallel(ctx, len(groups), func(i int) error {
		var err error
		done[i], err = s.convertGroup(groups[i], old)
		return err
	})
	if err != nil {
		return err
	}
	for i, g := range groups {
		for j, l := range s.site.Languages {
			if c := done[i][j]; c != nil {
				s.converted[convKey{g.ID, l.Code}] = c
			}
		}
	}
	return s.recordError()
}

// follows reports whether the conversions of last are valid for these texts, but for
// those of changed pages.
func (s *texts) follows(last *texts) bool {
	return last != nil && last.referencesHash == s.referencesHash && maps.Equal(last.conversionOptions, s.conversionOptions)
}

// groupsToConvert returns the groups of those paths that are pages, and those of which the
// records of translations tell something else of the headings than before.
func (s *texts) groupsToConvert(last *texts, paths map[string]bool) []*site.Group {
	found := map[*site.Group]bool{}
	for _, g := range s.site.Groups {
		for lang := range g.Pages {
			if !slices.Equal(s.freshness.headings(g.ID, lang), last.freshness.headings(g.ID, lang)) {
				found[g] = true
			}
		}
	}
	for name := range paths {
		id, _ := content.SplitName(name)
		if g := s.site.ByID[id]; g != nil {
			found[g] = true
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b *site.Group) int { return strings.Compare(a.ID, b.ID) })
}

// headings returns the headings of a source page, whose ids its translations take.
type headings func() []site.Heading

// convertGroup converts a page and its translations, in the order of the site's
// languages; the source comes first, because a translation takes its heading ids.
func (s *texts) convertGroup(g *site.Group, old *conversionSet) ([]*conversion, error) {
	out := make([]*conversion, len(s.site.Languages))
	_, first := s.site.Language(g.Source.Lang)
	source, rec, err := s.convertIfStale(g, g.Source.Lang, site.Hash{}, nil, old)
	if err != nil {
		return nil, err
	}
	out[first] = source
	heads := func() []site.Heading {
		if rec == nil {
			r, _ := s.site.Rendition(g, g.Source.Lang)
			rec = s.recordOf(source, r, nil)
		}
		return rec.Headings
	}
	for i, l := range s.site.Languages {
		if i == first {
			continue
		}
		if out[i], _, err = s.convertIfStale(g, l.Code, s.hashCounterparts(g, l.Code, source.Headings), heads, old); err != nil {
			return nil, err
		}
		if c := out[i]; c != nil && c != old.ByKey[convKey{g.ID, l.Code}] && c.HeadingIDs == source.HeadingIDs {
			c.HeadingIDs = source.HeadingIDs
		}
	}
	return out, nil
}

// convertIfStale returns the conversion of a group for the readers of a language: the old
// one if it is still valid, else a new one with its record; nil if there is no such page.
// sourceHeadings is the hash of heads and of their counterparts, for a translation.
func (s *texts) convertIfStale(g *site.Group, lang string, sourceHeadings site.Hash, heads headings, old *conversionSet) (*conversion, *site.Record, error) {
	p := s.site.Page(g, lang)
	if p == nil {
		return nil, nil, nil
	}
	if p == g.Source {
		sourceHeadings = site.Hash{}
	}
	sum, options := s.sourceHash(p), s.optionsHash(p)
	o := old.ByKey[convKey{g.ID, lang}]
	same := o != nil && o.SourceHash == sum && o.SourceHeadings == sourceHeadings && o.OptionsHash == options
	if same && old.ReferencesHash == s.referencesHash {
		return o, nil, nil
	}
	r, _ := s.site.Rendition(g, lang)
	if same {
		if refs, err := s.cache.pack.Refs(s.cache.blob(o)); err == nil && s.links.Resolver(r).SameTargets(refs) {
			return o, nil, nil
		}
	}
	c := &conversion{SourceHash: sum, SourceHeadings: sourceHeadings, OptionsHash: options}
	rec, err := s.convertPage(c, r, heads)
	return c, rec, err
}

// optionsHash hashes what the conversion of a page depends on besides texts and targets: the
// options of its language, and the ids that its layout makes of front matter.
func (s *texts) optionsHash(p *site.Page) site.Hash {
	options, ids := s.conversionOptions[p.Lang], check.FrontMatterIDs(&p.Front)
	if len(ids) == 0 {
		return options
	}
	return cache.Hash(options[:], []byte(strings.Join(ids, "\n")))
}

// convertPage converts a page and puts the result into the pack.
func (s *texts) convertPage(c *conversion, r site.Rendition, heads headings) (*site.Record, error) {
	in := markdown.Input{File: r.Page.File, Lang: r.Page.Lang, Line: r.Page.Line, Taken: check.FrontMatterIDs(&r.Page.Front)}
	if r.Page != r.Page.Group.Source {
		in.SourceHeadings, in.Counterparts = heads(), s.freshness.headings(r.Page.Group.ID, r.Page.Lang)
	}
	var err error
	if in.Text, err = s.loader.Body(r.Page, c.SourceHash); err != nil {
		return nil, err
	}
	resolver := s.links.Resolver(r)
	out := s.presentation.convert.Convert(in, resolver)
	rec := &out.Record
	c.Headings, c.HeadingIDs = hashHeadings(rec.Headings), headingIDs(rec)
	c.HTMLHash, c.TextHash = cache.Hash([]byte(out.HTML)), hashSearchText(out.Text, rec.Headings)
	c.Keywords, c.Attachments, c.Anchors = rec.Keywords, resolver.Attachments(rec.Refs), check.AnchorsOf(rec)
	c.Lists = rec.Lists
	c.Originals = resolver.Originals(rec.Refs)
	c.Uses = rec.Uses(r.Page.Group.ID)
	c.Diagnostics = check.Text(s.checkInput(), r.Page, rec)
	c.Blob, err = s.cache.pack.Put(out.HTML, out.Text, rec)
	return rec, err
}

// hashHeadings hashes everything that translations take from the headings of their source.
func hashHeadings(list []site.Heading) site.Hash {
	var b []byte
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	for _, h := range list {
		b = binary.AppendUvarint(b, uint64(h.Level))
		text(h.ID)
		b = binary.AppendUvarint(b, uint64(len(h.Also)))
		for _, id := range h.Also {
			text(id)
		}
		if h.HTML {
			b = append(b, 1)
		}
	}
	return cache.Hash(b)
}

// hashCounterparts adds to the hash of the source's headings which of them those of a
// translation translate.
func (s *texts) hashCounterparts(g *site.Group, lang string, headings site.Hash) site.Hash {
	list := s.freshness.headings(g.ID, lang)
	if len(list) == 0 {
		return headings
	}
	b := headings[:]
	for _, c := range list {
		b = fmt.Appendf(b, "%d %t %q\n", c.Source, c.Guessed, c.Was)
	}
	return cache.Hash(b)
}

// hashSearchText hashes what search reads of a page's text: plain text and headings.
func hashSearchText(text string, headings []site.Heading) site.Hash {
	var heads []byte
	for _, h := range headings {
		heads = append(append(heads, h.Text...), 0)
	}
	return cache.Hash([]byte(text), heads)
}
