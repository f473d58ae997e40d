package xliff

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/unicode"
)

// sample is a document with everything in it.
func sample(version string) *Document {
	text := []Run{{Text: "See "}, {Type: Open, ID: "a1", Kind: "a", Data: "["}, {Text: "the <page> & "}, {Type: Open, ID: "em2", Kind: "em", Data: "*"},
		{Text: "more"}, {Type: Close, ID: "em2", Kind: "em", Data: "*"}, {Type: Close, ID: "a1", Kind: "a", Data: "](x.md)"}, {Text: " "},
		{Type: Single, ID: "code3", Kind: "code", Data: "`x`"}, {Type: Single, ID: "br4", Kind: "br", Data: "\\\n"}, {Text: "“so”"}}
	return &Document{Version: version, SourceLang: "en", TargetLang: "fr", Files: []File{
		{Original: "content/a b.en.md", Units: []Unit{
			{Name: "a: paragraph", Base: "12ab", Source: text, Target: text, State: Final, Notes: []Note{{"griot", "base: 12 a: paragraph"}}, Reference: "content/a.en.md:3"},
			{Name: "a: item", Source: []Run{{Text: "one"}}, Target: []Run{{Text: "un"}}, State: Stale, Old: "once <em1>"},
			{Name: "a: item 2", Source: []Run{{Text: "two"}}, Matches: []Match{{87, []Run{{Text: "too"}}, []Run{{Text: "deux"}}}}},
		}},
		{Original: "i18n/active.en.toml", Units: []Unit{{Name: "m", Source: []Run{{Type: Single, ID: "var1", Kind: "var", Data: "{{.N}}"}, {Text: " x"}}, State: Untranslated}}},
	}}
}

func TestRoundTrip(t *testing.T) {
	for _, version := range []string{"2.0", "1.2"} {
		d := sample(version)
		src := d.Format()
		got, err := Parse(src)
		if err != nil {
			t.Fatalf("%s: %v\n%s", version, err, src)
		}
		ignore := []cmp.Option{cmpopts.IgnoreFields(Unit{}, "Line", "Old", "Matches", "Reference", "Notes"), cmpopts.EquateEmpty(),
			cmp.Transformer("data", func(r Run) Run {
				if r.Kind != "var" {
					r.Data = ""
				}
				return r
			})}
		if diff := cmp.Diff(d, got, ignore...); diff != "" {
			t.Errorf("%s: %s\n%s", version, diff, src)
		}
		u := got.Files[0].Units[0]
		if u.Line == 0 || !strings.Contains(strings.Split(string(src), "\n")[u.Line-1], "unit") || u.Notes[len(u.Notes)-1].Text != "base: 12 a: paragraph" {
			t.Errorf("%s: line %d, %v", version, u.Line, u.Notes)
		}
	}
}

// xmlSchema is where the schemas look for that of xml:space.
var xmlSchema = regexp.MustCompile(`schemaLocation="[^"]*xml\.xsd"`)

// TestSchemas holds both versions against the schemas of OASIS, which
// Debian's php-symfony-translation brings.
func TestSchemas(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not installed; make test installs it")
	}
	const folder = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
	dir := t.TempDir()
	for _, name := range []string{"xliff-core-2.0.xsd", "xliff-core-1.2-strict.xsd", "xml.xsd"} {
		src, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Skip("the schemas of XLIFF (php-symfony-translation) are not installed; make test installs them")
		}
		text := xmlSchema.ReplaceAllString(string(src), `schemaLocation="xml.xsd"`)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for version, schema := range map[string]string{"2.0": "xliff-core-2.0.xsd", "1.2": "xliff-core-1.2-strict.xsd"} {
		file := filepath.Join(dir, version+".xlf")
		if err := os.WriteFile(file, sample(version).Format(), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("xmllint", "--nonet", "--noout", "--schema", filepath.Join(dir, schema), file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", version, err, out)
		}
	}
}

func TestMistakes(t *testing.T) {
	for in, want := range map[string]Error{
		"<a/>":                            {1, "this is no XLIFF file of version 1.2 or 2.0"},
		"<xliff version=\"1.0\"/>":        {1, `XLIFF of version "1.0" is not read here: 1.2 and 2.0 are`},
		"<xliff version=\"1.2\">\n<file>": {2, "the XML can't be read: XML syntax error on line 2: unexpected EOF"},
	} {
		_, err := Parse([]byte(in))
		var e *Error
		if !errors.As(err, &e) || *e != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// What a tool has added to one text doesn't keep the others out.
func TestProblems(t *testing.T) {
	for in, want := range map[string]string{
		`<xliff version="2.0"><file id="f"><unit id="u"><segment><source>x</source><target><pc id="z1">x</pc></target></segment></unit><unit id="v"><segment><source>y</source><target>y</target></segment></unit></file></xliff>`:                `the element <pc id="z1"> is none that the export wrote`,
		`<xliff version="1.2"><file><body><trans-unit><source>x</source><target><bpt id="1">{</bpt>x</target></trans-unit><trans-unit><source>y</source><target>y</target></trans-unit></body></file></xliff>`:                                    `the element <bpt> inside it is none that the export wrote`,
		`<xliff version="1.2"><file><body><trans-unit><source><bpt id="1"/>x</source><target>x</target></trans-unit><trans-unit><source>y</source><target>y</target></trans-unit></body></file></xliff>`:                                          "",
		`<xliff version="1.2"><file><body><trans-unit><source>x</source><target><bx id="a1"/>x<ex id="a1"/></target></trans-unit><trans-unit><source>y</source><target>y</target></trans-unit></body></file></xliff>`:                             "",
		`<xliff version="2.0"><file id="f"><unit id="u"><segment><source>x</source><target><sc id="a1"/>x<ec startRef="a1"/></target></segment></unit><unit id="v"><segment><source>y</source><target>y</target></segment></unit></file></xliff>`: "",
	} {
		d, err := Parse([]byte(in))
		if err != nil || len(d.Files[0].Units) != 2 {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if u := d.Files[0].Units; u[0].Problem != want || u[1].Problem != "" || u[1].Target[0].Text != "y" {
			t.Errorf("%s: %+v", in, u)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := strings.Replace(string(sample("1.2").Format()), "UTF-8", "UTF-16", 1)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	latin := strings.NewReplacer("UTF-16", "ISO-8859-1", "“", "\xab", "”", "\xbb").Replace(text)
	for name, src := range map[string][]byte{"UTF-16": wide, "Latin-1": []byte(latin)} {
		d, err := Parse(src)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if u := d.Files[0].Units[0]; !strings.Contains(u.Source[len(u.Source)-1].Text, "so") || strings.ContainsRune(u.Source[len(u.Source)-1].Text, '\ufffd') {
			t.Errorf("%s: %+v", name, u)
		}
	}
	if _, err := Parse([]byte("<xliff version=\"1.2\">\xe9</xliff>")); err == nil || err.Error() != "the file is not UTF-8: save it with that encoding" {
		t.Errorf("%v", err)
	}
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		version, state string
		want           State
	}{
		{"1.2", ` state="new"`, Stale}, {"1.2", ` state="needs-translation"`, Stale}, {"1.2", ` state="needs-l10n"`, Stale}, {"1.2", ` state="needs-adaptation"`, Stale},
		{"1.2", ` state="needs-review-translation"`, Stale}, {"1.2", ` state="needs-review-l10n"`, Stale}, {"1.2", ` state="needs-review-adaptation"`, Stale},
		{"1.2", ` state="translated"`, Final}, {"1.2", ` state="final"`, Final}, {"1.2", ` state="signed-off"`, Final}, {"1.2", ``, Translated}, {"1.2", ` state="x-mine"`, Translated},
		{"2.0", ` state="initial"`, Stale}, {"2.0", ` state="initial" subState="griot:stale"`, Stale}, {"2.0", ` state="translated" subState="griot:stale"`, Final},
		{"2.0", ` state="translated"`, Final}, {"2.0", ` state="reviewed"`, Final}, {"2.0", ` state="final"`, Final}, {"2.0", ``, Translated},
	} {
		src := `<xliff version="2.0"><file id="f"><unit id="u"><segment` + c.state + `><source>x</source><target>y</target></segment></unit></file></xliff>`
		if c.version == "1.2" {
			src = `<xliff version="1.2"><file><body><trans-unit><source>x</source><target` + c.state + `>y</target></trans-unit></body></file></xliff>`
		}
		d, err := Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Files[0].Units[0].State; got != c.want {
			t.Errorf("%s%s: %v", c.version, c.state, got)
		}
	}
	split := `<xliff version="2.0"><file id="f"><unit id="u"><segment state="initial"><source>x</source><target>y</target></segment><segment state="final"><source>z</source><target>w</target></segment></unit></file></xliff>`
	if d, err := Parse([]byte(split)); err != nil || d.Files[0].Units[0].State != Stale {
		t.Errorf("a part that is not finished: %v", err)
	}
}

func TestToolsMayAdd(t *testing.T) {
	src := strings.NewReplacer("<target>", "<target xml:lang=\"fr\"><mrk id=\"m1\" type=\"term\">", "</target>", "</mrk></target>",
		"state=\"initial\"", "state=\"reviewed\"").Replace(string(sample("2.0").Format()))
	d, err := Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if u := d.Files[0].Units[1]; u.State != Final || len(u.Target) != 1 || u.Target[0].Text != "un" {
		t.Errorf("%+v", u)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample("2.0").Format())
	f.Add(sample("1.2").Format())
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Parse(src)
		if err != nil {
			return
		}
		d.Version = "2.0"
		for _, file := range d.Files {
			for _, u := range file.Units {
				open := 0
				for _, r := range u.Target {
					switch r.Type {
					case Open:
						open++
					case Close:
						open--
					}
				}
				if open != 0 {
					t.Fatalf("%q: tags don't close: %v", src, u.Target)
				}
			}
		}
	})
}
