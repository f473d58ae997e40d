package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestProgramsPrintTheSame renders every layout by html/template and by its
// program, with texts that need each kind of escaping.
func TestProgramsPrintTheSame(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		theme := load(t, nil, Default)
		set := theme.langs[lang]
		views := sampleViews(lang)
		for _, layout := range slices.Sorted(maps.Keys(views)) {
			v := views[layout]
			v.Title = `<b>"Tom" & 'Jerry'</b> + ` + "\x00\u00e9\u2028\xff " + v.Title
			var want, got bytes.Buffer
			if err := theme.Render(&want, v); err != nil {
				t.Fatal(err)
			}
			p, _ := set.programs.Load(programKey{layoutFile(layout), reflect.TypeOf(v)})
			// html/template doesn't show how it escaped a partial that stands within
			// an attribute or a script.
			left := layout == "theory-of-change"
			if p, _ := p.(*program); (p == nil) != left {
				t.Errorf("%s: compiled %v", layout, p != nil)
			}
			if err := theme.Render(&got, v); err != nil {
				t.Fatal(err)
			}
			if want.String() != got.String() {
				t.Errorf("%s in %s: html/template prints\n%s\nthe program\n%s", layout, lang, &want, &got)
			}
		}
	}
}

type sample struct {
	Text  string
	HTML  template.HTML
	URL   template.URL
	Count int
	Yes   bool
	List  []string
	Next  *sample
	Pair  [2]string
}

// TestConstructs compares what the compiler knows of templates with
// html/template; those marked with ! are left to it.
func TestConstructs(t *testing.T) {
	values := []*sample{
		{Text: `a<b>&"c" 'd' + é`, HTML: "<i>x</i>", URL: "javascript:1 <", Count: 3, Yes: true, List: []string{"x", "", "<y>"},
			Next: &sample{Text: "next", Count: 3}, Pair: [2]string{"p", "q"}},
		{Text: "javascript:alert(1)", URL: "data:x,%20y z", Next: &sample{List: []string{"1"}}},
		{Text: "mailto:a@b.c?x=ü%2g%20'(!)", Next: &sample{}},
		{Text: "../é/?q=\u00a0\"&b", Count: -1},
	}
	for _, src := range []string{
		`{{.Text}} {{.HTML}} {{.URL}} {{.Count}}`,
		`<a href="{{.Text}}" title="{{.Text}}">{{.Text}}</a>`,
		`<a href="{{.URL}}">x</a><a href="x/{{.Text}}/?q={{.Text}}&amp;n={{.Count}}#{{.Text}}">x</a>`,
		`<title>{{.Text}}</title><textarea>{{.Text}}</textarea>`,
		`{{with .Next}}{{.Text}}{{$.Text}}{{else}}none{{end}}`,
		`{{if and .Yes .List}}1{{else if or .Yes (gt .Count 1)}}2{{else}}3{{end}}`,
		`{{if not .Yes}}no{{end}}{{if eq .Text "next"}}next{{end}}{{if ne .Count 3}}not 3{{end}}`,
		`{{range .List}}[{{.}}]{{else}}empty{{end}}{{range $i, $x := .List}}{{$i}}{{$x}}{{if eq $i 1}}!{{end}}{{end}}`,
		`{{range $x := .List}}{{$.Count}}{{$x}}{{end}}`,
		`{{$x := .Text}}{{$y := false}}{{range .List}}{{$y = true}}{{end}}{{$x}}{{if $y}}y{{end}}`,
		`{{index .Pair 1}}{{len .List}}{{if lt (len .List) 2}}few{{end}}{{print .Text "-" .Count}}`,
		`{{define "x"}}<p class="{{.Text}}">{{with .Next}}{{template "x" .}}{{end}}</p>{{end}}{{with .Next}}{{template "x" .}}{{end}}`,
		`{{define "y"}}y{{end}}{{template "y"}}`,
		`{{shout .Text}}{{shout (print "x" .Count)}}{{join "-" "a" .Text}}`,
		`{{.Next.Text}}`,  // an error where there is no next
		`{{fall .Count}}`, // a panic where it is negative
		`!<a title={{.Text}}>x</a>`,
		`<script>var x = {{.Text}}, y = {{words "a" "b"}}</script>`,
		`!<script>var x = {{.Count}}, y = "{{.Text}}"</script>`,
		`!<p title="{{.HTML}}"></p>`,
		`!{{.Text | printf "%q"}}`,
		`!{{range 3}}x{{end}}`,
		`!{{range .List}}{{break}}{{end}}`,
	} {
		src, unknown := strings.CutPrefix(src, "!")
		funcs := template.FuncMap{
			"shout": func(s string) (string, error) {
				if s == "" {
					return "", fmt.Errorf("nothing to shout")
				}
				return strings.ToUpper(s), nil
			},
			"fall": func(n int) string { return strings.Repeat("x", n) },
			"words": func(keys ...string) map[string]any {
				return map[string]any{"<k>": keys[0], "\u2028": map[string]string{"x": "é"}}
			},
			"join": func(by string, parts ...string) string { return strings.Join(parts, by) },
		}
		root := template.Must(template.New("").Funcs(funcs).New("t").Parse(src))
		s := &langTheme{root: root, funcs: funcs}
		for _, v := range values {
			var want, got bytes.Buffer
			wantErr := template.Must(template.New("").Funcs(funcs).New("t").Parse(src)).ExecuteTemplate(&want, "t", v)
			for range 2 { // the second time by the program
				got.Reset()
				gotErr := s.execute(&got, "t", v)
				if fmt.Sprint(wantErr) != fmt.Sprint(gotErr) || wantErr == nil && want.String() != got.String() {
					t.Errorf("%s prints\n%s, error %v\nnot\n%s, error %v", src, &got, gotErr, &want, wantErr)
				}
			}
		}
		p, _ := s.programs.Load(programKey{"t", reflect.TypeFor[*sample]()})
		if p, _ := p.(*program); (p == nil) != unknown {
			t.Errorf("%s: compiled %v", src, p != nil)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a b", "<\"'&+>\x00\xff", "HTTP://x/%zz", "é:b", "mailto:%41", "a:b/c", "%"} {
		f.Add(s)
	}
	root := template.Must(template.New("t").Parse(
		`{{.Text}}<a href="{{.Text}}" title="{{.Text}}">x</a><a href="x/{{.Text}}?q={{.Text}}">x</a><title>{{.Text}}</title>`))
	s := &langTheme{root: root}
	f.Fuzz(func(t *testing.T, text string) {
		var want, got bytes.Buffer
		if err := root.Execute(&want, &sample{Text: text}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got.Reset()
			if err := s.execute(&got, "t", &sample{Text: text}); err != nil {
				t.Fatal(err)
			}
			if want.String() != got.String() {
				t.Fatalf("%q prints %q, not %q", text, &got, &want)
			}
		}
	})
}
