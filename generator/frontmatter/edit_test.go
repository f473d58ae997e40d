package frontmatter

import (
	"bytes"
	"strings"
	"testing"
)

// An edit changes no byte outside of its range, in whatever style the text is
// written, and the result reads as the new value.
func TestSetTextChangesOnlyItsRange(t *testing.T) {
	src := "\ufeff---\r\n# c\r\ntitle: A   # note\r\nimage: { src: \"a\\\"b.png\", alt: 'it''s' }\r\npartners:\r\n  - one\r\n  - \"two\"\r\n" +
		"long: |\r\n  x\r\nempty:\r\n---\r\ntitle: A\r\n"
	for _, path := range [][]any{{"title"}, {"image", "src"}, {"image", "alt"}, {"partners", 0}, {"partners", 1}} {
		for _, value := range []string{"x", "a: b", "l’État # 1", "true", "", `q"q`, "é"} {
			out, err := SetText([]byte(src), value, path...)
			if err != nil {
				t.Fatalf("%v: %v", path, err)
			}
			if got, ok := ReadText(out, path...); !ok || got != value {
				t.Errorf("%v reads as %q, not %q", path, got, value)
			}
			old, _ := ReadText([]byte(src), path...)
			back, err := SetText(out, old, path...)
			if err != nil {
				t.Fatalf("%v with %q: %v", path, value, err)
			}
			for _, o := range [][]byte{out, back} {
				if lost := without(src, o); strings.Count(lost, "\r\n") > 0 {
					t.Errorf("%v with %q: changed %q", path, value, lost)
				}
			}
		}
	}
	for _, path := range [][]any{{"long"}, {"empty"}, {"image"}, {"partners"}, {"none"}} {
		if out, err := SetText([]byte(src), "x", path...); err == nil {
			t.Errorf("%v: written as %q", path, out)
		}
	}
}

// without returns the part of the old text that changed: what is left of it
// without the start and end that both texts share.
func without(old string, now []byte) string {
	i := 0
	for i < len(old) && i < len(now) && old[i] == now[i] {
		i++
	}
	end := len(old)
	for rest := now[i:]; end > i && len(rest) > 0 && bytes.HasSuffix(rest, []byte{old[end-1]}); end-- {
		rest = rest[:len(rest)-1]
	}
	return old[i:end]
}
