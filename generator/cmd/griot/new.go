package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"griot/generator/build"
	"griot/generator/search"
	"griot/generator/site"
)

//go:embed archetypes
var archetypes embed.FS

type newCmd struct {
	Page  string `arg:"" help:"Where the page shall stand: section/name, such as briefs/land-reform."`
	Title string `arg:"" optional:"" help:"Its title."`
	Lang  string `short:"l" placeholder:"CODE" help:"Its language (default: the hub's first)."`
	Kind  string `short:"k" help:"Its kind, where the section doesn't say it."`
}

// Run writes the first draft of a page, or of a page's translation.
func (c *newCmd) Run(ctx context.Context, all *cli, t terminal) error {
	s, list, err := build.Load(ctx, build.Options{Dir: all.Dir})
	if err != nil {
		return err
	}
	if s == nil {
		printDiagnostics(t.err, list)
		return errContent
	}
	draft, err := c.draft(s)
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
	if _, err := f.Write(draft.body); err != nil {
		return errors.Join(fmt.Errorf("write page: %w", err), f.Close())
	}
	fmt.Fprintln(t.out, draft.file)
	return f.Close()
}

// draft is a new page's file and text.
type draft struct {
	file string // slash path from the site's folder
	body []byte
}

// draft fills the archetype of the page's kind, or that of translations where
// the page stands in another language.
func (c *newCmd) draft(s *site.Site) (draft, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(path.Clean(filepath.ToSlash(c.Page)), "content/"), ".md")
	if id == "." || strings.HasPrefix(id, "../") || strings.HasPrefix(id, "/") {
		return draft{}, &usageError{fmt.Sprintf("%q is no place for a page", c.Page), "write section/name, such as briefs/land-reform"}
	}
	lang := c.Lang
	if lang == "" {
		lang = s.Languages[0].Code
	}
	if _, i := s.Language(lang); i < 0 {
		return draft{}, &usageError{fmt.Sprintf("the hub has no language %q", lang), "languages are listed in content/hub.yaml"}
	}
	kind, err := c.kind(s, id)
	if err != nil {
		return draft{}, err
	}
	title := c.Title
	if title == "" {
		title = strings.ReplaceAll(path.Base(id), "-", " ")
	}
	fill := map[string]string{
		"Title": quoteYAML(title), "Slug": slug(title), "Date": time.Now().Format(time.DateOnly),
		"Short": quoteYAML(path.Base(id)), "Type": firstTerm(s, "types"), "Role": firstTerm(s, "roles"),
		"Country": firstTerm(s, "countries"), "Outcome": firstTerm(s, "outcomes"),
	}
	name := string(kind)
	if g := s.ByID[id]; g != nil && g.Pages[lang] == nil {
		name = "translation"
		fill["From"], fill["Source"] = g.Source.Lang, path.Base(g.Source.File)
	}
	tmpl, err := template.ParseFS(archetypes, "archetypes/"+name+".md")
	if err != nil {
		return draft{}, fmt.Errorf("read archetype: %w", err)
	}
	var b bytes.Buffer
	if err := tmpl.Execute(&b, fill); err != nil {
		return draft{}, fmt.Errorf("fill archetype: %w", err)
	}
	return draft{"content/" + id + "." + lang + ".md", b.Bytes()}, nil
}

// kind is the kind that a page at a place has.
func (c *newCmd) kind(s *site.Site, id string) (site.Kind, error) {
	if g := s.ByID[id]; g != nil {
		return g.Kind, nil
	}
	section, _, inside := strings.Cut(id, "/")
	if c.Kind != "" {
		for _, k := range site.Kinds {
			if string(k) == c.Kind {
				return k, nil
			}
		}
		return "", &usageError{fmt.Sprintf("there is no kind %q", c.Kind), "kinds are " + kinds()}
	}
	if !inside {
		return site.Plain, nil
	}
	if sec := s.Section(section); sec != nil {
		return sec.Kind, nil
	}
	return "", &usageError{fmt.Sprintf("the hub has no section %q", section), "sections are listed in content/hub.yaml"}
}

func kinds() string {
	names := make([]string, len(site.Kinds))
	for i, k := range site.Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// firstTerm is the first id of a vocabulary.
func firstTerm(s *site.Site, vocabulary string) string {
	if v := s.Vocabulary(vocabulary); v != nil && len(v.Terms) > 0 {
		return v.Terms[0].ID
	}
	return ""
}

// quoteYAML quotes a text for YAML where it needs it.
func quoteYAML(s string) string {
	if strings.ContainsAny(s, `:#"'{}[]&*!|>%@`+"`") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return s
}

// slug makes a page's name in its address from its title.
func slug(title string) string {
	var words []string
	for _, w := range strings.FieldsFunc(search.Fold(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		words = append(words, w)
	}
	return strings.Join(words, "-")
}
