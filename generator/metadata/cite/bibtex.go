package cite

import (
	"strconv"
	"strings"
)

// BibTeX writes entries for BibTeX and BibLaTeX, with an empty line between them:
// @techreport for a report, @misc for a web page. Letters stay UTF-8; what TeX reads as a
// command is escaped, and titles keep their capitals.
func BibTeX(works ...Work) string {
	entries := make([]string, len(works))
	for i, d := range works {
		entries[i] = d.bibTeX()
	}
	return strings.Join(entries, "\n")
}

func (d Work) bibTeX() string {
	year, month, day := parts(d.date())
	entry, publisher := "techreport", "institution"
	if d.Class == WebPage {
		entry, publisher = "misc", "publisher"
	}
	var b strings.Builder
	b.WriteString("@" + entry + "{" + d.Key())
	field := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	field("author", bibNames(d.authors()))
	field("author+an:orcid", annotations(d.authors()))
	field("title", "{"+tex(d.Title)+"}")
	field(publisher, tex(d.Publisher))
	field("type", tex(d.Type))
	field("series", tex(d.Series))
	field("number", tex(d.Number))
	field("year", year)
	field("month", strings.TrimPrefix(month, "0"))
	field("day", strings.TrimPrefix(day, "0"))
	field("doi", verbatim(d.doi()))
	field("url", verbatim(d.URL))
	field("language", tex(d.Lang))
	field("keywords", keywords(d.Keywords, tex))
	field("abstract", tex(d.Summary))
	b.WriteString("\n}\n")
	return b.String()
}

// bibNames joins authors with "and"; an organisation is written in braces, so
// that its words are not taken for family and given names.
func bibNames(names []Name) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "{" + tex(n.Literal) + "}"
		if n.Literal == "" {
			out[i] = bibPart(n.Family) + ", " + bibPart(n.Given)
		}
	}
	return strings.Join(out, " and ")
}

// annotations lists the ORCIDs of authors as BibLaTeX annotates names, by the author's
// place in the list; BibTeX skips the field, whose name it doesn't know.
func annotations(names []Name) string {
	var out []string
	for i, n := range names {
		if n.ORCID != "" {
			out = append(out, strconv.Itoa(i+1)+`="`+n.ORCID+`"`)
		}
	}
	return strings.Join(out, "; ")
}

// keywords joins keywords with commas. Readers of BibTeX and CSL-JSON split them at each
// comma and semicolon, in braces or not, so a keyword has a dash in the place of its own:
// "Women – peace and security" stays one.
func keywords(list []string, escape func(string) string) string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = escape(separators.Replace(plain(k)))
	}
	return strings.Join(out, ", ")
}

var separators = strings.NewReplacer(", ", " – ", "; ", " – ", ",", "–", ";", "–")

// bibPart puts a part of a name in braces if BibTeX would otherwise interpret an
// "and" or a comma in it.
func bibPart(s string) string {
	t := tex(s)
	if strings.Contains(s, ",") || strings.Contains(" "+strings.ToLower(s)+" ", " and ") {
		return "{" + t + "}"
	}
	return t
}

// texEscapes escapes the ten special characters of TeX. Braces are written as
// commands: BibTeX counts them even if they are escaped.
var texEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// tex escapes a text for a BibTeX field. A no-break space becomes a tie, since
// LaTeX doesn't know U+202F.
func tex(s string) string {
	words := strings.FieldsFunc(s, isNoBreak)
	for i, w := range words {
		words[i] = texEscapes.Replace(plain(w))
	}
	return strings.Join(words, "~")
}

func isNoBreak(r rune) bool { return r == '\u00a0' || r == '\u202f' }

// verbatim writes a URL or a DOI, which BibLaTeX and \url don't interpret: only
// characters that would end the field are percent-encoded.
func verbatim(s string) string {
	return urlEscapes.Replace(plain(s))
}

var urlEscapes = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20")
