package translate

import (
	"strings"

	"golang.org/x/text/language"
)

// scripts are the modifiers of gettext's language names that name a script.
var scripts = map[string]string{"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}

// MatchLang returns the language of the hub that a name in a file of a
// translation tool means, or "": "fr_FR.UTF-8", "fr-CA" and "FR" are fr. Names are
// matched as BCP 47 matches them (RFC 4647, with CLDR's distances), but never
// with another language or script.
func (l *unitList) MatchLang(name string) string { return MatchLang(l.langs, name) }

// MatchLang does the same among the given languages.
func MatchLang(langs []string, name string) string {
	name = strings.TrimSpace(name)
	name, modifier, _ := strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ".")
	name = strings.ReplaceAll(name, "_", "-")
	if s := scripts[strings.ToLower(modifier)]; s != "" {
		base, region, _ := strings.Cut(name, "-")
		name = strings.TrimSuffix(base+"-"+s+"-"+region, "-")
	}
	if name == "" {
		return ""
	}
	for _, code := range langs {
		if strings.EqualFold(code, name) {
			return code
		}
	}
	want, err := language.Parse(name)
	if err != nil {
		return ""
	}
	tags, codes := make([]language.Tag, 0, len(langs)), make([]string, 0, len(langs))
	for _, code := range langs {
		if tag, err := language.Parse(code); err == nil {
			tags, codes = append(tags, tag), append(codes, code)
		}
	}
	if len(tags) == 0 {
		return ""
	}
	_, i, confidence := language.NewMatcher(tags).Match(want)
	has, _ := tags[i].Base()
	wants, _ := want.Base()
	if confidence == language.Exact || confidence == language.High && has == wants {
		return codes[i]
	}
	return ""
}
