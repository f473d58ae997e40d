// Package theme renders views. Find collects the files of a theme, from the binary
// and the site's folder themes, Load parses them for all languages, and
// Theme.Render writes the page of a view. Fingerprint hashes what a page depends on
// beside its view.
//
// html/template runs the layouts. A layout sees its view and the functions of its
// language and nothing else. The package never reads Markdown or writes files.
package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"griot/generator/cache"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/site"
	"griot/generator/view"
)

// Options is what a theme is loaded with.
type Options struct {
	Files    *Files        // from Find
	Langs    []string      // of the hub, the default first
	Messages *i18n.Catalog // for all of Langs
	// Typeset puts a message into its language's typography; nil leaves
	// messages as they are. The texts of views come typeset.
	Typeset func(lang, text string) string
	// Direction returns "rtl" or "ltr" for a language; nil means "ltr" for all.
	Direction func(lang string) string
	// Asset returns the path below the site's root of a file that the theme
	// names by its source name, such as "assets/palabre.1a2b3c4d.css" for
	// "palabre.css"; "" where there is none.
	Asset func(name string) string
}

// Theme renders views. It is safe for concurrent use; when a template, a
// message or an asset changes, load a new one.
type Theme struct {
	layouts map[string]bool
	langs   map[string]*langTheme
	uses    []i18n.Use
}

// langTheme is the theme in one language.
type langTheme struct {
	root         *template.Template
	fingerprints map[string]site.Hash // of each layout
	partials     cache.Memo[keptKey, template.HTML]
	maxKept      int64 // bytes of partials
}

// keptKey names a partial's result by the value that it was executed with.
type keptKey struct {
	partial string
	value   any // *view.Frame, a value that keep takes, or nil
	nav     int
}

// maxKept bounds the bytes of HTML that are memoised for a language; a site of
// 20 000 pages stays below it. When it is reached, as after many edits of a site
// that is served, the memo is emptied.
const maxKept = 24 << 20

// Load reads all layouts and partials for all languages. The theme is nil
// where a diagnostic is an error.
func Load(o Options) (*Theme, diag.List) {
	src, list := readTemplates(o.Files)
	if list.Errors() > 0 {
		return nil, list
	}
	t := &Theme{layouts: map[string]bool{}, langs: map[string]*langTheme{}, uses: src.uses()}
	for name := range src.layouts {
		t.layouts[name] = true
	}
	sets, errs := make([]*langTheme, len(o.Langs)), make([]error, len(o.Langs))
	var work sync.WaitGroup
	for i, lang := range o.Langs {
		work.Go(func() { sets[i], errs[i] = newSet(src, lang, o) })
	}
	work.Wait()
	for i, lang := range o.Langs {
		if errs[i] != nil {
			return nil, append(list, diagnose(o.Files, errs[i]))
		}
		t.langs[lang] = sets[i]
	}
	return t, list
}

// Has reports whether the theme has a layout.
func (t *Theme) Has(layout string) bool { return t.layouts[layout] }

// Layouts lists the theme's layouts, sorted.
func (t *Theme) Layouts() []string { return slices.Sorted(maps.Keys(t.layouts)) }

// Messages lists every use of a message in the theme, in order.
func (t *Theme) Messages() []i18n.Use { return t.uses }

// Fingerprint returns a hash of everything that a page of a layout and a language
// depends on beside its view: the templates that the layout uses, directly or not,
// their messages and the names of assets.
func (t *Theme) Fingerprint(layout, lang string) site.Hash {
	if s := t.langs[lang]; s != nil {
		return s.fingerprints[layout]
	}
	return site.Hash{}
}

// Render appends the page of a view. An error in a template is an *Error.
func (t *Theme) Render(b *bytes.Buffer, v *view.View) error {
	s := t.langs[v.Lang]
	if s == nil {
		return fmt.Errorf("render %q: no language %q in the theme", v.Path, v.Lang)
	}
	if !t.layouts[v.Layout] {
		return fmt.Errorf("render %q: no layout %q in the theme", v.Path, v.Layout)
	}
	v, err := s.placeLists(v)
	if err != nil {
		return &Error{Path: v.Path, Err: err}
	}
	if err := s.root.ExecuteTemplate(b, layoutFile(v.Layout), v); err != nil {
		return &Error{Path: v.Path, Err: err}
	}
	return nil
}

// listPartial is the partial of the lists within texts, which no layout names.
const listPartial = "page-list"

// placeLists returns a view with the lists of its text rendered and put into it.
func (s *langTheme) placeLists(v *view.View) (*view.View, error) {
	if len(v.Body.Lists) == 0 {
		return v, nil
	}
	lists := make([]template.HTML, len(v.Body.Lists))
	for i := range lists {
		var b strings.Builder
		if err := s.root.ExecuteTemplate(&b, listPartial, &v.Body.Lists[i]); err != nil {
			return nil, err
		}
		lists[i] = template.HTML(b.String())
	}
	placed := *v
	placed.Body = v.Body.With(lists)
	return &placed, nil
}

// frame renders a partial that depends on nothing but the frame and NavCurrent,
// once for each.
func (s *langTheme) frame(partial string, v *view.View) (template.HTML, error) {
	return s.memoPartial(keptKey{partial, v.Frame, v.NavCurrent},
		&view.View{Lang: v.Lang, Dir: v.Dir, Frame: v.Frame, NavCurrent: v.NavCurrent})
}

// keep renders a partial that depends on nothing but a value that many pages
// share, once for each value. Of a list, it renders the partial for each value,
// and ends the line after each; facts of one page alone are rendered each time.
func (s *langTheme) keep(partial string, shared any) (template.HTML, error) {
	switch shared := shared.(type) {
	case *view.Card, *view.Facet, string:
		return s.memoPartial(keptKey{partial, shared, 0}, shared)
	case []*view.Card:
		return keepEach(s, partial, shared)
	case []*view.Fact:
		return keepEach(s, partial, shared)
	}
	return "", fmt.Errorf("keep %q: %T is not shared by pages", partial, shared)
}

func keepEach[V any](s *langTheme, partial string, list []*V) (template.HTML, error) {
	var b strings.Builder
	for _, shared := range list {
		var err error
		if fact, ok := any(shared).(*view.Fact); ok && fact.Own {
			err = s.root.ExecuteTemplate(&b, partial, fact)
		} else {
			var html template.HTML
			html, err = s.memoPartial(keptKey{partial, shared, 0}, shared)
			b.WriteString(string(html))
		}
		if err != nil {
			return "", err
		}
		b.WriteString("\n")
	}
	return template.HTML(b.String()), nil
}

func (s *langTheme) memoPartial(key keptKey, data any) (template.HTML, error) {
	return s.partials.Sized(key, s.maxKept, func() (template.HTML, int64, error) {
		var b strings.Builder
		err := s.root.ExecuteTemplate(&b, key.partial, data)
		return template.HTML(b.String()), int64(b.Len()), err
	})
}

// Error is a template that failed on a view.
type Error struct {
	Path string // of the page
	Err  error
}

// Error names the page and the cause.
func (e *Error) Error() string { return fmt.Sprintf("render %q: %v", e.Path, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Diagnostic returns the diagnostic with the mistake's position in the theme's files.
func (t *Theme) Diagnostic(e *Error, files *Files) diag.Diagnostic { return diagnose(files, e.Err) }

// Assets is the file system of a theme's styles, scripts, fonts and images,
// the site's own files over the binary's; paths start with "styles/",
// "scripts/" and so on.
func (f *Files) Assets() fs.FS { return f.merged }
