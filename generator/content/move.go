package content

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"griot/generator/frontmatter"
	"griot/generator/site"
)

// Move is a page's new name: the files to write and those to remove. Planning
// it changes nothing.
type Move struct {
	dir    string
	write  map[string][]byte // by slash path from the site's folder
	remove []string
	said   []string
}

// PlanMove plans the renaming of a page in all its languages: from and to are
// ids such as "briefs/old". Where an address changes, the page gets the old
// one as an alias; links to the page, and its own, are kept right.
func PlanMove(s *site.Site, dir, from, to string) (*Move, error) {
	from, to = trimID(from), trimID(to)
	g := s.ByID[from]
	switch {
	case g == nil:
		return nil, fmt.Errorf("there is no page %q", from)
	case s.ByID[to] != nil:
		return nil, fmt.Errorf("a page %q exists already", to)
	case !site.ValidSlug(path.Base(to)):
		return nil, fmt.Errorf("%q is no name for a page: %s", path.Base(to), site.SlugHint)
	case path.Dir(to) != "." && s.Section(path.Dir(to)) == nil:
		return nil, fmt.Errorf("there is no section %q", path.Dir(to))
	}
	m := &Move{dir: dir, write: map[string][]byte{}}
	for _, other := range s.Groups {
		for _, l := range s.Languages {
			if p := other.Pages[l.Code]; p != nil {
				if err := m.page(s, p, from, to); err != nil {
					return nil, err
				}
			}
		}
	}
	return m, m.hub(from, to)
}

func trimID(id string) string {
	return strings.TrimSuffix(strings.TrimPrefix(path.Clean(filepath.ToSlash(id)), Dir+"/"), ".md")
}

// page plans what happens to one source file.
func (m *Move) page(s *site.Site, p *site.Page, from, to string) error {
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(p.File)))
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	id, file := p.Group.ID, p.File
	moved := id == from
	if moved {
		file = Dir + "/" + to + "." + p.Lang + ".md"
	}
	head, body := string(src[:p.Body]), string(src[p.Body:])
	newHead := strings.ReplaceAll(head, from+".md", to+".md")
	newBody := relink(body, path.Dir(id), path.Dir(strings.TrimPrefix(file, Dir+"/")), from, to)
	out := []byte(newHead + newBody)
	if moved {
		if out, err = m.alias(s, p, out, to); err != nil {
			return err
		}
		m.remove = append(m.remove, p.File)
		m.said = append(m.said, fmt.Sprintf("%s -> %s", p.File, file))
	} else if string(out) == string(src) {
		return nil
	} else {
		m.said = append(m.said, fmt.Sprintf("%s: links follow", p.File))
	}
	m.write[file] = out
	return nil
}

// alias adds a page's present address to its aliases where the move changes it.
func (m *Move) alias(s *site.Site, p *site.Page, src []byte, to string) ([]byte, error) {
	now, _ := s.Rendition(p.Group, p.Lang)
	slug := p.Slug
	if slug == path.Base(p.Group.ID) && !frontmatter.HasKey(src, "slug") {
		slug = path.Base(to)
	}
	address := p.Lang + "/"
	if sec := s.Section(path.Dir(to)); sec != nil {
		address += sec.Slug[p.Lang] + "/"
	}
	if address += slug + "/"; address == now.Path {
		return src, nil
	}
	return frontmatter.AddAlias(src, now.Path)
}

// destination finds the targets of inline links and images, and of link
// reference definitions.
var destination = regexp.MustCompile(`(\]\(<?|(?m:^ {0,3}\[[^\]]+\]:[ \t]*<?))([^)>\s]+)`)

// relink rewrites the relative links of a text that moves from one folder to
// another while a page is renamed. Folders and ids are below content/.
func relink(text, oldDir, newDir, from, to string) string {
	return destination.ReplaceAllStringFunc(text, func(match string) string {
		parts := destination.FindStringSubmatch(match)
		dest, fragment, _ := strings.Cut(parts[2], "#")
		if dest == "" || strings.Contains(dest, ":") || strings.HasPrefix(dest, "//") {
			return match
		}
		target := path.Join(oldDir, dest)
		if strings.HasPrefix(dest, "/") {
			target = strings.TrimPrefix(dest, "/")
		}
		base := strings.TrimSuffix(target, ".md")
		renamed := strings.HasSuffix(target, ".md") && (base == from || strings.HasPrefix(base, from+"."))
		if !renamed && oldDir == newDir {
			return match
		}
		if renamed {
			target = to + strings.TrimPrefix(base, from) + ".md"
		}
		out := relative(newDir, target)
		if strings.HasSuffix(dest, "/") {
			out += "/"
		}
		if fragment != "" {
			out += "#" + fragment
		}
		return parts[1] + out
	})
}

// relative is the path from a folder to a file, both below content/.
func relative(dir, to string) string {
	rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(to))
	if err != nil {
		return "/" + to
	}
	return filepath.ToSlash(rel)
}

// hub renames the page in the navigation and the footer.
func (m *Move) hub(from, to string) error {
	const file = Dir + "/hub.yaml"
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(file)))
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	item := regexp.MustCompile(`(?m)^([ \t]*-[ \t]+["']?)` + regexp.QuoteMeta(from) + `\.md\b`)
	if out := item.ReplaceAll(src, []byte("${1}"+to+".md")); string(out) != string(src) {
		m.write[file] = out
		m.said = append(m.said, file+": navigation follows")
	}
	return nil
}

// Said says in a line each what the move changes.
func (m *Move) Said() []string { return m.said }

// Apply writes the new files and removes the old ones, in this order, so that
// nothing is lost where it is interrupted.
func (m *Move) Apply() error {
	files := make([]string, 0, len(m.write))
	for f := range m.write {
		files = append(files, f)
	}
	slices.Sort(files)
	for _, f := range files {
		to := filepath.Join(m.dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("create folder: %w", err)
		}
		if err := os.WriteFile(to+".new", m.write[f], 0o644); err != nil {
			return fmt.Errorf("write page: %w", err)
		}
		if err := os.Rename(to+".new", to); err != nil {
			return errors.Join(fmt.Errorf("write page: %w", err), os.Remove(to+".new"))
		}
	}
	for _, f := range m.remove {
		if err := os.Remove(filepath.Join(m.dir, filepath.FromSlash(f))); err != nil {
			return fmt.Errorf("remove old page: %w", err)
		}
	}
	return nil
}
