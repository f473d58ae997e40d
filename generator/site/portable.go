package site

import "strings"

// maxName is how many bytes the name of a file or folder may have: file systems take 255, of
// which copies and archives need some.
const maxName = 200

// NameFault returns the part of a slash path that some file system of readers doesn't take,
// and why: "long", "device" (a name that Windows keeps for a device), "end" (a full stop or
// space at the end) or "character". It returns "" for a path that all of them take.
func NameFault(path string) (part, why string) {
	for part := range strings.SplitSeq(path, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch {
		case len(part) > maxName:
			return part[:20] + "...", "long"
		case device(strings.TrimRight(stem, " ")):
			return part, "device"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return part, "end"
		case strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\`, r) }):
			return part, "character"
		}
	}
	return "", ""
}

// device reports a name of
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions.
func device(stem string) bool {
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '1' && stem[3] <= '9'
}
