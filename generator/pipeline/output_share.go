package pipeline

import (
	"griot/generator/cache"
	"griot/generator/figures/share"
)

// Images for links that are shared. Their names contain a hash of everything that
// they are made from.
var _ = register(outputKind{outputs: func(o *outline) []output {
	var out []output
	for _, image := range o.textlessViews.Shares() {
		out = append(out, generated(image.Path, cache.Hash([]byte(image.Path)), func() ([]byte, error) { return share.Image(image.Words) }))
	}
	return out
}})
