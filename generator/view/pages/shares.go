package pages

import (
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/figures/share"
	"griot/generator/kinds"
	"griot/generator/site"
)

// Share is an image for shared links: its path and the words on it.
type Share struct {
	Path  string // below the site's root
	Words share.Options
}

// shares makes the images for shared links.
type shares struct{ *locale }

// ofKind returns the image of a kind of page.
func (a shares) ofKind(kind string) Share {
	h := a.in.Hub
	words := share.Options{Title: a.localize(h.Title), Site: a.localize(h.Publisher)}
	if words.Site == words.Title {
		words.Site = "" // the hub is its own publisher and is named once
	}
	if kind != "home" {
		if !a.in.Hub.Kinds.Known(site.Kind(kind)) {
			kind = string(kinds.Page)
		}
		words = share.Options{Title: a.typeset(a.words.T("kinds." + kind)), Site: words.Title}
	}
	return Share{"assets/share-" + kind + "." + a.lang + "." + words.Hash() + ".png", words}
}

// ofPage returns the image of one page; ok is false where that of its kind serves:
// for kinds whose titles alone say little, translations that are missing, and titles
// that the font can't write.
func (a shares) ofPage(r site.Rendition) (s Share, ok bool) {
	kind := r.Page.Group.Kind
	if a.in.Hub.ShareImages != config.SharePerPage || r.Fallback() || !a.in.Hub.Kinds.Of(kind).Shared {
		return Share{}, false
	}
	words := share.Options{
		Title: a.typeset(r.Page.Front.Title), Kicker: a.typeset(a.words.T("kind." + string(kind))),
		Site: a.localize(a.in.Hub.Title),
	}
	if legible, err := words.Legible(); err != nil || !legible {
		return Share{}, false
	}
	name := strings.Trim(string(kind)+"-"+r.Page.Slug, "-")
	return Share{"assets/share-" + name + "." + a.lang + "." + words.Hash() + ".png", words}, true
}

// Shares lists all images for shared links, by path.
func (b *Builder) Shares() []Share {
	byPath := map[string]Share{}
	for _, l := range b.in.Site.Languages {
		images := shares{&b.contextAt(l.Code, "").locale}
		kinds := []string{"home", string(kinds.Page)}
		for _, s := range b.in.Site.Sections {
			kinds = append(kinds, string(s.Kind))
		}
		for _, r := range b.langs[l.Code].Renditions {
			kinds = append(kinds, string(r.Page.Group.Kind))
			if s, ok := images.ofPage(r); ok {
				byPath[s.Path] = s
			}
		}
		slices.Sort(kinds)
		for _, kind := range slices.Compact(kinds) {
			s := images.ofKind(kind)
			byPath[s.Path] = s
		}
	}
	out := make([]Share, 0, len(byPath))
	for _, s := range byPath {
		out = append(out, s)
	}
	slices.SortFunc(out, func(x, y Share) int { return strings.Compare(x.Path, y.Path) })
	return out
}
