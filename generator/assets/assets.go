// Package assets prepares the files that a page loads. Bundle minifies the styles
// and scripts of a theme and gives files fingerprinted names; Image measures an
// image and Variants makes smaller versions; Download reads the number of pages
// and the language of a PDF or office file.
//
// All results depend only on the input. The package owns esbuild's API, the image
// libraries and pdfcpu. It knows no page, writes nothing to disk and has no state
// between calls.
package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// Fingerprint puts the first eight hex digits of the content's SHA-256 into a
// file's name: palabre.css becomes palabre.1a2b3c4d.css. What would have to be encoded in
// an address becomes a hyphen; the digits then tell names with the same letters apart.
func Fingerprint(name string, body []byte) string {
	plain := strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, name)
	if plain != name {
		body = append([]byte(name+"\x00"), body...)
	}
	sum := sha256.Sum256(body)
	ext := path.Ext(plain)
	return strings.TrimSuffix(plain, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}
