package segment

import (
	"strings"
	"testing"
)

func TestPlurals(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "one other", "fr": "one many other", "es": "one many other", "de": "one other", "ar": "zero one two few many other",
		"ru": "one few many", "pl": "one few many", "bm": "other", "ln": "one other", "sw": "one other", "rn": "other",
	} {
		if got := strings.Join(PluralRuleOf(lang).Forms, " "); got != want {
			t.Errorf("%s: %s, not %s", lang, got, want)
		}
	}
	if got := PluralRuleOf("fr").Header; !strings.HasPrefix(got, "nplurals=3; plural=(n == 0 || n == 1)") {
		t.Error(got)
	}
	if got := strings.Join(PluralRuleOf("ru").RequiredForms(), " "); got != "one few many other" {
		t.Error(got)
	}
}
