package bleveindex

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	banalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"

	"griot/generator/internal/testkit/repository"
	"griot/generator/search"
	"griot/generator/search/analysis"
)

// TestStemmersAreBleves compares our stemmers with Bleve's on words made of
// stems and all endings that either stemmer knows.
func TestStemmersAreBleves(t *testing.T) {
	stems := strings.Fields(`a ab just polic tradit transit secur comm fell hop hopp y by sky cry play coopér
		nation institut gouvern yell fizz fall miss agre plast confl motor troubl siz controll roll gen
		analog formal electr vietnam pr t xx bb`)
	more := map[string]string{"fr": "sœur cœur œuvr œ manœuvr vœu"} // the ligature is one letter to Bleve
	endings := map[string]string{
		"en": `s es ies sses ss ed eed ing ated bled ized ied y ational tional enci anci izer bli alli entli eli
			ousli ization ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti
			ical ful ness al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize e ll`,
		"fr": `x aux eaux s issement issements issant ement ivement ficatrice ficateur catrice cateur atrice ateur
			trice teuse teur euse ive folle molle nnelle nnel ique iques esse inage isation ualisation isateur
			ation ition ie ier ere eer ee elle ette mm nn aa`,
	}
	unaccented := strings.NewReplacer("é", "e")
	filters := map[string]banalysis.TokenFilter{"en": porter.NewPorterStemmer(), "fr": fr.NewFrenchLightStemmerFilter()}
	for lang, filter := range filters {
		own := analysis.NewAnalyzer(lang)
		for _, stem := range append(strings.Fields(more[lang]), stems...) {
			for _, first := range append(strings.Fields(endings[lang]), "") {
				for _, second := range append(strings.Fields(endings[lang]), "") {
					word := unaccented.Replace(stem + first + second)
					tokens := own.Tokens(word)
					if len(tokens) != 1 || tokens[0].Term == "" {
						continue // a stop word
					}
					want := analysis.Fold(string(filter.Filter(banalysis.TokenStream{{Term: []byte(rewritten(own, lang, word))}})[0].Term))
					if got := tokens[0].Term; got != want {
						t.Errorf("%s %q: our stem %q, Bleve's %q", lang, word, got, want)
					}
				}
			}
		}
	}
}

// rewritten returns a word as our stemmer gets it; in French the ligature is one letter.
func rewritten(own *analysis.Analyzer, lang, word string) string {
	out := own.Rewrite(analysis.Fold(word))
	if lang == "fr" && strings.Contains(word, "œ") {
		out = strings.ReplaceAll(out, "oe", "œ")
	}
	return out
}

// TestArabicIsBleves compares our rules for Arabic with Bleve's stemmer, on words made of
// stems and all that it removes, and the stop words of Arabic and Persian.
func TestArabicIsBleves(t *testing.T) {
	filter, own := ar.NewArabicStemmerFilter(), analysis.NewAnalyzer("ar")
	for _, stem := range strings.Fields("قانون حق مجتمع محكمة سلام و مدني أمن عدالة ي") {
		for _, before := range strings.Fields("- ال وال بال كال فال لل و ب") {
			for _, end := range strings.Fields("- ها ان ات ون ين يه ية ه ة ي اتها يون") {
				word := strings.ReplaceAll(before+stem+end, "-", "")
				folded := analysis.Fold(word)
				want := string(filter.Filter(banalysis.TokenStream{{Term: []byte(folded)}})[0].Term)
				if tokens := own.Tokens(word); len(tokens) == 1 && tokens[0].Term != "" && tokens[0].Term != want {
					t.Errorf("%s: our stem %s, Bleve's %s", word, tokens[0].Term, want)
				}
			}
		}
	}
	for lang, list := range map[string][]byte{"ar": ar.ArabicStopWords, "fa": fa.PersianStopWords} {
		own, stop := analysis.NewAnalyzer(lang), banalysis.NewTokenMap()
		if err := stop.LoadBytes(list); err != nil || len(stop) < 50 {
			t.Fatal(len(stop), err)
		}
		for word := range stop {
			if tokens := own.Tokens(word); len(tokens) != 1 || tokens[0].Term != "" {
				t.Errorf("%s: %s is no stop word: %v", lang, word, tokens)
			}
		}
	}
}

// TestPersianIsBleves: words that Bleve's normalizers make one are one word to us too.
func TestPersianIsBleves(t *testing.T) {
	normalize := func(word string) string {
		stream := banalysis.TokenStream{{Term: []byte(word)}}
		return string(fa.NewPersianNormalizeFilter().Filter(ar.NewArabicNormalizeFilter().Filter(stream))[0].Term)
	}
	for _, lang := range []string{"fa", "prs", "ps", "ar", "en"} {
		own := analysis.NewAnalyzer(lang)
		for _, word := range strings.Fields("کتاب ولایتی قاضى خانۀ أمن آزادی إصلاح صلـح حقّ شُرْطَة زندگے ہوا محکمة") {
			if x, y := own.Tokens(word), own.Tokens(normalize(word)); len(x) != 1 || len(y) != 1 || x[0].Term != y[0].Term {
				t.Errorf("%s: %s is %v, normalized %v", lang, word, x, y)
			}
		}
	}
}

// TestStemmersAreBlevesOnTheHub compares them on every word of the real hub.
func TestStemmersAreBlevesOnTheHub(t *testing.T) {
	filters := map[string]banalysis.TokenFilter{"en": porter.NewPorterStemmer(), "fr": fr.NewFrenchLightStemmerFilter()}
	for lang, filter := range filters {
		own, seen := analysis.NewAnalyzer(lang), map[string]bool{}
		for _, text := range repository.Pages(t, "."+lang+".md") {
			for _, token := range own.Tokens(text) {
				if token.Term == "" || seen[token.Word] {
					continue
				}
				seen[token.Word] = true
				folded := analysis.Fold(token.Word)
				if analysis.HasDigit([]rune(folded)) {
					continue // numbers have no stem
				}
				if lang == "fr" { // the ligature is one letter to Bleve, and oe to our stemmer
					folded = strings.ReplaceAll(folded, "oe", "œ")
				}
				want := analysis.Fold(string(filter.Filter(banalysis.TokenStream{{Term: []byte(rewritten(own, lang, folded))}})[0].Term))
				if token.Term != want {
					t.Errorf("%s %q: our stem %q, Bleve's %q", lang, token.Word, token.Term, want)
				}
			}
		}
		if len(seen) < 1000 {
			t.Errorf("the hub has %d words in %q", len(seen), lang)
		}
	}
}

// TestBleveFindsWithOurAnalyzer asks an index through Bleve's own match query.
func TestBleveFindsWithOurAnalyzer(t *testing.T) {
	dir := t.TempDir()
	doc := search.Document{ID: "fr/x/", Lang: "fr", Title: "L’État et la sécurité", Body: "Le cœur des œuvres, un week-end, le 1er mai 2020"}
	_, err := Build(context.Background(), Options{Dir: filepath.Join(dir, "fr"), CacheDir: dir, Lang: "fr"},
		[]Ref{{ID: doc.ID}}, func(Ref) (search.Document, error) { return doc, nil })
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(filepath.Join(dir, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for query, want := range map[string]uint64{
		"etat": 1, "l'état": 1, "d’Etats": 1, "securite": 1, "coeur": 1, "oeuvre": 1, "soeur": 0, "le": 0, "coeuse": 0,
		"weekend": 1, "week end": 1, "20200501": 1,
	} {
		res, err := x.idx.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(query)))
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != want {
			t.Errorf("%q finds %d documents, want %d", query, res.Total, want)
		}
	}
	if got := fmt.Sprint(x.Words()); !strings.Contains(got, "{etat état 1}") {
		t.Errorf("word list %s", got)
	}
}

func TestPositions(t *testing.T) {
	var terms []analysis.TermFreq
	for i := range 3000 { // enough for hashes to meet
		terms = append(terms, analysis.TermFreq{Term: fmt.Sprintf("t%04d", i), Freq: 1, Positions: []int32{int32(i + 1), int32(2*i + 300)}})
	}
	var hashes []uint16
	for _, u := range terms {
		hashes = append(hashes, termHash(u.Term))
	}
	data := appendPositions(nil, terms, hashes)
	i, shared := 0, 0
	err := visitPositions(data, func(hash uint16, term []byte, n int, gaps []byte) {
		want, positions := terms[i], decodePositions(n, gaps)
		if hash != termHash(want.Term) || fmt.Sprint(positions) != fmt.Sprint(want.Positions) {
			t.Fatalf("%s: hash %d, term %q, positions %v", want.Term, hash, term, positions)
		}
		if len(term) > 0 {
			shared++
			if string(term) != want.Term {
				t.Fatalf("%s is stored as %q", want.Term, term)
			}
		}
		i++
	})
	if err != nil || i != len(terms) || shared == 0 {
		t.Errorf("%d terms, %d with a shared hash, error %v", i, shared, err)
	}
	for cut := range 20 {
		visitPositions(data[:cut], func(uint16, []byte, int, []byte) {}) // must not panic
	}
}
