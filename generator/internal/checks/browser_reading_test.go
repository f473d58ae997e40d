//go:build site

package checks

import (
	"context"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pageWith finds the first page below a folder of public/ whose text has a
// mark.
func pageWith(t *testing.T, folder, mark string) string {
	t.Helper()
	for _, page := range filesIn(t, public, ".html") {
		if strings.HasPrefix(page, folder) && strings.Contains(read(t, public, page), mark) {
			return page
		}
	}
	t.Fatalf("no page below %s has %s", folder, mark)
	return ""
}

// TestContentsFollowTheReader scrolls from heading to heading.
func TestContentsFollowTheReader(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	page := pageWith(t, "fr/bibliotheque/", `class="toc"`)
	var ids []string
	if err := b.do(as(screen{width: 1280}), open(h.urlOf(page)),
		eval(`[...document.querySelectorAll(".toc a")].map(a => a.hash)`, &ids)); err != nil || len(ids) < 2 {
		t.Fatalf("%s has the contents %q (%v)", page, ids, err)
	}
	for _, id := range ids[:2] {
		if err := b.do(eval(`(document.getElementById(decodeURIComponent(`+strconv.Quote(id[1:])+`)).scrollIntoView(), true)`, new(bool))); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `[...document.querySelectorAll(".toc a[aria-current=true]")].map(a => a.hash).join()`, id)
	}
	report(t, b.takeProblems())
}

// TestLettersOfTheDisplayFont measures letters before two faces that lend
// those which are missing: widths that differ are theirs.
func TestLettersOfTheDisplayFont(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	var missing []string
	if err := b.do(open(h.urlOf("en/index.html")), eval(`new FontFace("mine", "url(" + performance.getEntriesByType("resource").map(r => r.name).find(n => n.endsWith(".woff2")) + ")").load().then(face => {
		document.fonts.add(face);
		const pen = document.createElement("canvas").getContext("2d");
		const wide = (letter, other) => (pen.font = "90px mine, " + other, pen.measureText(letter).width);
		return [..."ɛɔɲŋɓɗƙƴǝʼƐƆƝŊƁƊƘƳƎéœṭ"].filter(l => wide(l, "monospace") !== wide(l, "serif"));
	})`, &missing)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(missing, ""); got != "\u1e6d" { // of Tamasheq, which is known to be
		t.Errorf("the font lacks %q", got)
	}
	report(t, b.takeProblems())
}

// TestNotesOpenWhereTheyAreCited opens a note by keyboard and closes it; where
// scripts are off, its link leads to it.
func TestNotesOpenWhereTheyAreCited(t *testing.T) {
	h := built(t, atRoot)
	page := pageWith(t, "fr/bibliotheque/", `class="ref"`)
	for _, width := range []int64{360, 1280} {
		b := newTab(t, h.url)
		const pop = `document.querySelector(".pop-note:popover-open")`
		var note string
		if err := b.do(as(screen{width: width}), open(h.urlOf(page)),
			eval(`document.querySelector(document.querySelector("a.ref").hash).firstChild.textContent.trim()`, &note),
			chromedp.Focus("a.ref"), typed(keyEnter), until(pop+` != null`)); err != nil {
			t.Fatal(err)
		}
		b.expect(t, pop+`.textContent.includes(`+strconv.Quote(note)+`)`, "true")
		b.expect(t, `(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(`+pop+`.getBoundingClientRect())`, "true")
		for _, p := range b.axe(t) {
			t.Errorf("%d: %s", width, p)
		}
		if err := b.do(typed(keyEscape)); err != nil {
			t.Fatal(err)
		}
		b.expect(t, pop+` == null && document.activeElement.className`, "ref")
		b.expect(t, `location.hash`, "")
		report(t, b.takeProblems())
	}
}

// windowIsStill waits until the window has not moved for some frames.
const windowIsStill = `new Promise(done => {
	let y = -1, still = 0;
	const frame = () => {
		still = scrollY === y ? still + 1 : 0;
		y = scrollY;
		if (still > 20) done(true);
		else requestAnimationFrame(frame);
	};
	frame();
})`

// TestNotesStayWhileThePageMoves opens a note as soon as it is reached, while
// the window is still on its way there.
func TestNotesStayWhileThePageMoves(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	const pop = `document.querySelector(".pop-note:popover-open")`
	moves := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "no-preference"}},
		})
		return err
	})
	if err := b.do(as(screen{width: 1280}), moves, open(h.urlOf(pageWith(t, "fr/bibliotheque/", `class="ref"`))),
		eval(`(document.querySelector("a.ref").focus(), document.querySelector("a.ref").click(), true)`, new(bool)),
		eval(windowIsStill, new(bool))); err != nil {
		t.Fatal(err)
	}
	b.expect(t, pop+` != null`, "true")
	b.expect(t, `(r => r.top >= 0 && r.bottom <= innerHeight + 1)(document.querySelector("a.ref").getBoundingClientRect())`, "true")
	report(t, b.takeProblems())
}

// TestDiagramShowsPaths focuses a node: what it leads to and what leads to it
// stand out, nothing else does.
func TestDiagramShowsPaths(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	const lit = `[...document.querySelectorAll(".tree [data-path].lit")].map(n => n.dataset.path.split(" ")[0])`
	var before, after []string
	var path string
	if err := b.do(as(screen{width: 1280}), open(h.urlOf("en/theory-of-change/index.html")), eval(lit, &before),
		chromedp.Focus(".row a"), until(lit+`.length > 0`), eval(`document.activeElement.closest("[data-path]").dataset.path`, &path), eval(lit, &after)); err != nil {
		t.Fatal(err)
	}
	if len(before) != 0 {
		t.Errorf("%q stand out before anybody looks", before)
	}
	for _, id := range strings.Fields(path) {
		if !strings.Contains(" "+strings.Join(after, " ")+" ", " "+id+" ") {
			t.Errorf("%s doesn't stand out among %q", id, after)
		}
	}
	b.expect(t, `document.querySelectorAll(".tree path.lit").length > 0 && document.querySelectorAll(".tree [data-path]:not(.lit)").length > 0`, "true")
	report(t, b.takeProblems())
}

// TestPictureHasItsWords looks at the picture of a page: its size is known
// before it comes, and caption and credit are below it.
func TestPictureHasItsWords(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	page := pageWith(t, "fr/", `class="picture"`)
	for _, width := range []int64{360, 1280} {
		if err := b.do(as(screen{width: width}), open(h.urlOf(page))); err != nil {
			t.Fatal(err)
		}
		const img = `document.querySelector("figure.picture img")`
		b.expect(t, `((i, r) => r.width > 200 && Math.abs(r.width / r.height - i.getAttribute("width") / i.getAttribute("height")) < .01)(`+
			img+`, `+img+`.getBoundingClientRect())`, "true")
		b.expect(t, img+`.alt.length > 20 && `+img+`.loading == "lazy"`, "true")
		b.expect(t, `[...document.querySelectorAll("figure.picture figcaption, figure.picture .credit")].every(e => e.textContent.trim().length > 10 && e.checkVisibility())`, "true")
	}
	report(t, b.takeProblems())
}

// TestScriptsHoldNoWords looks for texts in the theme's scripts: what readers
// see comes from messages.
func TestScriptsHoldNoWords(t *testing.T) {
	sentence := regexp.MustCompile("[\"'`][A-ZÀ-Ý][a-zà-ÿ]+ [a-zà-ÿ]+")
	for _, file := range filesIn(t, public, ".js") {
		if !strings.HasPrefix(file, "assets/palabre") && !strings.Contains(file, ".ui.") {
			continue
		}
		for _, m := range sentence.FindAllString(read(t, public, file), -1) {
			t.Errorf("%s says %s", file, m)
		}
	}
	wants(t, sentence.FindAllString(`say("Nothing found")`, -1), "Nothing found")
}

// TestScriptsAreSmall weighs what a reader loads: on each page, and when they
// search.
func TestScriptsAreSmall(t *testing.T) {
	for _, c := range []struct {
		name string
		most int // bytes, compressed with gzip
	}{{"palabre.", 2 << 10}, {"search.ui.", 6 << 10}, {"library.ui.", 4 << 10}} {
		found := false
		for _, file := range filesIn(t, public, ".js") {
			if !strings.HasPrefix(file, "assets/"+c.name) {
				continue
			}
			found = true
			packed, err := exec.Command("gzip", "-9", "-c", public+"/"+file).Output()
			if err != nil {
				t.Fatal(err)
			}
			if len(packed) > c.most {
				t.Errorf("%s has %d bytes, %d too many", file, len(packed), len(packed)-c.most)
			}
		}
		if !found {
			t.Errorf("no script %s*", c.name)
		}
	}
}
