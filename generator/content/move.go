package content

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/disk"
	"griot/generator/frontmatter"
	"griot/generator/kinds"
	"griot/generator/site"
)

// Move is a planned renaming of a page: the files to write and those to remove.
type Move struct {
	dir      string
	site     *site.Site
	from, to string            // ids
	write    map[string][]byte // by slash path from the site's folder
	remove   []string
	changes  []string
}

// MoveError explains why a page can't be moved as its user wants.
type MoveError struct{ Message, Hint string }

// Error returns the message.
func (e *MoveError) Error() string { return e.Message }

// PlanMove plans to rename a page in all its languages and writes nothing; from
// and to are ids such as "briefs/old". If a URL changes, the page gets the old one
// as an alias; links to the page, and its own relative links, are updated. If the
// page can't be moved, the error is a *MoveError.
func PlanMove(s *site.Site, dir, from, to string) (*Move, error) {
	m := &Move{dir: dir, site: s, from: PageID(from), to: PageID(to), write: map[string][]byte{}}
	if err := m.possible(); err != nil {
		return nil, err
	}
	for _, g := range s.Groups {
		for _, l := range s.Languages {
			if p := g.Pages[l.Code]; p != nil {
				if err := m.page(p); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := m.hub(); err != nil {
		return nil, err
	}
	return m, m.recorded()
}

// PageID returns the id of a page, "briefs/old", from what people may write, such
// as "content/briefs/old.md".
func PageID(id string) string {
	id, _ = site.CutPageExt(strings.TrimPrefix(path.Clean(filepath.ToSlash(id)), Dir+"/"))
	return id
}

// possible returns a *MoveError if the move can't be made.
func (m *Move) possible() error {
	s, to := m.site, m.to
	fail := func(hint, format string, args ...any) error {
		return &MoveError{fmt.Sprintf(format, args...), hint}
	}
	g := s.ByID[m.from]
	switch {
	case g == nil:
		ids := make([]string, len(s.Groups))
		for i, g := range s.Groups {
			ids[i] = g.ID
		}
		hint := "name the page as section/name, without language and ending"
		if near := diag.Nearest(m.from, ids); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return fail(hint, "there is no page %q", m.from)
	case s.ByID[to] != nil:
		return fail("choose another name", "a page %q exists already", to)
	case path.Base(m.from) == "index" || path.Base(to) == "index":
		return fail("index is the page of its folder", "index pages can't be renamed")
	case !site.ValidSlug(path.Base(to)):
		return fail(site.SlugHint, "%q is no name for a page", path.Base(to))
	case path.Dir(to) != "." && s.Section(path.Dir(to)) == nil:
		return fail("sections are listed in content/hub.yaml", "there is no section %q", path.Dir(to))
	}
	if who := m.partnerOf(); len(who) > 0 && kinds.Builtin().Of(m.kindAt(to)).Terms != "partners" {
		return fail("take the partner out of that page first", "%s names %q as a partner", who[0].File, path.Base(m.from))
	}
	return nil
}

// kindAt returns the kind that the page of an id has if it doesn't name its own.
func (m *Move) kindAt(id string) site.Kind {
	if s := m.site.Section(path.Dir(id)); s != nil {
		return s.Kind
	}
	return kinds.Page
}

// partnerOf lists the pages that name the page as a partner.
func (m *Move) partnerOf() []*site.Page {
	if kinds.Builtin().Of(m.kindAt(m.from)).Terms != "partners" {
		return nil
	}
	var out []*site.Page
	for _, g := range m.site.Groups {
		if slices.Contains(g.Source.Front.Terms["partners"], path.Base(m.from)) {
			out = append(out, g.Source)
		}
	}
	return out
}

// page plans the changes of one file.
func (m *Move) page(p *site.Page) error {
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(p.File)))
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	if len(src) < p.Body {
		return fmt.Errorf("read page: %q changed meanwhile", p.File)
	}
	id, file := p.Group.ID, p.File
	moved := id == m.from
	if moved {
		id, file = m.to, strings.TrimSuffix(JoinName(m.to, p.Lang), ".md")+path.Ext(p.File)
	}
	body := relink(string(src[p.Body:]), path.Dir(p.Group.ID), path.Dir(id), m.from, m.to)
	out := append(src[:p.Body:p.Body], body...)
	if out, err = m.front(p, out); err != nil {
		return fmt.Errorf("edit %q: %w", p.File, err)
	}
	if moved {
		if out, err = m.identity(p, out); err != nil {
			return fmt.Errorf("edit %q: %w", p.File, err)
		}
		m.remove = append(m.remove, p.File)
		m.changes = append(m.changes, fmt.Sprintf("%s -> %s", p.File, file))
	} else if string(out) == string(src) {
		return nil
	} else {
		m.changes = append(m.changes, fmt.Sprintf("%s: links follow", p.File))
	}
	m.write[file] = out
	return nil
}

// front updates what a page's front matter says about the moved page.
func (m *Move) front(p *site.Page, src []byte) (out []byte, err error) {
	out = src
	set := func(value string, path ...any) {
		if err == nil {
			out, err = frontmatter.SetText(out, value, path...)
		}
	}
	if p.Front.Theory != nil {
		for i, n := range p.Front.Theory.Nodes {
			for j, id := range n.Evidence {
				if _, own := frontmatter.ReadText(src, "nodes", i, "evidence", j); own && id == m.from {
					set(m.to+".md", "nodes", i, "evidence", j)
				}
			}
		}
	}
	if kinds.Builtin().Of(m.kindAt(m.from)).Terms == "partners" {
		for i, name := range p.Front.Terms["partners"] {
			if own, ok := frontmatter.ReadText(src, "partners", i); ok && own == name && name == path.Base(m.from) {
				set(path.Base(m.to), "partners", i)
			}
		}
	}
	if p.Group.ID == m.from && path.Dir(m.from) != path.Dir(m.to) {
		for _, at := range [][]any{{"image", "src"}, {"image"}} { // a map, or the path alone
			if image, ok := frontmatter.ReadText(src, at...); ok && image != "" {
				set(relative(path.Dir(m.to), path.Join(path.Dir(m.from), image)), at...)
			}
		}
	}
	return out, err
}

// identity gives the moved page its alias, and its kind if the new folder would
// give it another one.
func (m *Move) identity(p *site.Page, src []byte) ([]byte, error) {
	now, _ := m.site.Rendition(p.Group, p.Lang)
	slug := p.Slug
	if !frontmatter.HasKey(src, "slug") {
		slug = path.Base(m.to)
	}
	url := p.Lang + "/"
	if sec := m.site.Section(path.Dir(m.to)); sec != nil {
		url = sec.Path(p.Lang)
	}
	url += slug + "/"
	src, err := frontmatter.RemoveAlias(src, url) // if the page moves back
	if err == nil && url != now.Path {
		src, err = frontmatter.AddAlias(src, now.Path)
	}
	if err == nil && p == p.Group.Source && p.Group.Kind != m.kindAt(m.to) && !frontmatter.HasKey(src, "kind") {
		src, err = frontmatter.AddKey(src, "kind", string(p.Group.Kind))
	}
	return src, err
}

// hub renames the page in the navigation and the footer.
func (m *Move) hub() error {
	const file = Dir + "/hub.yaml"
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(file)))
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	item := regexp.MustCompile(`(?m)((?:^|[\s\[{,:"']))` + regexp.QuoteMeta(m.from) + `\.md((?:$|[\s\]},"']))`)
	if out := item.ReplaceAll(src, []byte("${1}"+m.to+".md${2}")); string(out) != string(src) {
		m.write[file] = out
		m.changes = append(m.changes, file+": navigation follows")
	}
	return nil
}

// recorded gives the recorded addresses of the page its new id.
func (m *Move) recorded() error {
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(config.AddressesFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read recorded addresses: %w", err)
	}
	list, found := config.LoadAddresses(src, config.AddressesFile)
	if len(found) > 0 {
		return nil // check reports what is wrong
	}
	var moved []config.Address
	for _, a := range list {
		if a.Page == m.from {
			a.Page = m.to
			moved = append(moved, a)
		}
	}
	if len(moved) > 0 {
		m.write[config.AddressesFile] = config.RecordAddresses(src, moved)
		m.changes = append(m.changes, config.AddressesFile+": recorded addresses follow")
	}
	return nil
}

// Names returns the page's ids before and after.
func (m *Move) Names() (from, to string) { return m.from, m.to }

// Changes describes the changes for people, one line each.
func (m *Move) Changes() []string { return m.changes }

// Apply writes the new files, until they are on the disk, and removes the old ones, in this
// order, so that nothing is lost if it is interrupted or the power fails.
func (m *Move) Apply() error {
	files := make([]string, 0, len(m.write))
	for f := range m.write {
		files = append(files, f)
	}
	slices.Sort(files)
	var folders []string
	for _, f := range files {
		to := filepath.Join(m.dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("create folder: %w", err)
		}
		if err := disk.Replace(to, m.write[f], 0o644); err != nil {
			return fmt.Errorf("write page: %w", err)
		}
		folders = append(folders, filepath.Dir(to), filepath.Dir(filepath.Dir(to))) // both may be new
	}
	if err := disk.Folders(folders); err != nil {
		return fmt.Errorf("write pages: %w", err)
	}
	for _, f := range m.remove {
		if err := os.Remove(filepath.Join(m.dir, filepath.FromSlash(f))); err != nil {
			return fmt.Errorf("remove old page: %w", err)
		}
	}
	return nil
}
