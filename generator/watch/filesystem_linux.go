package watch

import (
	"slices"

	"golang.org/x/sys/unix"
)

// quietFileSystems are the types of file systems on which files can change without an event
// on this machine: other machines, or the system around a virtual one, change them too
// (statfs(2), include/uapi/linux/magic.h and the sources of the drivers).
var quietFileSystems = []uint32{
	0x6969,     // NFS
	0x517b,     // SMB
	0xfe534d42, // SMB 2 and 3
	0xff534d42, // CIFS
	0x01021997, // 9p: drives of Windows in WSL 2, shared folders of virtual machines
	0x53464846, // drives of Windows in WSL 1
	0x65735546, // FUSE: sshfs, shared folders of VMware and Parallels, virtiofs
	0x786f4256, // shared folders of VirtualBox
	0xbacbacbc, // shared folders of VMware
	0x5346414f, // AFS
	0x00c36400, // Ceph
	0x01161970, // GFS2
	0x7461636f, // OCFS2
	0x0bd00bd0, // Lustre
}

// NeedsPolling reports whether the file system of a folder is of a type that doesn't tell of
// all changes.
func NeedsPolling(dir string) bool {
	var s unix.Statfs_t
	return unix.Statfs(dir, &s) == nil && slices.Contains(quietFileSystems, uint32(s.Type))
}
