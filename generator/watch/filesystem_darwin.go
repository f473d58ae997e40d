package watch

import (
	"slices"

	"golang.org/x/sys/unix"
)

// NeedsPolling reports whether the file system of a folder is of a type that doesn't tell of
// all changes: other machines change its files too.
func NeedsPolling(dir string) bool {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return false
	}
	return slices.Contains([]string{"nfs", "smbfs", "webdav", "afpfs", "ftp", "osxfuse", "macfuse", "virtiofs", "vmhgfs", "prl_fs"}, unix.ByteSliceToString(s.Fstypename[:]))
}
