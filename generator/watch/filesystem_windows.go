package watch

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// NeedsPolling reports whether a folder lies on a drive that doesn't tell of all changes:
// one of another machine, or of a Linux system on this one.
func NeedsPolling(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(abs) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
