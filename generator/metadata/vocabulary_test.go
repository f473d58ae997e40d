package metadata

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// schemaFile makes testdata/vocabulary.txt anew from the file
// dist/schema.d.ts of the npm package schema-dts, which is generated from
// schema.org's own vocabulary.
var schemaFile = flag.String("schema", "", "schema.d.ts of schema-dts 2.1.0, to write the vocabulary from")

const vocabularyFile = "testdata/vocabulary.txt"

// wanted are the types whose properties the vocabulary holds, with those of
// all types above them.
var wanted = strings.Fields(`AboutPage BreadcrumbList CollectionPage Country DefinedTerm DefinedTermSet EntryPoint
	ListItem Organization Person PropertyValue Report SearchAction SearchResultsPage WebPage WebSite`)

// vocabulary is types with those above them, and properties with what they
// may hold.
type vocabulary struct {
	above map[string][]string
	props map[string]map[string][]string // type -> property -> types of values
}

// isA reports whether a type is another or stands below it.
func (v vocabulary) isA(kind, other string) bool {
	return kind == other || slices.ContainsFunc(v.above[kind], func(k string) bool { return v.isA(k, other) })
}

// property returns what a property of a type may hold.
func (v vocabulary) property(kind, name string) ([]string, bool) {
	if values, ok := v.props[kind][name]; ok {
		return values, true
	}
	for _, k := range v.above[kind] {
		if values, ok := v.property(k, name); ok {
			return values, true
		}
	}
	return nil, false
}

func readVocabulary(t *testing.T) vocabulary {
	t.Helper()
	b, err := os.ReadFile(vocabularyFile)
	if err != nil {
		t.Fatal(err)
	}
	v := vocabulary{map[string][]string{}, map[string]map[string][]string{}}
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		switch f := strings.Fields(s.Text()); f[0] {
		case "type":
			v.above[f[1]] = f[2:]
			v.props[f[1]] = map[string][]string{}
		case "prop":
			v.props[f[1]][f[2]] = f[3:]
		}
	}
	return v
}

var (
	baseLine = regexp.MustCompile(`^(?:export )?interface (\w+?)(Base|Leaf)(?:<.*>)? extends ([\w, ]+) \{`)
	propLine = regexp.MustCompile(`^    "(\w+)"\?: SchemaValue<(.*), "\w+">;`)
)

// parseSchema reads the declarations of schema-dts.
func parseSchema(text string) vocabulary {
	v := vocabulary{map[string][]string{}, map[string]map[string][]string{}}
	kind := ""
	for _, line := range strings.Split(text, "\n") {
		if m := baseLine.FindStringSubmatch(line); m != nil {
			kind = m[1]
			for _, up := range strings.Split(m[3], ", ") {
				if up = strings.TrimSuffix(up, "Base"); up != kind && up != "Partial" && !slices.Contains(v.above[kind], up) {
					v.above[kind] = append(v.above[kind], up)
				}
			}
		} else if strings.HasPrefix(line, "interface ThingBase") {
			kind = "Thing"
		} else if m := propLine.FindStringSubmatch(line); m != nil && kind != "" {
			if v.props[kind] == nil {
				v.props[kind] = map[string][]string{}
			}
			v.props[kind][m[1]] = strings.Split(m[2], " | ")
		} else if strings.HasPrefix(line, "}") {
			kind = ""
		}
	}
	return v
}

// write writes the types that are wanted and those above them.
func (v vocabulary) write(b *bytes.Buffer) {
	need := map[string]bool{}
	var add func(kind string)
	add = func(kind string) {
		need[kind] = true
		for _, up := range v.above[kind] {
			add(up)
		}
	}
	for _, kind := range wanted {
		add(kind)
	}
	fmt.Fprintln(b, "# From schema.org's vocabulary, as schema-dts 2.1.0 has it (Apache-2.0): types with those above them, properties with what they hold.")
	for _, kind := range slices.Sorted(maps.Keys(need)) {
		fmt.Fprintln(b, strings.TrimSpace("type "+kind+" "+strings.Join(v.above[kind], " ")))
		for _, prop := range slices.Sorted(maps.Keys(v.props[kind])) {
			fmt.Fprintln(b, "prop", kind, prop, strings.Join(v.props[kind][prop], " "))
		}
	}
}

func TestVocabulary(t *testing.T) {
	if *schemaFile != "" {
		src, err := os.ReadFile(*schemaFile)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		parseSchema(string(src)).write(&b)
		if err := os.WriteFile(vocabularyFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v := readVocabulary(t)
	if !v.isA("Report", "CreativeWork") || !v.isA("BreadcrumbList", "ItemList") || v.isA("DefinedTerm", "CreativeWork") {
		t.Error("the types are not in their places")
	}
	if values, ok := v.property("Report", "workTranslation"); !ok || !slices.Contains(values, "CreativeWork") {
		t.Errorf("workTranslation holds %q", values)
	}
	if _, ok := v.property("DefinedTerm", "inLanguage"); ok {
		t.Error("a term has a language")
	}
}

// problems lists what in a node is not schema.org's.
func (v vocabulary) problems(at string, node map[string]any) []string {
	var out []string
	kind, _ := node["@type"].(string)
	if kind == "" {
		if len(node) == 1 && node["@id"] != nil {
			return nil // stands for a node elsewhere
		}
		return []string{at + ": no type"}
	}
	if _, ok := v.above[kind]; !ok {
		return []string{at + ": type " + kind + " is not in the vocabulary"}
	}
	for _, name := range slices.Sorted(maps.Keys(node)) {
		if strings.HasPrefix(name, "@") {
			continue
		}
		if plain, isInput := strings.CutSuffix(name, "-input"); isInput && v.isA(kind, "Action") {
			// schema.org/docs/actions.html: what a user gives to an action.
			if _, ok := v.property(kind, plain); !ok {
				out = append(out, at+"."+name+": no property of "+kind)
			}
			continue
		}
		values, ok := v.property(kind, name)
		if !ok {
			out = append(out, at+"."+name+": no property of "+kind)
			continue
		}
		out = append(out, v.value(at+"."+name, values, node[name])...)
	}
	return out
}

// value lists what is wrong with the value of a property.
func (v vocabulary) value(at string, allowed []string, value any) []string {
	switch x := value.(type) {
	case []any:
		var out []string
		if len(x) == 0 {
			out = append(out, at+": empty list")
		}
		for _, item := range x {
			out = append(out, v.value(at, allowed, item)...)
		}
		return out
	case map[string]any:
		out := v.problems(at, x)
		kind, _ := x["@type"].(string)
		if kind == "" && slices.Contains(allowed, "IdReference") {
			return out
		}
		if !slices.ContainsFunc(allowed, func(a string) bool { return v.isA(kind, a) }) {
			out = append(out, fmt.Sprintf("%s: a %s, but it may hold %q", at, kind, allowed))
		}
		return out
	case string:
		texts := []string{"Text", "URL", "Date", "DateTime"}
		if x == "" || !slices.ContainsFunc(texts, func(a string) bool { return slices.Contains(allowed, a) }) {
			return []string{fmt.Sprintf("%s: text %q, but it may hold %q", at, x, allowed)}
		}
	case float64:
		if !slices.Contains(allowed, "Integer") && !slices.Contains(allowed, "Number") {
			return []string{fmt.Sprintf("%s: a number, but it may hold %q", at, allowed)}
		}
	case bool:
		if !slices.Contains(allowed, "Boolean") {
			return []string{fmt.Sprintf("%s: a truth, but it may hold %q", at, allowed)}
		}
	default:
		return []string{fmt.Sprintf("%s: %T", at, value)}
	}
	return nil
}
