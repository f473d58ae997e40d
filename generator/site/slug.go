package site

import (
	"regexp"
	"strings"
)

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ValidSlug reports whether a text can be a part of a URL, and so the name of a
// folder: at most 100 lower-case ASCII letters and digits, joined by single
// hyphens.
func ValidSlug(s string) bool { return len(s) <= 100 && slugForm.MatchString(s) }

// CutPageExt returns the name of a page's file, or of a page, without .md or .markdown; ok is
// false if it ends in neither.
func CutPageExt(name string) (stem string, ok bool) {
	if stem, ok = strings.CutSuffix(name, ".md"); !ok {
		stem, ok = strings.CutSuffix(name, ".markdown")
	}
	return stem, ok
}

// SlugHint tells authors how a slug is written.
const SlugHint = "a slug has lower-case letters a-z, digits and single hyphens, and at most 100 of them"
