package i18n

import (
	"testing"
	"testing/fstest"
)

// FuzzMessages reads files of messages of a site: what it takes can be printed.
func FuzzMessages(f *testing.F) {
	for _, s := range []string{
		"a = \"b\"\n", "a = { one = \"{{.Count}} x\", other = \"{{.Count}} xs\" }\n", "[a.b]\nother = \"c\"\n", "a = \"{{.X\"\n", "a = 1\n", "a = [\"b\"]\n", "\ufeffa = 'b'\n",
		"[a]\none = \"x\"\n[a.b]\nother = \"y\"\n", "a = \"{{range .}}{{end}}\"", "a = \"{{template \\\"a\\\" .}}\"", "",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, list := Load([]string{"fr"}, nil, fstest.MapFS{"i18n/active.fr.toml": {Data: src}})
		p := c.For("fr")
		if p == nil {
			t.Fatal("no printer")
		}
		c.Fingerprint("fr")
		for key, e := range p.messages {
			if e.pos.File == "" {
				t.Errorf("%q: %q has no position", src, key)
			}
			p.T(key)
			p.T(key, "Count", 3)
		}
		_ = list
	})
}
