//go:build site

package checks

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// spacing sets or removes the text spacing of WCAG 1.4.12.
const spacing = `on => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }" +
		" p { margin-block-end: 2em !important; }");
	document.adoptedStyleSheets = on ? [sheet] : [];
	return on;
}`

// misplaced lists what a reader of a diagram would call wrong: a mark that is
// not on the line of its own box, or near one of another; an arrow beside its line's
// end; a box wider than its place; a word on two lines.
const misplaced = `(() => {
	const out = [], tree = document.querySelector(".tree"), room = document.documentElement.clientWidth;
	const shown = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
	const idOf = box => box.dataset.path.split(" ")[0];
	const lines = [...tree.querySelectorAll(".up path")].filter(shown).map(path => {
		const at = path.getScreenCTM(), n = path.getTotalLength(), points = [];
		for (let i = 0; i <= 40; i++) points.push(path.getPointAtLength(n * i / 40).matrixTransform(at));
		return {path, points};
	});
	const near = (line, x, y) => Math.min(...line.points.map((p, i) => {
		if (!i) return Infinity;
		const q = line.points[i - 1], dx = p.x - q.x, dy = p.y - q.y;
		const t = Math.max(0, Math.min(1, ((x - q.x) * dx + (y - q.y) * dy) / (dx * dx + dy * dy || 1)));
		return Math.hypot(x - q.x - t * dx, y - q.y - t * dy);
	}));
	let marks = 0;
	for (const mark of [...tree.querySelectorAll(".assume")].filter(shown)) {
		marks++;
		const r = mark.getBoundingClientRect(), x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
		const stem = mark.closest(".stem"), box = (stem ? stem.parentNode : mark).querySelector("[data-path]") ?? mark.closest("[data-path]");
		const name = idOf(box) + " " + mark.textContent.trim();
		if (!stem) {
			const b = box.getBoundingClientRect();
			if (r.left < b.left || r.right > b.right || r.top < b.top || r.bottom > b.bottom) out.push(name + " is outside of its box");
			continue;
		}
		const top = box.getBoundingClientRect().top; // of a line over several rows, the first part counts
		const own = lines.filter(l => l.path.dataset.from === idOf(box) && Math.abs(l.points[0].y - top) < 3);
		if (!own.length) out.push(name + " has no line");
		for (const l of own) if (near(l, x, y) > 1.5) out.push(name + " is " + near(l, x, y) + " beside its line to " + l.path.dataset.to);
		for (const l of lines) {
			if (l.path.dataset.from === idOf(box)) continue;
			const d = near(l, x, y);
			if (d < r.height / 2 + 1.5) out.push(name + " is on the line " + l.path.dataset.from + " to " + l.path.dataset.to + ", " + d);
		}
	}
	for (const box of tree.querySelectorAll(".row .node")) {
		const b = box.getBoundingClientRect(), place = box.parentNode.getBoundingClientRect();
		if (b.width > place.width + .5 || b.right > room) out.push(idOf(box) + " is wider than its place");
		for (const l of lines) {
			const end = l.points.at(-1), start = l.points[0], x = (b.left + b.right) / 2;
			if (l.path.dataset.from === idOf(box) && Math.abs(start.y - b.top) < 3 && Math.abs(start.x - x) > 1.5) out.push(idOf(box) + ": its line starts beside it");
			if (l.path.dataset.to === idOf(box) && Math.abs(end.y - b.bottom) < 3 && Math.abs(end.x - x) > 1.5) out.push(idOf(box) + ": the line of " + l.path.dataset.from + " ends beside it");
		}
	}
	const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT);
	for (let n = walker.nextNode(); n; n = walker.nextNode()) {
		if (!shown(n.parentElement) || n.parentElement.closest(".vh")) continue;
		for (const m of n.data.matchAll(/[^\s-]+/g)) {
			const range = document.createRange();
			range.setStart(n, m.index);
			range.setEnd(n, m.index + m[0].length);
			const along = getComputedStyle(n.parentElement).writingMode === "horizontal-tb" ? "top" : "left";
			const rects = [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1);
			if (rects.some(r => Math.abs(r[along] - rects[0][along]) > 6)) out.push("broken: " + m[0]);
		}
	}
	if (document.documentElement.scrollWidth > room) out.push("the page is " + document.documentElement.scrollWidth + " wide");
	if (!marks && tree.querySelector(".assume") && room >= 768) out.push("no mark is shown");
	return {out, drawn: lines.length};
})()`

// TestMarksStandOnTheirLine measures the hub's diagrams and ten generated ones, with
// the broadest letters, as they are and with the text spacing of WCAG 1.4.12.
func TestMarksStandOnTheirLine(t *testing.T) {
	files := map[string]string{"content/hub.yaml": "base_url: https://hub.example.org/\nlanguages: [{ code: en, name: English }]\n" +
		"title: { en: Hub }\ndescription: { en: A hub. }\nsections:\n  theories: { kind: theory-of-change, name: { en: Theories }, slug: { en: theories } }\n"}
	rng := rand.New(rand.NewPCG(5, 17))
	var pages []string
	for i, n := range []int{4, 7, 10, 13, 16, 19, 22, 25, 40, 60} {
		name := fmt.Sprintf("t%d", i)
		files["content/theories/"+name+".en.md"] = generatedTheory(rng, n, i%3)
		pages = append(pages, "en/theories/"+name+"/")
	}
	dir := write(t, files)
	if _, err := output(time.Minute, nil, program, "-C", dir, "build"); err != nil {
		t.Fatal(err)
	}
	h, err := serveFolder(filepath.Join(dir, "public"), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	drawn := map[string]int64{}
	for _, page := range pages {
		measureDiagram(t, b, h.url+page, drawn)
	}
	widths := slices.Collect(func(yield func(int64) bool) {
		for _, w := range drawn {
			yield(w)
		}
	})
	if len(drawn) < 5 || !slices.Contains(widths, 1024) {
		t.Errorf("lines are drawn from the widths %v", drawn)
	}
	hub := built(t, atRoot)
	for _, page := range filesIn(t, public, "index.html") {
		if strings.Contains(read(t, public, page), `data-layout="theory-of-change"`) {
			measureDiagram(t, newTab(t, hub.url), hub.urlOf(page), drawn)
			if drawn[hub.urlOf(page)] != 1024 { // at 768, six boxes would need letters of 10 pixels
				t.Errorf("%s has lines from %d pixels on", page, drawn[hub.urlOf(page)])
			}
		}
	}
}

// measureDiagram measures a diagram on screens, and notes the first on which it has
// lines.
func measureDiagram(t *testing.T, b *tab, url string, drawn map[string]int64) {
	t.Helper()
	if err := b.do(open(url)); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{360, 768, 1024, 1280, 1920} {
		for _, spaced := range []bool{false, true} {
			var found struct {
				Out   []string
				Drawn int
			}
			err := b.do(as(screen{width: width}), eval(fmt.Sprintf(`(%s)(%v)`, spacing, spaced), new(bool)), eval(misplaced, &found))
			if err != nil {
				t.Fatalf("%s: %v", url, err)
			}
			for _, f := range found.Out {
				t.Errorf("%s, %d pixels, spaced %v: %s", url, width, spaced, f)
			}
			if _, ok := drawn[url]; !ok && found.Drawn > 0 {
				drawn[url] = width
			}
		}
	}
	report(t, b.takeProblems())
}

// generatedTheory writes a theory of n boxes whose words have up to 6, 11 or 17
// letters.
func generatedTheory(rng *rand.Rand, n, length int) string {
	words := [][]string{{"people", "speak", "law", "rights"}, {"communities", "answer", "protection"}, {"institutionnelles", "parole", "droits"}}[length]
	text := func(count int) string {
		var out []string
		for range count {
			out = append(out, words[rng.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	var nodes, all []string
	add := func(layer string, count int) {
		above := all
		for i := range count {
			id := fmt.Sprintf("%s-%d", layer, i)
			node := fmt.Sprintf("  - id: %s\n    layer: %s\n    title: %s\n    text: %s.\n", id, layer, text(3), text(12))
			for k, list := range [][]string{above, {"a0", "a1", "a2"}, above} {
				key := []string{"leads_to", "assumptions", "supports"}[k]
				rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
				if some := rng.IntN(4); len(list) > 0 && some > 0 {
					node += fmt.Sprintf("    %s: [%s]\n", key, strings.Join(list[:min(some, len(list))], ", "))
				}
			}
			nodes, all = append(nodes, node), append(all[:len(all):len(all)], id)
		}
	}
	add("impact", 1)
	add("outcome", n/3)
	add("intermediate", n/3)
	add("strategy", n-len(nodes))
	return "---\ntitle: A theory\nsummary: It leads somewhere.\ndate: 2026-01-01\nnodes:\n" + strings.Join(nodes, "") +
		"assumptions: [{ id: a0, text: One holds. }, { id: a1, text: Two holds. }, { id: a2, text: Three holds. }]\n---\n\nText.\n"
}
