package build

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"griot/generator/markdown"
	"griot/generator/site"
)

// conversion is a page's Markdown turned into HTML, and all that this rested
// on. It stays valid as long as source, headings, options and answers do.
type conversion struct {
	Source  site.Hash // of the source file
	Asked   site.Hash // of the source page's headings, which a translation follows
	Options site.Hash
	Heads   site.Hash // of this page's own headings
	Sum     site.Hash // of the HTML
	Text    site.Hash // of the plain text
	Blob    blob
	Record  site.Record
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

// convertAll converts every rendition whose conversion is no longer valid.
func (s *snapshot) convertAll(ctx context.Context, last *snapshot) error {
	var old map[convKey]*conversion
	if last != nil {
		old = last.converted
	} else {
		old = s.cache.conversions()
	}
	s.options = map[string]site.Hash{}
	for _, l := range s.site.Languages {
		print := s.look.catalog.Fingerprint(l.Code)
		s.options[l.Code] = hashOf(print[:], fmt.Append(nil, s.hub.RawHTML, s.hub.Typography[l.Code]))
	}
	done := make([][]*conversion, len(s.site.Groups))
	err := parallel(ctx, len(s.site.Groups), func(i int) error {
		var err error
		done[i], err = s.convertGroup(s.site.Groups[i], old)
		return err
	})
	if err != nil {
		return err
	}
	s.converted = make(map[convKey]*conversion, len(done)*len(s.site.Languages))
	for i, g := range s.site.Groups {
		for j, l := range s.site.Languages {
			if c := done[i][j]; c != nil {
				s.converted[convKey{g.ID, l.Code}] = c
			}
		}
	}
	return nil
}

// convertGroup converts a page and its translations, source first, since a
// translation takes its heading ids from its source. The result is in the
// order of the site's languages.
func (s *snapshot) convertGroup(g *site.Group, old map[convKey]*conversion) ([]*conversion, error) {
	out := make([]*conversion, len(s.site.Languages))
	_, first := s.site.Language(g.Source.Lang)
	source, err := s.converse(g, g.Source.Lang, nil, old)
	if err != nil {
		return nil, err
	}
	out[first] = source
	for i, l := range s.site.Languages {
		if i == first {
			continue
		}
		if out[i], err = s.converse(g, l.Code, source, old); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// converse returns a valid conversion of a group for the readers of a
// language, the old one where it still holds; nil where the page is left out.
func (s *snapshot) converse(g *site.Group, lang string, source *conversion, old map[convKey]*conversion) (*conversion, error) {
	r, ok := s.site.Rendition(g, lang)
	if !ok {
		return nil, nil
	}
	c := &conversion{Source: r.Page.Hash, Options: s.options[r.Page.Lang]}
	var headings []site.Heading
	if r.Page != g.Source {
		c.Asked, headings = source.Heads, source.Record.Headings
	}
	answers := s.resolver(r)
	if o := old[convKey{g.ID, lang}]; o != nil && o.Source == c.Source && o.Asked == c.Asked && o.Options == c.Options && answers.agree(o) {
		return o, nil
	}
	return c, s.run(c, r, headings, answers)
}

// agree reports whether every reference of a conversion still has the answer
// it had.
func (v *resolver) agree(c *conversion) bool {
	for i := range c.Record.Refs {
		if markdown.Ask(v, c.Record.Refs[i]) != c.Record.Refs[i].Target {
			return false
		}
	}
	return true
}

// run converts a page and keeps its HTML and text in the pack.
func (s *snapshot) run(c *conversion, r site.Rendition, headings []site.Heading, answers *resolver) error {
	text, err := s.loader.Body(r.Page)
	if err != nil {
		return err
	}
	out := s.look.convert.Convert(markdown.Source{
		File: r.Page.File, Lang: r.Page.Lang, Text: text, Line: r.Page.Line, SourceHeadings: headings,
	}, answers)
	c.Record = out.Record
	c.Heads = hashHeadings(out.Record.Headings)
	c.Sum, c.Text = hashOf([]byte(out.HTML)), hashOf([]byte(out.Text))
	c.Blob, err = s.cache.pack.put(out.HTML, out.Text)
	return err
}

func hashHeadings(list []site.Heading) site.Hash {
	var b []byte
	for _, h := range list {
		b = binary.AppendUvarint(b, uint64(h.Level))
		b = append(binary.AppendUvarint(b, uint64(len(h.ID))), h.ID...)
	}
	return hashOf(b)
}

// body returns a rendition's HTML.
func (s *snapshot) body(r site.Rendition) (string, error) { return s.packed(r, s.cache.pack.html) }

// plainText returns a rendition's text.
func (s *snapshot) plainText(r site.Rendition) (string, error) {
	return s.packed(r, s.cache.pack.text)
}

// packed returns a part of what the pack holds of a rendition; where the pack
// lost it, the page is converted again.
func (s *snapshot) packed(r site.Rendition, part func(blob) (string, error)) (string, error) {
	c := s.conversion(r)
	out, err := part(s.cache.blob(c))
	if !errors.Is(err, errPackDamaged) {
		return out, err
	}
	var headings []site.Heading
	if g := r.Page.Group; r.Page != g.Source {
		own, _ := s.site.Rendition(g, g.Source.Lang)
		headings = s.record(own).Headings
	}
	again := *c
	if err := s.run(&again, r, headings, s.resolver(r)); err != nil {
		return "", err
	}
	s.cache.repair(c, again.Blob)
	return part(again.Blob)
}
