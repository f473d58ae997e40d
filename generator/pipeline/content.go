package pipeline

import (
	"errors"

	"griot/generator/pipeline/pack"
	"griot/generator/site"
)

// body returns a rendition's HTML.
func (s *texts) body(r site.Rendition) (string, error) { return s.fromPack(r, s.cache.pack.HTML) }

// plainText returns a rendition's text.
func (s *texts) plainText(r site.Rendition) (string, error) {
	return s.fromPack(r, s.cache.pack.Text)
}

// fromPack returns a part of what the pack holds of a rendition.
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

// reconvert converts a page again whose conversion the pack has lost.
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

// record returns the record of a rendition.
func (s *texts) record(r site.Rendition) *site.Record {
	return s.recordOf(s.conversion(r), r, s.sourceHeadings(r.Page.Group))
}

// recordOf returns the record of a rendition's conversion. Where it can't be
// had, it is empty, and recordError says why.
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

// recordError is why a record couldn't be had, or nil. What was made of the snapshot
// is then of no use.
func (s *texts) recordError() error {
	if err := s.recordErr.Load(); err != nil {
		return *err
	}
	return nil
}
