package pages

import (
	"slices"

	"griot/generator/site"
	"griot/generator/view"
	"griot/generator/view/index"
)

// trees makes what pages in folders of folders show of the folders around them.
type trees struct{ page }

const (
	// maxBranch is how many entries of one folder the side navigation shows; of more it
	// shows those around the page, so that pages of large folders stay light.
	maxBranch    = 50
	branchAround = 20
)

// fill sets the side navigation of a page of a section, or of the section's list, and what
// comes before and after it.
func (a trees) fill(v *view.View, s *site.Section, here index.Entry) {
	t := a.index.Trees
	if t.Entries[s.Top()] == nil {
		return
	}
	v.Branch = &view.Branch{Top: a.sectionLink(s.Top()), Current: here.Folder == s.Top()}
	v.Branch.BranchList = a.list(s.Top(), s, here)
	turn := t.TurnOf(here)
	if turn != (index.Turn{}) {
		v.Turn = &view.Turn{Prev: a.turn(turn.Prev), Next: a.turn(turn.Next)}
	}
}

// list returns what a folder has, and of the folder on the way to the page what that has.
func (a trees) list(folder, s *site.Section, here index.Entry) view.BranchList {
	all := slices.DeleteFunc(slices.Clone(a.index.Trees.Entries[folder]), func(e index.Entry) bool { return e.Folder != nil && e.Folder.Hidden })
	open := slices.IndexFunc(all, func(e index.Entry) bool { return e == here || e.Folder != nil && s.Within(e.Folder) })
	var out view.BranchList
	first, last := 0, len(all)
	if len(all) > maxBranch {
		first = max(0, min(open-branchAround, len(all)-2*branchAround))
		last = min(len(all), first+2*branchAround)
		more := a.sectionLink(folder)
		more.Count = len(all)
		out.More = &more
	}
	for i, e := range all[first:last] {
		item := view.BranchItem{Link: a.entry(e), Current: e == here}
		if first+i == open && e.Folder != nil {
			item.Open = true
			item.BranchList = a.list(e.Folder, s, here)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// entry returns the link to an entry.
func (a trees) entry(e index.Entry) view.Link {
	if e.Folder != nil {
		return a.sectionLink(e.Folder)
	}
	return a.link(e.Page)
}

func (a trees) turn(e index.Entry) *view.Link {
	if e.IsZero() {
		return nil
	}
	l := a.entry(e)
	return &l
}

// cards returns the cards of all that a folder has, or of the folders alone.
func (a trees) cards(s *site.Section, folders bool) []*view.Card {
	var out []*view.Card
	for _, e := range a.index.Trees.Entries[s] {
		if e.Folder != nil {
			out = append(out, a.folderCard(e.Folder))
		} else if !folders {
			out = append(out, a.card(e.Page))
		}
	}
	return out
}

// folderCard returns the card of a folder. All lists of one language and depth share it.
func (a *cards) folderCard(s *site.Section) *view.Card {
	return a.folderMemo.Get(s, maxCards, func() *view.Card {
		l := a.sectionLink(s)
		return &view.Card{ID: s.ID + "/", Kind: "folder", Href: l.Href, Title: l.Text, Lang: l.Lang, Summary: a.localize(s.Summary)}
	})
}

// Folders reports whether pages of the site load the styles of folders.
func (b *Builder) Folders() bool {
	for _, l := range b.in.Site.Languages {
		if b.contextAt(l.Code, "").frame().Folders {
			return true
		}
	}
	return false
}
