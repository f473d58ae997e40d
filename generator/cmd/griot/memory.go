package main

import (
	"bufio"
	"bytes"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// A build makes much garbage beside little that stays, so it is faster if the GC
// runs rarely: gcPercent is high, and a soft limit of memory decides instead. It
// follows the live heap, which grows with the site.
const (
	gcPercent  = 800
	minGarbage = 56 << 20
	enough     = 700 << 20 // bytes within which memory is taken for speed alone
	maxGarbage = 800 << 20 // beyond that, unless half the live heap is more
)

// softLimit returns the soft limit for a live heap, in bytes: two and a half times
// as much garbage as the heap while that is within enough, then less, but at most
// ceiling. A quarter of the heap is always left for garbage, since the GC would
// otherwise never end.
func softLimit(live, ceiling int64) int64 {
	small := min(live+max(minGarbage, 5*live/2), enough)
	large := live + max(min(live+live/2, maxGarbage), live/2)
	return max(min(max(small, large), ceiling), live+live/4)
}

// limitMemory sets the GC up for work on a whole site, until the program ends:
// the soft limit is at most a quarter of what is available, and GOMEMLIMIT.
// Where somebody set GOGC, that decides instead.
func limitMemory() {
	if os.Getenv("GOGC") != "" {
		return
	}
	ceiling := min(availableMemory("/")/4, debug.SetMemoryLimit(-1)) // GOMEMLIMIT, if set
	debug.SetMemoryLimit(softLimit(0, ceiling))
	debug.SetGCPercent(gcPercent)
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(live)
			debug.SetMemoryLimit(softLimit(int64(live[0].Value.Uint64()), ceiling))
		}
	}()
}

// availableMemory returns how many bytes programs may still take: of the machine, or
// of the cgroups that this process is in, if that is less. root is "/", but in
// tests. A system that doesn't say has no limit.
func availableMemory(root string) int64 {
	available := int64(math.MaxInt64)
	lower := func(n int64, ok bool) {
		if ok {
			available = min(available, max(n, 0))
		}
	}
	lower(memAvailable(filepath.Join(root, "proc/meminfo")))
	groups, err := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	if err != nil {
		return available
	}
	for line := range strings.Lines(string(groups)) { // hierarchy:controllers:path
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) < 3 {
			continue
		}
		switch {
		case parts[0] == "0" && parts[1] == "": // version 2
			eachGroup(filepath.Join(root, "sys/fs/cgroup"), parts[2], func(dir string) {
				lower(groupAvailable(dir, "memory.max", "memory.current", "inactive_file"))
			})
		case strings.Contains(","+parts[1]+",", ",memory,"): // version 1
			eachGroup(filepath.Join(root, "sys/fs/cgroup/memory"), parts[2], func(dir string) {
				lower(groupAvailable(dir, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"))
			})
		}
	}
	return available
}

// eachGroup visits the folder of a cgroup and those above it. In a container the
// path may be that outside of it, and only the topmost folder exists.
func eachGroup(top, path string, visit func(dir string)) {
	for path = filepath.Clean("/" + path); ; path = filepath.Dir(path) {
		if visit(filepath.Join(top, path)); path == "/" {
			return
		}
	}
}

// groupAvailable returns what a cgroup may still take: its limit without what is
// in use, of which the file cache can be given back.
func groupAvailable(dir, limitFile, usageFile, cacheKey string) (int64, bool) {
	limit, ok := readNumber(filepath.Join(dir, limitFile)) // "max" is no number
	if !ok {
		return 0, false
	}
	usage, _ := readNumber(filepath.Join(dir, usageFile))
	stat, _ := os.ReadFile(filepath.Join(dir, "memory.stat"))
	for line := range strings.Lines(string(stat)) {
		if n, ok := strings.CutPrefix(line, cacheKey+" "); ok {
			cached, _ := strconv.ParseInt(strings.TrimSpace(n), 10, 64)
			usage -= cached
		}
	}
	return limit - max(usage, 0), true
}

func readNumber(file string) (int64, bool) {
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64)
	return n, err == nil
}

// memAvailable reads MemAvailable of /proc/meminfo.
func memAvailable(file string) (int64, bool) {
	f, err := os.Open(file)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if n, ok := strings.CutPrefix(s.Text(), "MemAvailable:"); ok {
			kB, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(n, "kB")), 10, 64)
			return kB << 10, err == nil
		}
	}
	return 0, false
}
