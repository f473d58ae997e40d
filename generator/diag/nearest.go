package diag

import (
	"iter"
	"path"
	"slices"
)

// NearestFile returns the file that a path probably means: one that differs in case or
// accents, one of the same folder with a similar name, or one with this name in another
// folder; "" if there is none.
func NearestFile(file string, files iter.Seq[string]) string {
	if files == nil {
		return ""
	}
	var beside []string
	elsewhere := ""
	fold, base := Fold(file), Fold(path.Base(file))
	for name := range files {
		switch {
		case Fold(name) == fold:
			return name
		case path.Dir(name) == path.Dir(file):
			beside = append(beside, path.Base(name))
		case Fold(path.Base(name)) == base && (elsewhere == "" || name < elsewhere):
			elsewhere = name
		}
	}
	slices.Sort(beside)
	if near := Nearest(path.Base(file), beside); near != "" && elsewhere == "" {
		return path.Join(path.Dir(file), near)
	}
	return elsewhere
}
