package assets

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"griot/generator/diag"
)

// namespace is esbuild's namespace of the theme's files.
const namespace = "theme"

// build bundles the entries and adds those that no other file imports. Scripts
// become classic scripts in a function of their own, since modules fail on
// file://.
func (b *bundler) build(entries []string) {
	plugin := &themePlugin{theme: b.theme, copied: b.copied, imported: map[string]bool{}}
	points := make([]api.EntryPoint, len(entries))
	for i, name := range entries {
		points[i] = api.EntryPoint{InputPath: name, OutputPath: strings.TrimSuffix(name, path.Ext(name))}
	}
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: points,
		Outdir:              "out",
		Bundle:              true,
		Format:              api.FormatIIFE,
		Target:              api.ES2018,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		Charset:             api.CharsetUTF8,
		LegalComments:       api.LegalCommentsEndOfFile,
		TsconfigRaw:         "{}",
		LogLevel:            api.LogLevelSilent,
		Plugins:             []api.Plugin{{Name: namespace, Setup: plugin.setup}},
	})
	for _, m := range result.Errors {
		b.report(m, diag.Error)
	}
	for _, m := range result.Warnings {
		b.report(m, diag.Warning)
	}
	for _, name := range entries {
		if plugin.imported[name] {
			continue
		}
		for _, f := range result.OutputFiles {
			if strings.HasSuffix(filepath.ToSlash(f.Path), "/out/"+name) {
				b.add(name, f.Contents)
			}
		}
	}
}

// report turns a message of esbuild into a diagnostic.
func (b *bundler) report(m api.Message, severity diag.Severity) {
	at, near := diag.Position{File: "themes"}, ""
	if l := m.Location; l != nil {
		prefix := l.LineText[:min(l.Column, len(l.LineText))]
		at = diag.Position{File: b.origin(strings.TrimPrefix(l.File, namespace+":")), Line: l.Line, Column: len([]rune(prefix)) + 1}
		near = l.Suggestion
	}
	args := diag.Args{"reason": lower(m.Text), "near": near}
	if severity == diag.Error {
		b.problems.Error(at, "theme-syntax.bundle", args)
	} else {
		b.problems.Warn(at, "theme-syntax.bundle", args)
	}
}

// lower makes the first letter small, as in all diagnostics.
func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// themePlugin lets esbuild read the theme's files and nothing else.
type themePlugin struct {
	theme  fs.FS
	copied map[string]string

	mu       sync.Mutex
	imported map[string]bool
}

// setup implements an esbuild plugin.
func (p *themePlugin) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, p.resolve)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, p.load)
}

// resolve finds the file that another one names: an import is bundled, the URL of
// a font or image becomes that of the published file.
func (p *themePlugin) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: a.Path, Namespace: namespace}, nil
	}
	if a.Path == "" || strings.HasPrefix(a.Path, "#") || strings.HasPrefix(a.Path, "data:") {
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	}
	if strings.Contains(a.Path, "://") || strings.HasPrefix(a.Path, "//") {
		return refuse("%s leads to another site; a theme carries all it needs", a.Path), nil
	}
	name, suffix := a.Path, ""
	if i := strings.IndexAny(name, "?#"); i >= 0 {
		name, suffix = name[:i], name[i:]
	}
	name = path.Join(path.Dir(a.Importer), name)
	if a.Kind == api.ResolveCSSURLToken {
		if file, ok := p.copied[name]; ok {
			return api.OnResolveResult{Path: file + suffix, External: true}, nil
		}
		return refuse("there is no file %s in the theme's fonts or images", name), nil
	}
	if _, err := fs.Stat(p.theme, name); err != nil {
		return refuse("there is no file %s in the theme", name), nil
	}
	p.mu.Lock()
	p.imported[name] = true
	p.mu.Unlock()
	return api.OnResolveResult{Path: name, Namespace: namespace}, nil
}

// refuse returns an error at the position of the import.
func refuse(format, name string) api.OnResolveResult {
	return api.OnResolveResult{Errors: []api.Message{{Text: strings.Replace(format, "%s", name, 1)}}}
}

// load reads a file of the theme.
func (p *themePlugin) load(a api.OnLoadArgs) (api.OnLoadResult, error) {
	body, err := fs.ReadFile(p.theme, a.Path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	text, loader := strings.TrimPrefix(string(body), "\ufeff"), api.LoaderJS
	if path.Ext(a.Path) == ".css" {
		loader = api.LoaderCSS
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}, nil
}
