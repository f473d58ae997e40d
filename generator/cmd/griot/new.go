package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"griot/generator/archetype"
	"griot/generator/content"
	"griot/generator/disk"
	"griot/generator/frontmatter"
	"griot/generator/kinds"
	"griot/generator/site"
)

type newCmd struct {
	Page  string `arg:"" help:"Where the page shall stand: section/name, such as briefs/land-reform."`
	Title string `arg:"" optional:"" help:"Its title."`
	Lang  string `short:"l" placeholder:"CODE" help:"Its language (default: the hub's first)."`
	Kind  string `short:"k" help:"Its kind, where the section doesn't say it."`
}

// Run writes a new page, or a new translation of a page, from an archetype.
func (c *newCmd) Run(ctx context.Context, all *cli, t terminal) error {
	s, _, err := graph(ctx, all, t, func(_ *site.Site, file string) bool { return ofPage(file, content.PageID(c.Page)) })
	if err != nil {
		return err
	}
	hub, _, err := content.Hub(os.DirFS(all.Dir))
	if err != nil {
		return fmt.Errorf("read the hub's configuration: %w", err)
	}
	draft, err := c.compose(s, hub.Kinds)
	if err != nil {
		return err
	}
	to := filepath.Join(all.Dir, filepath.FromSlash(draft.file))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("create folder: %w", err)
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &usageError{fmt.Sprintf("%s exists already", draft.file), "open it, or choose another name"}
	} else if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	if err = disk.Write(f, draft.body); err == nil {
		err = disk.Folders([]string{filepath.Dir(to)})
	}
	if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	fmt.Fprintln(t.out, draft.file)
	return nil
}

// newPage is the file and the text of a new page.
type newPage struct {
	file string // slash path from the site's folder
	body []byte
}

// compose fills the archetype of the page's kind, or that of translations if the page
// exists in another language.
func (c *newCmd) compose(s *site.Site, set *kinds.Set) (newPage, error) {
	id, lang, err := c.pageID(s)
	if err != nil {
		return newPage{}, err
	}
	kind, usual, err := c.kind(s, set, id)
	if err != nil {
		return newPage{}, err
	}
	title := c.Title
	if written := path.Base(content.PageID(c.Page)); title == "" && !site.ValidSlug(written) {
		title = written // griot new "My new brief"
	} else if title == "" {
		title = strings.ReplaceAll(path.Base(id), "-", " ")
	}
	fill := map[string]string{
		"Title": frontmatter.Scalar(title), "Slug": scalarOrNone(site.Slug(title)), "Date": time.Now().Format(time.DateOnly),
		"Short": frontmatter.Scalar(path.Base(id)), "Type": term(s, "types", id), "Role": term(s, "roles", id),
		"Country": ownTerm(s, kind, "countries", id), "Outcome": ownTerm(s, kind, "outcomes", id),
	}
	fill["Own"] = ownDraft(set.Own(kind))
	draft := set.Of(kind).Archetype
	if g := s.ByID[id]; g != nil && g.Pages[lang] == nil {
		draft = "translation.md"
		fill["From"], fill["Source"] = g.Source.Lang, path.Base(g.Source.File)
		fill["Fields"] = frontmatter.TranslationFields(set, kind, &g.Source.Front)
		if c.Title == "" { // the translator will find a better one, and a slug for it
			fill["Title"], fill["Slug"] = frontmatter.Scalar(g.Source.Front.Title), ""
		}
	} else if err := terms(s, set, kind, id); err != nil {
		return newPage{}, err
	} else if kind != usual {
		fill["Kind"] = string(kind)
	}
	body, err := archetype.Execute(draft, fill)
	return newPage{content.JoinName(id, lang), body}, err
}

// ownDraft returns the lines of a draft for the fields of a site's own kind: those that a page
// must have, and the others after a #, each under what its kind says of it.
func ownDraft(fields []kinds.Field) string {
	var b strings.Builder
	for _, f := range fields {
		for _, lang := range slices.Sorted(maps.Keys(f.Help)) {
			b.WriteString("# " + f.Help[lang] + "\n")
		}
		lead := "# "
		if f.Required {
			lead = ""
		}
		b.WriteString(lead + f.Name + ": " + f.Example() + "\n")
	}
	return b.String()
}

// pageID returns the id and the language of the new page.
func (c *newCmd) pageID(s *site.Site) (id, lang string, err error) {
	id = content.PageID(c.Page)
	section := path.Dir(id)
	base := site.Slug(path.Base(id))
	switch {
	case id == "." || strings.HasPrefix(id, "../") || strings.HasPrefix(id, "/"):
		return "", "", &usageError{fmt.Sprintf("%q is no place for a page", c.Page), "write section/name, such as briefs/land-reform"}
	case base == "":
		return "", "", &usageError{fmt.Sprintf("%q is no name for a page", path.Base(id)), site.SlugHint}
	}
	if id = base; section != "." {
		id = section + "/" + base
	}
	if lang = c.Lang; lang == "" {
		lang = s.Languages[0].Code
	}
	if _, i := s.Language(lang); i < 0 {
		return "", "", &usageError{fmt.Sprintf("the hub has no language %q", lang), "languages are listed in content/hub.yaml"}
	}
	return id, lang, nil
}

// kind returns the kind of the new page, and the default kind in its section.
func (c *newCmd) kind(s *site.Site, set *kinds.Set, id string) (kind, usual site.Kind, err error) {
	section, _, inside := strings.Cut(id, "/")
	if !inside {
		usual = kinds.Page
	}
	for folder := path.Dir(id); folder != "." && usual == ""; folder = path.Dir(folder) {
		if sec := s.Section(folder); sec != nil {
			usual = sec.Kind
		}
	}
	if g := s.ByID[id]; g != nil {
		return g.Kind, usual, nil
	}
	if c.Kind != "" {
		if !set.Known(site.Kind(c.Kind)) {
			return "", "", &usageError{fmt.Sprintf("there is no kind %q", c.Kind), "kinds are " + strings.Join(set.Names(), ", ")}
		}
		return site.Kind(c.Kind), usual, nil
	}
	if usual == "" {
		return "", "", &usageError{fmt.Sprintf("the hub has no section %q", section), "sections are listed in content/hub.yaml"}
	}
	return usual, usual, nil
}

// vocabularies are the vocabularies of the fields with one term.
var vocabularies = map[string]string{"type": "types", "country": "countries", "outcome": "outcomes", "role": "roles"}

// terms reports a vocabulary that the kind needs and that has no term for the page.
func terms(s *site.Site, set *kinds.Set, kind site.Kind, id string) error {
	for _, f := range set.Schema(kind) {
		if f.Form != kinds.TermID || !f.Required {
			continue
		}
		v := vocabularies[f.Name]
		if term(s, v, "") == "" {
			return &usageError{fmt.Sprintf("a page of kind %s needs a %s, and the hub has none", kind, f.Name), "list " + v + " under vocabularies in content/hub.yaml"}
		}
		if ownTerm(s, kind, v, id) == "" {
			return &usageError{fmt.Sprintf("each %s of the hub has its page already", f.Name), "list the new one under " + v + " in content/hub.yaml, or name the page after the one that it is about"}
		}
	}
	return nil
}

// ownTerm returns the term that a page of a kind is about: the one with the page's name, or
// the first without a page of its own, or "". For a kind of pages that are not about a
// term of the vocabulary it is the first term.
func ownTerm(s *site.Site, kind site.Kind, vocabulary, id string) string {
	about := kinds.Builtin().Of(kind).About == vocabulary
	v := s.Vocabulary(vocabulary)
	if !about || v == nil || v.Term(path.Base(id)) != nil {
		return term(s, vocabulary, id)
	}
	taken := map[string]bool{}
	for _, g := range s.Groups {
		if g.Kind == kind {
			taken[g.Source.Front.Country], taken[g.Source.Front.Outcome] = true, true
		}
	}
	for _, t := range v.Terms {
		if !taken[t.ID] {
			return t.ID
		}
	}
	return ""
}

// term returns the term with the page's name, or else the first of the vocabulary.
func term(s *site.Site, vocabulary, id string) string {
	v := s.Vocabulary(vocabulary)
	if v == nil || len(v.Terms) == 0 {
		return ""
	}
	if v.Term(path.Base(id)) != nil {
		return path.Base(id)
	}
	return v.Terms[0].ID
}

// scalarOrNone returns a text as a value for YAML, or "" for none.
func scalarOrNone(text string) string {
	if text == "" {
		return ""
	}
	return frontmatter.Scalar(text)
}
