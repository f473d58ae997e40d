package share

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
)

func draw(t *testing.T, o Options) (image.Image, []byte) {
	t.Helper()
	b, err := Image(o)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img, b
}

// extent returns the bounds of the pixels of a colour.
func extent(img image.Image, c color.RGBA) image.Rectangle {
	var r image.Rectangle
	for y := range Height {
		for x := range Width {
			if img.At(x, y) == color.Color(c) {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

var samples = []Options{
	{Title: "Documents", Site: "Just Future knowledge hub"},
	{Title: "Théorie du changement", Site: "Just Future, savoirs en partage"},
	{Title: "Jeunes, paix et sécurité\u202f: la RDC a son «\u202fplan\u202f»", Kicker: "Documents", Site: "Savoirs"},
	{Title: strings.Repeat("Décisions et processus de paix inclusifs ", 8), Kicker: "Résultats", Site: strings.Repeat("Un hub au nom long ", 4)},
	{Title: strings.Repeat("Mot", 60), Site: strings.Repeat("M", 300)},
}

func TestWordsStayInTheirAreas(t *testing.T) {
	for _, o := range samples {
		img, b := draw(t, o)
		if size := img.Bounds(); size != image.Rect(0, 0, Width, Height) {
			t.Errorf("%q: %v", o.Title, size)
		}
		if len(b) > 40_000 {
			t.Errorf("%q: %d bytes", o.Title, len(b))
		}
		if img.At(0, 0) != color.Color(paper) || img.At(Width/2, crown+20) != color.Color(shade) || img.At(Width/2, ground-20) != color.Color(shade) {
			t.Errorf("%q: no canopy", o.Title)
		}
		if len(o.Title) > 150 && !strings.Contains(o.Title, " ") {
			continue // one word of 180 letters is cut by the canopy's edge
		}
		title := extent(img, onShade)
		if title.Dx() < 200 || !title.In(image.Rect(side+20, titleTop-10, Width-side-20, brim-8)) {
			t.Errorf("%q: title within %v", o.Title, title)
		}
		if name := extent(img, ink); name.Dx() < 100 || !name.In(image.Rect(side, groundEnd, Width-side, Height)) {
			t.Errorf("%q: name of the hub within %v", o.Title, name)
		}
	}
}

func TestWordsWithoutLettersAreLeftOut(t *testing.T) {
	_, bare := draw(t, Options{})
	for _, o := range []Options{
		{Title: "مستندات", Site: "Hub"}, {Title: "Documents", Site: "مركز المعرفة"}, {Title: "Documents", Kicker: "文件", Site: "Hub"},
	} {
		if _, b := draw(t, o); !bytes.Equal(b, bare) {
			t.Errorf("%+v shows words without their letters", o)
		}
	}
}

func TestLettersOfWestAfrica(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "ɛɔɲŋɓɗƙƴǝəʼƐƆƝŊƁƊƘƳƎ" {
		if !c.has(string(r)) {
			t.Errorf("the font lacks %c", r)
		}
	}
}

func TestImagesAndNamesAreFixed(t *testing.T) {
	_, want := draw(t, samples[2])
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if b, err := encode(samples[2]); err != nil || !bytes.Equal(b, want) {
				t.Error("two images of the same words differ")
			}
		})
	}
	group.Wait()
	names := map[string]bool{}
	for _, o := range append(samples, Options{Title: "a", Kicker: "b"}, Options{Title: "a", Site: "b"}, Options{Title: "b", Kicker: "a"}) {
		if h := o.Hash(); len(h) != 8 || names[h] || h != o.Hash() {
			t.Errorf("hash %q of %+v", h, o)
		}
		names[o.Hash()] = true
	}
}

func TestImageIsDrawnOnce(t *testing.T) {
	_, first := draw(t, samples[0])
	if _, again := draw(t, samples[0]); &first[0] != &again[0] {
		t.Error("an image is drawn twice")
	}
}

func TestLinesAreBalanced(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	f, err := c.face(100)
	if err != nil {
		t.Fatal(err)
	}
	lines, fits := breakLines(f, "Une théorie du changement pour six pays", lineWidth)
	if lines = balance(f, lines); !fits || strings.Join(lines, "|") != "Une théorie du|changement|pour six pays" {
		t.Errorf("%q", lines)
	}
	if lines, _ := breakLines(f, "six\u202fpays", 10); len(lines) != 1 {
		t.Errorf("broken at a non-breaking space: %q", lines)
	}
}

// BenchmarkImage draws images of pages, without the memo.
func BenchmarkImage(b *testing.B) {
	for name, o := range map[string]Options{"short": samples[1], "long": samples[2], "longest": samples[3]} {
		b.Run(name, func(b *testing.B) {
			bytes := 0
			for b.Loop() {
				png, err := encode(o)
				if err != nil {
					b.Fatal(err)
				}
				bytes = len(png)
			}
			b.ReportMetric(float64(bytes), "bytes")
		})
	}
}
