package tomltext

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a = \"b\"\nc.d = 'e\\f' # note\n", "a=b c.d=e\\f"},
		{"[x.\"y z\"]\none = \"1\"\nother = \"\"\"\nlong \\\n  line\"\"\"\n", "x.y z.one=1 x.y z.other=long line"},
		{"k = { one = \"a \\u00e9\", other = \"b\" }\nn = 3\nl = [\"x\", \"y\"]\n", "k.one=a é k.other=b"},
		{"q = '''\na'b\n'''\n", "q=a'b\n"},
		{"", ""},
	} {
		texts, err := Parse([]byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		var got []string
		for _, x := range texts {
			got = append(got, x.Key()+"="+x.Value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, s, c.want)
		}
	}
	for _, in := range []string{"a", "a = ", "a = \"b", "a = \"\\q\"", "a = { b = \"c\" d = \"e\" }", "= 1", "a = \"b\" c"} {
		if texts, err := Parse([]byte(in)); err == nil {
			t.Errorf("%q: read as %v", in, texts)
		}
	}
}

// TestMessages reads the messages that Griot comes with: the lines and places
// are those where the texts stand.
func TestMessages(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		src, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "i18n", "active."+lang+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		texts, err := Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(src), "\n")
		for _, x := range texts {
			if !strings.Contains(lines[x.Line-1], string(src[x.Start:x.End])) {
				t.Errorf("%s: %s does not stand on line %d", lang, x.Key(), x.Line)
			}
			if last := x.Path[len(x.Path)-1]; x.Inline > 0 && !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, last) {
				t.Errorf("%s: %s is no plural form", lang, x.Key())
			}
		}
		if len(texts) < 100 {
			t.Errorf("%s: found %d texts", lang, len(texts))
		}
	}
}

// FuzzEncode puts a text in place of each text of a file and reads it back.
func FuzzEncode(f *testing.F) {
	f.Add("a = \"b\"\n[c]\nd = '''\ne'''\n", "f\u00a0: \"g\"\\")
	f.Add("a.b = { one = \"x\", other = \"y\" } # z\n", "é\n\t")
	f.Fuzz(func(t *testing.T, file, text string) {
		texts, err := Parse([]byte(file))
		if err != nil || strings.ContainsRune(text, '\ufffd') {
			return
		}
		text = strings.ToValidUTF8(text, "")
		for i, x := range texts[:min(len(texts), 4)] {
			out := file[:x.Start] + Encode(text) + file[x.End:]
			again, err := Parse([]byte(out))
			if err != nil || len(again) != len(texts) {
				t.Fatalf("%q: %v", out, err)
			}
			for j := range again {
				want := texts[j].Value
				if j == i {
					want = text
				}
				if again[j].Value != want {
					t.Fatalf("%q: text %d is %q, not %q", out, j, again[j].Value, want)
				}
			}
		}
	})
}
