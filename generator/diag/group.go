package diag

import "path"

// Group is a diagnostic, or several warnings of a folder that say the same.
type Group struct {
	Diagnostic        // the first of them
	Count      int    // 1 for a diagnostic that stands alone
	Place      string // file or folder of all, with a slash at the end of a folder
}

// groupKey is what the warnings of a group have in common.
type groupKey struct{ id, folder, lang string }

func keyOf(d Diagnostic) groupKey {
	lang, _ := d.Args["lang"].(string)
	return groupKey{d.ID(), path.Dir(d.File), lang}
}

// Groups joins warnings with the same message in the same folder, about the same
// language, where there are more than limit of them; a group stands where its first
// warning does. Errors stand alone.
func (l List) Groups(limit int) []Group {
	counts := map[groupKey]int{}
	for _, d := range l {
		if d.Severity == Warning {
			counts[keyOf(d)]++
		}
	}
	var out []Group
	at := map[groupKey]int{}
	for _, d := range l {
		key := keyOf(d)
		if d.Severity != Warning || counts[key] <= limit {
			out = append(out, Group{d, 1, d.File})
			continue
		}
		i, started := at[key]
		if !started {
			at[key] = len(out)
			out = append(out, Group{d, 1, d.File})
			continue
		}
		if out[i].Count++; out[i].Place != d.File {
			out[i].Place = key.folder + "/"
		}
	}
	return out
}
