package bleveindex

import "syscall"

// release returns the pages of a mapped file to the system, if the system can do so.
func release(mapped []byte) {
	if len(mapped) > 0 {
		_ = syscall.Madvise(mapped, syscall.MADV_DONTNEED)
	}
}
