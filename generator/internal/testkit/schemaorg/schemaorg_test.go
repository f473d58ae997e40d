package schemaorg

import (
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

// schemaFile makes vocabulary.txt anew from the file
// dist/schema.d.ts of the npm package schema-dts, which is generated from
// schema.org's own vocabulary.
var schemaFile = flag.String("schema", "", "schema.d.ts of schema-dts 2.1.0, to write the vocabulary from")

const vocabularyFile = "vocabulary.txt"

// wanted are the types whose properties the vocabulary has, with those of all their
// supertypes.
var wanted = strings.Fields(`AboutPage BreadcrumbList CollectionPage Country DefinedTerm DefinedTermSet EntryPoint
	ListItem Organization Person PropertyValue Report SearchAction SearchResultsPage WebPage WebSite`)

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
		text = b.String()
		if err := os.WriteFile(vocabularyFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v := read(text)
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

// Problems finds each of these mistakes.
func TestMistakesAreFound(t *testing.T) {
	for _, text := range []string{
		`{"@type":"Unknown"}`, `{"name":"no type"}`, `{"@type":"WebPage","colour":"red"}`,
		`{"@type":"WebPage","isPartOf":{"@type":"Country"}}`, `{"@type":"Report","isAccessibleForFree":3}`,
		`{"@type":"Report","author":"a text"}`, `{"@type":"Report","author":[]}`, `{"@type":"Report","name":""}`,
		`{"@type":"DefinedTerm","inLanguage":"fr"}`, `{"@type":"WebPage","query-input":"x"}`, `{"@type":"ListItem","position":true}`,
		`7`, `{"@type":"Report","name":null}`,
	} {
		if len(Problems([]byte(`{"@context":"https://schema.org","@graph":[`+text+`]}`))) == 0 {
			t.Errorf("no problem in %s", text)
		}
	}
	for _, text := range []string{`{`, `[]`, `{"@type":"WebPage"}`, `{"@context":"https://example.org","@type":"WebPage"}`} {
		if len(Problems([]byte(text))) == 0 {
			t.Errorf("no problem in %s", text)
		}
	}
	good := `{"@context":"https://schema.org","@type":"WebSite","name":"N","potentialAction":{"@type":"SearchAction",
		"target":{"@type":"EntryPoint","urlTemplate":"u"},"query-input":"required"},"publisher":{"@id":"p"}}`
	if got := Problems([]byte(good)); got != nil {
		t.Errorf("%q", got)
	}
}
