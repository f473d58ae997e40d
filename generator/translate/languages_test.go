package translate_test

import (
	"strings"
	"testing"

	"griot/generator/translate"
)

func TestMatchLang(t *testing.T) {
	for _, c := range []struct{ langs, name, want string }{
		{"en fr", "fr", "fr"}, {"en fr", "fr_FR", "fr"}, {"en fr", "fr-FR", "fr"}, {"en fr", "fr-CA", "fr"}, {"en fr", "FR-fr", "fr"},
		{"en fr", "fr_FR.UTF-8", "fr"}, {"en fr", "fr_BE@euro", "fr"}, {"en fr", "fra", "fr"}, {"en fr", "fr-Latn-SN", "fr"},
		{"en fr", "en_GB", "en"}, {"en fr", " fr ", "fr"},
		{"en fr", "de", ""}, {"en fr", "", ""}, {"en fr", "French", ""}, {"en fr", "x", ""}, {"en fr", "ca", ""}, {"en fr", "br-FR", ""},
		{"en fr-CA", "fr", "fr-CA"}, {"en fr fr-CA", "fr-CA", "fr-CA"}, {"en fr fr-CA", "fr-FR", "fr"},
		{"pt pt-BR", "pt_BR", "pt-BR"}, {"pt pt-BR", "pt-PT", "pt"}, {"en nb", "no", "nb"},
		{"en zh-Hans", "zh_CN", "zh-Hans"}, {"en zh-Hans", "zh_TW", ""}, {"en sr-Latn", "sr_RS@latin", "sr-Latn"}, {"en sr", "sr@latin", ""},
		{"en ar", "ar_TD", "ar"}, {"ha ar", "ha_NE", "ha"},
	} {
		if got := translate.MatchLang(strings.Fields(c.langs), c.name); got != c.want {
			t.Errorf("%q among %s: %q, not %q", c.name, c.langs, got, c.want)
		}
	}
}
