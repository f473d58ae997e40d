package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"griot/generator/diag"
)

// Use is a use of a message in a template or in Go. With Prefix, it may be any
// message whose key starts with Key: the end is only known when a page is made.
type Use struct {
	Key    string
	Prefix bool
	File   string // slash path from the site's folder
	Line   int
}

// Builtin lists the messages that Go packages use.
var Builtin = []Use{
	{Key: "browse.", Prefix: true}, {Key: "bytes.", Prefix: true}, {Key: "cite.", Prefix: true},
	{Key: "date.", Prefix: true}, {Key: "fact.", Prefix: true}, {Key: "feed.", Prefix: true},
	{Key: "kinds.", Prefix: true}, {Key: "library.documents"}, {Key: "list.", Prefix: true}, {Key: "map.", Prefix: true},
	{Key: "markdown.", Prefix: true}, {Key: "meta.", Prefix: true}, {Key: "not_found.", Prefix: true},
	{Key: "period.", Prefix: true}, {Key: "region.", Prefix: true},
}

// optional are messages that a language may do without.
var optional = []string{"date.months", "region.MKD", "region.SWZ", "region.TUR"}

// Check compares the messages that are used with those that exist. A message that
// the default language lacks is an error; one that another language lacks is a
// warning, since readers get that of the default language.
func (c *Catalog) Check(uses []Use) diag.List {
	var list diag.List
	uses = append(slices.Clone(uses), Builtin...)
	known := c.printers[c.langs[0]]
	for _, u := range uses {
		if !u.Prefix && !known.Has(u.Key) {
			list.Errorf(diag.Position{File: u.File, Line: u.Line}, "message-missing", c.missingHint(u.Key),
				"no text for message %q in %s", u.Key, fileName(known.lang))
		}
	}
	for _, lang := range c.langs {
		c.checkLanguage(c.printers[lang], uses, &list)
	}
	list.Sort()
	return list
}

func (c *Catalog) missingHint(key string) string {
	keys := slices.Sorted(maps.Keys(c.printers[c.langs[0]].messages))
	if near := diag.Nearest(key, keys); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "add it to each file in i18n/"
}

// checkLanguage reports messages that a language lacks, and messages of the site's
// own file that nothing uses.
func (c *Catalog) checkLanguage(p *Printer, uses []Use, list *diag.List) {
	want := pluralForms(p.tag)
	for _, key := range slices.Sorted(maps.Keys(p.messages)) {
		e := p.messages[key]
		if e.own && !Used(key, uses) {
			list.Warnf(e.pos, "message-unused", "delete it, or use it in a layout", "message %q is used by no template", key)
		}
		forms := e.forms()
		_, other := forms["other"]
		if len(forms) == 1 && other && !strings.Contains(e.Other, "{{.Count}}") {
			continue
		}
		for _, form := range want {
			if _, ok := forms[form]; !ok {
				list.Warnf(e.pos, "message-plural", fmt.Sprintf("add: %s = \"...\"", form), "message %q lacks the plural form %q", key, form)
			}
		}
	}
	if p.fallback == nil {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(p.fallback.messages)) {
		if !p.Has(key) && Used(key, uses) && !slices.Contains(optional, key) {
			list.Warnf(diag.Position{File: fileName(p.lang)}, "message-missing",
				"add it; until then the text of the default language stands in", "no text for message %q", key)
		}
	}
}

// Used reports whether a message is used.
func Used(key string, uses []Use) bool {
	return slices.ContainsFunc(uses, func(u Use) bool {
		return u.Key == key || u.Prefix && strings.HasPrefix(key, u.Key)
	})
}
