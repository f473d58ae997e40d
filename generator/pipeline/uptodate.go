package pipeline

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"griot/generator/cache"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// hashOutline hashes all that the outline follows from: front matter, the names
// and stamps of files, the configuration, the theme, the messages and the
// options.
func (o *outline) hashOutline() site.Hash {
	hub, err := json.Marshal(o.hub) // maps come out sorted
	if err != nil {
		panic(fmt.Sprintf("the configuration can't be written as JSON: %v", err)) // plain data always can
	}
	b := fmt.Append(nil, o.opts.BaseURL, " ", o.opts.Portable, " ", o.presentation.bundle.Hash, " ", o.presentation.client.Path, "\n")
	for _, l := range o.langs() {
		messages := o.presentation.catalog.Fingerprint(l)
		b = append(b, messages[:]...)
		for _, layout := range o.presentation.theme.Layouts() {
			print := o.presentation.theme.Fingerprint(layout, l)
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
		b = fmt.Append(b, name, o.files[name].Stamp, "\n")
	}
	return cache.Hash(hub, b)
}

// hashSources hashes all that a site is made from. Equal sources give the same
// output.
func (s *snapshot) hashSources() site.Hash {
	outline, records := s.hash(), s.translations.Stamp()
	b := append(outline[:], records[:]...)
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				sum := s.sourceHash(p)
				b = append(b, sum[:]...)
			}
		}
	}
	return cache.Hash(b)
}

// isUpToDate reports whether the output folder holds exactly what the site's
// sources would give again.
func (s *Session) isUpToDate(next *snapshot) bool {
	st := s.cache.state
	if len(st.Manifest) == 0 || next.translations.Racy || st.SourcesHash != next.hashSources() || commit.Interrupted(s.opts.Out) {
		return false
	}
	present, err := s.outputFiles()
	s.pendingScan = func() (commit.Files, error) { return present, err } // for Publish
	if err != nil || len(present) != s.fileCount() {
		return false
	}
	for path, e := range st.Manifest {
		if present[path] != e.Stamp {
			return false
		}
	}
	for _, ix := range st.Indexes {
		if !present.Contain(ix.Files) {
			return false
		}
	}
	return true
}

// fileCount returns the number of files that the last build left.
func (s *Session) fileCount() int {
	n := len(s.cache.state.Manifest)
	for _, ix := range s.cache.state.Indexes {
		n += len(ix.Files)
	}
	return n
}

// upToDateSummary is the summary of a build that had nothing to do.
func (s *Session) upToDateSummary() Summary {
	return Summary{Pages: s.cache.state.Pages, Languages: len(s.cache.state.Indexes), Unchanged: s.fileCount()}
}

// startScan starts to read the output folder, while the site is loaded.
func (s *Session) startScan() {
	scan := sync.OnceValues(func() (commit.Files, error) { return commit.Scan(s.opts.Out) })
	s.pendingScan = scan
	go func() { _, _ = scan() }() // outputFiles returns the error
}

// outputFiles returns what is in the output folder, which nothing has changed
// since a scan was started.
func (s *Session) outputFiles() (commit.Files, error) {
	if scan := s.pendingScan; scan != nil {
		s.pendingScan = nil
		if files, err := scan(); err == nil {
			return files, nil
		}
	}
	return commit.Scan(s.opts.Out)
}
