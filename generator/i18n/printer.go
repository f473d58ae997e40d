package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Printer formats messages, dates, numbers and names for readers of one language.
// It is safe for concurrent use.
type Printer struct {
	lang      string
	tag       language.Tag
	messages  map[string]entry
	plain     map[string]string // messages without forms and placeholders
	localizer *i18n.Localizer
	fallback  *Printer // of the hub's default language; nil for itself
	months    []string // January first; nil if cldr lacks the language
	numbers   *message.Printer
	ascii     bool // the language writes numbers below 1000 as Go does
	names     display.Namer
	regions   display.Namer
	collators sync.Pool
	counted   sync.Map // counted -> string
}

type counted struct {
	key   string
	count int
}

func newPrinter(lang string, messages map[string]entry) (*Printer, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", lang, err)
	}
	bundle := i18n.NewBundle(tag)
	plain := map[string]string{}
	for key, e := range messages {
		if err := bundle.AddMessages(tag, e.Message); err != nil {
			return nil, err
		}
		if forms := e.forms(); len(forms) == 1 && !strings.Contains(e.Other, "{{") {
			plain[key] = e.Other
		}
	}
	p := &Printer{
		lang: lang, tag: tag, messages: messages, plain: plain,
		localizer: i18n.NewLocalizer(bundle, lang),
		months:    monthNames(tag),
		numbers:   message.NewPrinter(withLatinDigits(tag)),
		names:     display.Languages(tag),
		regions:   display.Regions(tag),
	}
	if names, ok := plain["date.months"]; ok {
		if list := strings.Split(names, ","); len(list) == 12 {
			p.months = list
		}
	}
	p.ascii = p.numbers.Sprint(number.Decimal(987)) == "987"
	p.collators.New = func() any { return collate.New(tag, collate.IgnoreCase) }
	return p, nil
}

// withLatinDigits asks for the digits in which dates, lists and what authors write have
// their numbers, so that a page has one kind of them.
func withLatinDigits(tag language.Tag) language.Tag {
	if latin, err := tag.SetTypeForKey("nu", "latn"); err == nil {
		return latin
	}
	return tag
}

// Lang returns the printer's language code.
func (p *Printer) Lang() string { return p.lang }

// Has reports whether the language itself has a message.
func (p *Printer) Has(key string) bool { _, ok := p.messages[key]; return ok }

// LangOf returns the language in which T gives a message: the printer's own, or that which
// it falls back to.
func (p *Printer) LangOf(key string) string {
	for q := p; q != nil; q = q.fallback {
		if q.Has(key) {
			return q.lang
		}
	}
	return p.lang
}

// Plain returns a message without plural forms and placeholders; ok is false if it
// has some. A message that the language lacks is that of the default language.
func (p *Printer) Plain(key string) (string, bool) {
	if p.fallback != nil && !p.Has(key) {
		return p.fallback.Plain(key)
	}
	text, ok := p.plain[key]
	return text, ok
}

// Source returns a message as in its file, all forms in one text, for fingerprints,
// or "" if there is none.
func (p *Printer) Source(key string) string {
	if e, ok := p.messages[key]; ok {
		return e.source()
	}
	if p.fallback != nil {
		return p.fallback.Source(key)
	}
	return ""
}

// Sources returns all messages whose keys start with prefix, as Source does.
func (p *Printer) Sources(prefix string) string {
	keys := map[string]bool{}
	for q := p; q != nil; q = q.fallback {
		for key := range q.messages {
			if strings.HasPrefix(key, prefix) {
				keys[key] = true
			}
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		fmt.Fprintf(&b, "%q=%s %s\n", key, p.LangOf(key), p.Source(key))
	}
	return b.String()
}

// Words returns the messages whose keys start with one of the prefixes, for
// scripts: a text, or several plural forms by their CLDR name, with placeholders as
// written. With the messages of dates, "date.months" has the months.
func (p *Printer) Words(prefixes ...string) map[string]any {
	out := map[string]any{}
	if p.fallback != nil {
		out = p.fallback.Words(prefixes...)
	}
	for _, prefix := range prefixes {
		for key, e := range p.messages {
			if !strings.HasPrefix(key, prefix) {
				continue
			}
			if forms := e.forms(); len(forms) > 1 {
				out[key] = forms
			} else {
				out[key] = e.Other
			}
		}
		if strings.HasPrefix("date.months", prefix) && p.months != nil {
			out["date.months"] = strings.Join(p.months, ",")
		}
	}
	return out
}

// T returns a message. args are pairs of a name and a value for its placeholders;
// the value of "Count" chooses the plural form, and a whole number as the first
// argument is the value of "Count". If no language has the message, T returns its
// key.
func (p *Printer) T(key string, args ...any) string {
	if len(args) == 0 {
		if text, ok := p.Plain(key); ok {
			return text
		}
	}
	if p.fallback != nil && !p.Has(key) {
		return p.fallback.T(key, args...)
	}
	if len(args) == 1 {
		if n, ok := args[0].(int); ok {
			return p.count(key, n)
		}
	}
	return p.localize(key, args)
}

// count returns a message with only a count, from a cache: lists print the same
// messages again and again.
func (p *Printer) count(key string, n int) string {
	id := counted{key, n}
	if text, ok := p.counted.Load(id); ok {
		return text.(string)
	}
	text := p.localize(key, []any{n})
	if n < 10_000 {
		p.counted.Store(id, text)
	}
	return text
}

func (p *Printer) localize(key string, args []any) string {
	config := i18n.LocalizeConfig{MessageID: key}
	data := make(map[string]any, len(args))
	for len(args) > 0 {
		name, value := "Count", args[0]
		if n, ok := value.(string); ok && len(args) > 1 {
			name, value, args = n, args[1], args[1:]
		}
		args = args[1:]
		if n, ok := value.(int); ok {
			if name == "Count" {
				config.PluralCount = n
			}
			value = p.Number(n)
		}
		data[name] = value
	}
	config.TemplateData = data
	text, err := p.localizer.Localize(&config)
	if text == "" && err != nil {
		return key
	}
	return text
}

// Number formats a whole number with the language's digits and grouping.
func (p *Printer) Number(n int) string {
	if p.ascii && n >= 0 && n < 1000 {
		return strconv.Itoa(n)
	}
	return p.numbers.Sprint(number.Decimal(n))
}

// Decimal formats a number that is written in digits, perhaps with a full stop before its
// decimals.
func (p *Printer) Decimal(s string) string {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	_, decimals, _ := strings.Cut(s, ".")
	return p.numbers.Sprint(number.Decimal(v, number.Scale(len(decimals))))
}

// Bytes formats a number of bytes in the largest decimal unit in which it is at
// least 1 (1 kB is 1 000 bytes, as in CLDR), such as "1.2 MB".
func (p *Printer) Bytes(n int64) string {
	switch {
	case n >= 1e6:
		return p.T("bytes.mb", "Number", p.numbers.Sprint(number.Decimal(float64(n)/1e6, number.MaxFractionDigits(1))))
	case n >= 1e3:
		return p.T("bytes.kb", "Number", p.Number(int(n+500)/1000))
	}
	return p.T("bytes.b", int(n))
}

// Language returns the name of a language, as in the middle of a sentence.
func (p *Printer) Language(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	return p.name(code, func(p *Printer) string {
		if p.names == nil {
			return ""
		}
		return p.names.Name(tag)
	})
}

// Country returns the name of a country, given by its ISO 3166-1 alpha-3 code: the
// message "region.CODE" if there is one, else CLDR's name.
func (p *Printer) Country(iso string) string {
	region, err := language.ParseRegion(iso)
	return p.name(iso, func(p *Printer) string {
		if name, ok := p.Plain("region." + iso); ok {
			return name
		}
		if err != nil || p.regions == nil {
			return ""
		}
		return p.regions.Name(region)
	})
}

// name returns what find returns for p or the first printer that it falls back to,
// or the code if none has a name.
func (p *Printer) name(code string, find func(*Printer) string) string {
	for ; p != nil; p = p.fallback {
		if name := find(p); name != "" {
			return name
		}
	}
	return code
}

// List joins texts as in a sentence: "a, b and c".
func (p *Printer) List(items []string) string {
	if len(items) == 0 {
		return ""
	}
	out := items[0]
	for i, item := range items[1:] {
		key := "list.comma"
		if i == len(items)-2 {
			key = "list.and"
		}
		out = p.T(key, "A", out, "B", item)
	}
	return out
}

// Compare orders two texts as in a dictionary of the language; texts that differ
// only in case are ordered by their bytes.
func (p *Printer) Compare(a, b string) int {
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	if d := c.CompareString(a, b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}
