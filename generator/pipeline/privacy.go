package pipeline

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/clean"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/plaintext"
)

// Privacy says what was done so that nothing is published that its author can't see or
// doesn't want to publish.
type Privacy struct {
	Formats     []PrivacyFormat   `json:"formats"`      // of the files that are published, by name
	Kept        []string          `json:"kept"`         // by hub.yaml: keep_metadata
	Uncleaned   []string          `json:"uncleaned"`    // files that are published as they are
	WithChanges []PrivacyDocument `json:"with_changes"` // documents that pages let pass
	Consent     PrivacyConsent    `json:"consent"`      // of people in photos
	Unread      WordSummary       `json:"unread"`       // what no program has read
	UnreadFiles []string          `json:"unread_files"` // those of it that are PDF files or other documents
	Words       *WordSummary      `json:"private_words,omitempty"`
}

// PrivacyFormat counts the files of a format.
type PrivacyFormat struct {
	Format    string `json:"format"`    // extension
	Files     int    `json:"files"`     // that are published
	Changed   int    `json:"changed"`   // from which something was removed
	Redrawn   int    `json:"redrawn"`   // pictures that are published smaller than they are
	Documents int    `json:"documents"` // that were looked into for changes and hidden parts
}

// PrivacyDocument is a document that is published with changes, comments or hidden parts.
type PrivacyDocument struct {
	File   string         `json:"file"`
	Pages  []string       `json:"pages"`  // that let it pass
	Counts map[string]int `json:"counts"` // by topic
}

// PrivacyConsent counts the photos that pages show or offer, and other files that images.yaml
// names, by what it says of the people in them.
type PrivacyConsent struct {
	Required bool     `json:"required"` // by hub.yaml
	Given    int      `json:"given"`
	Nobody   int      `json:"nobody"`  // nobody can be recognised
	Refused  []string `json:"refused"` // not published
	Past     []string `json:"past"`    // not published, since the consent has ended
	Unknown  []string `json:"unknown"` // images.yaml says nothing
}

// CheckPrivacy returns what Check does, and what was looked at.
func CheckPrivacy(ctx context.Context, o Options, today string) (*Privacy, diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	list, err := s.check(ctx, today)
	snap := s.current.Load()
	if err != nil || snap == nil {
		return nil, s.words.mask(list), s.words.maskError(err)
	}
	p, err := snap.privacy(ctx)
	if err != nil {
		return nil, s.words.mask(list), s.words.maskError(err)
	}
	if s.words != nil {
		p.Words = new(WordSummary)
		*p.Words = p.Unread
		p.Words.Entries = s.words.Len()
		p.mask(s.words)
	}
	return p, s.words.mask(list), nil
}

// mask hides private words in the names of files.
func (p *Privacy) mask(words *privateWords) {
	for _, list := range [][]string{p.Uncleaned, p.UnreadFiles, p.Consent.Refused, p.Consent.Past, p.Consent.Unknown} {
		for i := range list {
			list[i] = words.Mask(list[i])
		}
	}
	for i := range p.WithChanges {
		d := &p.WithChanges[i]
		d.File = words.Mask(d.File)
		for j := range d.Pages {
			d.Pages[j] = words.Mask(d.Pages[j])
		}
	}
}

// privacy looks at what is published.
func (s *snapshot) privacy(ctx context.Context) (*Privacy, error) {
	p := &Privacy{Formats: []PrivacyFormat{}, Kept: slices.Clone(s.hub.KeepMetadata), Uncleaned: []string{}, WithChanges: s.withChanges(), UnreadFiles: []string{}}
	if p.Kept == nil {
		p.Kept = []string{}
	}
	p.Consent = s.consents()
	names := slices.Sorted(maps.Keys(s.usedAttachments()))
	unread := make([]plaintext.Unread, len(names))
	err := parallel(ctx, len(names), func(i int) error {
		if attachments.IsPicture(names[i]) && s.redrawn(names[i]) {
			unread[i].Pictures = 1
			return nil
		}
		body, err := s.attachments.Published(names[i])
		if err == nil {
			unread[i] = plaintext.Visit(names[i], body, func(plaintext.Passage) {})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	formats := map[string]*PrivacyFormat{}
	for i, name := range names {
		ext := cmp.Or(strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")), "none")
		f := formats[ext]
		if f == nil {
			f = &PrivacyFormat{Format: ext}
			formats[ext] = f
		}
		f.Files++
		c := s.attachments.Clean(name)
		switch {
		case s.attachments.Exempt(name):
			p.Uncleaned = append(p.Uncleaned, strings.TrimPrefix(name, content.Dir+"/"))
		case s.redrawn(name):
			f.Redrawn++
		case len(c.Removed) > 0:
			f.Changed++
		}
		if c.Document && !s.redrawn(name) {
			f.Documents++
		}
		p.Unread.add(unread[i])
		if u := unread[i]; u.Pages+u.Files > 0 {
			p.UnreadFiles = append(p.UnreadFiles, strings.TrimPrefix(name, content.Dir+"/"))
		}
	}
	for _, ext := range slices.Sorted(maps.Keys(formats)) {
		p.Formats = append(p.Formats, *formats[ext])
	}
	return p, nil
}

// withChanges lists the documents that pages let pass although there is something in them
// that their pages don't show.
func (s *snapshot) withChanges() []PrivacyDocument {
	byFile := map[string]*PrivacyDocument{}
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok || s.conversion(r) == nil {
				continue
			}
			for _, name := range s.conversion(r).Attachments {
				if !s.attachments.Has(name) || attachments.IsPicture(name) || !s.allowsChanges(r, name) {
					continue
				}
				findings := s.attachments.Clean(name).Findings
				if len(findings) == 0 {
					continue
				}
				d := byFile[name]
				if d == nil {
					d = &PrivacyDocument{File: strings.TrimPrefix(name, content.Dir+"/"), Counts: countFindings(findings)}
					byFile[name] = d
				}
				if !slices.Contains(d.Pages, r.Page.File) {
					d.Pages = append(d.Pages, r.Page.File)
				}
			}
		}
	}
	list := []PrivacyDocument{}
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		list = append(list, *byFile[name])
	}
	return list
}

func countFindings(findings []clean.Finding) map[string]int {
	m := map[string]int{}
	for _, f := range findings {
		m[string(f.Topic)] = f.Count
	}
	return m
}
