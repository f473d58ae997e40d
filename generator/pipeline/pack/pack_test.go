package pack

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/site"
)

var record = &site.Record{
	Headings: []site.Heading{{Level: 2, ID: "why", Text: "Why"}},
	Refs:     []site.Ref{{Raw: "about.md"}, {Raw: "note.pdf", Target: site.Target{Format: "PDF"}}},
	Words:    2,
}

// open opens a pack with a page after another one.
func open(t *testing.T, name string) (*Pack, Blob) {
	t.Helper()
	p, err := Open(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	if _, err := p.Put("<p>Other", "Other", &site.Record{}); err != nil {
		t.Fatal(err)
	}
	b, err := p.Put("<p>A page", "A page", record)
	if err != nil {
		t.Fatal(err)
	}
	return p, b
}

// check reads a page and reports what differs from what was put.
func check(t *testing.T, p *Pack, b Blob) {
	t.Helper()
	html, err1 := p.HTML(b)
	text, err2 := p.Text(b)
	rec, err3 := p.Record(b)
	refs, err4 := p.Refs(b)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	lean := &site.Record{Headings: record.Headings, Refs: record.Refs[1:], Words: record.Words}
	if html != "<p>A page" || text != "A page" || !cmp.Equal(rec, lean) || !cmp.Equal(refs, record.Refs) {
		t.Errorf("read %q, %q, %+v, %+v", html, text, rec, refs)
	}
}

func TestPages(t *testing.T) {
	p, b := open(t, "pack")
	check(t, p, b)
	other, _ := open(t, "other")
	moved, err := other.Move(p, b)
	if err != nil {
		t.Fatal(err)
	}
	if moved.Offset == b.Offset {
		t.Error("the page was not appended")
	}
	check(t, other, moved)
	if again, err := Open(p.file.Name()); err != nil || again.Size() != p.Size() {
		t.Errorf("opened again: %v", err)
	} else {
		check(t, again, b)
		again.Close()
	}
}

// Each byte that is altered damages one part of the page.
func TestDamage(t *testing.T) {
	p, b := open(t, "pack")
	whole, err := os.ReadFile(p.file.Name())
	if err != nil {
		t.Fatal(err)
	}
	for i := b.Offset; i < b.Offset+b.Size(); i++ {
		if _, err := p.file.WriteAt([]byte{whole[i] ^ 1}, i); err != nil {
			t.Fatal(err)
		}
		_, err1 := p.HTML(b)
		_, err2 := p.Text(b)
		_, err3 := p.Record(b)
		_, err4 := p.Refs(b)
		damaged := 0
		for _, err := range []error{err1, err2, err3, err4} {
			if errors.Is(err, ErrDamaged) {
				damaged++
			}
		}
		if damaged != 1 {
			t.Errorf("byte %d: %d parts are damaged", i, damaged)
		}
		if _, err := p.file.WriteAt(whole[i:i+1], i); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.file.Truncate(b.Offset + b.Size() - 1); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Refs(b); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	other, _ := open(t, "other")
	if _, err := other.Move(p, b); !errors.Is(err, ErrDamaged) {
		t.Errorf("moved although cut off: %v", err)
	}
}
