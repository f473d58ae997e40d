package checks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"griot/generator/config"
	"griot/generator/kinds"
	"griot/generator/serve"
)

// TestReferenceListsAllFields compares the tables of front matter with the schemas,
// in both directions. A row of a kind's table overrides that of the table for every
// kind.
func TestReferenceListsAllFields(t *testing.T) {
	text := reference(t)
	for _, k := range kinds.Builtin().All() {
		kind := k.Name
		want := kinds.Builtin().Schema(kind)
		for _, f := range want {
			rows := append(text.rows("`"+string(kind)+"`"), text.rows("Every kind")...)
			i := slices.IndexFunc(rows, func(r []string) bool { return r[0] == "`"+f.Name+"`" })
			if i < 0 {
				t.Errorf("REFERENCE.md lacks the field %q of kind %s", f.Name, kind)
				continue
			}
			required := "no"
			if f.Required {
				required = "yes"
			}
			should := []string{"`" + f.Name + "`", string(f.Form), string(f.Share), required}
			if !slices.Equal(rows[i][:4], should) {
				t.Errorf("REFERENCE.md has %q for a field of kind %s, not %q", rows[i][:4], kind, should)
			}
		}
		for _, row := range text.rows("`" + string(kind) + "`") {
			if !slices.ContainsFunc(want, func(f kinds.Field) bool { return "`"+f.Name+"`" == row[0] }) {
				t.Errorf("REFERENCE.md gives kind %s the field %s, which it has not", kind, row[0])
			}
		}
	}
	layouts := strings.Join(text.rows("`page`")[0], " ")
	for _, l := range kinds.Builtin().Layouts() {
		if !strings.Contains(layouts, "`"+l+"`") {
			t.Errorf("REFERENCE.md lacks the layout %q", l)
		}
	}
}

func TestReferenceListsAllKeysOfHub(t *testing.T) {
	var listed []string
	for _, row := range reference(t).rows("hub.yaml") {
		listed = append(listed, strings.Trim(row[0], "`"))
	}
	for _, key := range config.Keys() {
		if !slices.Contains(listed, key) {
			t.Errorf("REFERENCE.md lacks the key %q of hub.yaml", key)
		}
	}
}

// TestReferenceListsAllVerbs looks for each verb and flag that cmd/griot declares
// with a help text.
func TestReferenceListsAllVerbs(t *testing.T) {
	text := reference(t).section("Commands")
	verbs, flags := declared(t)
	if len(verbs) < 8 || len(flags) < 10 {
		t.Fatalf("found only the verbs %q and the flags %q", verbs, flags)
	}
	for _, v := range verbs {
		if !regexp.MustCompile("`griot ([a-z]+ )?" + v + "\\b").MatchString(text) {
			t.Errorf("REFERENCE.md lacks the verb %q", v)
		}
	}
	for _, f := range flags {
		if !strings.Contains(text, f+"=") && !strings.Contains(text, f+"`") {
			t.Errorf("REFERENCE.md lacks the flag %s", f)
		}
	}
}

// hump is where kong puts a hyphen into the name of a field.
var hump = regexp.MustCompile("([a-z])([A-Z])")

// declared lists the verbs and flags that the fields of cmd/griot's structs
// declare in their tags.
func declared(t *testing.T) (verbs, flags []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "cmd", "griot", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			f, ok := n.(*ast.Field)
			if !ok || f.Tag == nil || len(f.Names) == 0 {
				return true
			}
			text, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			tag := reflect.StructTag(text)
			long := tag.Get("name")
			if long == "" {
				long = strings.ToLower(hump.ReplaceAllString(f.Names[0].Name, "$1-$2"))
			}
			_, isVerb := tag.Lookup("cmd")
			_, isArgument := tag.Lookup("arg")
			_, isNegated := tag.Lookup("negatable")
			_, isHelped := tag.Lookup("help")
			_, isHidden := tag.Lookup("hidden")
			switch {
			case isArgument || isHidden || !isHelped:
			case isVerb:
				verbs = append(verbs, long)
			case isNegated && tag.Get("default") == "true":
				flags = append(flags, "--no-"+long)
			case long != "dir":
				flags = append(flags, "--"+long)
			}
			return true
		})
	}
	return verbs, flags
}

func TestArchitectureListsAllPackages(t *testing.T) {
	var listed []string
	for _, row := range architecture(t).rows("Packages") {
		listed = append(listed, strings.Trim(row[0], "`"))
	}
	for _, pkg := range slices.Sorted(maps.Keys(mayImport)) {
		if !slices.Contains(listed, pkg) {
			t.Errorf("generator/README.md lacks the package %q", pkg)
		}
	}
	for _, pkg := range listed {
		if _, ok := mayImport[pkg]; !ok {
			t.Errorf("generator/README.md lists the package %q, which does not exist", pkg)
		}
	}
}

func TestReferenceHasThePolicyThatServeSends(t *testing.T) {
	if !strings.Contains(reference(t).section("Deploying"), serve.DefaultPolicy) {
		t.Errorf("REFERENCE.md doesn't recommend the policy that griot serve sends:\n%s", serve.DefaultPolicy)
	}
}
