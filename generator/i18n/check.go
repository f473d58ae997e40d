package i18n

import (
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
	{Key: "field.", Prefix: true}, {Key: "kinds.", Prefix: true}, {Key: "library.documents"}, {Key: "list.", Prefix: true}, {Key: "map.", Prefix: true},
	{Key: "markdown.", Prefix: true}, {Key: "picture.", Prefix: true}, {Key: "meta.", Prefix: true}, {Key: "not_found.", Prefix: true},
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
			list.Error(diag.Position{File: u.File, Line: u.Line}, "message-missing.default", diag.Args{"key": u.Key, "file": fileName(known.lang), "near": c.nearest(u.Key)})
		}
	}
	for _, lang := range c.langs {
		c.checkLanguage(c.printers[lang], uses, &list)
	}
	list.Sort()
	return list
}

// nearest returns the message that a key probably means, or "".
func (c *Catalog) nearest(key string) string {
	return diag.Nearest(key, slices.Sorted(maps.Keys(c.printers[c.langs[0]].messages)))
}

// checkLanguage reports messages that a language lacks, and messages of the site's
// own file that nothing uses.
func (c *Catalog) checkLanguage(p *Printer, uses []Use, list *diag.List) {
	want := pluralForms(p.tag)
	for _, key := range slices.Sorted(maps.Keys(p.messages)) {
		e := p.messages[key]
		if e.own && !Used(key, uses) {
			list.Warn(e.pos, "message-unused", diag.Args{"key": key})
		}
		forms := e.forms()
		_, other := forms["other"]
		if len(forms) == 1 && other && !strings.Contains(e.Other, "{{.Count}}") {
			continue
		}
		for _, form := range want {
			if _, ok := forms[form]; !ok {
				list.Warn(e.pos, "message-plural", diag.Args{"key": key, "form": form})
			}
		}
	}
	if p.fallback == nil {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(p.fallback.messages)) {
		if !p.Has(key) && Used(key, uses) && !slices.Contains(optional, key) {
			list.Warn(diag.Position{File: fileName(p.lang)}, "message-missing.language", diag.Args{"key": key})
		}
	}
}

// Used reports whether a message is used.
func Used(key string, uses []Use) bool {
	return slices.ContainsFunc(uses, func(u Use) bool {
		return u.Key == key || u.Prefix && strings.HasPrefix(key, u.Key)
	})
}
