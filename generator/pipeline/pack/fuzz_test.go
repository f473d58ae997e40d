package pack

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"griot/generator/cache"
)

// FuzzBlob reads pages at any position of any file: they may be damaged, and nothing else.
func FuzzBlob(f *testing.F) {
	whole, err := cache.Encode(record)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("<p>x"+"x"+string(whole)+"\x80"), int64(0), 4, 1, len(whole), 1)
	f.Add([]byte("\xf6"), int64(0), 0, 0, 1, 0)                 // null
	f.Add([]byte("x"), int64(0), -1, 0, 0, 0)                   // a negative length
	f.Add([]byte("x"), int64(0), 1<<62, 1<<62, 0, 0)            // lengths whose sum overflows
	f.Add([]byte("x"), int64(-1), 1, 0, 0, 0)                   // before the start
	f.Add([]byte("x"), int64(1)<<62, 1, 0, 0, 0)                // after the end
	f.Add([]byte("\x9b\x7f\xff\xff\xff"), int64(0), 0, 0, 0, 5) // a list that claims to be long
	name := filepath.Join(f.TempDir(), "pack")
	f.Fuzz(func(t *testing.T, body []byte, offset int64, html, text, rec, refs int) {
		if err := os.WriteFile(name, body, 0o644); err != nil {
			t.Fatal(err)
		}
		p, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		b := Blob{Offset: offset, HTML: html, Text: text, Record: rec, Refs: refs}
		if p.contains(b) { // with the right checksums, or nothing would be decoded
			at := body[offset:]
			for _, part := range []struct {
				size int
				sum  *uint64
			}{{html, &b.HTMLSum}, {text, &b.TextSum}, {rec, &b.RecordSum}, {refs, &b.RefsSum}} {
				*part.sum, at = cache.Checksum(at[:part.size]), at[part.size:]
			}
		}
		_, err1 := p.HTML(b)
		_, err2 := p.Text(b)
		r, err3 := p.Record(b)
		_, err4 := p.Refs(b)
		_, err5 := p.Move(p, b)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			if err != nil && !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
		}
		if (r == nil) != (err3 != nil) {
			t.Errorf("record %v, error %v", r, err3)
		}
	})
}
