//go:build site

package checks

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// shift is how much of a page moved after it was shown, and what.
type shift struct {
	Sum   float64
	Moved []string
}

// shifted adds up the layout shift of a page that has been read to its end.
const shifted = `(async () => {
	const pause = () => new Promise(done => setTimeout(done, 30));
	for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 2) { scrollTo(0, y); await pause(); }
	await Promise.all([...document.images].map(i => i.decode().catch(() => {})));
	let sum = 0, moved = [];
	const place = r => [r.x, r.y, r.width, r.height].map(Math.round).join(" ");
	const add = list => {
		for (const e of list) {
			sum += e.value;
			moved.push(...e.sources.map(s => String(s.node?.outerHTML ?? s.node?.parentNode?.outerHTML).slice(0, 90) + ": from " + place(s.previousRect) + " to " + place(s.currentRect)));
		}
	};
	const observer = new PerformanceObserver(list => add(list.getEntries()));
	observer.observe({type: "layout-shift", buffered: true});
	await pause();
	add(observer.takeRecords());
	scrollTo(0, 0);
	return {sum, moved};
})()`

// TestPagesInPiecesKeepStill opens a page of each kind over a line so slow
// that it is painted many times before it is there, as browsers also do with
// any page when they are busy. What has been shown must not move for what
// comes after it. With the broadest letters the first screens come in pieces; with
// other fonts the masthead, title and facts, where lines are tight.
func TestPagesInPiecesKeepStill(t *testing.T) {
	var shows []showing
	for _, page := range samples(t, false) {
		shows = append(shows, showing{page, screen{width: 360}}, showing{page, screen{width: 1280}})
	}
	withEachFontSet(t, func(t *testing.T, fonts fontSet) {
		h, err := serveFolder(public, "/", true)
		if err != nil {
			t.Fatal(err)
		}
		h.pieces = pieces{300, 20 * time.Millisecond}
		if fonts == dejaVu {
			h.pieces.number = 400
		}
		report(t, movements(t, h, fonts, shows))
	})
}

func TestPagesInPiecesObjects(t *testing.T) {
	h, err := serveFolder(write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title><link rel="stylesheet" href="a.css"></head>` +
			`<body><ul><li>Outcomes</li><li>Countries</li><li>Library</li></ul></body></html>`,
		"a.css": `ul{display:flex;justify-content:end}`,
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	h.pieces = pieces{400, 100 * time.Millisecond}
	wants(t, movements(t, h, dejaVu, []showing{{"index.html", screen{width: 360}}}), "index.html (360 light) moves by 0.", "<li>Outcomes</li>")
}

// movements opens pages, many at once since they come slowly, and says which
// move.
func movements(t *testing.T, h *host, fonts fontSet, shows []showing) []string {
	t.Helper()
	found := make([]string, len(shows))
	inTabs(t, h, fonts, 20, len(shows), func(b *tab, i int) error {
		var s shift
		if err := b.do(prefers("eo"), as(shows[i].screen), open(h.urlOf(shows[i].page)), until("true"), eval(shifted, &s)); err != nil {
			return fmt.Errorf("%s (%v): %w", shows[i].page, shows[i].screen, err)
		}
		if s.Sum > 0 {
			found[i] = fmt.Sprintf("%s (%v) moves by %.4f: %q", shows[i].page, shows[i].screen, s.Sum, s.Moved)
		}
		return nil
	})
	return slices.DeleteFunc(found, func(s string) bool { return s == "" })
}
