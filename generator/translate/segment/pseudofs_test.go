package segment

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPseudoFS(t *testing.T) {
	page := "---\ntitle: A title\nslug: a-title\nalso: [Another]\nauthors: [A group, { name: Awa, role: Editor }]\ndate: 2026-01-02\n---\nText with a [link](b.md), `code` and\n![a picture](p.png \"Of it\").\n\n```sh\ngo test\n```\n\n- 12\n"
	want := "---\ntitle: \"⟦Á ţíţļé ẋẋ⟧\"\nslug: a-title\nalso: [\"⟦Áñóţħéř ẋẋ⟧\"]\nauthors: [\"⟦Á ğřóúþ ẋẋ⟧\", { name: \"⟦Áŵá⟧\", role: \"⟦Éđíţóř ẋẋ⟧\" }]\ndate: 2026-01-02\n---\n⟦Ţéẋţ ŵíţħ á [ļíñķ](b.md), `code` áñđ\n![á þíçţúřé](p.png \"Óƒ íţ\"). ẋẋ ẋẋ ẋẋ ẋẋ⟧\n\n```sh\ngo test\n```\n\n- 12\n"
	hub := "languages:\n  - { code: en, name: English }\n  - { code: fr, name: Français }\ntitle: { en: Hub, fr: Carrefour }\nbase_url: https://a.example/\nsections:\n  b:\n    name: { en: Briefs, fr: Notes }\n    slug: { en: briefs, fr: notes }\n"
	messages := "a = \"Go to {{.Page}}\"\nbrowse.slug = \"all-pages\"\nn = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\nlist = \"{{.A}}, {{.B}}\"\n"
	fsys := PseudoFS(fstest.MapFS{
		"content/hub.yaml": {Data: []byte(hub)}, "content/a.en.md": {Data: []byte(page)}, "content/p.png": {Data: []byte("PNG")},
		"content/bad.en.md": {Data: []byte("---\ntitle: [\n---\nText.\n")}, "i18n/active.en.toml": {Data: []byte(messages)},
	})
	read := func(name string) string {
		t.Helper()
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := fsys.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		opened := make([]byte, len(src)+1)
		n, _ := f.Read(opened)
		if string(opened[:n]) != string(src) {
			t.Errorf("%s: Open and ReadFile differ", name)
		}
		return string(src)
	}
	if got := read("content/a.en.md"); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("the page is\n%s\nnot\n%s", got, want)
	}
	if got := read("content/bad.en.md"); !strings.HasSuffix(got, "\nText.\n") {
		t.Errorf("a page that can't be read is changed: %s", got)
	}
	if got := read("content/p.png"); got != "PNG" {
		t.Errorf("a picture is changed: %s", got)
	}
	got := read("content/hub.yaml")
	for _, want := range []string{"code: en, name: \"⟦Éñğļíšħ ẋẋ⟧\"", `en: "⟦Ħúƀ⟧"`, `fr: "⟦Çářřéƒóúř ẋẋ⟧"`, "base_url: https://a.example/", `name: { en: "⟦Ɓříéƒš ẋẋ⟧", fr: "⟦Ñóţéš`, "slug: { en: briefs, fr: notes }"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	got = read("i18n/active.en.toml")
	for _, want := range []string{`"⟦Ğó ţó {{.Page}}⟧"`, `browse.slug = "all-pages"`, `one = "⟦{{.Count}} þáğé⟧"`, `list = "{{.A}}, {{.B}}"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}
