package client_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"griot/generator/search"
	"griot/generator/search/client"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// searcher is the client in a process of Node that reads an export of which a file is
// replaced for each question.
type searcher struct {
	process *os.Process
	in      io.Writer
	answers chan string // a line each; closed when the process ends
}

func newSearcher(f *testing.F, folder string) *searcher {
	module, err := client.Bundle(client.Module)
	if err != nil {
		f.Fatal(err)
	}
	file := filepath.Join(f.TempDir(), "search.mjs")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		f.Fatal(err)
	}
	cmd := exec.Command("node", "--max-old-space-size=512", filepath.Join("testdata", "damaged.mjs"), file, folder)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		f.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		f.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		f.Fatalf("this test needs Node 20 or newer: install nodejs: %v", err)
	}
	s := &searcher{cmd.Process, in, make(chan string, 1)}
	go func() {
		for lines := bufio.NewReader(out); ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				close(s.answers)
				return
			}
			s.answers <- line
		}
	}()
	f.Cleanup(func() {
		in.Close()
		cmd.Process.Kill()
		for range s.answers {
		}
		cmd.Wait()
	})
	return s
}

// ask returns what the client did that it must not do with a text in the place of a file.
func (s *searcher) ask(t *testing.T, name, text string) (faults []string) {
	t.Helper()
	line, err := json.Marshal(map[string]string{"name": name, "text": text})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.in.Write(append(line, '\n')); err != nil {
		t.Fatalf("the client has ended: %v", err)
	}
	select {
	case answer, ok := <-s.answers:
		if !ok {
			t.Fatal("the client ends, out of memory or by an error that nobody handles")
		}
		if err := json.Unmarshal([]byte(answer), &faults); err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Minute): // it takes some milliseconds
		s.process.Kill()
		t.Fatal("the client does not answer")
	}
	return faults
}

// shard is a file of an export.
type shard struct{ name, payload string }

func shardsOf(t testing.TB, folder string) (all []shard) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, call, _ := strings.Cut(string(body), `griotShard(`)
		var args []string
		if err := json.Unmarshal([]byte("["+strings.TrimSuffix(strings.TrimSpace(call), ")")+"]"), &args); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		name, err := filepath.Rel(folder, path)
		all = append(all, shard{strings.TrimSuffix(filepath.ToSlash(name), ".js"), args[2]})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b shard) int { return strings.Compare(a.name, b.name) })
	return all
}

// script returns the file of a shard with a right checksum, as package export writes it.
func script(t testing.TB, name, payload string) string {
	t.Helper()
	sum := uint32(2166136261)
	for _, unit := range utf16.Encode([]rune(name + payload)) {
		sum = (sum ^ uint32(unit)) * 16777619
	}
	text, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("griotShard(%q,%q,%s)\n", "6", strconv.FormatUint(uint64(sum), 36), text)
}

// The ways in which FuzzShards changes a file. With a wrong checksum a file is refused at
// once, so all but the first have a right one.
const (
	asFile    = iota // the text is the file
	asPayload        // the text is what the file holds
	asList           // the text is the coded list at the end of what the file holds
	asField          // the text is "name value": a member of the table of contents
	ways
)

// FuzzShards puts another text into the place of each file of the export. The client must
// answer or say that the file is damaged; it must not hang, crash or run out of memory.
func FuzzShards(f *testing.F) {
	s := newSite(f, map[string][]search.Document{"en": documents("en", 40, 40), "fr": documents("fr", 8, 20)}, export.Options{
		TextGroup: 3, Shards: export.ShardLimits{Postings: 1000, Stored: 60, Positions: 1000, Words: 12},
		Synonyms: plan.Synonyms{Groups: [][]string{{"justice", "law"}}},
	})
	folder := filepath.Join(s.dir, "search")
	shards, client := shardsOf(f, folder), newSearcher(f, folder)
	for i, one := range shards {
		for way, text := range []string{script(f, one.name, one.payload), one.payload} {
			if i%16 == 0 || one.name == "en" {
				f.Add(uint16(i), uint8(way), text[:len(text)/2])
			}
		}
		if i%8 == 0 {
			f.Add(uint16(i), uint8(asList), "\xff\xff\xff\xff\xff\xff")
		}
	}
	for _, field := range contentsOfFuzz {
		f.Add(uint16(0), uint8(asField), field)
	}
	f.Fuzz(func(t *testing.T, which uint16, way uint8, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		one := shards[int(which)%len(shards)]
		switch way % ways {
		case asPayload:
			text = script(t, one.name, text)
		case asList:
			at := strings.LastIndexByte(one.payload, '\t') + 1
			text = script(t, one.name, one.payload[:at]+base64.StdEncoding.EncodeToString([]byte(text)))
		case asField:
			one = shards[slices.IndexFunc(shards, func(s shard) bool { return s.name == "en" })]
			text = script(t, one.name, withField(t, one.payload, text))
		}
		if faults := client.ask(t, one.name, text); len(faults) > 0 {
			t.Errorf("%s: %s\n%.500q", one.name, strings.Join(faults, "\n"), text)
		}
	})
}

// withField returns a table of contents with another value of a member, or without it if
// the value is no JSON.
func withField(t testing.TB, contents, field string) string {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(contents), &all); err != nil {
		t.Fatal(err)
	}
	name, value, _ := strings.Cut(field, " ")
	if delete(all, name); json.Valid([]byte(value)) {
		all[name] = json.RawMessage(value)
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// contentsOfFuzz are members of a table of contents that are not as they should be.
var contentsOfFuzz = []string{
	"n 1e9", "n -1", "n 0", "n 1.5", `n "40"`, "n", "t null", "t -1", "g 0", "g 1e-9", "g", "x 1e-9", "x -1", "x", `l "1,2 "`, `l ""`, "l 1", `l "1 AAAA"`,
	"langs 1", `langs ["en","en"]`, `langs ["en","../en"]`, "langs null", "k 1", "s 1", `s "` + strings.Repeat("a ", 50) + `"`, "e 1", "u 1", "p 1", `p {"k":"","h":""}`, `p {"k":"Zx","h":"zaaaaa"}`, `p {"k":"Aa","h":""}`,
	"w {}", `w {"k":"A","h":"1aaaaa"}`, "v null", "f 1", `f {"country":1}`, `f {"date":"x"}`, "f null", "r 1", `r ""`, "c 1", "c [1]", "d 1", "m null", `m {"q":"x"}`, `m {"glossary":1}`, "m 1",
}
