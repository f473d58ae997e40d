package cite

import (
	"cmp"
	"html/template"
	"strings"
	"unicode"
)

// The maximum number of authors in a list, and how many are shown of a longer one.
const (
	apaMax, apaShown         = 20, 19 // APA 7, 9.8
	chicagoMax, chicagoShown = 10, 7  // Chicago 17, 14.76
)

// APA writes a reference in the style of APA 7, section 10.4 (reports):
//
//	Author, A. (2026). Title (Series, 3) [Type]. Publisher. https://…
//
// It has only the year of the date, so that no language's months are needed.
func APA(d Work, c Conventions) template.HTML {
	var s sentences
	year := "(" + esc(cmp.Or(d.date().Year(), c.NoDate)) + ")"
	title := d.citeTitle(c)
	if d.Series != "" {
		title += " (" + esc(joinNonEmpty(", ", d.Series, d.Number)) + ")"
	}
	if d.Type != "" {
		title += " [" + esc(d.Type) + "]"
	}
	if names := d.authors(); len(names) > 0 {
		s.add(esc(apaNames(names, c)))
		s.add(year)
		s.add(title)
	} else {
		s.add(title)
		s.add(year)
	}
	if !d.selfPublished() {
		s.add(esc(d.Publisher))
	}
	s.addURL(esc(d.link()))
	return s.html()
}

// Chicago writes an entry of a bibliography in the style of Chicago 17, 14.84
// and 14.220 (notes and bibliography):
//
//	Author, Given. Title. Type. Series 3. Publisher, 2026. https://…
//
// An organisation that is author and publisher is named twice (14.84).
func Chicago(d Work, c Conventions) template.HTML {
	var s sentences
	s.add(esc(chicagoNames(d.authors(), c)))
	s.add(d.citeTitle(c))
	s.add(esc(d.Type))
	s.add(esc(joinNonEmpty(" ", d.Series, d.Number)))
	s.add(esc(joinNonEmpty(", ", d.Publisher, cmp.Or(d.date().Year(), c.NoDate))))
	s.addURL(esc(d.link()))
	return s.html()
}

// citeTitle writes the title as HTML, with its language if it differs from
// the page's.
func (d Work) citeTitle(c Conventions) string {
	lang := ""
	if d.Lang != "" && d.Lang != c.Lang {
		lang = ` lang="` + esc(d.Lang) + `"`
	}
	return "<cite" + lang + ">" + esc(d.Title) + "</cite>"
}

// apaNames writes "Diarra, A., Traoré, J.-P., & Coulibaly, M.".
func apaNames(names []Name, c Conventions) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n.Literal
		if n.Literal == "" {
			out[i] = n.Family + ", " + initials(n.Given)
		}
	}
	if len(out) > apaMax {
		last := out[len(out)-1]
		return strings.Join(out[:apaShown], ", ") + ", . . . " + last
	}
	and := " " + c.And + " "
	if c.english() {
		and = ", & "
	}
	return joinLast(out, and)
}

// chicagoNames writes "Diarra, Aminata, and Jean-Paul Traoré".
func chicagoNames(names []Name, c Conventions) string {
	out := make([]string, len(names))
	for i, n := range names {
		switch {
		case n.Literal != "":
			out[i] = n.Literal
		case i == 0:
			out[i] = n.Family + ", " + n.Given
		default:
			out[i] = n.Given + " " + n.Family
		}
	}
	if len(out) > chicagoMax {
		return strings.Join(out[:chicagoShown], ", ") + ", et al."
	}
	and := " " + c.And + " "
	// An inverted name needs the comma in any language.
	if c.english() || len(names) == 2 && names[0].Literal == "" {
		and = "," + and
	}
	return joinLast(out, and)
}

// joinLast joins with commas, and the last two with and.
func joinLast(s []string, and string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	last := len(s) - 1
	return strings.Join(s[:last], ", ") + and + s[last]
}

func joinNonEmpty(sep, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

// initials writes "Jean-Paul Amadou" as "J.-P. A.".
func initials(given string) string {
	var b strings.Builder
	start := true
	for _, r := range given {
		switch {
		case r == '-' || r == '\u2010' || r == '\u2011':
			b.WriteByte('-')
			start = true
		case unicode.IsSpace(r) || r == '.':
			start = true
		case start:
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToUpper(r))
			b.WriteByte('.')
			start = false
		}
	}
	return b.String()
}

// sentences joins the parts of a citation; each ends in a full stop, which is not
// written twice.
type sentences struct {
	b    strings.Builder
	open bool // the last part has no full stop yet
}

// add begins a new sentence; an empty one is left out.
func (s *sentences) add(html string) {
	if html == "" {
		return
	}
	s.stop()
	if s.b.Len() > 0 {
		s.b.WriteByte(' ')
	}
	s.b.WriteString(html)
	s.open = true
}

// addURL adds a URL: no full stop follows it.
func (s *sentences) addURL(html string) {
	s.add(html)
	if html != "" {
		s.open = false
	}
}

// stop ends the last sentence with a full stop, unless its text ends in a
// punctuation mark.
func (s *sentences) stop() {
	text := strings.TrimSuffix(s.b.String(), "</cite>")
	if s.open && !strings.ContainsAny(text[len(text)-1:], ".?!") && !strings.HasSuffix(text, "…") {
		s.b.WriteByte('.')
	}
	s.open = false
}

func (s *sentences) html() template.HTML {
	s.stop()
	return template.HTML(s.b.String())
}

func esc(s string) string { return template.HTMLEscapeString(s) }
