package pipeline

import (
	"slices"
	"sync"

	"griot/generator/kinds"
	"griot/generator/metadata/cite"
	"griot/generator/metadata/dataset"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
	"griot/generator/view"
)

// The library and the table of countries and outcomes for those who analyse them, and the
// library for reference managers, if hub.yaml asks for them.
var _ = register(outputKind{outputs: func(o *outline) []output {
	var out []output
	for _, f := range o.dataFiles() {
		out = append(out, lazy(f.path, f.write))
	}
	return out
}})

// dataFolder is the folder of the output with files for analysts.
const dataFolder = "data"

// dataFile is a file for analysts. Its bytes are made when they are needed, since those
// of a large library together are many.
type dataFile struct {
	path, format string
	group        view.DataGroup
	lang         string // of references, else ""
	write        func() []byte
	size         func() int
}

// listDataFiles lists the files for analysts.
func (o *outline) listDataFiles() []dataFile {
	if !o.hub.Data {
		return nil
	}
	var files []dataFile
	add := func(group view.DataGroup, lang, name, format string, write func() []byte) {
		size := sync.OnceValue(func() int { return len(write()) })
		files = append(files, dataFile{dataFolder + "/" + name, format, group, lang, write, size})
	}
	add(view.LibraryData, "", "library.csv", "CSV", func() []byte { return o.dataset().CSV() })
	add(view.LibraryData, "", "library.json", "JSON", func() []byte { return o.dataset().JSON() })
	if o.site.Vocabulary("outcomes") != nil && o.site.Vocabulary("countries") != nil {
		add(view.MatrixData, "", "matrix.csv", "CSV", func() []byte { return o.dataMatrix().CSV() })
	}
	for _, l := range o.langs() {
		if !slices.ContainsFunc(o.textlessViews.Library(), func(g *site.Group) bool { return g.Pages[l] != nil }) {
			continue // nothing to refer to in this language
		}
		references := func(write func(...cite.Work) string) func() []byte {
			return func() []byte { return []byte(write(o.textlessViews.Works(l)...)) }
		}
		add(view.ReferenceData, l, "library."+l+".bib", "BibTeX", references(cite.BibTeX))
		add(view.ReferenceData, l, "library."+l+".ris", "RIS", references(cite.RIS))
		add(view.ReferenceData, l, "library."+l+".csl.json", "CSL-JSON", references(cite.CSL))
	}
	return files
}

// data returns the files of a group as the pages of a language link to them.
func (o *outline) data(group view.DataGroup, lang string) []view.DataFile {
	var out []view.DataFile
	for _, f := range o.dataFiles() {
		if f.group == group && (f.lang == "" || f.lang == lang) {
			out = append(out, view.DataFile{Href: f.path, Format: f.format, Bytes: int64(f.size())})
		}
	}
	return out
}

// dataset returns the documents of the library, newest first.
func (o *outline) dataset() dataset.Library {
	h := o.hub
	lib := dataset.Library{
		Title: dataset.Text(h.Title), URL: o.opts.BaseURL, Publisher: dataset.Text(h.Publisher), Licence: h.Licence.URL, Languages: o.langs(),
		Documents: []dataset.Document{},
	}
	for _, v := range o.site.Vocabularies {
		if !notListed[v.ID] {
			lib.Lists = append(lib.Lists, v.ID)
		}
	}
	for _, g := range o.textlessViews.Library() {
		lib.Documents = append(lib.Documents, o.dataDocument(g, lib.Lists))
	}
	return lib
}

// notListed are vocabularies whose terms pages don't list under their name.
var notListed = map[string]bool{"types": true, "roles": true, "years": true}

// dataDocument describes a document in all its languages.
func (o *outline) dataDocument(g *site.Group, lists []string) dataset.Document {
	f := &g.Source.Front
	d := dataset.Document{
		ID: g.ID, SourceLanguage: g.Source.Lang, Date: string(f.Date), Updated: string(f.Updated),
		From: string(f.Period.From), To: string(f.Period.To), SDG: f.SDG, DOI: f.DOI,
		Terms: map[string][]dataset.Term{}, Versions: map[string]dataset.Version{},
	}
	if terms := o.dataTerms("types", f.Type); len(terms) > 0 {
		d.Type = &terms[0]
	}
	for _, id := range lists {
		if terms := o.dataTerms(id, f.Terms[id]...); len(terms) > 0 {
			d.Terms[id] = terms
		}
	}
	for _, lang := range o.langs() {
		if p := g.Pages[lang]; p != nil {
			d.Versions[lang] = o.dataVersion(p, f)
		}
	}
	return d
}

// dataVersion describes a document in one language.
func (o *outline) dataVersion(p *site.Page, source *site.Front) dataset.Version {
	f := &p.Front
	r, _ := o.site.Rendition(p.Group, p.Lang)
	v := dataset.Version{URL: o.opts.BaseURL + r.Path, Title: f.Title, Summary: f.Summary, KeyMessages: f.KeyMessages, Also: f.Also}
	if f.Date != source.Date {
		v.Date = string(f.Date)
	}
	if f.Updated != source.Updated {
		v.Updated = string(f.Updated)
	}
	for _, a := range f.Authors {
		v.Authors = append(v.Authors, dataset.Author(a))
	}
	for _, s := range f.Sources {
		v.Sources = append(v.Sources, dataset.Source{Title: s.Title, Publisher: s.Publisher, Year: s.Year, URL: s.URL, Note: s.Note, Language: s.Lang})
	}
	if img := f.Image; img != nil {
		if name, ok := o.links.Resolver(r).FrontAttachment(img.Src); ok {
			v.Image = &dataset.Image{URL: o.opts.BaseURL + attachments.URL(name), Alt: img.Alt, Caption: img.Caption, Credit: img.Credit}
		}
	}
	return v
}

// dataTerms returns terms of a vocabulary by their ids.
func (o *outline) dataTerms(vocabulary string, ids ...string) []dataset.Term {
	var out []dataset.Term
	for _, id := range ids {
		if t := o.site.Vocabulary(vocabulary).Term(id); t != nil {
			out = append(out, dataset.Term{ID: id, Code: t.ISO, Name: dataset.Text(t.Name)})
		}
	}
	return out
}

// dataMatrix returns the table of countries and outcomes; the rows are in the order of
// hub.yaml.
func (o *outline) dataMatrix() dataset.Matrix {
	m := dataset.Matrix{Languages: o.langs()}
	outcomes, countries := o.site.Vocabulary("outcomes"), o.site.Vocabulary("countries")
	for _, t := range outcomes.Terms {
		m.Outcomes = append(m.Outcomes, t.ID)
	}
	pages := map[string]*site.Group{}
	for _, g := range o.site.Groups {
		if g.Kind == kinds.Country {
			pages[g.Source.Front.Country] = g
		}
	}
	for _, t := range countries.Terms {
		g := pages[t.ID]
		if g == nil {
			continue
		}
		row := dataset.Row{Country: o.dataTerms("countries", t.ID)[0], URL: dataset.Text{}, Work: map[string]dataset.Text{}}
		for _, id := range m.Outcomes {
			row.Work[id] = dataset.Text{}
		}
		for lang, p := range g.Pages {
			r, _ := o.site.Rendition(g, lang)
			row.URL[lang] = o.opts.BaseURL + r.Path
			for _, id := range m.Outcomes {
				row.Work[id][lang] = p.Front.Work[id]
			}
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}
