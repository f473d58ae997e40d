package segment

import (
	"slices"
	"sync"
	"testing/fstest"

	"griot/generator/i18n"
)

// PluralRule says which plural forms a language has for whole numbers.
type PluralRule struct {
	Header string   // of PO files: the value of Plural-Forms
	Forms  []string // CLDR's name of each, in the order of the header's numbers
}

// pluralRules are the rules on which gettext's manual and CLDR agree, as PO
// files write them.
var pluralRules = []struct {
	header string
	n      int
	index  func(n int) int
}{
	{"nplurals=1; plural=0;", 1, func(int) int { return 0 }},
	{"nplurals=2; plural=(n != 1);", 2, func(n int) int { return number(n != 1) }},
	{"nplurals=2; plural=(n > 1);", 2, func(n int) int { return number(n > 1) }},
	{"nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", 3, func(n int) int {
		return choose(n <= 1, 0, choose(n%1000000 == 0, 1, 2))
	}},
	{"nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", 3, func(n int) int {
		return choose(n == 1, 0, choose(n != 0 && n%1000000 == 0, 1, 2))
	}},
	{"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);", 3, func(n int) int {
		return choose(n%10 == 1 && n%100 != 11, 0, choose(slavic(n), 1, 2))
	}},
	{"nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);", 3, func(n int) int {
		return choose(n == 1, 0, choose(slavic(n), 1, 2))
	}},
	{"nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);", 6, func(n int) int {
		return choose(n <= 2, n, choose(n%100 >= 3 && n%100 <= 10, 3, choose(n%100 >= 11, 4, 5)))
	}},
}

func number(b bool) int { return choose(b, 1, 0) }

func choose(b bool, x, y int) int {
	if b {
		return x
	}
	return y
}

func slavic(n int) bool { return n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14) }

// pluralSamples are the numbers that tell the rules of languages apart.
var pluralSamples = func() []int {
	var out []int
	for n := range 220 {
		out = append(out, n)
	}
	return append(out, 1000, 1001, 1002, 1000000, 1000001, 2000000)
}()

var pluralCache sync.Map

// PluralRuleOf finds the rule that gives each number the form that package
// i18n gives it in a language. In PO files, a language whose rule is not
// listed has one form, other.
func PluralRuleOf(lang string) PluralRule {
	if known, ok := pluralCache.Load(lang); ok {
		return known.(PluralRule)
	}
	const probe = `p = { zero = "zero", one = "one", two = "two", few = "few", many = "many", other = "other" }` + "\n"
	catalog, list := i18n.Load([]string{lang}, nil, fstest.MapFS{MessageFile(lang): {Data: []byte(probe)}})
	out := PluralRule{pluralRules[0].header, []string{"other"}}
	for _, r := range pluralRules {
		if forms := formsOf(catalog.For(lang), r.n, r.index); len(list) == 0 && forms != nil {
			out = PluralRule{r.header, forms}
			break
		}
	}
	pluralCache.Store(lang, out)
	return out
}

// formsOf returns the names of a rule's forms in a language, or nil if the
// language follows another rule.
func formsOf(p *i18n.Printer, n int, index func(int) int) []string {
	forms := make([]string, n)
	for _, x := range pluralSamples {
		form, i := p.T("p", x), index(x)
		if forms[i] == "" && !slices.Contains(forms, form) {
			forms[i] = form
		}
		if forms[i] != form {
			return nil
		}
	}
	if slices.Contains(forms, "") {
		return nil
	}
	return forms
}

// PluralForms names the plural forms of a language in the order in which PO
// files number them.
func PluralForms(lang string) []string { return PluralRuleOf(lang).Forms }

// RequiredForms are the forms that a message must have: those of the rule, and
// other, for numbers that are not whole.
func (p PluralRule) RequiredForms() []string {
	var out []string
	for _, name := range pluralOrder {
		if name == "other" || slices.Contains(p.Forms, name) {
			out = append(out, name)
		}
	}
	return out
}
