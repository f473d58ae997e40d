package site

import (
	"path"
	"strings"
)

// CutAlias reads a former address of a page as people write it, "en/old", and returns it
// as it stands below the site's root: ending in a slash or in .html. If it is none, fault
// says why: "escapes" the site, is no "path", or is that of a "file" that is no page.
func CutAlias(s string) (alias, fault string) {
	clean := path.Clean(s)
	switch {
	case strings.HasPrefix(s, "/") || strings.Contains(s, "..") || strings.ContainsAny(s, "\\:"):
		return "", "escapes"
	case strings.ContainsAny(s, "?#%*\"<>|") || clean != strings.TrimSuffix(s, "/") || clean == ".":
		return "", "path"
	case strings.HasSuffix(s, "/") || path.Ext(s) == ".html":
		return s, ""
	case path.Ext(s) != "":
		return "", "file"
	}
	return s + "/", ""
}
