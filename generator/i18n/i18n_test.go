package i18n

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"griot/generator/diag"
	"griot/generator/internal/testkit/repository"
	words "griot/i18n"
)

func mustLoad(t *testing.T, langs ...string) *Catalog {
	t.Helper()
	c, list := Load(langs, words.Files, nil)
	for _, d := range list {
		t.Error(d)
	}
	return c
}

func TestDate(t *testing.T) {
	c := mustLoad(t, "en", "fr")
	for _, test := range []struct{ iso, en, fr string }{
		{"2021-04-14", "14 April 2021", "14 avril 2021"},
		{"2021-04-01", "1 April 2021", "1er avril 2021"},
		{"2021-08", "August 2021", "août 2021"},
		{"2021", "2021", "2021"},
		{"", "", ""},
		{"2021-13-01", "2021-13-01", "2021-13-01"},
		{"2021-04-x", "2021-04-x", "2021-04-x"},
	} {
		if got := c.For("en").Date(test.iso); got != test.en {
			t.Errorf("en %s: %q", test.iso, got)
		}
		if got := c.For("fr").Date(test.iso); got != test.fr {
			t.Errorf("fr %s: %q", test.iso, got)
		}
	}
}

func TestPeriod(t *testing.T) {
	p := mustLoad(t, "en").For("en")
	for _, test := range []struct{ from, to, want string }{
		{"2022", "", "2022"},
		{"2021", "2023", "2021–2023"},
		{"2021-01", "2022-12", "2021–2022"},
		{"2021-01", "2021-12", "2021"},
		{"2021-04", "2022-05", "April 2021 – May 2022"},
		{"2021-04-14", "2021-04-14", "14 April 2021"},
	} {
		if got := p.Period(test.from, test.to); got != test.want {
			t.Errorf("%s/%s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	own := fstest.MapFS{"i18n/active.bm.toml": {Data: []byte("box.none = \"Foyi\"\n")}}
	c, _ := Load([]string{"en", "bm"}, words.Files, own)
	got := c.For("bm").Words("box.", "date.")
	if got["box.none"] != "Foyi" || got["box.list"] != c.For("en").Words("box.")["box.list"] {
		t.Errorf("box.none is %q, box.list %q", got["box.none"], got["box.list"])
	}
	if months, _ := got["date.months"].(string); strings.Count(months, ",") != 11 {
		t.Errorf("the months are %q", got["date.months"])
	}
	forms, _ := c.For("en").Words("box.")["box.results"].(map[string]string)
	if forms["one"] != "{{.Count}} result" || forms["other"] != "{{.Count}} results" {
		t.Errorf("box.results is %q", forms)
	}
	if _, ok := got["nav.menu"]; ok {
		t.Error("messages of other families are among them")
	}
}

func TestNumbersAndNames(t *testing.T) {
	c := mustLoad(t, "en", "fr")
	en, fr := c.For("en"), c.For("fr")
	for _, test := range [][2]string{
		{en.Number(12345), "12,345"},
		{fr.Number(12345), "12\u00a0345"},
		{fr.Number(0), "0"},
		{en.Number(-5), "-5"},
		{en.Bytes(1_234_567), "1.2\u00a0MB"},
		{fr.Bytes(1_234_567), "1,2\u00a0Mo"},
		{fr.Bytes(14_756), "15\u00a0ko"},
		{en.Bytes(1), "1\u00a0byte"},
		{en.Language("fr"), "French"},
		{fr.Language("en"), "anglais"},
		{fr.Language("bm"), "bambara"},
		{fr.Language("not a language"), "not a language"},
		{fr.List([]string{"a", "b", "c"}), "a, b et c"},
		{en.List([]string{"a", "b"}), "a and b"},
		{en.List([]string{"a"}), "a"},
		{en.List(nil), ""},
		{fr.T("library.documents", 0), "0 document"},
		{fr.T("library.documents", 2), "2 documents"},
		{en.T("library.documents", "Count", 0), "0 documents"},
		{en.T("library.documents", "Count", 1), "1 document"},
		{en.T("list.page_title", "Title", "T", "Page", 2), "T, page 2"},
		{en.T("nobody.knows"), "nobody.knows"},
		{c.For("xx").Lang(), "en"},
	} {
		if test[0] != test[1] {
			t.Errorf("%q, want %q", test[0], test[1])
		}
	}
}

func TestCompare(t *testing.T) {
	p := mustLoad(t, "fr").For("fr")
	list := []string{"Zone", "élection", "etat", "État", "eau", "Épargne"}
	slices.SortFunc(list, p.Compare)
	if got, want := strings.Join(list, " "), "eau élection Épargne etat État Zone"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestThirdLanguage adds one by a file alone; what it lacks comes from the
// default language, with a warning.
func TestThirdLanguage(t *testing.T) {
	own := fstest.MapFS{"i18n/active.ar.toml": {Data: []byte("nav.menu = \"القائمة\"\nlibrary.documents = { other = \"{{.Count}} وثيقة\" }\n")}}
	c, list := Load([]string{"en", "ar"}, words.Files, own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	ar := c.For("ar")
	if got := ar.T("nav.menu"); got != "القائمة" {
		t.Error(got)
	}
	if got := ar.T("nav.skip"); got != "Skip to main content" {
		t.Error(got)
	}
	if got := ar.Date("2021-04-14"); got != "14 أبريل 2021" {
		t.Error(got)
	}
	if got := ar.Number(12_345); !strings.HasPrefix(got, "12") { // digits of one kind, as in dates
		t.Error(got)
	}
	list = c.Check([]Use{{Key: "nav.skip"}, {Key: "nav.menu"}, {Key: "library.documents"}})
	if list.Errors() > 0 {
		t.Error(list)
	}
	want := map[diag.Code]string{
		"message-missing": `no text for message "nav.skip"`,
		"message-plural":  `message "library.documents" lacks the plural form "few"`,
	}
	for code, message := range want {
		if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == code && English().Explain(d).Message == message }) {
			t.Errorf("no %s: %s in %v", code, message, list)
		}
	}
}

func TestMonthsByMessage(t *testing.T) {
	own := fstest.MapFS{"i18n/active.haw.toml": {Data: []byte(`date.months = "Ian,Pep,Mal,Ape,Mei,Iun,Iul,Auk,Kep,Oka,Now,Kek"`)}}
	c, list := Load([]string{"en", "haw"}, words.Files, own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	if got := c.For("haw").Date("2021-12"); got != "Kek 2021" {
		t.Error(got)
	}
}

func TestMistakes(t *testing.T) {
	uses := []Use{{Key: "a", File: "themes/x/layouts/page.html", Line: 3}, {Key: "docs"}}
	for name, c := range map[string]struct{ en, want string }{
		"parts":   {strings.Repeat("a.", 60) + "b = \"x\"", "i18n/active.en.toml:1: error: a key has too many parts"},
		"syntax":  {"a = \"x\"\nb = ", "i18n/active.en.toml:2:4: error: unexpected EOF"},
		"place":   {"a = \"{{.Nope\"\ndocs = \"d\"", `i18n/active.en.toml:1: error: message "a" can't be read: `},
		"missing": {"aa = \"x\"\ndocs = \"d\"", `themes/x/layouts/page.html:3: error: no text for message "a" in i18n/active.en.toml [message-missing]` + "\n  hint: did you mean \"aa\"?"},
		"unused":  {"a = \"x\"\ndocs = \"d\"\n[more]\nb = \"y\"", `i18n/active.en.toml:4: warning: message "more.b" is used by no template [message-unused]`},
		"plural":  {"a = \"x\"\n[docs]\nother = \"{{.Count}} docs\"", `i18n/active.en.toml:2: warning: message "docs" lacks the plural form "one" [message-plural]`},
	} {
		catalog, list := Load([]string{"en"}, nil, fstest.MapFS{"i18n/active.en.toml": {Data: []byte(c.en)}})
		if len(list) == 0 {
			list = catalog.Check(uses)
		}
		if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return strings.HasPrefix(English().Explain(d).String(), c.want) }) {
			t.Errorf("%s: %v, want %s", name, list, c.want)
		}
	}
	if _, list := Load([]string{"not a language"}, words.Files, nil); list.Errors() != 1 {
		t.Errorf("a language code that is none: %v", list)
	}
}

func TestFingerprint(t *testing.T) {
	plain := mustLoad(t, "en", "fr")
	same := mustLoad(t, "en", "fr")
	own := fstest.MapFS{"i18n/active.en.toml": {Data: []byte(`nav.menu = "Contents"`)}}
	changed, _ := Load([]string{"en", "fr"}, words.Files, own)
	if plain.Fingerprint("fr") != same.Fingerprint("fr") {
		t.Error("equal catalogs differ")
	}
	if plain.Fingerprint("en") == changed.Fingerprint("en") {
		t.Error("a changed message leaves the fingerprint")
	}
	if plain.For("en").Source("nav.menu") == changed.For("en").Source("nav.menu") {
		t.Error("a changed message leaves its source")
	}
}

// TestGeneratorsMessages looks up the messages that Go code uses.
func TestGeneratorsMessages(t *testing.T) {
	c := mustLoad(t, "en", "fr")
	call := regexp.MustCompile(`\.T\("([a-z_]+\.[a-z_]+)"`)
	for name, src := range repository.Code(t, ".go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range call.FindAllStringSubmatch(src, -1) {
			for _, lang := range []string{"en", "fr"} {
				if !c.For(lang).Has(m[1]) {
					t.Errorf("%s uses message %q, which %s lacks", name, m[1], lang)
				}
			}
			if !Used(m[1], Builtin) {
				t.Errorf("%s uses message %q, which Builtin doesn't list", name, m[1])
			}
		}
	}
}

func BenchmarkT(b *testing.B) {
	c, _ := Load([]string{"en"}, words.Files, nil)
	p := c.For("en")
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			p.T("nav.menu")
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			p.T("library.documents", 12)
		}
	})
	b.Run("named", func(b *testing.B) {
		for b.Loop() {
			p.T("list.page_title", "Title", "T", "Page", 2)
		}
	})
}

func TestCountry(t *testing.T) {
	c, list := Load([]string{"en", "fr", "fa"}, fstest.MapFS{
		"active.en.toml": {Data: []byte(`region.SWZ = "Eswatini"`)},
		"active.fr.toml": {Data: []byte(`region.MLI = "Le Mali"`)},
		"active.fa.toml": {Data: []byte(``)},
	}, fstest.MapFS{})
	for _, d := range list {
		t.Error(d)
	}
	for _, x := range []struct{ lang, iso, want string }{
		{"en", "DZA", "Algeria"}, {"fr", "DZA", "Algérie"}, {"fr", "MLI", "Le Mali"}, {"en", "SWZ", "Eswatini"},
		{"fr", "CIV", "Côte d’Ivoire"}, {"fa", "MLI", "مالی"}, {"en", "???", "???"},
	} {
		if got := c.For(x.lang).Country(x.iso); got != x.want {
			t.Errorf("%s in %s = %q, want %q", x.iso, x.lang, got, x.want)
		}
	}
}
