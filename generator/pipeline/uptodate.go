package pipeline

import (
	"encoding/json"
	"fmt"

	"griot/generator/cache"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// hashOutline hashes every input of the outline: front matter, names and stamps of
// files, the configuration, the theme, the messages and the options.
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
				b = append(append(append(b, p.File...), 0), p.FrontHash[:]...)
			}
		}
	}
	files := o.attachments.Hash()
	return cache.Hash(hub, b, files[:])
}

// hashSources hashes every input of a site. Equal hashes mean equal output.
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

// isUpToDate reports whether the output folder contains exactly what a build of these
// sources would write.
func (c *buildCache) isUpToDate(next *snapshot, out *outputFolder) bool {
	st := c.state
	if next.list.Errors() > 0 || len(st.Manifest) == 0 || next.translations.Racy || st.SourcesHash != next.hashSources() || commit.Interrupted(out.path) {
		return false
	}
	present, err := out.files()
	return err == nil && st.describes(present)
}

// describes reports whether these are exactly the files that the last build published.
func (st *state) describes(present commit.Files) bool {
	if len(present) != st.fileCount() {
		return false
	}
	for path, e := range st.Manifest {
		if stamp, ok := present[path]; !ok || stamp != e.Stamp {
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

// fileCount returns the number of files that the last build published.
func (st *state) fileCount() int {
	n := len(st.Manifest)
	for _, ix := range st.Indexes {
		n += len(ix.Files)
	}
	return n
}

// upToDateSummary returns the summary of a build that had nothing to do.
func (st *state) upToDateSummary() Summary {
	return Summary{Pages: st.Pages, Languages: len(st.Indexes), Unchanged: st.fileCount(), Cleaned: st.Cleaned, Documents: st.Documents}
}
