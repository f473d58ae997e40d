package cache

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func open(t testing.TB) Dir {
	t.Helper()
	d, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// read returns all bytes of a file.
func read(t testing.TB, d Dir, name string) []byte {
	t.Helper()
	whole, err := os.ReadFile(d.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

func write(t testing.TB, d Dir, name, content string) uint64 {
	t.Helper()
	sum, err := d.Write(name, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func TestFile(t *testing.T) {
	d := open(t)
	if _, err := d.Text("a"); !errors.Is(err, ErrAbsent) {
		t.Errorf("a file that was never written: %v", err)
	}
	for _, content := range []string{"", "x", string(bytes.Repeat([]byte("long "), 50_000))} {
		sum := write(t, d, "a", content)
		if got, err := d.Text("a"); err != nil || got != content {
			t.Errorf("%d bytes: got %d, %v", len(content), len(got), err)
		}
		if got, again, err := d.bytes("a"); err != nil || string(got) != content || again != sum {
			t.Errorf("%d bytes: got %d with checksum %x, want %x, %v", len(content), len(got), again, sum, err)
		}
		f, err := d.Open("a")
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := f.Intact(); !ok || err != nil {
			t.Errorf("%d bytes: damaged, %v", len(content), err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != content || f.Size() != int64(len(content)) {
			t.Errorf("%d bytes: read %d in parts, %v", len(content), len(b), err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := errors.Join(d.Remove("a"), d.Remove("a")); err != nil {
		t.Error(err)
	}
	if _, err := d.Open("a"); !errors.Is(err, ErrAbsent) {
		t.Errorf("a file that was removed: %v", err)
	}
}

// A writer that fails leaves the old file, and no other.
func TestWriteFails(t *testing.T) {
	d := open(t)
	write(t, d, "a", "old")
	broken := errors.New("broken")
	_, err := d.Write("a", func(w io.Writer) error {
		io.WriteString(w, "new")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	if got, err := d.Text("a"); got != "old" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if names, err := os.ReadDir(d.path); err != nil || len(names) != 1 {
		t.Errorf("%v, %v", names, err)
	}
}

func TestValue(t *testing.T) {
	type value struct {
		Names map[string]Stamp
		List  []int
	}
	d, v := open(t), value{map[string]Stamp{"x": {Size: 1, Time: 2, Inode: 3}}, make([]int, 200_000)}
	sum, err := d.Put("v", v)
	if err != nil {
		t.Fatal(err)
	}
	var got value
	if again, err := d.Get("v", &got); err != nil || again != sum || got.Names["x"] != v.Names["x"] || !slices.Equal(got.List, v.List) {
		t.Errorf("got %+v, %v", got.Names, err)
	}
	write(t, d, "v", "no CBOR")
	if _, err := d.Get("v", &got); !errors.Is(err, ErrAbsent) {
		t.Errorf("what is no value: %v", err)
	}
}

// A file that was truncated, altered, renamed or written by another program is
// absent.
func TestAbsent(t *testing.T) {
	d := open(t)
	write(t, d, "a", "some content")
	whole := read(t, d, "a")
	absent := func(name string, d Dir, file string, src []byte) {
		t.Helper()
		if err := os.WriteFile(d.Path(file), src, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Text(file); !errors.Is(err, ErrAbsent) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if f, err := d.Open(file); err == nil {
			if ok, err := f.Intact(); ok || err != nil {
				t.Errorf("%s: intact, %v", name, err)
			}
			f.Close()
		}
	}
	for i := range whole {
		absent("cut", d, "a", whole[:i])
		for bit := range 8 {
			altered := bytes.Clone(whole)
			altered[i] ^= 1 << bit
			absent("altered", d, "a", altered)
		}
	}
	absent("longer", d, "a", append(bytes.Clone(whole), 0))
	absent("another name", d, "b", whole)
	other := d
	other.program[0]++
	absent("another program", other, "a", whole)
	other = d
	older := bytes.Replace(whole, []byte(magic), []byte("griot cache 0\n"), 1)
	absent("another format", other, "a", older)
}

func FuzzText(f *testing.F) {
	d := open(f)
	write(f, d, "a", "some content")
	whole := read(f, d, "a")
	f.Add(whole)
	f.Add(whole[:20])
	f.Fuzz(func(t *testing.T, src []byte) {
		if err := os.WriteFile(d.Path("a"), src, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Text("a"); err == nil {
			write(t, d, "a", got)
			if again, err := os.ReadFile(d.Path("a")); err != nil || !bytes.Equal(src, again) {
				t.Errorf("got %q of %q", got, src)
			}
		} else if !errors.Is(err, ErrAbsent) {
			t.Error(err)
		}
	})
}

func TestHash(t *testing.T) {
	sums := map[[16]byte]string{}
	for name, parts := range map[string][][]byte{
		"nothing": nil, "an empty part": {{}}, "two empty parts": {{}, {}}, "ab": {[]byte("ab")},
		"a, b": {[]byte("a"), []byte("b")}, "ab, nothing": {[]byte("ab"), {}}, "nothing, ab": {{}, []byte("ab")},
	} {
		h := Hash(parts...)
		if other, ok := sums[h]; ok && name != "nothing" && other != "nothing" {
			t.Errorf("%q and %q have the same hash", name, other)
		}
		sums[h] = name
	}
}

// A stored stamp is trusted only if the file had been unchanged for two seconds
// when it was read.
func TestStamp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a")
	changed := time.Now().Add(-time.Minute).Truncate(time.Second)
	stamp := func(content string) Stamp {
		t.Helper()
		if err := errors.Join(os.WriteFile(file, []byte(content), 0o644), os.Chtimes(file, changed, changed)); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return StampOf(info)
	}
	s := stamp("one")
	for _, c := range []struct {
		after time.Duration // from the change to the reading
		racy  bool
	}{
		{-time.Hour, true}, {-1, true}, {0, true}, {granularity - 1, true}, {granularity, false}, {time.Hour, false},
	} {
		kept := s.At(changed.Add(c.after))
		if kept.Racy() != c.racy || kept.Same(s) == c.racy {
			t.Errorf("read %s after the change: racy %v, same %v", c.after, kept.Racy(), kept.Same(s))
		}
	}
	kept := s.At(time.Now())
	if again := stamp("two"); !kept.Same(again) {
		t.Error("a stamp can't tell this file from the one before; the test is of no use")
	}
	if kept.Same(stamp("three")) {
		t.Error("a file of another size is taken for the same")
	}
	if changed = changed.Add(time.Second); kept.Same(stamp("two")) {
		t.Error("a file of another time is taken for the same")
	}
	if other := s; other.Inode != 0 {
		if other.Inode++; kept.Same(other) {
			t.Error("another file is taken for the same")
		}
	}
	if (Stamp{}).Same(Stamp{}) {
		t.Error("no file is taken for the same")
	}
}

// Two programs of the same size and time have different identities.
func TestProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	dir := t.TempDir()
	seen := map[[16]byte]string{}
	var sizes []int64
	then := time.Now().Add(-time.Hour)
	for _, flags := range []string{"-X main.word=abc", "-X main.word=xyz", "-buildid= -X main.word=abc", "-buildid= -X main.word=xyz", "-buildid=redacted -X main.word=abc"} {
		name := filepath.Join(dir, "program"+string(rune('a'+len(sizes))))
		build := exec.Command("go", "build", "-ldflags", flags, "-o", name, "testdata/word.go")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, info.Size())
		id, err := identify(name)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[id]; ok {
			t.Errorf("programs built with %q and %q have the same identity", flags, other)
		}
		seen[id] = flags
	}
	if sizes[0] != sizes[1] || sizes[2] != sizes[3] {
		t.Errorf("the sizes %v differ; the test is of no use", sizes)
	}
	if own, err := Program(); err != nil || own == ([16]byte{}) {
		t.Errorf("this program: %x, %v", own, err)
	}
}

func TestBuildID(t *testing.T) {
	const id = "6kNMQ-HN5luO88ApmC3d/vfZ-7ym3_m_2ki1hp8Rl/Nq4VoS6GTldi9xJ3gQMh/Cc5pJGXisESR_zV0TCcx"
	for _, c := range []struct{ start, want string }{
		{"\x7fELF\x04\x00\x00\x00Go\x00\x00" + id + "\x00", id},
		{"MZ\xff Go build ID: \"" + id + "\"\n \xff", id},
		{"Go\x00\x00redacted Go\x00\x00" + id, id},
		{"Go\x00\x00" + id[:80], ""},
		{"Go\x00\x00", ""},
		{"\xff Go build ID: \"redacted\"\n \xff", ""},
		{"", ""},
	} {
		if got := buildID([]byte(c.start)); got != c.want {
			t.Errorf("%q: %q", c.start, got)
		}
	}
}
