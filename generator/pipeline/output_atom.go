package pipeline

import "griot/generator/metadata/feed"

// Atom feeds.
var _ = register(feedKind("feed.xml", "application/atom+xml", feed.Atom))
