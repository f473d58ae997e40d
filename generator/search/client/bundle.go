// Package client is the search in browsers: TypeScript in src/ that reads what package
// export writes and finds what `griot search` finds. README.md describes its interface.
//
// Call Bundle for the script, which esbuild makes from the sources and the tables of
// package analysis, so that both sides analyze text alike. The client must never have a
// dependency at run time or know a page: the theme builds the search box and the search
// page on it.
package client

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"griot/generator/search/analysis"
)

//go:embed src
var sources embed.FS

// Format is a format of scripts.
type Format int

// The formats.
const (
	Classic Format = iota // a classic script that sets the global griotSearch
	Module                // an ES module for pages, Node and other users
)

// Bundle returns the client as one minified script. It is the same for every
// site.
func Bundle(format Format) ([]byte, error) {
	options := api.BuildOptions{
		EntryPoints:       []string{"./browser"},
		Bundle:            true,
		Platform:          api.PlatformBrowser,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetASCII,
		LegalComments:     api.LegalCommentsNone,
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{{Name: "griot-sources", Setup: setup}},
	}
	if format == Module {
		options.EntryPoints = []string{"./module"}
		options.Format = api.FormatESModule
		options.External = []string{"node:*"}
	}
	result := api.Build(options)
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("bundle the search client: %s", describe(result.Errors[0]))
	}
	return result.OutputFiles[0].Contents, nil
}

func describe(m api.Message) string {
	if m.Location == nil {
		return m.Text
	}
	return fmt.Sprintf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text)
}

// setup resolves imports: sources from the binary, and tables of package analysis.
func setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `^griot:`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, "griot:"), Namespace: "table"}, nil
	})
	build.OnResolve(api.OnResolveOptions{Filter: `^\./`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: path.Join("src", a.Path) + ".ts", Namespace: "source"}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "table"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := analysis.Table(a.Path)
		if text == "" {
			return api.OnLoadResult{}, fmt.Errorf("no table %q", a.Path)
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "source"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		data, err := sources.ReadFile(a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, nil
	})
}
