package pipeline

import (
	"errors"
	"strings"

	"griot/generator/assets"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/markdown"
	"griot/generator/search/client"
	"griot/generator/theme"
	"griot/themes"
)

// presentation is what a site looks and sounds like: its messages, its theme and the
// theme's styles and scripts.
type presentation struct {
	catalog *i18n.Catalog
	theme   *theme.Theme
	files   *theme.Files
	bundle  *assets.Manifest
	client  assets.File // the search client
	convert *markdown.Converter
	list    diag.List // what is wrong with them
}

// touchesLook reports whether a change may alter messages or theme.
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

// clientName is the file of the search client before its fingerprint.
const clientName = "search.js"

// loadPresentation loads messages and theme: the binary's, under the site's own. Where the
// theme has errors it is nil.
func (s *Session) loadPresentation(next *outline) (*presentation, error) {
	own := s.fsys
	langs := next.langs()
	l := &presentation{}
	l.catalog, l.list = i18n.Load(langs, s.messages, own)
	l.convert = markdown.New(markdown.Options{
		RawHTML: next.hub.RawHTML, Labels: l.labels, Typography: next.rules,
	})
	var more diag.List
	l.files, more = theme.Find(next.hub.Theme, themes.Files, own)
	if l.list = append(l.list, more...); more.Errors() > 0 {
		return l, nil
	}
	l.bundle, more = assets.Bundle(l.files.Assets(), l.files.Origin)
	if l.list = append(l.list, more...); more.Errors() > 0 {
		return l, nil
	}
	script, err := client.Bundle(client.Classic)
	if err != nil {
		return nil, err
	}
	l.client = assets.File{Name: clientName, Path: assets.Folder + "/" + assets.Fingerprint(clientName, script), Body: script}
	l.theme, more = theme.Load(theme.Options{
		Files: l.files, Langs: langs, Messages: l.catalog, Typeset: next.typeset, Asset: l.bundle.Path,
	})
	l.list = append(l.list, more...)
	if l.theme != nil {
		l.list = append(l.list, l.catalog.Check(l.theme.Messages())...)
	}
	return l, nil
}

// diagnose turns the error of a template into a diagnostic, and returns any other.
func (l *presentation) diagnose(err error) (diag.List, error) {
	var failed *theme.Error
	if errors.As(err, &failed) {
		return diag.List{l.theme.Diagnostic(failed, l.files)}, nil
	}
	return nil, err
}
