package bleveindex

import "syscall"

// release gives the pages of a mapped file back to the system. Where it can't,
// they stay.
func release(mapped []byte) {
	if len(mapped) > 0 {
		_ = syscall.Madvise(mapped, syscall.MADV_DONTNEED)
	}
}
