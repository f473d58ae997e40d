package index

import (
	"cmp"
	"math"
	"path"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// Entry is a page or a folder of a folder.
type Entry struct {
	Folder *site.Section  // nil for a page
	Page   site.Rendition // of a page
}

// Turn is what stands before and after a page or a folder in the order of reading; the zero
// Entry is nothing.
type Turn struct{ Prev, Next Entry }

// Trees are the folders below content/ that have folders in them, or an order of their own.
type Trees struct {
	Entries map[*site.Section][]Entry // of each folder of a tree, in order
	places  map[any]int               // of a *site.Group or *site.Section, in its folder
	turns   map[any]Turn
}

// Place returns the position of a page or folder in the folder that it is in.
func (t *Trees) Place(e Entry) int { return t.places[e.key()] }

// TurnOf returns what stands before and after a page or folder.
func (t *Trees) TurnOf(e Entry) Turn { return t.turns[e.key()] }

// key identifies an entry.
func (e Entry) key() any {
	if e.Folder != nil {
		return e.Folder
	}
	return e.Page.Page.Group
}

// IsZero reports whether the entry is nothing.
func (e Entry) IsZero() bool { return e.Folder == nil && e.Page.Page == nil }

func (e Entry) weight() int {
	w := 0
	if e.Folder != nil {
		w = e.Folder.Weight
	} else {
		w = e.Page.Page.Front.Weight
	}
	if w == 0 {
		return math.MaxInt
	}
	return w
}

func (e Entry) date() site.Date {
	if e.Folder != nil {
		return e.Folder.Date
	}
	return e.Page.Page.Front.Date
}

func (e Entry) title(lang string) string {
	if e.Folder != nil {
		return e.Folder.Name[lang]
	}
	return e.Page.Page.Front.Title
}

func (e Entry) id() string {
	if e.Folder != nil {
		return e.Folder.ID
	}
	return e.Page.Page.Group.ID
}

// newTrees finds the trees of a site and orders them.
func (m Maker) newTrees(x *Index) *Trees {
	t := &Trees{Entries: map[*site.Section][]Entry{}, places: map[any]int{}, turns: map[any]Turn{}}
	tops := map[*site.Section]bool{}
	for _, s := range m.Site.Sections {
		if s.Parent != nil || s.Order != "" {
			tops[s.Top()] = true
		}
	}
	for i := range x.Renditions {
		if g := x.Renditions[i].Page.Group; g.Section != nil && x.Renditions[i].Page.Front.Weight > 0 {
			tops[g.Section.Top()] = true
		}
	}
	if len(tops) == 0 {
		return t
	}
	for i := range x.Renditions {
		if s := x.Renditions[i].Page.Group.Section; s != nil && tops[s.Top()] {
			t.Entries[s] = append(t.Entries[s], Entry{Page: x.Renditions[i]})
		}
	}
	for _, s := range m.Site.Sections {
		if !tops[s.Top()] {
			continue
		}
		for _, f := range s.Folders {
			t.Entries[s] = append(t.Entries[s], Entry{Folder: f})
		}
		slices.SortFunc(t.Entries[s], func(a, b Entry) int { return m.compareEntries(s, a, b) })
		for i, e := range t.Entries[s] {
			t.places[e.key()] = i
		}
	}
	for _, s := range m.Site.Sections {
		if tops[s.Top()] && t.ordered(s) && (s.Parent == nil || !t.ordered(s.Parent)) {
			t.link(t.read(nil, s))
		}
	}
	return t
}

// compareEntries orders two entries of a folder.
func (m Maker) compareEntries(s *site.Section, a, b Entry) int {
	d := 0
	switch s.Order {
	case site.ByHand:
		d = cmp.Compare(named(s, a), named(s, b))
	case site.ByDate:
		d = strings.Compare(string(b.date()), string(a.date()))
	case site.ByWeight, "":
		d = cmp.Compare(a.weight(), b.weight())
	}
	if kind := m.Kinds.Of(s.Kind); d == 0 && s.Order == "" && kind.Order != kinds.ByTitle {
		switch {
		case a.Folder == nil && b.Folder == nil:
			return m.compare(kind, a.Page, b.Page)
		case a.Folder == nil:
			return 1
		case b.Folder == nil:
			return -1
		}
	}
	return cmp.Or(d, m.Compare(a.title(m.Language.Code), b.title(m.Language.Code)), strings.Compare(a.id(), b.id()))
}

// named returns the place that authors gave an entry by hand.
func named(s *site.Section, e Entry) int {
	if i := slices.Index(s.Names, path.Base(e.id())); i >= 0 {
		return i
	}
	return len(s.Names)
}

// ordered reports whether a folder is to be read in its order: by weight or by hand.
func (t *Trees) ordered(s *site.Section) bool {
	switch s.Order {
	case site.ByWeight, site.ByHand:
		return true
	case "":
		return slices.ContainsFunc(t.Entries[s], func(e Entry) bool { return e.weight() != math.MaxInt })
	}
	return false
}

// read appends a folder and all in it in the order of reading. Of a folder that has no such
// order there is only its list.
func (t *Trees) read(list []Entry, s *site.Section) []Entry {
	list = append(list, Entry{Folder: s})
	for _, e := range t.Entries[s] {
		switch {
		case e.Folder == nil:
			list = append(list, e)
		case e.Folder.Hidden:
		case t.ordered(e.Folder):
			list = t.read(list, e.Folder)
		default:
			list = append(list, e)
		}
	}
	return list
}

// link sets what stands before and after each entry.
func (t *Trees) link(list []Entry) {
	for i, e := range list {
		var turn Turn
		if i > 0 {
			turn.Prev = list[i-1]
		}
		if i+1 < len(list) {
			turn.Next = list[i+1]
		}
		t.turns[e.key()] = turn
	}
}
