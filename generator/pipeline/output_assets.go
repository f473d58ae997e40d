package pipeline

import (
	"slices"
)

// The theme's styles, scripts and fonts, and the search client. Their names contain
// fingerprints.
var _ = register(outputKind{outputs: func(o *outline) []output {
	var out []output
	folders := o.textlessViews.Folders()
	for _, f := range append(slices.Clone(o.presentation.bundle.Files), o.presentation.client) {
		if f.Name == "folders.css" && !folders {
			continue // no page loads it
		}
		out = append(out, static(f.Path, f.Body))
	}
	return out
}})
