package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// The soft limit grows with the live heap, stays within the ceiling, and always
// leaves the GC a quarter of the heap: without that it would run without end.
func TestSoftLimit(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[int64]int64{
		0: 56 * mb, 10 * mb: 66 * mb, 100 * mb: 350 * mb, 200 * mb: 700 * mb, 400 * mb: 1000 * mb,
		1000 * mb: 1800 * mb, 4000 * mb: 6000 * mb,
	} {
		if got := softLimit(live, math.MaxInt64); got != want {
			t.Errorf("live heap of %d MB: limit %d MB, want %d", live/mb, got/mb, want/mb)
		}
	}
	for _, ceiling := range []int64{0, 400 * mb, math.MaxInt64} {
		for live := int64(mb); live < 20_000*mb; live += 10 * mb {
			got := softLimit(live, ceiling)
			if got < live+live/4 || got > max(ceiling, live+live/4) || got < softLimit(live-mb, ceiling) {
				t.Fatalf("live heap of %d MB, ceiling %d MB: limit %d MB", live/mb, ceiling/mb, got/mb)
			}
		}
	}
}

// What is available is the least of the machine's memory and what the cgroups of
// the process leave, in both versions.
func TestAvailableMemory(t *testing.T) {
	const meminfo = "MemTotal:  100 kB\nMemAvailable:   64 kB\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  int64
	}{
		{"another system", nil, math.MaxInt64},
		{"a machine", map[string]string{"proc/meminfo": meminfo}, 64 << 10},
		{"version 2", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "max\n",
			"sys/fs/cgroup/a/memory.max": "50000\n", "sys/fs/cgroup/a/memory.current": "20000\n",
			"sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 5000\n",
		}, 35000},
		{"version 2, in a container", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "0::/outside\n", "sys/fs/cgroup/memory.max": "40000\n",
		}, 40000},
		{"version 1", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "5:cpu,memory:/x\n0::/\n",
			"sys/fs/cgroup/memory/x/memory.limit_in_bytes": "30000", "sys/fs/cgroup/memory/x/memory.usage_in_bytes": "10000",
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
		}, 20000},
		{"more in use than allowed", map[string]string{
			"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "100", "sys/fs/cgroup/memory.current": "200",
		}, 0},
	} {
		root := t.TempDir()
		for name, text := range c.files {
			file := filepath.Join(root, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got := availableMemory(root); got != c.want {
			t.Errorf("%s: %d bytes, want %d", c.name, got, c.want)
		}
	}
}
