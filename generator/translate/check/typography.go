package check

import (
	"regexp"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/translate/segment"
	"griot/generator/typography"
)

// typography checks a text by the rules of its language, including those of
// French that are not about spaces.
func (c *checker) typography(d *segment.Document, s *segment.Segment, p *segment.VisibleText) {
	if strings.ContainsRune(p.Text, 0) { // placeholders: read as a word
		p = &segment.VisibleText{Text: strings.ReplaceAll(p.Text, "\x00", "x"), Offsets: p.Offsets, Start: p.Start}
	}
	for _, f := range typography.For(d.Lang).Check(p.Text) {
		if !slices.Contains(c.config.NoFix, f.Rule) {
			c.offer(d, s, p, f.Offset, f.Len, c.spaces(f.Fix), f.Rule)
		}
	}
	if primary, _, _ := strings.Cut(d.Lang, "-"); primary != "fr" {
		return
	}
	for _, r := range frenchRules {
		if slices.Contains(c.config.NoFix, r.name) {
			continue
		}
		for _, m := range r.form.FindAllStringSubmatchIndex(p.Text, -1) {
			fix := ""
			if r.fix != nil {
				fix = r.fix(p.Text[m[2]:m[3]])
			}
			if fix != p.Text[m[2]:m[3]] {
				c.offer(d, s, p, m[2], m[3]-m[2], fix, r.name)
			}
		}
	}
}

// spaces replaces no-break spaces in a fix by ordinary ones if the hub's
// authors write those.
func (c *checker) spaces(fix string) string {
	if c.config.Narrow {
		return fix
	}
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(fix)
}

// offer reports a place that should read differently, with a fix if the place
// is written literally in the file.
func (c *checker) offer(d *segment.Document, s *segment.Segment, p *segment.VisibleText, offset, n int, want, rule string) {
	old := p.Text[offset : offset+n]
	around := p.Text[max(0, wordStart(p.Text, offset)):min(len(p.Text), wordEnd(p.Text, offset+n))]
	variant, mended := "translate-typography.undecided", ""
	if want != "" || n > 0 && strings.TrimSpace(old) == "" {
		variant = "translate-typography.rule"
		mended = p.Text[max(0, wordStart(p.Text, offset)):offset] + want + p.Text[offset+n:min(len(p.Text), wordEnd(p.Text, offset+n))]
	}
	plain := func(s string) string { return strings.ReplaceAll(s, string(segment.NonText), "…") }
	problem := c.report(d, p.Offset(offset), variant, diag.Args{"rule": rule, "text": plain(around), "mended": plain(mended)})
	if start, end, ok := p.Span(offset, n); ok && variant == "translate-typography.rule" && segment.PlainScalar(s) {
		problem.fix = &segment.Edit{Start: start, End: end, Text: want}
	}
}

// wordStart and wordEnd return the ends of the words around an offset.
func wordStart(text string, at int) int {
	i := strings.LastIndexByte(strings.TrimRight(text[:at], " "), ' ')
	return i + 1
}

func wordEnd(text string, at int) int {
	rest := strings.TrimLeft(text[at:], " ")
	lead := len(text) - at - len(rest)
	if i := strings.IndexByte(rest, ' '); i >= 0 {
		return at + lead + i
	}
	return len(text)
}

// frenchRule is a rule of French typography beyond spaces. The first group of
// its form is replaced.
type frenchRule struct {
	name string
	form *regexp.Regexp
	fix  func(string) string // nil: its author must decide
}

// frenchRules follow the Lexique des règles typographiques en usage à
// l'Imprimerie nationale.
var frenchRules = []frenchRule{
	{"apostrophe", regexp.MustCompile(`\p{L}(')\p{L}`), func(string) string { return "’" }},
	{"capital-accent", regexp.MustCompile(`(?:^|[^\p{L}])(E(?:tats?|coles?|conom\p{L}+|ducation|gal\p{L}*|glises?|lection\p{L}*|lector\p{L}+|lectri\p{L}+|lu[es]*|missions?|nerg\p{L}+|quip\p{L}+|quit\p{L}+|tabli\p{L}+|tapes?|thiopie|tranger\p{L}*|tud\p{L}+|valu\p{L}+|vénements?|vidence\p{L}*|voqu\p{L}+|volution\p{L}*|diteurs?|ditions?|poques?|tant|galement|critur\p{L}+|lev\p{L}+|merg\p{L}+|tienne))(?:[^\p{L}]|$)`),
		func(s string) string { return "É" + s[1:] }},
	{"capital-accent", regexp.MustCompile(`(?:^|[.!?…»] )(A) (?:l[’']|la |lui |ce |cet|cette |ces |cela |travers |propos |partir |cause |côté |noter |lire |savoir |suivre |chaque |quoi |qui |défaut |titre |terme |Gao |Kinshasa |Niamey |Bamako )`),
		func(string) string { return "À" }},
	{"capital-accent", regexp.MustCompile(`(?:^|[.!?…»] )(Ca|Etre) `), func(s string) string {
		return map[string]string{"Ca": "Ça", "Etre": "Être"}[s]
	}},
	{"ordinal", regexp.MustCompile(`(?:^|[^\p{L}\p{N}])(1(?:ère|ere|ière)s?)(?:[^\p{L}]|$)`), func(s string) string {
		return "1re" + plural(s)
	}},
	{"ordinal", regexp.MustCompile(`(?:^|[^\p{L}\p{N}])([0-9]+(?:ème|eme|ième|ieme|è)s?)(?:[^\p{L}]|$)`), func(s string) string {
		return strings.TrimRightFunc(s, func(r rune) bool { return r < '0' || r > '9' }) + "e" + plural(s)
	}},
	{"ordinal", regexp.MustCompile(`(?:^| )(1) ` + months + `(?:[^\p{L}]|$)`), func(string) string { return "1er" }},
	{"date", regexp.MustCompile(`(?:^|[^\p{L}\p{N}/])([0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3})(?:[^\p{N}/]|$)`), nil},
	{"date", regexp.MustCompile(`[0-9](?:er)? (Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre)(?:[^\p{L}]|$)`), strings.ToLower},
	{"decimal", regexp.MustCompile(`(?:^|[^\p{N}.])([0-9]+\.[0-9]+)[  \x{202f}]?(?:%|pour cent|millions?|milliards?|points?)`), func(s string) string {
		return strings.Replace(s, ".", ",", 1)
	}},
	{"degree", regexp.MustCompile(`(?:^| )(No\.?|N°\.|n\.°|nº) ?[0-9]`), func(s string) string {
		if s[0] == 'N' {
			return "N°"
		}
		return "n°"
	}},
}

const months = `(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)`

func plural(s string) string {
	if strings.HasSuffix(s, "s") {
		return "s"
	}
	return ""
}
