package serve

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"griot/generator/internal/testkit/folder"
)

var fileHref = regexp.MustCompile(`href="([^"]*files/[^"]*)"`)

// Every file answers at the address that its page has for it, whatever its name is.
func TestFilesOfAnyNameAnswer(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows allows no such names")
	}
	p, dir := preview(t)
	names := []string{"Fiche #1.csv", "Quoi ?.csv", "Budget 50%.csv", "a%20b.csv", "plain name.csv", "été.csv", norm.NFD.String("forêt.csv"), "a&b;c,d.csv", `back\slash.csv`, "x:y.csv"}
	page := strings.TrimSuffix(zebra, "A zebra.\n")
	for _, name := range names {
		folder.Write(t, dir, "content/"+name, "the file "+name)
		page += "[f](<" + strings.NewReplacer("%", "%25", `\`, `\\`).Replace(name) + ">)\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "animals.en.md"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := p.update(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if list := p.Diagnostics(); list.Errors() > 0 {
		t.Fatal(list)
	}
	s := httptest.NewServer(New(p, Options{}).Handler())
	defer s.Close()
	found := fileHref.FindAllStringSubmatch(shown(t, p, "en/animals/index.html"), -1)
	if len(found) != len(names) {
		t.Fatalf("%d addresses for %d files: %q", len(found), len(names), found)
	}
	for i, m := range found {
		res, err := http.Get(s.URL + "/" + strings.TrimPrefix(html.UnescapeString(m[1]), "../../"))
		if err != nil {
			t.Fatal(err)
		}
		body := new(bytes.Buffer)
		if _, err := body.ReadFrom(res.Body); err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK || body.String() != "the file "+names[i] {
			t.Errorf("%s: %s, %.40q", m[1], res.Status, body)
		}
	}
}
