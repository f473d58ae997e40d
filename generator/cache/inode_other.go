//go:build !unix

package cache

import "io/fs"

// inode is 0 where a file's number isn't known without opening it.
func inode(fs.FileInfo) uint64 { return 0 }
