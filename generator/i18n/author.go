package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"griot/generator/diag"
	words "griot/i18n"
)

// Author has the words of the tool for authors: what diagnostics say. It is safe for
// concurrent use.
type Author struct{ printer *Printer }

// Explanation is a diagnostic in words. The JSON form is what "griot check --json"
// prints.
type Explanation struct {
	diag.Position
	Severity diag.Severity `json:"severity"`
	Code     diag.Code     `json:"code"`
	Message  string        `json:"message"`        // lower case, no full stop
	Hint     string        `json:"hint,omitempty"` // what to do about it
	Args     diag.Args     `json:"args,omitempty"` // values of the message
}

// authorFile returns the path of the words for authors from the site's folder.
func authorFile(lang string) string { return "i18n/author." + lang + ".toml" }

// English returns the English words that the program carries. Their file is part of
// the program: a mistake in it is a panic.
var English = sync.OnceValue(func() *Author {
	a, list := LoadAuthor("en", words.Files, nil)
	if len(list) > 0 {
		panic(fmt.Sprint(authorFile("en"), ": ", list[0].Args))
	}
	return a
})

// LoadAuthor reads author.<lang>.toml, first from embedded, then from the folder i18n
// of own, the site's folder, which may be nil. What the language lacks is English.
func LoadAuthor(lang string, embedded, own fs.FS) (*Author, diag.List) {
	p, list := loadLanguage(authorFile(lang), lang, embedded, own)
	if lang != "en" {
		english, more := loadLanguage(authorFile("en"), "en", embedded, own)
		p.fallback, list = english, append(list, more...)
	}
	return &Author{p}, list
}

// Explain puts a diagnostic into words.
func (a *Author) Explain(d diag.Diagnostic) Explanation {
	e := Explanation{Position: d.Position, Severity: d.Severity, Code: d.Code, Args: d.Args}
	e.Message = a.text(d.ID()+".message", d.Args)
	if id := d.ID() + ".hint"; a.has(id) {
		e.Hint = a.text(id, d.Args)
	}
	return e
}

// ExplainGroup puts a group of warnings into words.
func (a *Author) ExplainGroup(g diag.Group) Explanation {
	e := a.Explain(g.Diagnostic)
	if g.Count == 1 {
		return e
	}
	args := diag.Args{}
	maps.Copy(args, g.Args)
	maps.Copy(args, diag.Args{"count": g.Count, "doc": a.Doc(g.Code), "first": g.Position.String()})
	e.Position = diag.Position{File: g.Place}
	e.Message, e.Hint = a.text("flood.message", args), a.text("flood.hint", args)
	if id := g.ID() + ".flood"; a.has(id) {
		e.Message = a.text(id, args)
	}
	return e
}

// ExplainAll puts diagnostics into words. The result is never nil, so that its JSON is
// a list.
func (a *Author) ExplainAll(list diag.List) []Explanation {
	out := make([]Explanation, len(list))
	for i, d := range list {
		out[i] = a.Explain(d)
	}
	return out
}

// Doc returns the line of documentation of a code: what is wrong, in general.
func (a *Author) Doc(code diag.Code) string { return a.text(string(code)+".doc", nil) }

// Codes returns the codes of all diagnostics that are documented, sorted.
func (a *Author) Codes() []diag.Code {
	var out []diag.Code
	for id := range a.printer.messages {
		if code, ok := strings.CutSuffix(id, ".doc"); ok && !strings.Contains(code, ".") {
			out = append(out, diag.Code(code))
		}
	}
	slices.Sort(out)
	return out
}

// has reports whether the language or English has a message.
func (a *Author) has(id string) bool {
	return a.printer.Has(id) || a.printer.fallback != nil && a.printer.fallback.Has(id)
}

// text returns a message with its values.
func (a *Author) text(id string, args diag.Args) string {
	pairs := make([]any, 0, 2*len(args)+2)
	for name, value := range args {
		if n, ok := value.(int); ok {
			if name == "count" {
				pairs = append(pairs, "Count", n)
			}
			pairs = append(pairs, name, n)
			continue
		}
		pairs = append(pairs, name, a.value(value))
	}
	return a.printer.T(id, pairs...)
}

// value returns a value of a message that is no number as text.
func (a *Author) value(value any) string {
	switch v := value.(type) {
	case string:
		return visible(v)
	case []string:
		return visible(strings.Join(v, ", "))
	case diag.Phrase:
		if v.ID == "language" {
			return a.printer.Language(v.With)
		}
		return a.printer.T("phrase."+v.ID, "of", a.value(v.Of), "with", visible(v.With))
	}
	return ""
}

// visible writes control characters and the like as Go does, so that a text can't
// change what a terminal shows.
func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f' }) {
		return s
	}
	quoted := strconv.Quote(s)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// String returns the diagnostic as the terminal shows it, hint included.
func (e Explanation) String() string {
	var b strings.Builder
	b.WriteString(e.Position.String() + ": " + e.Severity.String() + ": " + e.Message + " [" + string(e.Code) + "]")
	if e.Hint != "" {
		b.WriteString("\n  hint: " + e.Hint)
	}
	return b.String()
}
