package cache

import (
	"io/fs"
	"time"
)

// Stamp tells whether a file has changed without reading it. No file has the
// zero Stamp.
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

// At returns the stamp to store for a file that is read now or later. A file
// that changed so shortly before now that it may change again without getting
// another modification time is racy (git calls it racily clean): its stored
// stamp has no time, so that the file is read again by the next run.
func (s Stamp) At(now time.Time) Stamp {
	if now.Sub(time.Unix(0, s.Time)) < granularity {
		s.Time = 0
	}
	return s
}

// Racy reports whether the file may have changed since it was read, even if its
// stamp is the same.
func (s Stamp) Racy() bool { return s.Time == 0 }

// Same reports whether a file whose stamp is t now is certainly unchanged since
// s was stored.
func (s Stamp) Same(t Stamp) bool { return s == t && !s.Racy() }

// Code codes a stamp.
func (s *Stamp) Code(c *Coder) {
	Number(c, &s.Size)
	Number(c, &s.Time)
	Number(c, &s.Inode)
}
