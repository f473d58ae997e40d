//go:build unix

package commit

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// writable returns an error if names in a folder can't be changed.
func writable(dir string) error {
	if err := unix.Access(dir, unix.W_OK|unix.X_OK); err != nil {
		return &fs.PathError{Op: "write", Path: dir, Err: err}
	}
	return nil
}
