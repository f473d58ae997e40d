package frontmatter

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// page puts front matter before a body that must not change.
func page(front string) string { return "---\n" + front + "---\naliases:\n  - not: this\n" }

func TestAddAlias(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"none":          {"title: A\n", "title: A\naliases:\n  - en/old/\n"},
		"empty":         {"", "aliases:\n  - en/old/\n"},
		"block":         {"aliases:\n  - en/a/\n  - en/b/\ntitle: A\n", "aliases:\n  - en/old/\n  - en/a/\n  - en/b/\ntitle: A\n"},
		"no indent":     {"aliases:\n- en/a/\ntitle: A\n", "aliases:\n- en/old/\n- en/a/\ntitle: A\n"},
		"wide":          {"aliases:\n    -   \"en/a/\"\n", "aliases:\n    -   en/old/\n    -   \"en/a/\"\n"},
		"comments":      {"aliases: # where it was\n  # at first\n  - en/a/ # in 2020\n", "aliases: # where it was\n  # at first\n  - en/old/\n  - en/a/ # in 2020\n"},
		"flow":          {"aliases: [en/a/, en/b/]\n", "aliases: [en/old/, en/a/, en/b/]\n"},
		"flow, quoted":  {"aliases: [ \"en/a/\" ]\n", "aliases: [ en/old/, \"en/a/\" ]\n"},
		"flow, lines":   {"aliases: [\n  en/a/,\n  en/b/,\n]\n", "aliases: [\n  en/old/, en/a/,\n  en/b/,\n]\n"},
		"flow, empty":   {"aliases: []\ntitle: A\n", "aliases: [en/old/]\ntitle: A\n"},
		"null":          {"aliases:\ntitle: A\n", "aliases:\n  - en/old/\ntitle: A\n"},
		"tilde":         {"aliases: ~\ntitle: A\n", "aliases:\n  - en/old/\ntitle: A\n"},
		"block scalar":  {"summary: |\n  aliases:\n    - x\n", "summary: |\n  aliases:\n    - x\naliases:\n  - en/old/\n"},
		"in a map":      {"image: { aliases: [x], src: é.png }\n", "image: { aliases: [x], src: é.png }\naliases:\n  - en/old/\n"},
		"after accents": {"title: Été\naliases: [ en/été/ ]\n", "title: Été\naliases: [ en/old/, en/été/ ]\n"},
	} {
		editsAlias(t, name, AddAlias, c.before, c.after)
	}
}

// editsAlias adds or removes the alias en/old/, with both kinds of line ends and
// with and without a byte-order mark.
func editsAlias(t *testing.T, name string, edit func([]byte, string) ([]byte, error), before, after string) {
	t.Helper()
	for _, end := range []string{"\n", "\r\n"} {
		for _, bom := range []string{"", "\ufeff"} {
			src, want := bom+strings.ReplaceAll(page(before), "\n", end), bom+strings.ReplaceAll(page(after), "\n", end)
			if got, err := edit([]byte(src), "en/old/"); err != nil || string(got) != want {
				t.Errorf("%s, %q: %v\ngot  %q\nwant %q", name, bom+end, err, got, want)
			}
		}
	}
}

func TestAddAliasRefuses(t *testing.T) {
	for _, src := range []string{"", "text\n", "---\ntitle: A\n", page("{title: A}\n"), page("title: [\n"), page("- a\n"), page("aliases: {a: b}\n"), "---\naliases: \n-\r\n---"} {
		if got, err := AddAlias([]byte(src), "en/old/"); err == nil {
			t.Errorf("%q became %q", src, got)
		}
	}
}

func TestRemoveAlias(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"absent":       {"aliases: [en/a/]\n", "aliases: [en/a/]\n"},
		"no list":      {"title: A\n", "title: A\n"},
		"block":        {"aliases:\n  - en/a/\n  - en/old/\n  - en/b/\n", "aliases:\n  - en/a/\n  - en/b/\n"},
		"block, last":  {"aliases:\n  - en/a/\n  - en/old/ # in 2020\ntitle: A\n", "aliases:\n  - en/a/\ntitle: A\n"},
		"block, alone": {"title: A\naliases:\n  - en/old/\nslug: a\n", "title: A\nslug: a\n"},
		"flow, first":  {"aliases: [en/old/, en/a/]\n", "aliases: [en/a/]\n"},
		"flow, last":   {"aliases: [en/a/, \"en/old/\"]\n", "aliases: [en/a/]\n"},
		"flow, alone":  {"title: A\naliases: [en/old/]\n", "title: A\n"},
	} {
		editsAlias(t, name, RemoveAlias, c.before, c.after)
	}
}

func TestEdit(t *testing.T) {
	src := []byte(page("title: Été\nimage: { alt: \"là\", src: 'a b.png' }\npartners: [alpha, \"beta\"]\nnodes:\n  - id: x\n    evidence: [briefs/one.md]\n"))
	for _, c := range []struct {
		value    string
		path     []any
		old, new string
	}{
		{"gamma", []any{"partners", 0}, "[alpha,", "[gamma,"},
		{"gamma", []any{"partners", 1}, `"beta"`, "gamma"},
		{"../x/a b.png", []any{"image", "src"}, "'a b.png'", `"../x/a b.png"`},
		{"briefs/two.md", []any{"nodes", 0, "evidence", 0}, "briefs/one.md", "briefs/two.md"},
		{"yes", []any{"title"}, "Été", `"yes"`},
	} {
		got, err := SetText(src, c.value, c.path...)
		if want := strings.Replace(string(src), c.old, c.new, 1); err != nil || string(got) != want {
			t.Errorf("%v: %v\ngot  %q\nwant %q", c.path, err, got, want)
		}
	}
	if _, err := SetText(src, "x", "partners", 2); err == nil {
		t.Error("a text that isn't there was set")
	}
	if _, err := SetText([]byte(page("title: >\n  on\n  lines\n")), "x", "title"); err == nil {
		t.Error("a text on several lines was set")
	}
	got, err := AddKey(src, "kind", "brief")
	if err != nil || !HasKey(got, "kind") || HasKey(src, "kind") || HasKey(got, "evidence") {
		t.Errorf("kind was not added: %v, %q", err, got)
	}
}

func FuzzAddAlias(f *testing.F) {
	for _, s := range []string{"title: A\n", "aliases: [a/]\n", "aliases:\n  - a/\n", "aliases:\r\n- 'é/' # x\r\n", "aliases: ~\n", "a: {b: [\"aliases\"]}\n"} {
		f.Add(page(s))
	}
	f.Fuzz(func(t *testing.T, src string) {
		out, err := AddAlias([]byte(src), "en/old/")
		if err != nil || !utf8.ValidString(src) {
			return
		}
		before, err := readHead([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		h, err := readHead(out)
		if err != nil || !slices.Contains(h.aliases(), "en/old/") {
			t.Fatalf("%q became %q: %v", src, out, err)
		}
		if _, body, _, _ := Split([]byte(src)); !strings.HasSuffix(string(out), src[body:]) {
			t.Fatalf("%q lost its text: %q", src, out)
		}
		if slices.Contains(before.aliases(), "en/old/") {
			return
		}
		back, err := RemoveAlias(out, "en/old/")
		if errors.Is(err, errForm) {
			return
		}
		if again, err := readHead(back); err != nil || !slices.Equal(again.aliases(), before.aliases()) {
			t.Fatalf("%q became %q and then %q: %v", src, out, back, err)
		}
	})
}
