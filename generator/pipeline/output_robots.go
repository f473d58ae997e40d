package pipeline

import "griot/generator/metadata/feed"

// robots.txt, for crawlers.
var _ = register(outputKind{outputs: func(o *outline) []output {
	return []output{static("robots.txt", feed.Robots(o.opts.BaseURL+feed.SitemapName))}
}})
