package frontmatter

import (
	"regexp"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// TranslationFields returns the YAML that a translator starts from: every field
// that is translated, with the value of the source page. Title, summary and what
// the source page doesn't set are left out, and so is the structure of a Theory of
// Change, which a translation inherits.
func TranslationFields(set *kinds.Set, kind site.Kind, source *site.Front) string {
	var b strings.Builder
	for _, f := range set.Schema(kind) {
		if f.Own {
			writeOwn(&b, f, source)
			continue
		}
		if f.Share == kinds.Translated && f.Name != "title" && f.Name != "summary" {
			writeField(&b, f.Name, source)
		}
	}
	return b.String()
}

// writeField writes one field, unless the source page doesn't set it.
func writeField(b *strings.Builder, name string, f *site.Front) {
	one := func(value string) {
		if value != "" {
			b.WriteString(name + ": " + Scalar(value) + "\n")
		}
	}
	many := func(items []string) {
		if len(items) > 0 {
			b.WriteString(name + ":\n" + strings.Join(items, ""))
		}
	}
	texts := func(values []string) {
		var items []string
		for _, v := range values {
			items = append(items, "  - "+Scalar(v)+"\n")
		}
		many(items)
	}
	theory := f.Theory
	if theory == nil {
		theory = &site.Theory{}
	}
	if at := bindings[name].at; at != nil {
		switch value := at(f).(type) {
		case *string:
			one(*value)
		case *[]string:
			texts(*value)
		}
		return
	}
	switch name {
	case "work":
		var items []string
		for id, text := range f.Work {
			items = append(items, "  "+Scalar(id)+": "+Scalar(text)+"\n")
		}
		slices.Sort(items)
		many(items)
	case "nodes":
		var items []string
		for _, n := range theory.Nodes {
			items = append(items, "  - id: "+Scalar(n.ID)+"\n    title: "+Scalar(n.Title)+"\n    text: "+Scalar(n.Text)+"\n")
		}
		many(items)
	default:
		many(statementItems(map[string][]site.Statement{
			"assumptions": theory.Assumptions, "risks": theory.Risks, "indicators": theory.Indicators,
		}[name]))
	}
}

func statementItems(list []site.Statement) []string {
	var items []string
	for _, s := range list {
		items = append(items, "  - id: "+Scalar(s.ID)+"\n    text: "+Scalar(s.Text)+"\n")
	}
	return items
}

var (
	// plainScalar matches texts that need no quotes in YAML.
	plainScalar = regexp.MustCompile(`^\p{L}[\p{L}\p{M}\p{N}  ’'(),./;%&–—-]*$`)
	// reservedWord matches texts that YAML readers may take for a value of
	// another type.
	reservedWord = regexp.MustCompile(`(?i)^(true|false|null|yes|no|on|off|y|n)$`)
)

// Scalar returns a text as a YAML value on one line, in quotes if it needs them.
func Scalar(text string) string {
	if plainScalar.MatchString(text) && !reservedWord.MatchString(text) && strings.TrimSpace(text) == text {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text) + `"`
}
