package pipeline

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/assets"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/kinds"
	"griot/generator/markdown"
	"griot/generator/search/client"
	"griot/generator/theme"
	"griot/themes"
)

// presentation is theme, messages and assets, loaded together.
type presentation struct {
	catalog *i18n.Catalog
	theme   *theme.Theme
	files   *theme.Files
	bundle  *assets.Manifest
	client  assets.File // the search client
	convert *markdown.Converter
	list    diag.List // of all of these
}

// affectsPresentation reports whether messages or theme may depend on one of the changed
// files, by path; nil means any file.
func affectsPresentation(changed []string) bool {
	if changed == nil {
		return true
	}
	for _, p := range changed {
		if strings.HasPrefix(p, "themes/") || strings.HasPrefix(p, "i18n/") && !isTranslationRecord(p) || p == config.File {
			return true
		}
	}
	return false
}

// clientName is the name of the search client's file without its fingerprint.
const clientName = "search.js"

// searchClient is the search client's script, which is the same for every site.
var searchClient = sync.OnceValues(func() (assets.File, error) {
	script, err := client.Bundle(client.Classic)
	path := assets.Folder + "/" + assets.Fingerprint(clientName, script)
	return assets.File{Name: clientName, Path: path, Body: script}, err
})

// ownNames are the names of a site's own kinds.
func ownNames(set *kinds.Set) []i18n.Name {
	var out []i18n.Name
	for _, k := range set.All() {
		if len(k.Title) > 0 {
			out = append(out, i18n.Name{Key: "kind." + string(k.Name), Text: k.Title}, i18n.Name{Key: "kinds." + string(k.Name), Text: k.Plural})
		}
	}
	return out
}

// loadPresentation loads messages and theme of the binary, overridden by those of the
// site. A theme with errors is nil.
func (s *Session) loadPresentation(next *outline) (*presentation, error) {
	l := &presentation{}
	l.convert = markdown.New(markdown.Options{
		RawHTML: next.hub.RawHTML, Labels: l.labels, Typography: next.rules, Direction: next.direction, Values: next.hub.ValuesIn,
	})
	var inTheme, inMessages, inWords diag.List
	var work errgroup.Group // most of what a small site takes to load
	work.Go(func() (err error) { l.client, err = searchClient(); return err })
	work.Go(func() error { inTheme = l.loadAssets(next.hub.Theme, s.fsys); return nil })
	work.Go(func() error {
		l.catalog, inMessages = i18n.Load(next.langs(), s.messages, s.fsys, ownNames(next.hub.Kinds)...)
		return nil
	})
	work.Go(func() error { _, inWords = i18n.LoadAuthor("en", nil, s.fsys); return nil }) // the command prints with them
	if err := work.Wait(); err != nil {
		return nil, err
	}
	if l.list = slices.Concat(inMessages, inWords, inTheme); inTheme.Errors() > 0 {
		return l, nil
	}
	var inLayouts diag.List
	l.theme, inLayouts = theme.Load(theme.Options{
		Files: l.files, Langs: next.langs(), Messages: l.catalog, Typeset: next.typeset, Direction: next.direction, Asset: l.bundle.Path,
	})
	l.list = append(l.list, inLayouts...)
	if l.theme != nil {
		l.list = append(l.list, l.catalog.Check(l.theme.Messages())...)
	}
	return l, nil
}

// loadAssets finds the theme's files and bundles its styles and scripts.
func (l *presentation) loadAssets(name string, own fs.FS) (list diag.List) {
	if l.files, list = theme.Find(name, themes.Files, own); list.Errors() > 0 {
		return list
	}
	var inAssets diag.List
	l.bundle, inAssets = assets.Bundle(l.files.Assets(), l.files.Origin)
	return append(list, inAssets...)
}

// diagnose turns the error of a template into a diagnostic and returns any other error.
func (l *presentation) diagnose(err error) (diag.List, error) {
	var failed *theme.Error
	if errors.As(err, &failed) {
		return diag.List{l.theme.Diagnostic(failed, l.files)}, nil
	}
	return nil, err
}
