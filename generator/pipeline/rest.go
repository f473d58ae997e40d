package pipeline

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"griot/generator/site"
)

// sumOutline stands for all that the outline follows from: front matter, the names
// and stamps of files, the configuration, the theme, the messages and the
// options.
func (o *outline) sumOutline() site.Hash {
	hub, err := json.Marshal(o.hub) // maps come out sorted
	if err != nil {
		panic(fmt.Sprintf("the configuration can't be written as JSON: %v", err)) // plain data always can
	}
	b := fmt.Append(nil, o.opts.BaseURL, " ", o.opts.Portable, " ", o.look.bundle.Hash, " ", o.look.client.Path, "\n")
	for _, l := range o.langs() {
		messages := o.look.catalog.Fingerprint(l)
		b = append(b, messages[:]...)
		for _, layout := range o.look.theme.Layouts() {
			print := o.look.theme.Fingerprint(layout, l)
			b = append(b, print[:]...)
		}
	}
	for _, g := range o.site.Groups {
		for _, l := range o.site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				b = append(append(append(b, p.File...), 0), p.Fronts[:]...)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.files)) {
		b = fmt.Append(b, name, fileStamp(o.files[name]), "\n")
	}
	return hashOf(hub, b)
}

// sources stands for all that a site is made from. Equal sources give the same
// output.
func (s *snapshot) sources() site.Hash {
	outline, records := s.fingerprint(), s.shelf.Stamp()
	b := append(outline[:], records[:]...)
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				sum := s.sum(p)
				b = append(b, sum[:]...)
			}
		}
	}
	return hashOf(b)
}

// upToDate reports whether the output folder holds just what the site's
// sources would give again.
func (s *Session) upToDate(next *snapshot) bool {
	st := s.cache.state
	if len(st.Outputs) == 0 || next.shelf.Young || st.Sources != next.sources() {
		return false
	}
	if _, err := os.Lstat(filepath.Join(s.opts.Out, stagingName)); err == nil {
		return false // left by a build that was killed
	}
	now, err := s.scanned()
	s.looking = func() (found, error) { return now, err } // for Publish
	if err != nil || len(now) != s.fileCount() {
		return false
	}
	for path, p := range st.Outputs {
		if now[path] != p.Stamp {
			return false
		}
	}
	for _, ix := range st.Indexes {
		if !now.holds(ix.Files) {
			return false
		}
	}
	return true
}

// fileCount is the number of files that the last build left.
func (s *Session) fileCount() int {
	n := len(s.cache.state.Outputs)
	for _, ix := range s.cache.state.Indexes {
		n += len(ix.Files)
	}
	return n
}

// resting is the summary of a build that had nothing to do.
func (s *Session) resting() Summary {
	return Summary{Pages: s.cache.state.Pages, Languages: len(s.cache.state.Indexes), Unchanged: s.fileCount()}
}
