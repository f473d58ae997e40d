// Package i18n carries the default messages of the reader's interface, so
// that the binary serves any site. A site's own i18n/ folder replaces them
// message by message.
package i18n

import "embed"

// Files holds active.<lang>.toml for each language that Griot comes with.
//
//go:embed active.*.toml
var Files embed.FS
