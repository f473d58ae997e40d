package config

import (
	"path"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/yaml"
)

// kept are the metadata that files may keep.
var kept = []string{"copyright", "credit"}

// keepMetadata reads which metadata stay in files that are published.
func (d *decoder) keepMetadata(n *yaml.Node) []string {
	var out []string
	d.Each(n, "keep_metadata", func(at *yaml.Node, s string) {
		if !slices.Contains(kept, s) {
			d.Invalid(at, "kept-metadata", diag.Args{"value": s, "near": diag.Nearest(s, kept)})
			return
		}
		out = append(out, s)
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// uncleaned reads the files that are published as they are.
func (d *decoder) uncleaned(n *yaml.Node) []string {
	var out []string
	d.Each(n, "publish_uncleaned", func(at *yaml.Node, s string) {
		p := path.Clean(strings.TrimPrefix(s, "/")) // a file's name may have any character
		if p == "." || p == ".." || strings.HasPrefix(p, "../") || strings.Contains(s, "://") {
			d.Invalid(at, "uncleaned-path", diag.Args{"value": s})
			return
		}
		out = append(out, p)
		d.hub.Positions["publish_uncleaned/"+p] = d.At(at)
	})
	slices.Sort(out)
	return slices.Compact(out)
}
