package pipeline

import (
	"context"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"griot/generator/clean"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

// cleaningRules returns how hub.yaml wants files to be cleaned.
func cleaningRules(hub *config.Hub) attachments.Rules {
	r := attachments.Rules{Keep: clean.Keep{Copyright: slices.Contains(hub.KeepMetadata, "copyright"), Credit: slices.Contains(hub.KeepMetadata, "credit")}}
	for _, p := range hub.Uncleaned {
		r.Uncleaned = append(r.Uncleaned, norm.NFC.String(p))
	}
	return r
}

// redrawn reports whether a file is a picture of which only smaller versions are
// published, which are drawn anew.
func (s *snapshot) redrawn(name string) bool {
	return attachments.IsPicture(name) && s.attachments.Picture(name).Smaller && !s.originals()[name]
}

// findOriginals returns the pictures that a page offers as large as they are: it links to
// the file.
func (s *snapshot) findOriginals() map[string]bool {
	out := map[string]bool{}
	for _, c := range s.converted {
		if c == nil { // a page with errors
			continue
		}
		for _, name := range c.Originals {
			out[name] = true
		}
	}
	return out
}

// checkCleaned reports files that can't be cleaned, and documents with tracked changes,
// comments or hidden parts that readers would download.
func (s *snapshot) checkCleaned(list *diag.List, used map[string]bool) {
	names := slices.Sorted(maps.Keys(used))
	_ = parallel(context.Background(), len(names), func(i int) error { // so that what follows knows them
		if !s.redrawn(names[i]) {
			s.attachments.Clean(names[i])
		}
		return nil
	})
	for _, name := range names {
		if s.redrawn(name) {
			continue
		}
		if c := s.attachments.Clean(name); c.Why != "" {
			list.Error(diag.Position{File: name}, "file-uncleanable."+string(c.Why), diag.Args{
				"file": strings.TrimPrefix(name, content.Dir+"/"), "ext": strings.ToLower(path.Ext(name)), "detail": c.Detail,
			})
		}
	}
	s.checkExemptions(list)
	s.checkChanges(list)
}

// checkExemptions reports paths of publish_uncleaned at which there is nothing.
func (s *snapshot) checkExemptions(list *diag.List) {
	for _, p := range s.hub.Uncleaned {
		full := norm.NFC.String(content.Dir + "/" + p)
		if s.attachments.Has(full) {
			continue
		}
		found := false
		for name := range s.attachments.Names() {
			found = found || strings.HasPrefix(name, full+"/")
		}
		if !found {
			list.Warn(s.hub.Positions["publish_uncleaned/"+p], "file-exempt", diag.Args{"file": p})
		}
	}
}

// checkChanges reports what documents hold although their pages don't show it, at the
// pages that offer them.
func (s *snapshot) checkChanges(list *diag.List) {
	type offer struct{ page, name string }
	told := map[offer]bool{}
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok {
				continue
			}
			c := s.conversion(r)
			if c == nil {
				continue
			}
			for _, name := range c.Attachments {
				o := offer{r.Page.File, name}
				if told[o] || !s.attachments.Has(name) || attachments.IsPicture(name) {
					continue
				}
				told[o] = true
				if !s.allowsChanges(r, name) {
					reportChanges(list, r.Page.File, name, s.attachments.Clean(name).Findings)
				}
			}
		}
	}
}

// allowsChanges reports whether a page says that a document may have changes.
func (s *snapshot) allowsChanges(r site.Rendition, name string) bool {
	return slices.ContainsFunc(r.Page.Front.WithChanges, func(p string) bool {
		file, ok := s.links.Resolver(r).FrontAttachment(p)
		return ok && file == name
	})
}

func reportChanges(list *diag.List, page, name string, findings []clean.Finding) {
	for _, f := range findings {
		args := diag.Args{"document": name, "file": path.Base(name), "count": f.Count, "place": place(f)}
		if f.Topic == clean.Notes {
			list.Warn(diag.Position{File: page}, "file-changes.notes", args)
		} else {
			list.Error(diag.Position{File: page}, "file-changes."+string(f.Topic), args)
		}
	}
}

// place says where a finding is.
func place(f clean.Finding) diag.Phrase {
	switch {
	case f.Unit == clean.Document && f.Name == "" || f.Number == 0 && f.Name == "":
		return diag.Phrase{ID: "place-document"}
	case f.Unit == clean.Document:
		return diag.Phrase{ID: "place-layer", Of: f.Name}
	case f.Unit == clean.Sheet:
		return diag.Phrase{ID: "place-sheet", Of: f.Name}
	case f.Name != "":
		return diag.Phrase{ID: "place-heading", Of: strconv.Itoa(f.Number), With: f.Name}
	}
	return diag.Phrase{ID: "place-" + string(f.Unit), Of: strconv.Itoa(f.Number)}
}

// cleaned counts the files that are published cleaned, and the documents among them.
func (s *snapshot) cleaned() (files, documents int) {
	for name := range s.usedAttachments() {
		if !s.attachments.Exempt(name) {
			files++
		}
		if !s.redrawn(name) && s.attachments.Clean(name).Document {
			documents++
		}
	}
	return files, documents
}

// Original is a file of content/ beside the pages, with what cleaning it gives.
type Original struct {
	Path   string // from the site's folder
	Disk   string // the same as the file system spells it
	Body   []byte
	Result clean.Result
	Err    error // why it can't be cleaned, or be read
	Exempt bool  // hub.yaml says that it is published as it is
}

// Originals cleans the files beside the pages, in the order of their paths, without
// writing them; wanted chooses them. If hub.yaml has errors, it returns them and visits
// nothing.
func Originals(ctx context.Context, o Options, wanted func(file string) bool, visit func(Original) error) (diag.List, error) {
	s, err := Open(o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	res, err := s.loader.Load(ctx)
	if err != nil {
		return nil, err
	}
	if res.Hub.Incomplete {
		return res.Diagnostics, nil
	}
	rules := cleaningRules(res.Hub)
	set := attachments.New(res.Files, s.fsys, s.loader, rules, attachments.Said{}, attachments.NewCache())
	for _, f := range slices.SortedFunc(slices.Values(res.Files), func(a, b content.File) int { return strings.Compare(a.Path, b.Path) }) {
		if !wanted(f.Path) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		original := Original{Path: f.Path, Disk: f.Disk, Exempt: set.Exempt(f.Path)}
		if original.Body, original.Err = s.loader.ReadFile(f.Path); original.Err == nil && !original.Exempt {
			original.Result, original.Err = clean.File(f.Path, original.Body, rules.Keep)
		}
		if err := visit(original); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
