package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// write writes the results beside the plot of the cost of a page.
func (b *bench) write(path, table string, took time.Duration) error {
	var out strings.Builder
	fmt.Fprintf(&out, "# Griot beside its peers, measured\n\n%s; %s, load average at the start %s; measured by `make bench` in %s.\n\n",
		time.Now().UTC().Format(time.DateOnly), machine(), cmp.Or(b.load, "unknown"), took.Round(time.Minute))
	fmt.Fprintf(&out, "Griot %s, Go %s, Hugo %s, Pagefind %s%s. Medians; the sides run in turn, whole processes, into fresh folders; "+
		"the ratio is Griot's figure by the peer's. What is measured, and how, is in [README.md](README.md).\n\n",
		revision(b.repo), strings.TrimPrefix(runtime.Version(), "go"), hugoVersion, pagefindVersion, b.browserVersion())
	if busy(b.load) {
		out.WriteString(busyText)
	}
	for _, m := range b.tools.missing {
		fmt.Fprintf(&out, "Not measured: %s.\n\n", strings.SplitN(m, "\n", 2)[0])
	}
	out.WriteString(table)
	plot := plot(b.costs)
	if plot != "" {
		out.WriteString("\n![Cost of a page by the size of the site](cost.svg)\n")
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), "cost.svg"), []byte(plot), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(path, []byte(out.String()), 0o644)
}

// machine describes the computer.
func machine() string {
	model, memory := "", ""
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		model = field(string(text), "model name")
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		var kb int
		fmt.Sscan(field(string(text), "MemTotal"), &kb)
		memory = fmt.Sprintf(", %d GiB of memory", (kb+1<<19)>>20)
	}
	return fmt.Sprintf("%s/%s, %d cores%s%s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), strings.TrimRight(" "+model, " "), memory)
}

// busyText warns of figures that others' work is in.
const busyText = "**The machine was busy with other work: don't quote these figures.**\n\n"

// busy reports whether other work would slow what is measured.
func busy(load string) bool {
	var n float64
	_, err := fmt.Sscan(load, &n)
	return err == nil && n > float64(runtime.NumCPU())/2
}

// load tells how busy the machine is, as Linux counts it over the last minute;
// "" where it doesn't.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// field is the first value of a name in "name: value" lines.
func field(text, name string) string {
	for line := range strings.Lines(text) {
		if n, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(n) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// revision is the commit that is measured, where git can tell it.
func revision(repo string) string {
	out, err := exec.Command("git", "-C", repo, "describe", "--always", "--dirty", "--exclude=*").Output()
	if err != nil {
		return "(no git)"
	}
	return strings.TrimSpace(string(out))
}

// browserVersion names the browser, if there is one.
func (b *bench) browserVersion() string {
	if b.tools.chromium == "" {
		return ""
	}
	out, err := exec.Command(b.tools.chromium, "--version").Output()
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(string(out), " built")
	return ", " + strings.TrimSpace(name)
}
