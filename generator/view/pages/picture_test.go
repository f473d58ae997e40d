package pages

import (
	"testing"

	"griot/generator/site"
	"griot/generator/view"
)

// TestPictureOfAPage looks at the picture that a page of the real hub names,
// in both languages: the file is the source's, the words are the page's own.
func TestPictureOfAPage(t *testing.T) {
	b := hub(t)
	en, fr := pageAt(t, b, "en/about/").Picture, pageAt(t, b, "fr/a-propos/").Picture
	if en == nil || fr == nil || en.Src != fr.Src || en.Width != 1520 || en.Height != 760 {
		t.Fatalf("pictures %+v and %+v", en, fr)
	}
	for _, p := range []*view.Picture{en, fr} {
		if p.Alt == "" || p.Caption == "" || p.Credit == "" {
			t.Errorf("words are missing: %+v", p)
		}
	}
	if en.Caption == fr.Caption || en.Alt == fr.Alt {
		t.Errorf("French says the same as English: %+v", fr)
	}
	if p := pageAt(t, b, "en/search/").Picture; p != nil {
		t.Errorf("a page without a picture shows %+v", p)
	}
	for _, status := range []site.Status{site.Missing, site.Unusable, site.Escapes} {
		in := b.in
		in.Image = func(site.Rendition, string, string) site.Target { return site.Target{Status: status, Href: "x.png"} }
		if p := pageAt(t, New(in, b.texts), "en/about/").Picture; p != nil {
			t.Errorf("status %d: a picture that can't be shown is: %+v", status, p)
		}
	}
}

// TestPictureInTheSourcesWords looks at a translation that leaves the words of
// a picture to its source.
func TestPictureInTheSourcesWords(t *testing.T) {
	b := hub(t)
	fr := b.in.Site.ByID["about"].Pages["fr"]
	own := fr.Front.Image
	t.Cleanup(func() { fr.Front.Image = own })
	fr.Front.Image = b.in.Site.ByID["about"].Pages["en"].Front.Image
	if b.in.Site.ByID["about"].Source == fr {
		t.Fatal("the French page is the source")
	}
	p := pageAt(t, New(b.in, b.texts), "fr/a-propos/").Picture
	if p.Lang != "en" || p.Dir != "ltr" || p.Alt != fr.Front.Image.Alt {
		t.Errorf("the words %q are in %q, %q", p.Alt, p.Lang, p.Dir)
	}
	if p := pageAt(t, New(b.in, b.texts), "en/about/").Picture; p.Lang != "" {
		t.Errorf("the source's own words are in %q", p.Lang)
	}
}
