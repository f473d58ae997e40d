//go:build !linux && !darwin && !windows

package watch

// NeedsPolling reports whether the file system of a folder doesn't tell of all changes, which
// isn't known on this system.
func NeedsPolling(string) bool { return false }
