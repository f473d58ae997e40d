// Package themes carries the default theme, so that the binary serves any
// site. A site's own themes/ folder replaces it file by file.
package themes

import "embed"

// Files holds one folder a theme.
//
//go:embed all:palabre
var Files embed.FS
