package frontmatter

import (
	"maps"
	"slices"

	"griot/generator/site"
)

// Inherit returns the complete front matter of a translation: its own fields, and
// those of the source page that it doesn't set and that its kind shares.
func (s *Schemas) Inherit(own, source *Parsed, kind site.Kind) site.Front {
	f := own.Front
	p := s.or().byKind[kind]
	for _, i := range p.inherit {
		if own.Set&i.bit == 0 {
			i.copy(&f, &source.Front)
		}
	}
	f.Own = inheritOwn(own.Front.Own, source.Front.Own, p.own)
	f.Terms = inheritTerms(own.Front.Terms, source.Front.Terms)
	if !own.Set.Has("sources") {
		f.Sources = inheritSources(f.Sources, own.Front.TranslatedFrom)
	}
	f.Image = inheritImage(own.Front.Image, source.Front.Image)
	if source.Front.Theory != nil {
		f.Theory = inheritTheory(own.Front.Theory, source.Front.Theory)
	}
	return f
}

func inheritTerms(own, source map[string][]string) map[string][]string {
	if len(own) == 0 {
		return source
	}
	all := maps.Clone(source)
	if all == nil {
		all = make(map[string][]string, len(own))
	}
	maps.Copy(all, own)
	return all
}

// inheritSources sets the language of documents that have none: it is that of the
// source page, not of the translation.
func inheritSources(source []site.Source, lang string) []site.Source {
	out := slices.Clone(source)
	for i := range out {
		if out[i].Lang == "" {
			out[i].Lang = lang
		}
	}
	return out
}

// inheritImage fills in what a translation leaves out of an image: translations
// often set only the words of a picture.
func inheritImage(own, source *site.Image) *site.Image {
	if own == nil || source == nil || own.Src != "" {
		if own == nil {
			return source
		}
		return own
	}
	img := *own
	img.Src = source.Src
	if img.Credit == "" {
		img.Credit = source.Credit
	}
	return &img
}

// inheritTheory puts the words of a translation into the structure of its
// source.
func inheritTheory(own, source *site.Theory) *site.Theory {
	if own == nil {
		own = &site.Theory{}
	}
	t := &site.Theory{
		Assumptions: inheritStatements(own.Assumptions, source.Assumptions),
		Risks:       inheritStatements(own.Risks, source.Risks),
		Indicators:  inheritStatements(own.Indicators, source.Indicators),
		Nodes:       append([]site.Node(nil), source.Nodes...),
	}
	for i := range t.Nodes {
		for _, n := range own.Nodes {
			if n.ID == t.Nodes[i].ID {
				t.Nodes[i].Title, t.Nodes[i].Text = n.Title, n.Text
			}
		}
	}
	return t
}

func inheritStatements(own, source []site.Statement) []site.Statement {
	out := append([]site.Statement(nil), source...)
	for i := range out {
		for _, s := range own {
			if s.ID == out[i].ID {
				out[i].Text = s.Text
			}
		}
	}
	return out
}
