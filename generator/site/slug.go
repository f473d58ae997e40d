package site

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxSlug is the greatest length of a slug in bytes.
const maxSlug = 100

// ValidSlug reports whether a text can be a part of a URL, and so the name of a
// folder: at most 100 lower-case ASCII letters and digits, joined by single
// hyphens.
func ValidSlug(s string) bool { return len(s) <= maxSlug && slugForm.MatchString(s) }

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

// ligatures are letters that Unicode doesn't decompose, in ASCII.
var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "đ", "d", "ł", "l", "ı", "i")

// Slug returns the slug that a text probably means ("Réforme 2026" is "reforme-2026"),
// or "" if it has no letter or digit of ASCII.
func Slug(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(ligatures.Replace(strings.ToLower(text))) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > maxSlug {
		if cut := strings.LastIndexByte(s[:maxSlug+1], '-'); cut > 0 {
			return s[:cut]
		}
		return s[:maxSlug]
	}
	return s
}
