package atlas

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

// hub is the countries of the real hub.
var hub = []Country{
	{"AFG", "Afghanistan", "../pays/afghanistan/"}, {"BDI", "Burundi", "../pays/burundi/"},
	{"COD", "RD Congo", "../pays/rd-congo/"}, {"MLI", "Mali", "../pays/mali/"},
	{"NER", "Niger", "../pays/niger/"}, {"SSD", "Soudan du Sud", "../pays/soudan-du-sud/"},
}

// Africa and West, Central and South Asia, which the data must cover.
const promised = `DZA AGO BEN BWA BFA BDI CMR CPV CAF TCD COM COG COD CIV DJI EGY GNQ ERI SWZ ETH GAB GMB GHA GIN GNB KEN
	LSO LBR LBY MDG MWI MLI MRT MUS MAR MOZ NAM NER NGA RWA STP SEN SYC SLE SOM ZAF SSD SDN TZA TGO TUN UGA ESH ZMB ZWE
	AFG ARM AZE BHR BGD BTN CYP GEO IND IRN IRQ ISR JOR KAZ KWT KGZ LBN MDV NPL OMN PAK PSE QAT SAU LKA SYR TJK TUR
	TKM ARE UZB YEM`

func TestCountries(t *testing.T) {
	if len(countries) > 60_000 {
		t.Errorf("data of %d bytes", len(countries))
	}
	for _, code := range strings.Fields(promised) {
		if !Known(code) {
			t.Errorf("no %s", code)
		}
	}
	if n := len(earth().codes); n < 230 {
		t.Errorf("%d countries", n)
	}
	for _, code := range []string{"", "XXX", "mli", "-SIA", "ATA"} {
		if Known(code) {
			t.Errorf("%q is known", code)
		}
	}
}

func TestNeighbours(t *testing.T) {
	for code, want := range map[string]string{
		"MLI": "BFA CIV DZA GIN MRT NER SEN",
		"AFG": "CHN IRN PAK TJK TKM UZB",
		"BDI": "COD RWA TZA",
		"SOM": "DJI ETH KEN",
		"MDG": "",
	} {
		if got := strings.Join(Neighbours(code), " "); got != want {
			t.Errorf("neighbours of %s = %q, want %q", code, got, want)
		}
	}
}

// holds reports whether a point lies in a country.
func holds(code string, at geoPoint) bool {
	w := earth()
	for i, r := range w.rings[code] {
		for _, turn := range []float64{-360, 0, 360} {
			if b := w.boxes[code][i]; at.x < b.lo.x+turn || at.x > b.hi.x+turn || at.y < b.lo.y || at.y > b.hi.y {
				continue
			}
			var line []point
			for _, p := range w.points(r, w.arcs) {
				line = append(line, point{p.x + turn, p.y})
			}
			if within([][]point{line}, point(at)) {
				return true
			}
		}
	}
	return false
}

// The four places where the data differs from Natural Earth's.
func TestBordersOfTheUnitedNations(t *testing.T) {
	for _, c := range []struct {
		name, code string
		at         geoPoint
	}{
		{"Simferopol", "UKR", geoPoint{34.1, 44.95}},
		{"Smara", "ESH", geoPoint{-11.67, 26.74}},
		{"Dakhla's hinterland", "ESH", geoPoint{-15, 23.9}},
		{"Tan-Tan", "MAR", geoPoint{-11.1, 28.44}},
		{"Hargeisa", "SOM", geoPoint{44.06, 9.56}},
		{"north of Nicosia", "CYP", geoPoint{33.4, 35.25}},
		{"Timbuktu", "MLI", geoPoint{-3, 16.77}},
	} {
		for _, code := range earth().codes {
			if got := holds(code, c.at); got != (code == c.code) {
				t.Errorf("%s in %s: %t", c.name, code, got)
			}
		}
	}
}

// TestViewportsAgreeWithTheGlobe compares at points of a map whether land and
// country are there on the globe too, for countries at the poles, across the
// 180th meridian and everywhere else.
func TestViewportsAgreeWithTheGlobe(t *testing.T) {
	w := earth()
	for i, code := range w.codes {
		if !Known(code) || i%11 != 0 && !slices.Contains([]string{"RUS", "FJI", "USA", "NZL", "GRL", "NOR", "MLI", "BDI", "CAN"}, code) {
			continue
		}
		s := w.around(code)
		land := s.lines(w.land().rings, w.land().boxes, speck)
		here := s.outline(code)
		wrong := 0
		for x := 10.0; x < s.width; x += 26 {
			for y := 10.0; y < s.height; y += 24 {
				at, ok := s.locate(point{x, y})
				if !ok || distance(land, point{x, y}) < 3 || distance(here, point{x, y}) < 3 {
					continue // too near to an edge to tell
				}
				at.x = math.Remainder(at.x, 360)
				if within(here, point{x, y}) != holds(code, at) {
					wrong++
				}
				onLand := slices.ContainsFunc(w.codes, func(c string) bool { return holds(c, at) })
				if within(land, point{x, y}) != onLand {
					wrong++
				}
			}
		}
		if wrong > 2 { // islets are left out
			t.Errorf("%s: %d points differ from the globe", code, wrong)
		}
	}
}

func TestLocatorsOfAllCountries(t *testing.T) {
	for _, code := range earth().codes {
		if !Known(code) {
			continue
		}
		figure, ok := Locator(Country{ISO: code, Name: "Un pays"}, hub, Words{"Titre", "Plus", "Légende", "", ""})
		if !ok || len(figure) > 6000 {
			t.Errorf("%s: ok %t, %d bytes", code, ok, len(figure))
		}
		wellFormed(t, code, string(figure))
		if strings.Count(string(figure), `class="here"`) != 1 || strings.Contains(string(figure), "style") {
			t.Errorf("%s: %s", code, figure)
		}
	}
}

func wellFormed(t *testing.T, name, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v in %s", name, err, text)
		}
	}
}

func TestLocator(t *testing.T) {
	figure, ok := Locator(hub[3], hub, Words{"Mali & pays voisins", "Pays limitrophes : Niger.", "Repère", "", ""})
	text := string(figure)
	for _, want := range []string{
		`<figure class="map">`, `role="img" aria-labelledby="p-map p-map-more"`,
		`<title id="p-map">Mali &amp; pays voisins</title>`, `<desc id="p-map-more">Pays limitrophes : Niger.</desc>`,
		`<path class="land"`, `<path class="here"`, `stroke-dasharray=`, `>Mali</text>`, `>Niger</text>`,
		`<figcaption>Repère</figcaption>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if !ok || strings.Contains(text, "Afghanistan") || strings.Contains(text, "<a ") {
		t.Error(text)
	}
	bare, _ := Locator(hub[3], nil, Words{Title: "Mali"})
	if s := string(bare); strings.Contains(s, "desc") || strings.Contains(s, "more") || strings.Contains(s, "figcaption") || strings.Contains(s, "Niger") {
		t.Errorf("words that were not given: %s", s)
	}
	if _, ok := Locator(Country{ISO: "XXX"}, hub, Words{}); ok {
		t.Error("a map of a country that is not known")
	}
}

func TestOverview(t *testing.T) {
	figure, ok := Overview(append(hub, Country{ISO: "XXX", Name: "?"}, hub[0]), Words{Title: "Six pays", Desc: "Plus"})
	text := string(figure)
	wellFormed(t, "overview", text)
	if !ok || len(text) > 12_000 {
		t.Errorf("ok %t, %d bytes", ok, len(text))
	}
	if !strings.Contains(text, `<figure class="map overview">`) || !strings.Contains(text, `role="group"`) {
		t.Error(text)
	}
	for _, c := range hub {
		if strings.Count(text, `<a href="`+c.Href+`">`) != 1 || strings.Count(text, ">"+c.Name+"</text></a>") != 1 {
			t.Errorf("no link with the name of %s in %s", c.Name, text)
		}
	}
	if n := strings.Count(text, `class="here"`); n != len(hub) {
		t.Errorf("%d countries", n)
	}
	if _, ok := Overview([]Country{{ISO: "XXX"}}, Words{}); ok {
		t.Error("a map of nothing")
	}
}

// Labels never overlap, and a name without room for a label is still in the
// figure.
func TestLabelsKeepApart(t *testing.T) {
	crowd := []Country{}
	for i, code := range strings.Fields("RWA BDI UGA KEN TZA COD SSD ETH DJI ERI SOM CAF COG GAB GNQ MLI") {
		crowd = append(crowd, Country{code, fmt.Sprintf("Un long nom %d", i), "x/"})
	}
	s := earth().over(strings.Fields("RWA BDI UGA KEN TZA COD SSD ETH DJI ERI SOM CAF COG GAB GNQ MLI"))
	l := &labels{viewport: s}
	for _, c := range crowd {
		l.put(c)
	}
	for i, one := range l.done {
		lo, hi := one.box()
		for _, other := range l.done[:i] {
			a, b := other.box()
			if lo.x < b.x && hi.x > a.x && lo.y < b.y && hi.y > a.y {
				t.Errorf("%q lies on %q", one.country.Name, other.country.Name)
			}
		}
	}
	figure, _ := Overview(crowd, Words{Title: "t"})
	for _, c := range crowd {
		if !strings.Contains(string(figure), c.Name) {
			t.Errorf("no name %q", c.Name)
		}
	}
	if len(l.done) == len(crowd) {
		t.Error("all names had room: the test is too easy")
	}
}

// Maps are the same each time and in each goroutine.
func TestConcurrentMapsAreEqual(t *testing.T) {
	var group sync.WaitGroup
	out := make([]string, 8)
	for i := range out {
		group.Go(func() {
			for _, c := range hub {
				f, _ := Locator(c, hub, Words{Title: "t"})
				out[i] += string(f)
			}
			f, _ := Overview(hub, Words{Title: "t"})
			out[i] += string(f)
		})
	}
	group.Wait()
	for i := range out {
		if out[i] != out[0] {
			t.Errorf("goroutine %d drew other maps", i)
		}
	}
}

func TestDataWithMistakes(t *testing.T) {
	for _, text := range []string{
		"grid x", "arc", "arc é", "arc A", "arc g", "grid 1\narc AAAA\nMLI 1", "arc AAAA\nMLI x",
	} {
		if _, err := parse(text); err == nil {
			t.Errorf("no error in %q", text)
		}
	}
	w, err := parse("# x\ngrid 0.5\narc AAEC\nMLI 0")
	if err != nil || w.arcs[0][1] != (geoPoint{1, 0.5}) {
		t.Errorf("world %+v, %v", w, err)
	}
	if _, err := w.coast(); err == nil {
		t.Error("a coast that does not close")
	}
}
