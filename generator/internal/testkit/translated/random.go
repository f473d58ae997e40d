package translated

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
)

// Random makes up a site in memory whose pages, messages and names are random and use every
// way to write them that authors have; the same seed gives the same site. Some
// translations are missing or incomplete. The source of random numbers that it
// returns is for the test to go on with.
func Random(t *testing.T, seed uint64) (*Site, *rand.Rand) {
	t.Helper()
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 5))}
	s := &Site{T: t, memory: fstest.MapFS{}}
	s.Write("content/hub.yaml", w.line(w.hub()))
	pages := 2 + w.IntN(3)
	for i := range pages {
		name := fmt.Sprintf("content/notes/p%d", i)
		w.pages, w.suffix = pages, fmt.Sprint(i)
		en, fr := w.page(i)
		s.Write(name+".en.md", w.line(en))
		if w.IntN(5) > 0 {
			s.Write(name+".fr.md", w.line(fr))
		}
	}
	w.suffix = "m"
	en, fr := w.messages()
	s.Write("i18n/active.en.toml", en)
	s.Write("i18n/active.fr.toml", fr)
	return s, w.Rand
}

type writer struct {
	*rand.Rand
	pages  int
	notes  int    // footnotes of the page
	suffix string // of a word of each text, so that no two pages have the same one
}

var words = map[string][]string{
	"en": {"the", "law", "of", "courts", "in", "Gao", "people", "and", "their", "land", "security", "is", "new", "report", "2021", "R&D", "Timidria", "(maybe)", "well-known", "it’s"},
	"fr": {"la", "loi", "des", "tribunaux", "à", "Gao", "population", "et", "leur", "terre", "sécurité", "est", "nouvelle", "étude", "2021", "l’État", "Timidria", "(peut-être)", "aujourd’hui", "où"},
}

func (w *writer) one(list ...string) string { return list[w.IntN(len(list))] }

// plain returns words.
func (w *writer) plain(lang string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = w.one(words[lang]...)
	}
	out[0] += w.suffix
	return strings.Join(out, " ")
}

// Sentence returns words of a language.
func Sentence(r *rand.Rand, lang string, n int) string { return (&writer{Rand: r}).plain(lang, n) }

// sentence returns words in both languages with the same markup.
func (w *writer) sentence() (en, fr string) {
	var b [2]strings.Builder
	both := func(format string) {
		for i, lang := range []string{"en", "fr"} {
			n := strings.Count(format, "%s")
			var args []any
			for range n {
				args = append(args, w.plain(lang, 1+w.IntN(4)))
			}
			if b[i].Len() > 0 {
				b[i].WriteByte(' ')
			}
			fmt.Fprintf(&b[i], format, args...)
		}
	}
	for range 1 + w.IntN(5) {
		switch w.IntN(14) {
		case 0:
			both("*%s*")
		case 1:
			both("**%s**")
		case 2:
			both("`a*b_c`")
		case 3:
			both(fmt.Sprintf("[%%s](p%d.md)", w.IntN(w.pages)))
		case 4:
			both(fmt.Sprintf("[*%%s* %%s](p%d.md#part \"%%s\")", w.IntN(w.pages)))
		case 5:
			both("<https://example.org/a?b=c_d>")
		case 6:
			both(`2 \* 3 &amp; %s_%s`)
		case 7:
			w.notes++
			both(fmt.Sprintf("%%s[^n%d]", w.notes))
		case 8:
			both("<b>%s</b>")
		case 9:
			both("%s\\\n%s")
		default:
			both("%s")
		}
	}
	return b[0].String(), b[1].String()
}

// blocks returns the body of a page. Some blocks are in one language only.
func (w *writer) blocks() (en, fr string) {
	var b [2]strings.Builder
	put := func(x, y string) {
		if w.IntN(12) > 0 {
			b[0].WriteString(x + "\n")
		}
		if w.IntN(12) > 0 {
			b[1].WriteString(y + "\n")
		}
	}
	for range 2 + w.IntN(6) {
		x, y := w.sentence()
		u, v := w.sentence()
		p, q := w.plain("en", 2), w.plain("fr", 2)
		switch w.IntN(12) {
		case 0:
			put("## "+p+" {#part}\n", "## "+q+" {#part}\n")
		case 1:
			put("### "+p+"\n", "### "+q+"\n")
		case 2:
			put(w.item("- ", x)+w.item("- ", u), w.item("- ", y)+w.item("- ", v))
		case 3:
			put(w.item("1. ", x)+"   - "+p+"\n", w.item("1. ", y)+"   - "+q+"\n")
		case 4:
			put("| "+p+" | A"+w.suffix+" |\n| --- | ---: |\n| `x\\|y` | "+w.plain("en", 2)+" |\n| "+w.plain("en", 1)+" | 12 |\n", "| "+q+" | B"+w.suffix+" |\n| --- | ---: |\n| `x\\|y` | "+w.plain("fr", 2)+" |\n| "+w.plain("fr", 1)+" | 12 |\n")
		case 5:
			put("```go\nfunc f() {}  \n```\n", "```go\nfunc f() {}  \n```\n")
		case 6:
			put(w.item("> ", x), w.item("> ", y))
		case 7:
			put("> [!NOTE]\n"+w.item("> ", x), "> [!NOTE]\n"+w.item("> ", y))
		case 8:
			put(p+"\n: "+w.plain("en", 3)+"\n", q+"\n: "+w.plain("fr", 3)+"\n")
		case 9:
			put("<div>\n"+p+"\n</div>\n\n---\n", "<div>\n"+p+"\n</div>\n\n***\n")
		default:
			put(w.wrap(x, ""), w.wrap(y, ""))
		}
	}
	for i := range w.notes {
		put(fmt.Sprintf("[^n%d]: %s\n", i+1, w.plain("en", 3)), fmt.Sprintf("[^n%d]: %s\n", i+1, w.plain("fr", 3)))
	}
	w.notes = 0
	return b[0].String(), b[1].String()
}

// wrap breaks some spaces of a paragraph into lines that start with an indent.
func (w *writer) wrap(text, indent string) string {
	out := strings.Split(strings.ReplaceAll(text, "\n", "\n"+indent), " ")
	for i := range out[:len(out)-1] {
		if next := out[i+1]; w.IntN(5) == 0 && next != "" && next[0] >= 'a' && next[0] <= 'z' {
			out[i] += "\n" + indent
		} else {
			out[i] += " "
		}
	}
	return strings.Join(out, "") + "\n"
}

// item puts a mark before a paragraph, and what continues it before its lines.
func (w *writer) item(mark, text string) string {
	indent := strings.Repeat(" ", len(mark))
	if mark == "> " {
		indent = mark
	}
	return mark + w.wrap(text, indent)
}

// scalar writes a text as YAML after a key of no indent.
func (w *writer) scalar(text string) string {
	switch w.IntN(5) {
	case 0:
		return `"` + text + `"`
	case 1:
		return "'" + strings.ReplaceAll(text, "'", "''") + "' # remark"
	case 2:
		return ">-\n  " + strings.Replace(text, " ", "\n  ", 1)
	case 3:
		return "|\n  " + text
	}
	return strings.Replace("T "+text, " ", "\n  ", w.IntN(2))
}

func (w *writer) list(texts ...string) string {
	if w.IntN(2) == 0 {
		return " [\"" + strings.Join(texts, "\", \"") + "\"]"
	}
	return "\n  - " + strings.Join(texts, "\n  - # remark\n    ")
}

// page returns a page in both languages.
func (w *writer) page(number int) (en, fr string) {
	head := func(lang string) string {
		t := func(n int) string { return w.plain(lang, n) }
		out := fmt.Sprintf("title: %s\nsummary: %s\n", w.scalar(fmt.Sprint(t(3), " ", number)), w.scalar(t(6)))
		if w.IntN(2) == 0 {
			out += "# remark\n"
		}
		if w.IntN(2) == 0 {
			out += "key_messages:" + w.list(t(3), t(2)) + "\n"
		}
		if w.IntN(3) == 0 {
			out += "work:\n  security: " + t(3) + "\n"
		}
		if w.IntN(3) == 0 {
			out += "sources:\n  - title: " + t(2) + "\n    url: https://example.org/\n    note: " + t(2) + "\n"
		}
		return out
	}
	x, y := w.blocks()
	return "---\n" + head("en") + "date: 2026-01-02\n---\n" + x, "---\ntranslated_from: en\n" + head("fr") + "---\n\n" + y
}

// line gives a text other line ends, or none at its end, at random.
func (w *writer) line(text string) string {
	if w.IntN(6) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if w.IntN(6) == 0 {
		text = strings.TrimRight(text, "\r\n")
	}
	return text
}

// hub returns a hub.yaml whose names are in one language or both.
func (w *writer) hub() string {
	out := strings.Replace(Hub, "title: {", w.one("", "# remark\n")+"title: {", 1)
	switch w.IntN(3) {
	case 0:
		out += "publisher: { en: " + w.plain("en", 2) + " }\n"
	case 1:
		out += "publisher:\n  en: " + w.plain("en", 2) + " # remark\n"
	}
	return out
}

// messages returns files of messages.
func (w *writer) messages() (en, fr string) {
	var b [2]strings.Builder
	text := func(lang string) string {
		s := w.plain(lang, 2) + w.one("", " {{.Name}}")
		switch w.IntN(4) {
		case 0:
			return "'" + s + "'"
		case 1:
			return `"""` + s + `"""`
		}
		return `"` + s + `"`
	}
	for i := range 2 + w.IntN(4) {
		key := fmt.Sprint(w.one("m", "a.m"), i)
		for j, lang := range []string{"en", "fr"} {
			switch {
			case j == 1 && w.IntN(4) == 0:
			case i%3 == 1:
				fmt.Fprintf(&b[j], "m%d = { one = \"{{.Count}} %s\", other = \"{{.Count}} %s\" } # remark\n", i, w.plain(lang, 1), w.plain(lang, 2))
			default:
				fmt.Fprintf(&b[j], "%s = %s\n%s", key, text(lang), w.one("", "\n# remark\n"))
			}
		}
	}
	return b[0].String(), b[1].String()
}
