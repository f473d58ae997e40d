package exchange

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	singleTag = regexp.MustCompile(`<([a-z]+)([0-9]+)/>`)
	startTag  = regexp.MustCompile(` <(em|strong|del|a)([0-9]+)>`)
	endTag    = regexp.MustCompile(`</(em|strong|del|a)([0-9]+)> `)
	plainSign = regexp.MustCompile(`['">é]| [&] `)
)

// otherwise writes a text as tools and machines do, with the same meaning.
func otherwise(r *rand.Rand, text string) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	outside := func(change func(words string) string) { // of tags
		var b strings.Builder
		at := 0
		for _, m := range marks.FindAllStringIndex(text, -1) {
			b.WriteString(change(text[at:m[0]]) + text[m[0]:m[1]])
			at = m[1]
		}
		text = b.String() + change(text[at:])
	}
	outside(func(words string) string {
		return plainSign.ReplaceAllStringFunc(words, func(s string) string {
			return pick(map[string][]string{"'": {"&#39;", "&apos;", "&#x27;"}, `"`: {"&quot;", "&#34;"}, ">": {"&gt;"}, "é": {"&eacute;", "&#233;", "&#xE9;"}, " & ": {" &amp; "}}[s]...)
		})
	})
	text = singleTag.ReplaceAllStringFunc(text, func(s string) string {
		m := singleTag.FindStringSubmatch(s)
		return pick(s, "<"+m[1]+m[2]+" />", "<"+m[1]+m[2]+"></"+m[1]+m[2]+">", "<"+m[1]+m[2]+">", "<"+strings.ToUpper(m[1])+m[2]+"/>")
	})
	if r.IntN(2) == 0 {
		text = startTag.ReplaceAllString(text, "< $1 $2 > ") // takes in the space that stands before it
	}
	if r.IntN(2) == 0 {
		text = endTag.ReplaceAllString(text, " </$1$2> ")
	}
	return text
}

// TestEquivalent imports random translations in two forms with the same meaning,
// in all formats: what is written is the same.
func TestEquivalent(t *testing.T) {
	changed := 0
	for seed := range uint64(rounds / 4) {
		for _, format := range formats {
			results := [2]map[string]string{}
			var said [2]*Imported
			for form := range results {
				b, r := randomSite(t, seed)
				texts := b.exportAs(format, "fr")
				for i := range texts {
					x := &texts[i]
					if x.Plural || r.IntN(2) == 0 {
						continue
					}
					text := regexp.MustCompile(`^(.*)$`).ReplaceAllString(answer(r, x.Source, i), "$1 l'été \"x\" > & é")
					other := otherwise(rand.New(rand.NewPCG(seed, uint64(i))), text)
					if x.Target, x.Unfinished = text, false; form == 1 {
						x.Target = other
						if other != text {
							changed++
						}
					}
				}
				said[form] = b.importTexts(texts, "fr", false)
				results[form] = b.Files()
			}
			if !maps.Equal(results[0], results[1]) {
				t.Fatalf("seed %d, %s: %s\n%+v\n%+v", seed, format, cmp.Diff(results[0], results[1]), said[0], said[1])
			}
		}
	}
	if t.Logf("%d texts in another form", changed); changed < 500 {
		t.Error("too few; the test is of no use")
	}
}
