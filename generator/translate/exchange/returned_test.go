package exchange

import (
	"regexp"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/segment"
)

const lampEN = "---\ntitle: Lamps\nsummary: All lamps are here.\n---\n\nSee **bold** and `code`.\n\n![Alt](pic.png \"Caption number 0\")\n\n> [!QUOTE]\n> Words said.\n> — Someone, place\n\nMali\n\nThe end of all this.\n"

// french translates the texts of lampEN.
var french = map[string]string{
	"Lamps": "Lampes", "All lamps are here.": "Toutes les lampes sont là.", "See <strong1>bold</strong1> and <code2/>.": "Voir <strong1>gras</strong1> et <code2/>.",
	"Alt": "Autre texte", "Caption number 0": "Légende numéro 0", "Words said.": "Des mots.", "Someone, place": "Quelqu’un, lieu", "Mali": "Mali", "The end of all this.": "La fin de tout cela.",
}

const lampFR = "---\ntranslated_from: en\ntitle: Lampes\nslug: lampes\nsummary: Toutes les lampes sont là.\n---\n\nVoir **gras** et `code`.\n\n![Autre texte](pic.png \"Légende numéro 0\")\n\n> [!QUOTE]\n> Des mots.\n> — Quelqu’un, lieu\n\nMali\n\nLa fin de tout cela.\n"

// answers writes a file that came back from a translator, in one of the formats:
// the texts of some contexts with other translations.
func (b site) answers(format string, change func(context, source, target string) string) []Returned {
	b.Helper()
	texts := b.texts(b.Project(), "fr")
	if format == "po" {
		src := retouch(b.T, FormatPO(b.Project(), texts, "fr"), func(e *po.Entry) {
			now := change(e.Ctxt, e.ID, e.Str[0])
			if now == e.Str[0] {
				return
			}
			e.Flags = nil
			for i := range e.Str {
				e.Str[i] = now
			}
		})
		out, _, err := ParsePO(src, segment.PluralForms)
		if err != nil {
			b.Fatal(err)
		}
		return out
	}
	// The units are in the order of the texts; one with plural forms has three.
	src, next := string(FormatXLIFF(texts, "en", "fr", format)), 0
	var out strings.Builder
	for i := range texts {
		t := &texts[i]
		for n := 0; n < 1 || t.Plural() && n < 3; n++ {
			at := next + strings.Index(src[next:], "</source>") + len("</source>")
			out.WriteString(src[next:at])
			next = at
			if now := change(t.Context, t.Source.String(), t.Target.String()); now != t.Target.String() {
				out.WriteString("<target>" + elements(format, now) + "</target>")
				next += len(oldTarget.FindString(src[next:]))
			}
		}
	}
	src = out.String() + src[next:]
	list, lang, err := ParseXLIFF([]byte(src))
	if err != nil || lang != "fr" {
		b.Fatalf("%v, %q\n%s", err, lang, src)
	}
	return list
}

var oldTarget = regexp.MustCompile(`^\s*<target[^>]*>.*?</target>`)

// elements writes the tags of a text as elements of XLIFF.
func elements(format, text string) string {
	text = strings.ReplaceAll(text, "&", "&amp;")
	for _, x := range [][2]string{{`<(strong|em|a)(\d+)>`, `<PAIR id="$1$2">`}, {`</(strong|em|a)(\d+)>`, `</PAIR>`}, {`<(code)(\d+)( ?/?)>`, `<ONE id="$1$2"$3>`}, {`</code\d+>`, `</ONE>`}} {
		text = regexp.MustCompile(x[0]).ReplaceAllString(text, x[1])
	}
	if format == "2.0" {
		return strings.NewReplacer("PAIR", "pc", "ONE", "ph").Replace(text)
	}
	return strings.NewReplacer("PAIR", "g", "ONE", "x").Replace(text)
}

// whole translates all texts, some of them otherwise.
func whole(other map[string]string) func(context, source, target string) string {
	return func(_, source, _ string) string {
		if text, ok := other[source]; ok {
			return text
		}
		return french[source]
	}
}

// newLamps makes a site with lampEN; the names in hub.yaml are marked.
func newLamps(t *testing.T, files ...string) site {
	t.Helper()
	b := newSite(t, map[string]string{"content/notes/t1.en.md": lampEN})
	for i := 0; i < len(files); i += 2 {
		b.Write(files[i], files[i+1])
	}
	b.Mark()
	return b
}

var formats = []string{"po", "2.0", "1.2"}

// TestReturnedTexts imports a new page with one text as tools and translators
// return it.
func TestReturnedTexts(t *testing.T) {
	const see, caption, author = "See <strong1>bold</strong1> and <code2/>.", "Caption number 0", "Someone, place"
	for _, c := range []struct{ source, text, was, want string }{
		{see, "Voir <strong1>gras</strong1> et <code2 />.", "", ""},
		{see, "Voir <strong1>gras</strong1> et <code2></code2>.", "", ""},
		{see, "Voir <strong1>gras </strong1>et <code2/>.", "", ""},
		{see, "Voir<strong1> gras </strong1>et <code2/>.", "", ""},
		{see, "<code2/><strong1> gras\u00a0</strong1>:", "Voir **gras** et `code`.", "`code` **gras**\u00a0:"},
		{see, "l&#39;<strong1>été</strong1> &quot;a&quot; &gt; b &#x26; <code2/>", "Voir **gras** et `code`.", "l'**été** \"a\" > b & `code`"},
		{caption, `La carte "officielle" de l'État`, "Légende numéro 0", `La carte \"officielle\" de l'État`},
		{caption, `La carte &quot;officielle&quot;`, "Légende numéro 0", `La carte \"officielle\"`},
		{caption, `\ "`, "Légende numéro 0", `\ \"`},
		{caption, `\" \`, "Légende numéro 0", `\\\" \\`},
		{author, "[photo](y.jpg)", "Quelqu’un, lieu", `\[photo\](y.jpg)`},
		{author, "[^1]", "Quelqu’un, lieu", `\[^1\]`},
		{"Lamps", "true", "title: Lampes\nslug: lampes", "title: \"true\"\nslug: \"true\""},
		{"Lamps", "2021", "title: Lampes\nslug: lampes", "title: \"2021\"\nslug: \"2021\""},
		{"Lamps", "null", "title: Lampes\nslug: lampes", "title: \"null\"\nslug: \"null\""},
		{"All lamps are here.", "yes", "summary: Toutes les lampes sont là.", "summary: \"yes\""},
		{"All lamps are here.", "~", "summary: Toutes les lampes sont là.", "summary: \"~\""},
		{"All lamps are here.", "1e3", "summary: Toutes les lampes sont là.", "summary: \"1e3\""},
		{"All lamps are here.", "a # b: [c]", "summary: Toutes les lampes sont là.", "summary: \"a # b: [c]\""},
	} {
		for _, format := range formats {
			b := newLamps(t)
			r := b.importTexts(b.answers(format, whole(map[string]string{c.source: c.text})), "fr", false)
			want := strings.Replace(lampFR, c.was, c.want, 1)
			if len(r.Diagnostics) > 0 || r.Added != 9 {
				t.Errorf("%s, %q: %+v", format, c.text, r)
			} else if got := b.Read("content/notes/t1.fr.md"); got != want {
				t.Errorf("%s, %q: %s", format, c.text, got)
			}
			if s := b.Status("fr"); s.Stale+s.Missing+s.Extra > 0 {
				t.Errorf("%s, %q: %+v", format, c.text, s)
			}
		}
	}
}

// TestRefusedAlone refuses one text of a page and takes the others, on a new page
// and on one that is there.
func TestRefusedAlone(t *testing.T) {
	const see = "See <strong1>bold</strong1> and <code2/>."
	for text, want := range map[string][2]string{
		"Voir <strong1>gras</strong1>.":                   {"<code2/> is missing", "write <code2/>, which stands for code, where it belongs"},
		"Voir gras et <code2/>.":                          {"<strong1> is missing", `write <strong1>...</strong1> around the words for "bold"`},
		"Voir <strong1></strong1> et <code2/>.":           {"<strong1> has no words", "put them between <strong1> and </strong1>"},
		"Voir <strong1>gras :</strong1>x <code2/>.":       {"</strong1> stands between “x” and “:”, where Markdown reads no emphasis", "put a space after </strong1>, or move “:” after it"},
		"Voir <strong1>gras</strong1> <code2/> <code2/>.": {"<code2/> stands twice", "leave one of the two out"},
	} {
		for _, format := range formats {
			for _, old := range []string{"", strings.ReplaceAll(lampFR, "La fin", "Une fin")} {
				b := newLamps(t)
				if old != "" {
					b.Write("content/notes/t1.fr.md", old)
					b.Mark()
				}
				r := b.importTexts(b.answers(format, whole(map[string]string{see: text})), "fr", false)
				if len(r.Diagnostics) != 1 || i18n.English().Explain(r.Diagnostics[0]).Message != "notes/t1: paragraph: "+want[0] || i18n.English().Explain(r.Diagnostics[0]).Hint != want[1] {
					t.Errorf("%s, %q: %+v", format, text, r.Diagnostics)
				}
				got := b.Read("content/notes/t1.fr.md")
				if !strings.Contains(got, "La fin de tout cela.") {
					t.Errorf("%s, %q: %s", format, text, got)
				}
				if s := b.Status("fr"); old == "" && (s.Missing != 1 || s.Stale > 0) {
					t.Errorf("%s, %q: %+v", format, text, s)
				}
			}
		}
	}
}

// TestRefusedInBlock refuses one text of a new block of a page that is there: the
// others are written, and the refused one is missing.
func TestRefusedInBlock(t *testing.T) {
	for _, format := range formats {
		b := newLamps(t, "content/notes/t1.fr.md", lampFR)
		b.Write("content/notes/t1.en.md", lampEN+"\n- one *red* lamp is here\n- two lamps are there\n- three\n")
		words := map[string]string{"one <em1>red</em1> lamp is here": "une lampe", "two lamps are there": "deux lampes sont là", "three": "trois"}
		r := b.importTexts(b.answers(format, func(_, source, target string) string {
			if text, ok := words[source]; ok {
				return text
			}
			return target
		}), "fr", false)
		if len(r.Diagnostics) != 1 || i18n.English().Explain(r.Diagnostics[0]).Message != "notes/t1: item: <em1> is missing" || r.Added != 2 {
			t.Errorf("%s: %+v", format, r)
		}
		if got := b.Read("content/notes/t1.fr.md"); got != lampFR+"\n- one *red* lamp is here\n- deux lampes sont là\n- trois\n" {
			t.Errorf("%s: %s", format, got)
		}
		if s := b.Status("fr"); s.Missing != 1 || s.Stale+s.Extra > 0 {
			t.Errorf("%s: %+v", format, s)
		}
	}
}
