// Taps on a phone, whose first tap comes without a pointer that hovers before:
// the library's filters and order, at once one after the other; and the same
// filters where there is no script.
const PHONE = {width: 360, height: 740, isMobile: true, hasTouch: true};

// tap touches what a selector finds and what its text includes; it doesn't wait for
// what follows. Firefox can't be made to touch: there it is a click of which no
// pointer has given notice.
export async function tap(tab, selector, text = "") {
  const found = await tab.evaluateHandle((selector, text) => [...document.querySelectorAll(selector)].find((e) => e.textContent.includes(text)), selector, text);
  await found.evaluate((e) => e.scrollIntoView({block: "center", behavior: "instant"}));
  if (/firefox/i.test(await tab.browser().version())) await found.evaluate((e) => e.click());
  else await found.tap();
}

export async function phone(tab) {
  // Firefox emulates no phone.
  await tab.setViewport(PHONE).catch(() => tab.setViewport({width: PHONE.width, height: PHONE.height}));
}

const shown = (tab) => tab.$$eval(".split .entries > li", (all) => all.length);

async function filters(tab, expect, {library}) {
  await phone(tab);
  await tab.goto(library);
  const all = await shown(tab);
  await expect("the order is not offered", tab.$eval(".sort", (e) => e.checkVisibility()));
  await tap(tab, "#p-refine a", "Justice");
  await tap(tab, "#p-refine a", "Niger");
  await tab.waitForFunction(() => location.search === "?outcome=justice&country=niger" && document.querySelectorAll(".chips a").length === 2);
  const some = await shown(tab);
  await expect(`two filters leave ${some} of ${all} documents`, some > 0 && some < all);
  await expect("the filters still wait", tab.evaluate(() => !document.querySelector("[aria-busy]")));

  await tab.goto(library);
  await tap(tab, ".sort a[data-sort=title]");
  await tab.waitForFunction(() => location.search === "?sort=title");
  await expect("the first tap on an order doesn't sort", tab.$$eval(".split .entries h3", (all) => {
    const titles = all.map((h) => h.textContent);
    return titles.join() === [...titles].sort(new Intl.Collator(document.documentElement.lang).compare).join();
  }));
}

// From the list of one term, two taps lead to the library with all three.
async function listing(tab, expect, {listing}) {
  await phone(tab);
  await tab.goto(listing);
  await tap(tab, "#p-refine a", "Justice");
  await tab.waitForFunction(() => location.search.includes("country=niger") && location.search.includes("outcome=justice") && document.querySelectorAll(".chips a").length === 2);
}

// What is seen before the page is whole answers already.
async function buttons(tab, expect, {brief}) {
  await phone(tab);
  await tab.goto(brief);
  await tap(tab, ".looks label", "");
  await tap(tab, ".looks label:has([value=dark])");
  await tab.waitForFunction(() => document.documentElement.dataset.looks === "dark");
  await tap(tab, ".looks label:has([value=''])");
  await tab.waitForFunction(() => !document.documentElement.dataset.looks);
  await tap(tab, "a.ref");
  await tab.waitForFunction(() => document.querySelector(".pop-note:popover-open"));
  await tap(tab, ".pop-note .btn");
  await tab.waitForFunction(() => !document.querySelector(".pop-note:popover-open"));
}

// A tap on an acronym, or Enter, opens its full form and the way to the glossary.
async function acronyms(tab, expect, {acronym}) {
  const box = ".pop-note:popover-open";
  await phone(tab);
  await tab.goto(acronym);
  const {title, href} = await tab.$eval("a.abbr", (e) => ({title: e.firstElementChild.title, href: e.href}));
  for (const open of [() => tap(tab, "a.abbr"), async () => { await tab.focus("a.abbr"); await tab.keyboard.press("Enter"); }]) {
    await open();
    await tab.waitForSelector(box);
    await expect("the full form is not shown", tab.$eval(box, (e, title) => e.checkVisibility() && e.textContent.includes(title), title));
    await expect("the glossary is not offered", tab.$eval(box + " .more", (e, href) => e.checkVisibility() && e.href === href, href));
    await expect("it stands outside of the window", tab.$eval(box, (e) => (r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(e.getBoundingClientRect())));
    await tab.keyboard.press("Escape");
    await tab.waitForFunction((box) => !document.querySelector(box), {}, box);
    await expect("the focus is not back at the acronym", tab.evaluate(() => document.activeElement.className.includes("abbr")));
  }
  await tap(tab, "a.abbr");
  await tab.waitForSelector(box);
  await tap(tab, box + " .more");
  await tab.waitForFunction((href) => location.href === href && document.querySelector("h1"), {}, href);
}

async function unscripted(tab, expect, {library, acronym}) {
  await tab.setJavaScriptEnabled(false);
  await tab.goto(acronym);
  const href = await tab.$eval("a.abbr", (e) => e.href);
  await tab.tap("a.abbr");
  await tab.waitForSelector("h1 .short, .definition");
  await expect("without a script, an acronym doesn't lead to the glossary", tab.url() === href);
  await tab.goto(library);
  await tab.tap("#p-refine a[data-value=justice]");
  await tab.waitForSelector("h1 + .go, .kicker a[href]");
  await expect("without a script, a filter doesn't lead to its page", !tab.url().includes("?") && tab.url() !== library);
  await expect("without a script, an order is offered", tab.$(".sort").then(async (e) => !e || !await e.isVisible()));
}

export default async function (tab, expect, needs, step) {
  const parts = needs.scripted === "no" ? [unscripted] : [filters, listing, buttons, acronyms];
  for (const part of parts) {
    step(part.name);
    await part(tab, (what, holds) => expect(`${part.name}: ${what}`, holds), needs);
  }
}
