package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"griot/generator/diag"
	"griot/generator/internal/testkit/repository"
	words "griot/i18n"
)

// The messages of the program aren't checked each time that they are read.
func TestEmbedded(t *testing.T) {
	files, err := fs.Glob(words.Files, "*.toml")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		messages, list := readFile(words.Files, file, file, false)
		if len(list) > 0 || len(messages) < 100 {
			t.Errorf("%s: %v", file, list)
		}
		for id, e := range messages {
			if err := e.templates(); err != nil {
				t.Errorf("%s: %s: %v", file, id, err)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	own := `
[date-invalid.order]
message = "{{.name}} « {{.value}} » finit avant de commencer"
[phrase]
entry = "un élément de {{.of}}"
[field-missing.part]
message = "{{.name}} n’a pas de {{.key}}"
`
	french, list := LoadAuthor("fr", words.Files, fstest.MapFS{"i18n/author.fr.toml": {Data: []byte(own)}})
	if len(list) > 0 {
		t.Fatal(list)
	}
	at := diag.Position{File: "content/a.fr.md", Line: 3, Column: 2}
	for _, c := range []struct {
		id          string
		args        diag.Args
		french, all string
	}{
		{"date-invalid.order", diag.Args{"name": "period", "value": "2022/2021"},
			"period « 2022/2021 » finit avant de commencer",
			"content/a.fr.md:3:2: error: period \"2022/2021\" ends before it starts [date-invalid]\n  hint: write the earlier date first"},
		{"field-missing.part", diag.Args{"name": diag.Each(diag.Phrase{ID: "name", Of: "x"}), "key": "code"},
			"un élément de the name of x n’a pas de code",
			"content/a.fr.md:3:2: error: an entry of the name of x has no code [field-missing]\n  hint: add code: and its value"},
		{"value-invalid.synonym-few", diag.Args{"count": 1, "least": "2"}, "the list has only one word",
			"content/a.fr.md:3:2: error: the list has only one word [value-invalid]\n  hint: write 2 words or more: those that mean the same, or what the word before the colon means"},
		// A text can't change what the terminal shows.
		{"kind-unknown", diag.Args{"kind": "\x1b[2J\u202e\"x\"\n", "near": "", "kinds": []string{"a", "b"}},
			`there is no kind "\x1b[2J\u202e"x"\n"`,
			"content/a.fr.md:3:2: error: there is no kind \"\\x1b[2J\\u202e\"x\"\\n\" [kind-unknown]\n  hint: the kinds are a, b"},
	} {
		var list diag.List
		list.Error(at, c.id, c.args)
		if got := English().Explain(list[0]).String(); got != c.all {
			t.Errorf("%s: %s\nwant %s", c.id, got, c.all)
		}
		if got := french.Explain(list[0]).Message; got != c.french {
			t.Errorf("%s in French: %s", c.id, got)
		}
	}
}

// Each call that reports a diagnostic names a message of the catalogue and gives all
// values that it and its hint need; each message is reported.
// No name of a file changes what a terminal shows.
func TestExplainOfAnEvilFile(t *testing.T) {
	e := Explanation{Position: diag.Position{File: "content/a\x1b[2J\nb.md", Line: 3}, Message: "m", Code: "c"}
	if got := e.String(); got != `content/a\x1b[2J\nb.md:3: warning: m [c]` {
		t.Errorf("printed %q", got)
	}
}

func TestEachReportHasItsWords(t *testing.T) {
	messages := English().printer.messages
	used := map[string]bool{}
	for name, src := range repository.Code(t, ".go") {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "internal/") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit: // a part of an id may stand anywhere
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					used[text] = true
				}
			case *ast.CallExpr:
				checkReport(t, name, n, messages)
			}
			return true
		})
	}
	for id := range messages {
		if id == "flood.message" { // of no code
			continue
		}
		id, ok := strings.CutSuffix(id, ".message")
		code, variant, _ := strings.Cut(id, ".")
		if ok && !used[id] && !used[variant] && !slices.ContainsFunc(composed, func(prefix string) bool { return strings.HasPrefix(id, prefix) }) {
			t.Errorf("no package reports %s (%s)", id, code)
		}
	}
}

// composed are the beginnings of ids whose ends are values.
var composed = []string{"yaml-type.", "value-invalid.choice-", "translate-refused.form-"}

// checkReport checks a call whose arguments are the id of a message and its values.
func checkReport(t *testing.T, file string, call *ast.CallExpr, messages map[string]entry) {
	last := len(call.Args) - 1
	if last < 1 {
		return
	}
	given, ok := values(call.Args[last])
	literal, isText := call.Args[last-1].(*ast.BasicLit)
	if !ok || !isText || literal.Kind != token.STRING {
		return
	}
	id, _ := strconv.Unquote(literal.Value)
	matches := 0
	for key := range messages {
		if base, isMessage := strings.CutSuffix(key, ".message"); isMessage && (base == id || strings.HasSuffix(base, "."+id)) {
			matches++
		}
	}
	found := false
	for key, m := range messages {
		base, isMessage := strings.CutSuffix(key, ".message")
		if !isMessage || base != id && !strings.HasSuffix(base, "."+id) {
			continue
		}
		found = true
		text := m.source()
		if hint, ok := messages[base+".hint"]; ok {
			text += hint.source()
		}
		for _, p := range placeholder.FindAllStringSubmatch(text, -1) {
			if (base == id || matches == 1) && !slices.Contains(given, p[1]) && !(strings.HasPrefix(base, "translate-refused.") && slices.Contains([]string{"context", "reason"}, p[1])) { // refuse adds these
				t.Errorf("%s reports %s without %q", file, id, p[1])
			}
		}
	}
	if !found {
		t.Errorf("%s reports %q, which has no words in %s", file, id, authorFile("en"))
	}
}

var placeholder = regexp.MustCompile(`{{(?:if )?\.([a-z]+)}}`)

// values returns the names of a literal diag.Args, which may be nil.
func values(e ast.Expr) (names []string, ok bool) {
	if name, isNil := e.(*ast.Ident); isNil && name.Name == "nil" {
		return nil, false // many functions have nil as their last argument
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	if sel, ok := lit.Type.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Args" {
		return nil, false
	}
	for _, e := range lit.Elts {
		name, _ := strconv.Unquote(e.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
		names = append(names, name)
	}
	return names, true
}
