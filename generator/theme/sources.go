package theme

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/sitefs"
)

// templateSet is the parsed templates of a theme, for all languages. A layout is
// named like its file ("brief.html"), a partial like its file without the
// extension ("entry"); both may define further templates.
type templateSet struct {
	files   *Files
	layouts map[string]string // name of the layout -> file below the theme
	texts   []templateText
	trees   map[string]*parse.Tree
}

type templateText struct{ name, src, origin string }

func layoutFile(layout string) string { return layout + ".html" }

// readTemplates parses partials and layouts; mistakes are diagnostics.
func readTemplates(f *Files) (*templateSet, diag.List) {
	s := &templateSet{files: f, layouts: map[string]string{}, trees: map[string]*parse.Tree{}}
	var list diag.List
	for _, dir := range []string{"partials", "layouts"} {
		entries, err := fs.ReadDir(f.merged, dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			sitefs.Report(&list, f.merged.origin(dir), err)
			continue
		} else if err != nil {
			list.Error(diag.Position{File: dir}, "theme-syntax.folder", diag.Args{"folder": dir, "reason": err.Error()})
			continue
		}
		for _, e := range entries {
			if e.IsDir() || path.Ext(e.Name()) != ".html" {
				continue
			}
			src, origin, err := f.merged.read(dir + "/" + e.Name())
			if err != nil {
				sitefs.Report(&list, f.merged.origin(dir+"/"+e.Name()), err)
				continue
			}
			name := strings.TrimSuffix(e.Name(), ".html")
			if dir == "layouts" {
				s.layouts[name] = origin
				name = layoutFile(name)
			}
			s.texts = append(s.texts, templateText{name, tidy(src), origin})
		}
	}
	known := knownFuncs()
	for _, t := range s.texts {
		trees := map[string]*parse.Tree{}
		tree := parse.New(t.origin)
		if _, err := tree.Parse(t.src, "", "", trees, known); err != nil {
			list = append(list, diagnose(f, err))
			continue
		}
		for name, tree := range trees {
			if name == t.origin {
				name = t.name
			}
			s.trees[name] = tree
		}
	}
	if list.Errors() == 0 { // a file that can't be read has no names
		s.checkNames(&list)
	}
	return s, list
}

// checkNames reports the use of templates that don't exist.
func (s *templateSet) checkNames(list *diag.List) {
	for _, tree := range s.trees {
		for _, name := range templates(tree.Root) {
			if s.trees[name] == nil {
				list.Error(diag.Position{File: tree.ParseName}, "theme-syntax.partial", diag.Args{"name": name})
			}
		}
	}
	list.Sort()
}

var indent = regexp.MustCompile(`\n[ \t]+`)

// tidy removes indentation, which would be a tenth of a page. Lines stay, so that
// errors have the right positions.
func tidy(src string) string { return indent.ReplaceAllString(src, "\n") }

var errorPosition = regexp.MustCompile(`template: ?([^:]+\.html):(\d+)(?::(\d+))?: (?s:(.*))`)

// diagnose makes a diagnostic of an error of the template packages.
func diagnose(f *Files, err error) diag.Diagnostic {
	at, reason := diag.Position{File: "themes"}, err.Error()
	if m := errorPosition.FindStringSubmatch(reason); m != nil {
		at.File, reason = m[1], m[4]
		at.Line, _ = strconv.Atoi(m[2])
		if !strings.Contains(at.File, "/") {
			for _, dir := range []string{"layouts", "partials"} {
				if origin := f.merged.origin(dir + "/" + at.File); strings.HasPrefix(origin, "themes/") {
					at.File = origin
					break
				}
			}
		}
	}
	var list diag.List
	list.Error(at, "theme-syntax.template", diag.Args{"reason": reason})
	return list[0]
}

// uses lists the messages that the templates use, sorted by file and line.
func (s *templateSet) uses() []i18n.Use {
	var out []i18n.Use
	for _, name := range slices.Sorted(maps.Keys(s.trees)) {
		tree := s.trees[name]
		calls(tree.Root, func(c *parse.CommandNode) {
			for _, u := range messageUses(c) {
				u.File = tree.ParseName
				u.Line = 1 + strings.Count(s.textOf(tree.ParseName)[:int(c.Position())], "\n")
				out = append(out, u)
			}
		})
	}
	slices.SortStableFunc(out, func(a, b i18n.Use) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return out
}

func (s *templateSet) textOf(origin string) string {
	for _, t := range s.texts {
		if t.origin == origin {
			return t.src
		}
	}
	return ""
}

// messageUses returns the messages that a call uses. The key is a literal, or one
// that print makes from a literal prefix; words takes literal prefixes.
func messageUses(c *parse.CommandNode) []i18n.Use {
	first := map[string]int{"t": 1, "tin": 2, "plain": 1, "words": 1}[funcName(c)]
	if first == 0 || len(c.Args) <= first {
		return nil
	}
	if funcName(c) == "words" {
		var uses []i18n.Use
		for _, arg := range c.Args[first:] {
			if lit, ok := arg.(*parse.StringNode); ok {
				uses = append(uses, i18n.Use{Key: lit.Text, Prefix: true})
			}
		}
		return uses
	}
	switch a := c.Args[first].(type) {
	case *parse.StringNode:
		return []i18n.Use{{Key: a.Text}}
	case *parse.PipeNode:
		if len(a.Cmds) == 1 && funcName(a.Cmds[0]) == "print" && len(a.Cmds[0].Args) > 1 {
			if lit, ok := a.Cmds[0].Args[1].(*parse.StringNode); ok {
				return []i18n.Use{{Key: lit.Text, Prefix: true}}
			}
		}
	}
	return nil
}

func funcName(c *parse.CommandNode) string {
	if len(c.Args) == 0 {
		return ""
	}
	if id, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return id.Ident
	}
	return ""
}
