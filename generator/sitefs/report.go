package sitefs

import (
	"errors"
	"io/fs"

	"griot/generator/diag"
)

// variants are the variants of symlink-skipped.
var variants = map[error]string{ErrOutside: "outside", ErrHidden: "hidden", ErrNowhere: "nowhere", ErrCircle: "circle"}

// Report adds why a file of the site can't be read; name is its path from the site's
// folder.
func Report(list *diag.List, name string, err error) {
	at := diag.Position{File: name}
	var link *LinkError
	var failed *fs.PathError
	switch {
	case errors.As(err, &link):
		list.Error(at, "symlink-skipped."+variants[link.Err], diag.Args{"target": link.Target})
		return
	case errors.Is(err, ErrKind):
		list.Error(at, "file-unreadable.no-file", nil)
		return
	case errors.As(err, &failed):
		err = failed.Err
	}
	list.Error(at, "file-unreadable.reason", diag.Args{"reason": err.Error()})
}
