package pipeline

import (
	"griot/generator/view/pages"
)

// outputKind is an entry of the registry of outputs: files of one kind, such as
// feeds. To add a kind, add a file output_<name>.go that registers it; nothing
// else has to know of it. Search indexes are the one exception: they are folders
// and replaced as such, see stageIndexes.
type outputKind struct {
	// outputs lists the files that follow from the outline. They must not depend
	// on the text of pages.
	outputs func(*outline) []output
	// textOutputs lists the files that follow from the text of pages.
	textOutputs func(*snapshot) []output
	// feed is the name and the media type of a feed. The language's start page
	// links to <language>/<name>, a section to <language>/<section>/<name>.
	feed pages.FeedFormat
}

// registry is filled when the program starts, in the order of file names.
var registry []outputKind

// register adds a kind. Call it in a declaration: var _ = register(...).
func register(k outputKind) outputKind {
	registry = append(registry, k)
	return k
}

// listOutputs returns the outputs that follow from the outline.
func (o *outline) listOutputs() *outputSet {
	list := make([]output, 0, len(o.textlessViews.Specs())+256)
	for _, k := range registry {
		if k.outputs != nil {
			list = append(list, k.outputs(o)...)
		}
	}
	return newOutputSet(list)
}

// listTextOutputs returns the outputs that follow from the text of pages.
func (s *snapshot) listTextOutputs() *outputSet {
	var list []output
	for _, k := range registry {
		if k.textOutputs != nil {
			list = append(list, k.textOutputs(s)...)
		}
	}
	return newOutputSet(list)
}

// feedFormats returns how pages link to feeds.
func feedFormats() []pages.FeedFormat {
	var formats []pages.FeedFormat
	for _, k := range registry {
		if k.feed.File != "" {
			formats = append(formats, k.feed)
		}
	}
	return formats
}
