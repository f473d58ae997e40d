package exchange

import (
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// minShare is the share of a file's texts that a page must have to be the one
// that they were exported from.
const minShare = 0.5

// byPage sorts texts by their pages. Those of a page that has another ID now get
// that ID.
func (im *importer) byPage(texts []Returned) (map[string][]Returned, error) {
	pages := map[string][]Returned{}
	for _, t := range texts {
		pages[t.page()] = append(pages[t.page()], t)
	}
	for _, id := range slices.Sorted(maps.Keys(pages)) {
		to, err := im.moved(id, pages)
		if err != nil {
			return nil, err
		}
		if to == "" {
			continue
		}
		if id != "" { // else a tool has dropped the contexts
			im.out.Moved = append(im.out.Moved, [2]string{id, to})
		}
		for _, r := range pages[id] {
			r.Context = to + strings.TrimPrefix(r.Context, id)
			pages[to] = append(pages[to], r)
		}
		delete(pages, id)
	}
	return pages, nil
}

// moved returns the ID that a page has now, or "" if it is where it was or can't
// be found: the page that has the old URL as an alias, or the one with most of
// the texts. A page that has taken the place of another has none of its texts.
func (im *importer) moved(id string, pages map[string][]Returned) (string, error) {
	if id == segment.HubID || id == segment.MessagesID {
		return "", nil
	}
	sources := map[string]bool{}
	for i := range pages[id] {
		sources[canonical(pages[id][i].Source, false)] = true
	}
	if u := im.d.Unit(id); u != nil {
		here, err := im.sourcesOf(u)
		if err != nil || shared(sources, here) > 0 {
			return "", err
		}
	}
	var best []string
	most := 0
	for _, u := range im.d.Units() {
		if len(pages[u.ID]) > 0 || u.ID == segment.HubID || u.ID == segment.MessagesID {
			continue
		}
		has, err := im.sourcesOf(u)
		if err != nil {
			return "", err
		}
		n := shared(sources, has)
		alias, err := im.hasAlias(u, id)
		if err != nil {
			return "", err
		}
		if alias {
			return u.ID, nil
		}
		if float64(n) < minShare*float64(len(sources)) || n < most || n == 0 {
			continue
		}
		if n > most {
			best = nil
		}
		best, most = append(best, u.ID), n
	}
	if len(best) == 1 {
		return best[0], nil
	}
	return "", nil
}

// shared counts the texts that two pages have in common.
func shared(a, b map[string]bool) int {
	n := 0
	for text := range a {
		if b[text] {
			n++
		}
	}
	return n
}

// sourcesOf returns the texts of a page's source, and those that its stale
// translations were made from.
func (im *importer) sourcesOf(u *translate.Unit) (map[string]bool, error) {
	if known := im.pages[u.ID]; known != nil {
		return known, nil
	}
	out := map[string]bool{}
	pairs, _, err := im.d.UnitPairs(u) // what can't be read has no texts, and is reported when it is imported
	if err != nil {
		return nil, err
	}
	for _, s := range pairs {
		if s.To != im.to {
			continue
		}
		texts := Texts(s, map[string]int{})
		for i := range texts {
			if t := &texts[i]; t.State != state.Extra {
				out[t.key()] = true
				if len(t.Old) > 0 {
					out[t.Old.String()] = true
				}
			}
		}
	}
	if im.pages == nil {
		im.pages = map[string]map[string]bool{}
	}
	im.pages[u.ID] = out
	return out, nil
}

// hasAlias reports whether a page has an alias that is the URL of an ID, if that
// page had no slug of its own.
func (im *importer) hasAlias(u *translate.Unit, id string) (bool, error) {
	for _, lang := range im.d.Langs() {
		doc, err := im.d.Document(u, lang)
		if err != nil {
			return false, err
		}
		if doc == nil || doc.Front == nil {
			continue
		}
		url := lang + "/" + path.Base(id)
		for _, s := range im.d.Hub.Sections {
			if s.ID == path.Dir(id) {
				url = lang + "/" + s.Slug[lang] + "/" + path.Base(id)
			}
		}
		if list := doc.Front.Get("aliases"); list != nil {
			for _, item := range list.Items {
				if strings.Trim(item.Value, "/") == url {
					return true, nil
				}
			}
		}
	}
	return false, nil
}
