package pipeline

import (
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
	"griot/generator/view/pages"
)

// ownFolders are the folders of the output in which no page can stand.
func (o *outline) ownFolders() []string {
	folders := []string{"assets", "files", "search"}
	if o.hub.Data {
		folders = append(folders, dataFolder)
	}
	if o.hub.Download {
		folders = append(folders, downloadFolder)
	}
	return folders
}

// published is something that has a path in the output.
type published struct {
	path string
	page *site.Page // nil if it is no author's page
	file string     // in content/, of an attachment
}

// at returns where something stands for its author.
func (p published) at() diag.Position {
	switch {
	case p.page != nil:
		return diag.Position{File: p.page.File, Line: 1}
	case p.file != "":
		return diag.Position{File: p.file}
	}
	return diag.Position{File: config.File}
}

// duplicates finds outputs with the same path, or with paths that differ only in case.
type duplicates struct {
	list   diag.List
	first  map[string]published
	folded map[string]published // by path in lower case
}

// duplicateURLs reports pages that would be published at the URL of another page or
// file.
func (o *outline) duplicateURLs() diag.List {
	d := &duplicates{first: map[string]published{}, folded: map[string]published{}}
	for _, name := range slices.Sorted(o.attachments.Names()) {
		p := published{path: attachments.Output(name), file: name}
		d.first[p.path] = p
		d.sameLetters(p, name, "rename-file")
	}
	for _, spec := range o.textlessViews.Specs() {
		p := published{path: spec.File()}
		if spec.Rendition != nil {
			p.page = spec.Rendition.Page
		}
		d.take(p, spec.Path, "another-slug")
	}
	for p, old := range o.aliases {
		if top, _, below := strings.Cut(old, "/"); below && slices.ContainsFunc(o.ownFolders(), func(own string) bool { return strings.EqualFold(own, top) }) {
			d.list.Error(diag.Position{File: p.File, Line: 1}, "permalink-duplicate.own-folder", diag.Args{"alias": old, "folder": top})
			continue
		}
		d.take(published{path: pages.Spec{Path: old}.File(), page: p}, old, "delete-alias")
	}
	return d.list
}

// take reports a page whose path is taken. address is its URL, for the message.
func (d *duplicates) take(p published, address, advice string) {
	other, taken := d.first[p.path]
	if !taken {
		d.first[p.path] = p
		d.sameLetters(p, address, advice)
		return
	}
	if p.page == nil {
		p.page = other.page
	}
	d.list.Error(p.at(), "permalink-duplicate.output", diag.Args{"address": address, "advice": diag.Phrase{ID: advice}})
}

// name reports a path that not every file system takes: readers copy a site to memory sticks.
func (d *duplicates) name(p published, address, advice string) {
	part, why := site.NameFault(p.path)
	if why == "" {
		return
	}
	if len(address) > 60 {
		address = part
	}
	report := d.list.Error
	if p.file != "" { // it is there, so the author's own system takes it
		report = d.list.Warn
	}
	report(p.at(), "address-name."+why, diag.Args{"address": address, "part": part, "advice": diag.Phrase{ID: advice}})
}

// sameLetters reports a path that differs from another one only in case.
func (d *duplicates) sameLetters(p published, address, advice string) {
	d.name(p, address, advice)
	lower := strings.ToLower(p.path)
	other, taken := d.folded[lower]
	if !taken {
		d.folded[lower] = p
		return
	}
	d.list.Warn(p.at(), "address-case", diag.Args{"address": address, "other": strings.TrimSuffix(strings.TrimPrefix(other.path, "files/"), "index.html"), "advice": diag.Phrase{ID: advice}})
}
