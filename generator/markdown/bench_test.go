package markdown

import (
	"strings"
	"testing"
)

// benchText is a page of about 5.8 kB as the hub has them: prose with links,
// notes, a list, an alert, a small table.
func benchText() []byte {
	paragraph := "Une loi ne vient pas d’elle-même à ceux pour qui elle a été faite : encore faut-il savoir qu’elle existe, " +
		"comprendre qui elle vise, réunir des *preuves* et déposer une demande au bon guichet. La [page pays](../countries/drc.md) " +
		"replace ce travail dans l’ensemble ; la RSS et la CVR n’y sont pas seules. « Un groupe partage le prix d’un trajet », dit-on !\n\n"
	var b strings.Builder
	b.WriteString("> [!KEY]\n> 22/065\n> Le numéro de la loi\n\n")
	for i := 0; b.Len() < 5200; i++ {
		if i%3 == 0 {
			b.WriteString("## Un droit qu’il faut aller chercher " + strings.Repeat("encore ", i/3) + "\n\n")
		}
		b.WriteString(paragraph)
	}
	b.WriteString("- quels crimes, quels lieux ;\n- qui paie, qui décide.[^1]\n\n| Pays | Lois |\n|---|--:|\n| Mali | 12 |\n| Niger | 3 |\n\n" +
		"[^1]: L’année affichée par cette note est celle de la partie citée.\n")
	return []byte(b.String())
}

func BenchmarkConvert(b *testing.B) {
	c := New(Options{Labels: testLabels})
	src := Input{File: "content/x.fr.md", Lang: "fr", Text: benchText(), Line: 20}
	b.SetBytes(int64(len(src.Text)))
	b.ReportAllocs()
	for b.Loop() {
		c.Convert(src, answers{})
	}
}
