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

// A build makes much garbage beside a small live heap, so it is faster if the GC runs
// rarely. But new memory costs time as well, since the kernel clears it, and reaching
// the soft limit costs even more, since Go then returns memory and takes it again. So
// the GC leaves more garbage than by default, less if the live heap is large, and the
// limit is for machines with little memory.
const (
	maxPercent = 150       // garbage, in percent of the live heap
	maxGarbage = 800 << 20 // bytes, beyond which the percentage falls
	minPercent = 50
)

// gcPercent returns GOGC, the garbage that the GC leaves in percent of the live heap,
// for a live heap of that many bytes.
func gcPercent(live int64) int {
	if live <= maxGarbage*100/maxPercent {
		return maxPercent
	}
	return max(int(maxGarbage*100/live), minPercent)
}

// softLimit returns the soft limit of memory, in bytes: ceiling, but a quarter of
// the live heap is always left for garbage, since the GC would otherwise never end.
func softLimit(live, ceiling int64) int64 { return max(ceiling, live+live/4) }

// limitMemory configures the GC for work on a whole site, until the program ends:
// the soft limit is a quarter of the available memory, or GOMEMLIMIT if that is less.
// GOGC, if set, replaces gcPercent.
func limitMemory() {
	ceiling := min(availableMemory("/")/4, debug.SetMemoryLimit(-1)) // GOMEMLIMIT, if set
	adapt := func(live int64) {
		debug.SetMemoryLimit(softLimit(live, ceiling))
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(gcPercent(live))
		}
	}
	adapt(0)
	go func() {
		adapted := int64(0)
		for range time.Tick(20 * time.Millisecond) {
			sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(sample)
			live := int64(sample[0].Value.Uint64())
			if softLimit(live, ceiling) != softLimit(adapted, ceiling) || gcPercent(live) != gcPercent(adapted) {
				adapt(live)
				adapted = live
			}
		}
	}()
}

// availableMemory returns how many bytes programs may still allocate: on the machine,
// or in the cgroups of this process, if that is less. root is "/" except in tests. If
// the system doesn't say, there is no limit.
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

// eachGroup visits the folder of a cgroup and those above it. In a container the path
// may be the one outside of it; then only the top folder exists.
func eachGroup(top, path string, visit func(dir string)) {
	for path = filepath.Clean("/" + path); ; path = filepath.Dir(path) {
		if visit(filepath.Join(top, path)); path == "/" {
			return
		}
	}
}

// groupAvailable returns how many bytes a cgroup may still allocate: its limit minus
// its usage, without the file cache, which the kernel can free.
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
