//go:build site && audit

package checks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// reflow makes the page small (320 pixels; 400 % of a screen of 1280 by 1024)
// and sets its text with the spacing of WCAG 1.4.12, and lists what is cut,
// hidden or wider than the screen.
func (b *tab) reflow() ([]string, error) {
	var all []string
	for _, c := range []struct {
		name          string
		width, height int64
		spaced        bool
	}{
		{"320 pixels", 320, 900, false}, {"400 %", 320, 256, false},
		{"spaced, 320 pixels", 320, 900, true}, {"spaced, 1280 pixels", 1280, 900, true},
	} {
		var found []string
		err := b.do(chromedp.EmulateViewport(c.width, c.height),
			eval(fmt.Sprintf(`(%s)(%v)`, spacing, c.spaced), new(bool)), eval(faults, &found))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			all = append(all, c.name+": "+f)
		}
	}
	return all, nil
}

// faults lists what makes the page scroll sideways, what scrolls sideways in a
// box and is no table, text that a box cuts, and text that spills out of its
// box onto its neighbours.
const faults = `(() => {
	const out = [], name = e => e.outerHTML.slice(0, 120);
	const room = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > room) {
		const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1 && !e.closest(".scroll"));
		out.push("the page is " + document.documentElement.scrollWidth + " wide: " + wide.slice(-2).map(name).join(" "));
	}
	const seen = new Set(), clips = /hidden|clip/, scrolls = /auto|scroll/;
	const once = (what, e) => { if (!seen.has(e)) { seen.add(e); out.push(what + ": " + name(e)); } };
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e);
		if (scrolls.test(style.overflowX) && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.querySelector("table")) once("scrolls sideways", e);
	}
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, n => n.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
	for (let n = walker.nextNode(); n; n = walker.nextNode()) {
		const own = n.parentElement;
		if (/^(SCRIPT|STYLE|TEMPLATE|OPTION|NOSCRIPT)$/.test(own.tagName) || !own.checkVisibility({visibilityProperty: true})) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		const rects = [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1);
		for (let e = own; e && e !== document.body; e = e.parentElement) {
			const style = getComputedStyle(e);
			if (style.clipPath !== "none" || style.position === "absolute" && e.offsetTop < 0) break; // for screen readers, or until it has the focus
			const box = e.getBoundingClientRect();
			if (clips.test(style.overflowX) && rects.some(r => r.left < box.left - 1 || r.right > box.right + 1) ||
				clips.test(style.overflowY) && rects.some(r => r.top < box.top - 2 || r.bottom > box.bottom + 2)) once("cut", e);
			if (scrolls.test(style.overflowX)) break;
			if (style.display !== "inline" && rects.some(r => r.right > box.right + 1.5 || r.left < box.left - 1.5 || r.bottom > box.bottom + r.height / 2)) {
				if (!/^(TD|TH|TR|TBODY|TABLE|svg|text)$/.test(e.tagName)) once("spills over", e);
			}
		}
	}
	return out;
})()`

func TestReflowObjects(t *testing.T) {
	h, err := serveFolder(write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title><link rel="stylesheet" href="a.css">` +
			`</head><body><div class="cut">some text that is longer than its box is wide and long</div>` +
			`<div class="low">some text that is longer than its box is high, on more lines</div>` +
			`<div class="box"><div class="broad">a</div></div><div class="scroll"><table class="broad"><tr><td>a table may</table></div>` +
			`<div class="wide">wide</div></body></html>`,
		"a.css": `.cut{overflow:hidden;white-space:nowrap;width:10rem}.low{width:10rem;height:1.2rem}.box,.scroll{overflow:auto}` +
			`.broad{width:90rem}.wide{width:30rem}`,
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	if err := b.do(open(h.url)); err != nil {
		t.Fatal(err)
	}
	found, err := b.reflow()
	if err != nil {
		t.Fatal(err)
	}
	wants(t, found, `320 pixels: cut: <div class="cut"`, `spills over: <div class="low"`, `scrolls sideways: <div class="box"`, "488 wide", "spaced, 1280")
	for _, f := range found {
		if strings.Contains(f, `scrolls sideways: <div class="scroll"`) {
			t.Errorf("a table may scroll in its box: %s", f)
		}
	}
}
