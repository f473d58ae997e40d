// Package assets makes what a page loads besides its HTML: it bundles and
// minifies a theme's styles and scripts, gives every file a name that changes
// with its content, measures and resizes images, and looks into documents for
// what readers are told before a download.
//
// What enters is files of a theme or files beside the pages; what leaves is
// bytes and plain facts, the same for the same input. The package owns
// esbuild's API, the image libraries and pdfcpu. It must never know a page,
// write to disk, or keep anything from one call to the next.
package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// Fingerprint puts the first eight hex digits of the content's SHA-256 into a
// file's name: palabre.css becomes palabre.1a2b3c4d.css.
func Fingerprint(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}
