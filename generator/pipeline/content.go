package pipeline

import (
	"errors"

	"griot/generator/pipeline/pack"
	"griot/generator/site"
)

// body returns the HTML of a page.
func (s *texts) body(r site.Rendition) (string, error) { return s.fromPack(r, s.cache.pack.HTML) }

// plainText returns the text of a page.
func (s *texts) plainText(r site.Rendition) (string, error) {
	return s.fromPack(r, s.cache.pack.Text)
}

// fromPack reads a part of a page from the pack, and converts the page again if it is
// damaged there.
func (s *texts) fromPack(r site.Rendition, part func(pack.Blob) (string, error)) (string, error) {
	c := s.conversion(r)
	out, err := part(s.cache.blob(c))
	if !errors.Is(err, pack.ErrDamaged) {
		return out, err
	}
	again, _, err := s.reconvert(c, r, s.sourceHeadings(r.Page.Group))
	if err != nil {
		return "", err
	}
	return part(again.Blob)
}

// reconvert converts a page again that is damaged in the pack.
func (s *texts) reconvert(c *conversion, r site.Rendition, heads headings) (*conversion, *site.Record, error) {
	again := &conversion{SourceHash: c.SourceHash, SourceHeadings: c.SourceHeadings, OptionsHash: c.OptionsHash}
	rec, err := s.convertPage(again, r, heads)
	if err == nil {
		s.cache.repair(c, again.Blob)
	}
	return again, rec, err
}

// sourceHeadings returns the headings of a group's source.
func (s *texts) sourceHeadings(g *site.Group) headings {
	return func() []site.Heading {
		r, _ := s.site.Rendition(g, g.Source.Lang)
		return s.recordOf(s.conversion(r), r, nil).Headings
	}
}

// record returns the record of a page.
func (s *texts) record(r site.Rendition) *site.Record {
	return s.recordOf(s.conversion(r), r, s.sourceHeadings(r.Page.Group))
}

// recordOf returns the record of a page's conversion. If it can't be read, it is empty
// and recordError returns why: views, which need records, return no errors.
func (s *texts) recordOf(c *conversion, r site.Rendition, heads headings) *site.Record {
	rec, err := s.cache.pack.Record(s.cache.blob(c))
	if errors.Is(err, pack.ErrDamaged) {
		_, rec, err = s.reconvert(c, r, heads)
	}
	if err != nil {
		s.recordErr.CompareAndSwap(nil, &err)
		return &site.Record{}
	}
	return rec
}

// recordError returns why a record could not be read, or nil. With an error, views and
// pages of the snapshot must not be used.
func (s *texts) recordError() error {
	if err := s.recordErr.Load(); err != nil {
		return *err
	}
	return nil
}
