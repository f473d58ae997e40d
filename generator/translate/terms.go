package translate

import (
	"slices"

	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/yaml"
)

// Term is an entry of the hub's glossary in all its languages.
type Term struct {
	ID       string // of its page, such as "glossary/ssr"
	Forms    map[string][]TermForm
	Meanings map[string]string // summaries, by language
}

// TermForm is a name of a term.
type TermForm struct {
	Text string
	Kind string // full, short or variant
}

// Terms reads the glossary: the pages of kind term.
func (d *Project) Terms() ([]Term, error) {
	var out []Term
	for _, u := range d.Units() {
		if u.ID == segment.HubID || u.ID == segment.MessagesID {
			continue
		}
		section := slices.IndexFunc(d.Hub.Sections, func(s *site.Section) bool { return s.ID == u.Section() })
		if section < 0 || !d.Hub.Kinds.Of(d.Hub.Sections[section].Kind).Glossary {
			continue
		}
		t := Term{ID: u.ID, Forms: map[string][]TermForm{}, Meanings: map[string]string{}}
		for _, lang := range d.Langs() {
			doc, err := d.Document(u, lang)
			if err != nil {
				return nil, err
			}
			if doc == nil || doc.Front == nil {
				continue
			}
			t.Forms[lang] = termForms(doc.Front)
			if n := doc.Front.Get("summary"); n != nil {
				t.Meanings[lang] = segment.Normal(n.Value)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

func termForms(front *yaml.Node) []TermForm {
	var out []TermForm
	add := func(n *yaml.Node, kind string) {
		if n != nil && n.Scalar() && segment.Normal(n.Value) != "" {
			out = append(out, TermForm{segment.Normal(n.Value), kind})
		}
	}
	add(front.Get("title"), "full")
	add(front.Get("short"), "short")
	if also := front.Get("also"); also != nil {
		for _, n := range also.Items {
			add(n, "variant")
		}
	}
	return out
}
