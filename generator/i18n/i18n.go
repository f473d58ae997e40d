// Package i18n has the words of the interface: messages in every language of a hub,
// and dates, numbers, names and lists as each language writes them. Load reads the
// message files (active.<lang>.toml) of the binary and of the site, whose messages
// replace those of the binary one by one; Catalog.For returns the Printer of a
// language; Catalog.Check finds missing messages.
//
// The package never reads content/ and knows neither pages nor templates. It owns
// go-i18n (messages and plural rules) and, for CLDR, go-playground/locales and
// golang.org/x/text.
package i18n

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"griot/generator/diag"
	"griot/generator/site"
)

// Catalog has the messages of all languages of a hub. It never changes after Load
// and is safe for concurrent use.
type Catalog struct {
	langs    []string
	printers map[string]*Printer
}

// entry is one message of one language with its position.
type entry struct {
	*i18n.Message
	pos diag.Position
	own bool // from the site's file, not from the binary
}

// forms returns the message's plural forms by their CLDR name, without empty ones.
func (e entry) forms() map[string]string {
	all := map[string]string{
		"zero": e.Zero, "one": e.One, "two": e.Two, "few": e.Few, "many": e.Many, "other": e.Other,
	}
	maps.DeleteFunc(all, func(_, text string) bool { return text == "" })
	return all
}

// Name is a message that isn't in a file of messages.
type Name struct {
	Key  string
	Text site.Text
}

// Load reads active.<lang>.toml for each language, first from embedded, then from
// the folder i18n of own, the site's folder, which may be nil. The first language
// is the default, whose messages replace those that another language lacks. The
// catalog is usable even if there are diagnostics. names are further messages of the site,
// such as the names of its own kinds; files of messages may have others for them.
func Load(langs []string, embedded, own fs.FS, names ...Name) (*Catalog, diag.List) {
	c := &Catalog{langs: langs, printers: map[string]*Printer{}}
	printers, lists := make([]*Printer, len(langs)), make([]diag.List, len(langs))
	var work sync.WaitGroup
	for i, lang := range langs {
		work.Go(func() { printers[i], lists[i] = loadLanguage(fileName(lang), lang, embedded, own, names...) })
	}
	work.Wait()
	for i, lang := range langs {
		c.printers[lang] = printers[i]
		if i > 0 {
			printers[i].fallback = printers[0]
		}
	}
	return c, slices.Concat(lists...)
}

// loadLanguage reads the messages of one language from a file of i18n/.
func loadLanguage(file, lang string, embedded, own fs.FS, names ...Name) (*Printer, diag.List) {
	messages := map[string]entry{}
	for _, n := range names {
		if text := n.Text[lang]; text != "" {
			messages[n.Key] = entry{Message: &i18n.Message{ID: n.Key, Other: text}, own: true}
		}
	}
	var list diag.List
	if embedded != nil {
		found, problems := readFile(embedded, path.Base(file), file, false)
		list = append(list, problems...)
		maps.Copy(messages, found)
	}
	if own != nil {
		found, problems := readFile(own, file, file, true)
		list = append(list, problems...)
		maps.Copy(messages, found)
	}
	p, err := newPrinter(lang, messages)
	if err != nil {
		list.Error(diag.Position{File: file}, "message-syntax.language", diag.Args{"reason": err.Error()})
		p, _ = newPrinter("en", messages)
		p.lang = lang
	}
	return p, list
}

// For returns the printer of a language, or of the default language if unknown.
func (c *Catalog) For(lang string) *Printer {
	if p := c.printers[lang]; p != nil {
		return p
	}
	return c.printers[c.langs[0]]
}

// Fingerprint returns a hash of every message that readers of a language may see.
func (c *Catalog) Fingerprint(lang string) (h site.Hash) {
	p := c.For(lang)
	sum := sha256.New()
	for ; p != nil; p = p.fallback {
		for _, key := range slices.Sorted(maps.Keys(p.messages)) {
			fmt.Fprintf(sum, "%q=%s\n", key, p.messages[key].source())
		}
		fmt.Fprintln(sum, "--")
	}
	copy(h[:], sum.Sum(nil))
	return h
}

// source returns the forms of a message as one text, the same for equal messages.
func (e entry) source() string {
	var b strings.Builder
	forms := e.forms()
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		fmt.Fprintf(&b, "%s:%q ", form, forms[form])
	}
	return b.String()
}

// pluralForms returns the plural forms that a language needs: those of the whole
// numbers that a hub can reach, and "other". CLDR's rules are those of go-i18n.
func pluralForms(tag language.Tag) []string {
	probe := &i18n.Message{ID: "probe", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	l := i18n.NewLocalizer(i18n.NewBundle(tag), tag.String())
	seen := map[string]bool{"other": true}
	for n := range 220 {
		if form, err := l.Localize(&i18n.LocalizeConfig{DefaultMessage: probe, PluralCount: n}); err == nil {
			seen[form] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
