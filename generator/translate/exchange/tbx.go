package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"griot/generator/translate"
)

// FormatTBX writes a glossary as TBX (ISO 30042:2008, the martif form that
// tools read).
func FormatTBX(d *translate.Project, terms []translate.Term) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n")
	fmt.Fprintf(&b, "<martif type=\"TBX\" xml:lang=%q>\n  <martifHeader>\n    <fileDesc><sourceDesc><p>%s</p></sourceDesc></fileDesc>\n  </martifHeader>\n  <text>\n    <body>\n",
		d.Langs()[0], escapeXML(d.Hub.Title[d.Langs()[0]]))
	kinds := map[string]string{"full": "fullForm", "short": "abbreviation", "variant": "variant"}
	for _, t := range terms {
		fmt.Fprintf(&b, "      <termEntry id=%q>\n", strings.ReplaceAll(t.ID, "/", "-"))
		for _, lang := range d.Langs() {
			if len(t.Forms[lang]) == 0 {
				continue
			}
			fmt.Fprintf(&b, "        <langSet xml:lang=%q>\n", lang)
			if m := t.Meanings[lang]; m != "" {
				fmt.Fprintf(&b, "          <descrip type=\"definition\">%s</descrip>\n", escapeXML(m))
			}
			for _, f := range t.Forms[lang] {
				fmt.Fprintf(&b, "          <tig>\n            <term>%s</term>\n            <termNote type=\"termType\">%s</termNote>\n          </tig>\n", escapeXML(f.Text), kinds[f.Kind])
			}
			b.WriteString("        </langSet>\n")
		}
		b.WriteString("      </termEntry>\n")
	}
	b.WriteString("    </body>\n  </text>\n</martif>\n")
	return b.Bytes()
}
