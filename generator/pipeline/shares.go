package pipeline

import "griot/generator/figures/share"

// shares are the images that stand for pages where links are shared. Their
// names hold all that they are made from, so a published one stays as it is.
func (o *outline) shares() []output {
	var out []output
	for _, image := range o.textlessViews.Shares() {
		out = append(out, generated(image.Path, hashOf([]byte(image.Path)), func() ([]byte, error) { return share.Image(image.Words) }))
	}
	return out
}
