package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// Garbage is a share of the live heap, smaller if the heap is large.
func TestGCPercent(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[int64]int{0: 150, 100 * mb: 150, 533 * mb: 150, 800 * mb: 100, 1600 * mb: 50, 4000 * mb: 50} {
		if got := gcPercent(live); got != want {
			t.Errorf("live heap of %d MB: %d %% of garbage, want %d", live/mb, got, want)
		}
	}
}

// The soft limit is the ceiling, but always leaves the GC a quarter of the heap;
// otherwise it would run all the time.
func TestSoftLimit(t *testing.T) {
	for _, c := range []struct{ live, ceiling, want int64 }{
		{0, 400, 400}, {320, 400, 400}, {400, 400, 500}, {0, 0, 0}, {100, 0, 125}, {100, math.MaxInt64, math.MaxInt64},
	} {
		if got := softLimit(c.live, c.ceiling); got != c.want {
			t.Errorf("live heap of %d, ceiling of %d: limit of %d, want %d", c.live, c.ceiling, got, c.want)
		}
	}
}

// The available memory is the minimum of the machine's and that of the process's
// cgroups, in both versions.
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
