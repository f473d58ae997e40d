package client_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"griot/generator/internal/testkit/folder"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// stems and endings make words that the stemmers treat in many ways.
var stems = map[string][]string{
	"en": strings.Fields(`secur justic polic peac reform govern communit tradit transit custom conflict mediat
		dialogu right wom youth victim court prison armi weapon borde village elder trust state law rule train
		support partner programm outcom evidenc research report fund train access servic health school market
		water land famili displac return remembr truth reconcil repar memori commiss parliament ministr civil
		societi media radio local nation region intern african sahel river desert mountain fish farm herd`),
	"fr": strings.Fields(`sécurit justic polic pai réform gouvern communaut tradit transit coutum conflit médiat
		dialogu droit femm jeun victim tribun prison armé frontièr village confianc état loi règl form appui
		parten programm résult preuv recherch rapport fond accè servic sant écol march eau terr famill déplac
		retour mémoir vérit réconcili répar commiss parlement ministèr civil sociét média radio local nation
		région intern afric sahel fleuv désert montagn pêch élev cœur œuvr sœur bœuf naïv noël aigu hôpit`),
	"ar": strings.Fields(`قانون مجتمع محكم شرط عدال سلام مصالح حكوم منظم مؤسس نزاع اتفاق قرار انتخاب مواطن نازح
		لاجئ مدني أمن إصلاح مسؤول شباب نساء قري حماي وساط دول طفل أرض حق`),
	"fa": strings.Fields(`دادگاه محکمه قاضی زن جوان کودک قریه گروه حکومت قانون خانه جنگ توافق سازمان ولایت زمین
		شهر کشور نهاد مردم پولیس امنیت آتش صلح عدالت غیر نظامی زندان معلم مسئول`),
}

var endings = map[string][]string{
	"en": strings.Fields("- - - s es ed ing er ers ment ments ation ations ional ity ities al ally ness ive ly"),
	"fr": strings.Fields("- - e es s eur eurs euse ment ments ation ations ionnel ionnelle ité ités ive aux ale"),
	"ar": strings.Fields("- - ة ات ون ين ي ان ها"),
	"fa": strings.Fields("- - ها های ان \u200cها \u200cهای ی"),
}

var small = map[string][]string{
	"en": strings.Fields("the of and in to a for with by on"),
	"fr": strings.Fields("le la les de des et à dans par pour l' d’ qu'"),
	"ar": strings.Fields("من في على ال و"),
	"fa": strings.Fields("از در به که را"),
}

// joined are words that meet others: compounds, numbers and dates, in several spellings.
var joined = map[string][]string{
	"en": strings.Split("peace-building,peacebuilding,peace building,Cease-fire,ceasefire,non-state,nonstate,COVID-19,covid19,RES2250,RES 2250,10 000,10000,16.7,SDG 16,"+
		"14 April 2021,April 14th,2021-04-14,14/04/2021,April 2021,women,organisation,organization,1st,co-operation,cooperation,e-mail,recon\u200bciliation", ","),
	"fr": strings.Split("cessez-le-feu,week-end,weekend,socio-économique,socioéconomique,porte-parole,porte parole,ODD16,ODD 16.7,10\u202f000,10000,16.3,1er mai 2020,"+
		"2020-05-01,01/05/2020,mai 2020,yeux,œil,travaux,travail,N’Djamena,letat,laccord,l‘accord,non-violence,nonviolence", ","),
	"ar": strings.Split("١٣٢٥,1325,١٦٫٣,16.3,١٠٬٠٠٠,10000,قا\u200cنون,ســلام,مسئول,UNSCR1325,2021-04-14", ","),
	"fa": strings.Split("۱۴۰۲,1402,آتش\u200cبس,آتش بس,آتشبس,غیر نظامی,غیرنظامی,ولايتي,ولایتی,كمك,کمک,می\u200cشود", ","),
}

// neighbours are one edit from each other, most of them in the third letter:
// what a slip in one of them meant is not clear.
var neighbours = strings.Fields("marin matin malin porte poste ponte pacte parte paste canton carton caston cœurs sœurs")

// writer makes text of one language, the same for the same seed.
type writer struct {
	rng  *rand.Rand
	zipf *rand.Zipf
	lang string
}

func newWriter(lang string, seed uint64) *writer {
	rng := rand.New(rand.NewPCG(seed, uint64(len(lang))))
	return &writer{rng, rand.NewZipf(rng, 1.05, 3, uint64(len(stems[lang])*len(endings[lang])-1)), lang}
}

func (w *writer) word() string {
	n := w.zipf.Uint64() * 7919 % uint64(len(stems[w.lang])*len(endings[w.lang]))
	word := stems[w.lang][n%uint64(len(stems[w.lang]))]
	word += strings.Trim(endings[w.lang][n/uint64(len(stems[w.lang]))], "-")
	switch w.rng.IntN(60) {
	case 0:
		word = strings.ToUpper(word)
	case 1:
		_, size := utf8.DecodeRuneInString(word)
		word = strings.ToUpper(word[:size]) + word[size:]
	case 2:
		word = fmt.Sprint(1990 + w.rng.IntN(40))
	case 3:
		word = "S.S.R."
	case 7, 8, 9, 10, 11:
		word = joined[w.lang][w.rng.IntN(len(joined[w.lang]))]
	case 4, 5, 6:
		word = neighbours[w.rng.IntN(len(neighbours))]
	}
	return word
}

func (w *writer) text(words int) string {
	var out strings.Builder
	for i := range words {
		if w.rng.IntN(3) == 0 {
			s := small[w.lang][w.rng.IntN(len(small[w.lang]))]
			out.WriteString(s)
			if !strings.HasSuffix(s, "'") && !strings.HasSuffix(s, "’") {
				out.WriteByte(' ')
			}
		}
		out.WriteString(w.word())
		switch {
		case i%40 == 39:
			out.WriteString(".\n")
		case w.rng.IntN(12) == 0:
			out.WriteString(", ")
		case w.rng.IntN(25) == 0:
			out.WriteString("-")
		default:
			out.WriteByte(' ')
		}
	}
	return strings.TrimRight(out.String(), " -")
}

// documents makes pages of one language.
func documents(lang string, n, words int) []search.Document {
	w := newWriter(lang, 11)
	docs := make([]search.Document, n)
	for i := range docs {
		kind := []string{"brief", "country", "partner", "term"}[w.rng.IntN(4)]
		docs[i] = search.Document{
			ID: fmt.Sprintf("%s/%s/p%d/", lang, kind, i*7919%n), Lang: lang, Kind: kind,
			Title: w.text(2 + w.rng.IntN(6)), Headings: w.text(w.rng.IntN(12)), Summary: w.text(w.rng.IntN(20)),
			Body: w.text(words/2 + w.rng.IntN(words)), KeyTexts: []string{w.text(w.rng.IntN(9)), w.text(w.rng.IntN(9))},
			Facets: map[string][]string{
				"country": {[]string{"mali", "niger", "drc", "burundi"}[w.rng.IntN(4)]},
				"outcome": strings.Fields([]string{"security", "justice", "security justice", ""}[w.rng.IntN(4)]),
			},
		}
		for range w.rng.IntN(3) {
			docs[i].Names = append(docs[i].Names, w.text(1+w.rng.IntN(3)))
		}
		if i > 0 && w.rng.IntN(10) == 0 {
			docs[i].Names = append(docs[i].Names, docs[i-1].Title) // two pages of one name
		}
		if w.rng.IntN(5) > 0 {
			docs[i].Date = fmt.Sprintf("20%02d-%02d", w.rng.IntN(25), 1+w.rng.IntN(12))
			if w.rng.IntN(4) > 0 {
				docs[i].Date += fmt.Sprintf("-%02d", 1+w.rng.IntN(31))
			}
		}
	}
	return docs
}

// testKinds is the order of kinds; the others come last.
var testKinds = []string{"country", "brief", "term"}

// site is a built site: its searcher in Go, and the folder of its export.
type site struct {
	searcher *search.Searcher
	dir      string
	docs     map[string]search.Document
}

var glossary = []plan.GlossaryTerm{
	{"en": {"security reform", "SSR"}, "fr": {"réforme de la sécurité", "RSS"}},
	{"en": {"justice"}, "fr": {"justice"}},
	{"en": {"local police"}, "fr": {"police communautaire"}},
}

func newSite(t testing.TB, docs map[string][]search.Document, opts export.Options) *site {
	t.Helper()
	s := &site{dir: t.TempDir(), docs: map[string]search.Document{}}
	opts.Glossary = glossary
	opts.Text = func(r search.StoredFields) (string, error) { return s.docs[r.ID].Body, nil }
	opts.Langs = slices.Sorted(maps.Keys(docs))
	for lang, list := range docs {
		var refs []bleveindex.Ref
		for _, d := range list {
			refs = append(refs, bleveindex.Ref{ID: d.ID, Hash: "1"})
			s.docs[d.ID] = d
		}
		_, err := bleveindex.Build(context.Background(), bleveindex.Options{
			Dir: filepath.Join(s.dir, "bleve", lang), CacheDir: filepath.Join(s.dir, "cache"), Lang: lang, Kinds: testKinds,
		}, refs, func(r bleveindex.Ref) (search.Document, error) { return s.docs[r.ID], nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	set, err := bleveindex.OpenSet(filepath.Join(s.dir, "bleve"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { set.Close() })
	write := func(path string, data []byte) error {
		folder.Write(t, s.dir, path, string(data))
		return nil
	}
	for _, x := range set.Indexes {
		if _, err := export.Write(context.Background(), x, write, opts); err != nil {
			t.Fatal(err)
		}
	}
	s.searcher = set.Searcher(search.SearcherOptions{
		Text:     func(h search.Hit) (string, error) { return s.docs[h.ID].Body, nil },
		Glossary: glossary, Synonyms: map[string]plan.Synonyms{"en": opts.Synonyms},
	})
	return s
}
