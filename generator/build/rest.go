package build

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"griot/generator/site"
)

// sources stands for all that a site is made from: its pages' files, what lies
// beside them, the configuration, the theme, the messages and the options.
// Equal sources give the same output.
func (s *snapshot) sources() site.Hash {
	hub, err := json.Marshal(s.hub) // maps come out sorted
	if err != nil {
		panic(fmt.Sprintf("the configuration can't be written as JSON: %v", err)) // plain data always can
	}
	b := fmt.Append(nil, s.opts.BaseURL, " ", s.opts.Portable, " ", s.look.bundle.Hash, " ", s.look.client.Path, "\n")
	for _, l := range s.langs() {
		messages := s.look.catalog.Fingerprint(l)
		b = append(b, messages[:]...)
		for _, layout := range s.look.theme.Layouts() {
			print := s.look.theme.Fingerprint(layout, l)
			b = append(b, print[:]...)
		}
	}
	for _, g := range s.site.Groups {
		for _, l := range s.langs() {
			if p := g.Pages[l]; p != nil {
				sum := s.sum(p)
				b = append(append(append(append(b, p.File...), 0), sum[:]...), p.Fronts[:]...)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		b = fmt.Append(b, name, fileStamp(s.files[name]), "\n")
	}
	records := s.shelf.Stamp()
	return hashOf(hub, b, records[:])
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
	now, err := scan(s.opts.Out)
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
