package assets

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"griot/generator/i18n"
)

// theme returns a theme, from names and texts of files in turn.
func theme(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

func TestBundle(t *testing.T) {
	fsys := theme(
		"layouts/page.html", "ignored",
		"fonts/face.woff2", "font",
		"images/in/icon.svg", "<svg/>",
		"styles/main.css", "@layer a, b;\n@import \"part.css\" layer(b);\n@layer a { p { color: #ff0000; } }\n",
		"styles/part.css", "@font-face { font-family: F; src: url(\"../fonts/face.woff2\") format(\"woff2\"); }\nb { background: url(../images/in/icon.svg#x); mask: url(#m) }\n",
		"styles/other.css", "i { margin: 0px }\n",
		"scripts/main.js", "import { two } from \"./two.js\";\n(function () { console.log(two, \"é\"); })();\n",
		"scripts/two.js", "export const two = 1 + 1; export const unused = 3;\n",
	)
	m, problems := Bundle(fsys, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := map[string]string{}
	name := regexp.MustCompile(`^assets/[a-z]+\.[0-9a-f]{8}\.[a-z0-9]+$`)
	for _, f := range m.Files {
		got[f.Name] = string(f.Body)
		if !name.MatchString(f.Path) || m.Path(f.Name) != f.Path {
			t.Errorf("%s is at %q, and %q by name", f.Name, f.Path, m.Path(f.Name))
		}
	}
	face, icon := strings.TrimPrefix(m.Path("face.woff2"), "assets/"), strings.TrimPrefix(m.Path("icon.svg"), "assets/")
	want := map[string]string{
		"face.woff2": "font",
		"icon.svg":   "<svg/>",
		"main.css": "@layer a,b;@layer b{@font-face{font-family:F;src:url(" + face + ") format(\"woff2\")}" +
			"b{background:url(" + icon + "#x);mask:url(#m)}}@layer a{p{color:red}}\n",
		"other.css": "i{margin:0}\n",
		"main.js":   "(()=>{(function(){console.log(2,\"é\")})();})();\n",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if m.Path("part.css") != "" || m.Path("two.js") != "" {
		t.Error("imported files are published too")
	}
	again, _ := Bundle(fsys, nil)
	if !reflect.DeepEqual(m, again) {
		t.Error("two bundles of the same theme differ")
	}
	fsys["fonts/face.woff2"].Data = []byte("another font")
	changed, _ := Bundle(fsys, nil)
	if changed.Path("main.css") == m.Path("main.css") || changed.Hash == m.Hash || changed.Path("other.css") != m.Path("other.css") {
		t.Error("a changed font must change the style sheet that names it, and nothing else")
	}
}

func TestBundleNothing(t *testing.T) {
	m, problems := Bundle(fstest.MapFS{}, nil)
	if m == nil || len(m.Files) > 0 || len(problems) > 0 {
		t.Errorf("%v, %v", m, problems)
	}
}

func TestBundleProblems(t *testing.T) {
	for _, c := range []struct {
		name string
		fsys fstest.MapFS
		want []string
	}{
		{"a script with a mistake", theme("scripts/a.js", "var x = ;\n"), []string{
			`themes/t/scripts/a.js:1:9: error: unexpected ";" [theme-syntax]`}},
		{"a style sheet with a mistake", theme("styles/a.css", "p { color: red\n"), []string{
			`themes/t/styles/a.css:2:1: warning: expected "}" to go with "{" [theme-syntax]`}},
		{"a font that isn't there", theme("styles/a.css", "p { src: url(../fonts/x.woff2) }"), []string{
			`themes/t/styles/a.css:1:10: error: there is no file fonts/x.woff2 in the theme's fonts or images [theme-syntax]`}},
		{"an import that isn't there", theme("styles/a.css", `@import "b.css";`), []string{
			`themes/t/styles/a.css:1:9: error: there is no file styles/b.css in the theme [theme-syntax]`}},
		{"another site", theme("styles/a.css", "p { src: url(https://fonts.example/x.woff2) }"), []string{
			`themes/t/styles/a.css:1:10: error: https://fonts.example/x.woff2 leads to another site; a theme carries all it needs [theme-syntax]`}},
		{"outside the theme", theme("scripts/a.js", `import "../../../etc/passwd";`), []string{
			`themes/t/scripts/a.js:1:8: error: there is no file ../../etc/passwd in the theme [theme-syntax]`}},
		{"one name twice", theme("fonts/a.svg", "1", "images/a.svg", "2"), []string{
			`themes/t/images/a.svg: error: themes/t/fonts/a.svg and themes/t/images/a.svg have the same name [theme-syntax]`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, problems := Bundle(c.fsys, func(name string) string { return "themes/t/" + name })
			var got []string
			for _, p := range problems {
				said, _, _ := strings.Cut(i18n.English().Explain(p).String(), "\n")
				got = append(got, said)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			if (m == nil) != (problems.Errors() > 0) {
				t.Errorf("manifest %v with %d errors", m, problems.Errors())
			}
		})
	}
}

// TestDefaultTheme bundles the default theme.
func TestDefaultTheme(t *testing.T) {
	m, problems := Bundle(os.DirFS("../../themes/palabre"), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, name := range []string{"palabre.css", "palabre.js", "palabre-display.woff2"} {
		if m.Path(name) == "" {
			t.Errorf("no %s in %v", name, m.Files)
		}
	}
}

func BenchmarkBundle(b *testing.B) {
	fsys := os.DirFS("../../themes/palabre")
	for b.Loop() {
		if _, problems := Bundle(fsys, nil); problems.Errors() > 0 {
			b.Fatal(problems)
		}
	}
}
