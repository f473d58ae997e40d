//go:build site

package checks

import (
	"path/filepath"
	"testing"
)

// TestPseudoLayout shows one page of each kind, in each language, with texts
// that are longer than any translation: nothing may be cut off, nor make the
// page wider than the window.
func TestPseudoLayout(t *testing.T) {
	if err := build("pseudo", "--pseudo"); err != nil {
		t.Fatal(err)
	}
	h, err := serveFolder(filepath.Join(scratch, "pseudo", "out"), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	withEachFontSet(t, func(t *testing.T, fonts fontSet) { pseudoLayout(t, h, fonts) })
}

func pseudoLayout(t *testing.T, h *host, fonts fontSet) {
	b := newTabWith(t, h.url, fonts)
	for _, page := range samples(t, true) {
		if err := b.do(prefers("eo"), open(h.urlOf(page))); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, width := range []int64{320, 700, 1280} {
			var wide, cut []string
			if err := b.do(as(screen{width: width}), eval(sideways, &wide), eval(clipped, &cut)); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			for _, w := range wide {
				t.Errorf("%s: wider than a screen of %d pixels: %s", page, width, w)
			}
			for _, c := range cut {
				t.Errorf("%s: cut off on a screen of %d pixels: %s", page, width, c)
			}
		}
		for _, p := range b.takeProblems() {
			t.Errorf("%s: %s", page, p)
		}
	}
}

// clipped lists texts that their box, or the drawing that they are in, cuts
// off. Boxes that scroll cut nothing off, and what is hidden from sight for
// screen readers has no room at all.
const clipped = `(() => {
	const out = [];
	for (const e of document.body.querySelectorAll("*")) {
		if (![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
		if (e.ownerSVGElement) {
			const box = e.getBoundingClientRect(), all = e.ownerSVGElement.getBoundingClientRect();
			if (box.width && (box.left < all.left - 1 || box.right > all.right + 1)) out.push(e);
			continue;
		}
		const box = e.getBoundingClientRect();
		for (let at = e; at != document.body; at = at.parentElement) {
			const style = getComputedStyle(at), all = at.getBoundingClientRect();
			if (style.clipPath == "inset(50%)" || style.visibility == "hidden") break; // for screen readers
			if (style.overflowX != "hidden" && style.overflowX != "clip") continue;
			if (at == e ? e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1 : box.right > all.right + 1 || box.bottom > all.bottom + 1) {
				out.push(e);
				break;
			}
		}
	}
	return out.slice(0, 4).map(e => e.outerHTML.slice(0, 200));
})()`

func TestPseudoLayoutObjects(t *testing.T) {
	h, err := serveFolder(write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title><link rel="stylesheet" href="a.css">` +
			`</head><body><p>longer than its box</p><svg viewBox="0 0 9 9"><text>longer than its drawing</text></svg></body></html>`,
		"a.css": `p{overflow:hidden;width:3rem;white-space:nowrap}svg{width:3rem}`,
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	var cut []string
	if err := b.do(open(h.url), eval(clipped, &cut)); err != nil {
		t.Fatal(err)
	}
	wants(t, cut, "its box", "its drawing")
	if len(cut) != 2 {
		t.Errorf("%d objections: %q", len(cut), cut)
	}
}
