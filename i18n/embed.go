// Package i18n carries the default messages of the reader's interface and the words
// of the tool for authors, so that the binary serves any site. A site's own i18n/
// folder replaces them message by message.
package i18n

import "embed"

// Files holds active.<lang>.toml for each language of readers that Griot comes with,
// and author.<lang>.toml for each language of authors.
//
//go:embed active.*.toml author.*.toml
var Files embed.FS
