package cache

import (
	"io/fs"
	"time"
)

// Stamp tells without reading a file whether it has changed. The zero Stamp is
// that of no file.
type Stamp struct {
	_     struct{} `cbor:",toarray"` // there are many: no names
	Size  int64    // bytes
	Time  int64    // of the last modification, in nanoseconds since 1970; 0 where it can't be trusted
	Inode uint64   // 0 where the file system has none
}

// granularity is the longest time that may pass between two changes of a file
// that leave it the same modification time: that of FAT.
const granularity = 2 * time.Second

// StampOf returns the stamp of a file.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Inode: inode(info)}
	if t := info.ModTime(); !t.IsZero() {
		s.Time = t.UnixNano()
	}
	return s
}

// At returns the stamp to keep of a file that is read at a moment or later. A
// file that changed so shortly before that moment that it may change again and
// keep its modification time is racy (git calls it racily clean): what is kept
// has no time, so that the file is read again next time.
func (s Stamp) At(now time.Time) Stamp {
	if now.Sub(time.Unix(0, s.Time)) < granularity {
		s.Time = 0
	}
	return s
}

// Racy reports whether the file may have changed since, whatever its stamp is.
func (s Stamp) Racy() bool { return s.Time == 0 }

// Same reports whether a file with the stamp t is sure to be the one that s was
// kept of.
func (s Stamp) Same(t Stamp) bool { return s == t && !s.Racy() }

// Code codes a stamp.
func (s *Stamp) Code(c *Coder) {
	Number(c, &s.Size)
	Number(c, &s.Time)
	Number(c, &s.Inode)
}
