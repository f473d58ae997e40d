package site

import "slices"

// Order says by what the pages and folders of a section are ordered.
type Order string

// The orders of a section. "" leaves it to the kind of its pages, after what has a weight.
const (
	ByWeight Order = "weight" // the least first; what has none comes last
	ByTitle  Order = "title"
	ByDate   Order = "date"   // newest first
	ByHand   Order = "manual" // as Section.Names lists them, then by title
)

// Orders lists the orders that authors name.
var Orders = []Order{ByWeight, ByTitle, ByDate, ByHand}

// Navigation says whether a folder stands in the side navigation of its tree.
type Navigation string

// The choices of Navigation; "" is Shown.
const (
	Shown  Navigation = "true"
	Hidden Navigation = "false"
)

// Folder is what an index page says of its folder beside its own title, summary and slug.
type Folder struct {
	Kind       Kind     // of the pages in it, or "" for that of the folder above
	Order      Order    // or "" for that of the folder above
	Names      []string // of pages and folders, ByHand
	Navigation Navigation
}

// Equal reports whether two folders say the same; nil says nothing.
func (f *Folder) Equal(o *Folder) bool {
	if f == nil || o == nil {
		return f == o
	}
	return f.Kind == o.Kind && f.Order == o.Order && f.Navigation == o.Navigation && slices.Equal(f.Names, o.Names)
}

// Section is a folder of content/ with pages: a list of its own at the URL that its
// pages' URLs start with.
type Section struct {
	ID       string // the folder's path below content/, such as "guides/basics"
	Kind     Kind
	Name     Text
	NameLang Text // the language of a name that isn't in the language of the readers
	Slug     Text
	Summary  Text
	Parent   *Section   // the folder above, or nil
	Folders  []*Section // directly in it, by ID
	Order    Order
	Names    []string // of pages and folders as authors ordered them by hand
	Hidden   bool     // it isn't in the side navigation
	Weight   int      // of its index page, 0 for none
	Date     Date     // of its index page, or ""
}

// Path returns the URL of the section's list for readers of a language.
func (s *Section) Path(lang string) string { return lang + "/" + s.slugs(lang) }

func (s *Section) slugs(lang string) string {
	if s.Parent == nil {
		return s.Slug[lang] + "/"
	}
	return s.Parent.slugs(lang) + s.Slug[lang] + "/"
}

// Within reports whether a section is another one or lies in it, at any depth.
func (s *Section) Within(o *Section) bool {
	for ; s != nil; s = s.Parent {
		if s == o {
			return true
		}
	}
	return false
}

// Top returns the section directly below content/ in which a section lies.
func (s *Section) Top() *Section {
	for s.Parent != nil {
		s = s.Parent
	}
	return s
}

// IsIndex reports whether the group is the page of its section.
func (g *Group) IsIndex() bool { return g.Section != nil && g.ID == g.Section.ID+"/index" }
