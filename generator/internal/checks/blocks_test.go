package checks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every block of shell commands (```sh or ```console) in README.md and in the
// texts of generator/ has a marker, an HTML comment on the line before it, so that a command that no
// longer works, or that nobody thought of testing, is noticed:
//
//	<!-- test -->            the commands are run, and each must end with 0
//	<!-- test: exit 1 -->    the last of the commands must end with 1
//	<!-- test: serve -->     the last of the commands serves: the URL that
//	                         it prints must answer, and it ends when interrupted
//	<!-- no test: reason --> the commands are not run, for the reason given
//
// Blocks run one after the other, each with bash in the root of the same copy
// of the repository, in which nothing is built yet; bin/ is in the PATH.
// A ```sh block is a script. In a ```console block the lines after "$ " are
// the commands (a line that ends in \ goes on in the next), and all others are
// lines that they print, in this order though maybe among others; "..." in such
// a line matches anything.

// block is a block of shell commands of a Markdown text.
type block struct {
	line   int      // of its first line
	script string   // for bash
	prints []string // patterns of lines, in order
	serves bool
	exit   int
}

var (
	fence  = regexp.MustCompile("^(```+) *(sh|bash|shell|console)\\b.*$")
	marker = regexp.MustCompile(`^<!-- (no test: .+|test(?:: (serve|exit ([0-9]+)))?) -->$`)
)

// blocksOf returns the blocks that are to be run, and what is wrong with the
// markers.
func blocksOf(text string) (blocks []block, problems []string) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		open := fence.FindStringSubmatch(lines[i])
		if open == nil {
			continue
		}
		end := i + 1
		for end < len(lines) && strings.TrimRight(lines[end], " ") != open[1] {
			end++
		}
		var mark []string
		if i > 0 {
			mark = marker.FindStringSubmatch(lines[i-1])
		}
		switch {
		case end == len(lines):
			problems = append(problems, fmt.Sprintf("line %d: the block has no end", i+1))
		case mark == nil:
			problems = append(problems, fmt.Sprintf("line %d: no marker such as <!-- test --> on the line before the block", i+1))
		case !strings.HasPrefix(mark[1], "no test"):
			b := block{line: i + 2, serves: mark[2] == "serve"}
			fmt.Sscan(mark[3], &b.exit) // digits, or nothing and 0
			b.read(open[2], lines[i+1:end])
			blocks = append(blocks, b)
		}
		i = end
	}
	return blocks, problems
}

// read takes the lines of a block apart.
func (b *block) read(kind string, lines []string) {
	if kind != "console" {
		b.script = strings.Join(lines, "\n")
		return
	}
	more := false
	for _, line := range lines {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case isCommand || more:
			b.script += command + "\n"
			more = strings.HasSuffix(line, `\`)
		case strings.TrimSpace(line) != "":
			b.prints = append(b.prints, strings.TrimSpace(line))
		}
	}
}

// unprinted returns the first of the patterns that the output doesn't show, in
// their order, or "".
func (b *block) unprinted(output string) string {
	lines := slices.Collect(strings.Lines(output))
	for _, p := range b.prints {
		parts := strings.Split(strings.ReplaceAll(p, "…", "..."), "...")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		pattern := regexp.MustCompile(`^\s*` + strings.Join(parts, ".*") + `\s*$`)
		at := slices.IndexFunc(lines, pattern.MatchString)
		if at < 0 {
			return p
		}
		lines = lines[at+1:]
	}
	return ""
}

func TestBlocksAreRead(t *testing.T) {
	blocks, problems := blocksOf(strings.ReplaceAll(`# A
<!-- test -->
'''sh
make site
ls
'''
Text.

'''sh
forgotten
'''
<!-- test: exit 1 -->
'''console
$ griot check \
    --json
[...]
done
'''
<!-- test: serve -->
'''console
$ make serve
'''
<!-- no test: it needs a host -->
'''sh
rsync
'''
'''go
func f()
'''
`, "'''", "```"))
	if len(problems) != 1 || !strings.HasPrefix(problems[0], "line 9: no marker") {
		t.Errorf("problems: %q", problems)
	}
	want := []block{
		{line: 4, script: "make site\nls"},
		{line: 14, script: "griot check \\\n    --json\n", prints: []string{"[...]", "done"}, exit: 1},
		{line: 21, script: "make serve\n", serves: true},
	}
	if fmt.Sprint(blocks) != fmt.Sprint(want) {
		t.Errorf("blocks: %+v\nnot: %+v", blocks, want)
	}
}

func TestOutputIsComparedWithBlocks(t *testing.T) {
	b := block{prints: []string{"12 pages in 2 languages: ...", "the site stands in public"}}
	for output, missing := range map[string]string{
		"hello\n12 pages in 2 languages: 40 files\nthe site stands in public\n": "",
		"the site stands in public\n12 pages in 2 languages: 40 files\n":        "the site stands in public",
		"13 pages in 2 languages: 40 files\nthe site stands in public\n":        "12 pages in 2 languages: ...",
	} {
		if got := b.unprinted(output); got != missing {
			t.Errorf("%q: misses %q, not %q", output, got, missing)
		}
	}
}
