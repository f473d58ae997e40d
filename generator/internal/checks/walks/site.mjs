// Walks through a site as a reader: languages, menu, colours, notes, library,
// diagram; and prints two pages to PDF.
import {join} from "node:path";

const WIDE = {width: 1280, height: 900}, NARROW = {width: 360, height: 740};

async function loads(tab, act) {
  await tab.evaluate(() => { window.before = true; });
  await act();
  await tab.waitForFunction(() => !window.before && document.readyState === "complete" && document.querySelector("h1"));
}

async function languages(tab, expect, {brief}) {
  await tab.setViewport(NARROW);
  await tab.goto(brief);
  const title = await tab.$eval("h1", (e) => e.textContent);
  await loads(tab, () => tab.click(".langs a[hreflang=en]"));
  await expect("the switch to English leads to a page in another language", tab.evaluate(() => document.documentElement.lang === "en"));
  await loads(tab, () => tab.click(".langs a[hreflang=fr]"));
  await expect("the switch back leads elsewhere", tab.$eval("h1", (e, was) => e.textContent === was, title));
}

async function menu(tab, expect, {home}) {
  await tab.setViewport(NARROW);
  await tab.goto(home);
  await tab.focus(".masthead .tap");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => (r => r.top >= 0 && r.top < innerHeight)(document.querySelector("#p-menu").getBoundingClientRect()));
  await tab.keyboard.press("Tab");
  await expect("after the menu's link, Tab doesn't lead into the menu", tab.evaluate(() => !!document.activeElement.closest("#p-menu")));
  await loads(tab, () => tab.keyboard.press("Enter"));
  await expect("the menu doesn't mark the page it led to", tab.evaluate(() => document.querySelector("#p-menu a[aria-current]").href === location.href));
  await tab.setViewport(WIDE);
  await expect("a wide screen shows no menu in its masthead", tab.$eval(".masthead .nav", (e) => e.checkVisibility()));
  await expect("a wide screen shows the way to the menu", tab.$eval(".masthead .tap", (e) => !e.checkVisibility()));
}

const brightness = () => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3;

async function looks(tab, expect, {home}) {
  await tab.setViewport(WIDE);
  await tab.goto(home);
  for (const [value, holds] of [["dark", (n) => n < 60], ["light", (n) => n > 200]]) {
    await tab.click(`.looks label:has(input[value=${value}])`);
    await expect(`${value} is not ${value}`, tab.evaluate(brightness).then(holds));
    await tab.reload();
    await expect(`${value} is forgotten`, tab.evaluate(brightness).then(holds));
    await expect(`${value} is not the choice shown`, tab.$eval(`.looks input[value=${value}]`, (e) => e.checked));
  }
  await tab.focus(".looks input:checked");
  await tab.keyboard.press("ArrowUp"); // from light to the device's choice
  await expect("the device's choice is not taken again", tab.evaluate(() => !document.documentElement.dataset.looks && document.querySelector('.looks input[value=""]').checked));
}

async function notes(tab, expect, {brief}) {
  for (const screen of [NARROW, WIDE]) {
    await tab.setViewport(screen);
    await tab.goto(brief);
    await tab.click("a.ref");
    await tab.waitForFunction(() => document.querySelector(".pop-note:popover-open")?.textContent.trim().length > 10);
    await expect("a note opens outside of the window", tab.$eval(".pop-note", (e) => (r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(e.getBoundingClientRect())));
    await tab.keyboard.press("Escape");
    await expect("Escape leaves the note open", tab.evaluate(() => !document.querySelector(".pop-note:popover-open")));
    await expect("the focus is not where the note was cited", tab.evaluate(() => document.activeElement.className === "ref"));
    await tab.keyboard.press("Enter");
    await tab.waitForFunction(() => document.querySelector(".pop-note:popover-open"));
    await tab.click(".pop-note .btn");
    await expect("the button leaves the note open", tab.evaluate(() => !document.querySelector(".pop-note:popover-open")));
  }
}

async function library(tab, expect, {library}) {
  const count = () => tab.$$eval(".split .entries > li", (all) => all.length);
  const shows = (n) => tab.waitForFunction((n) => document.querySelectorAll(".split .entries > li").length === n, {}, n);
  const choose = (name) => tab.evaluate((name) => [...document.querySelectorAll("#p-refine a")].find((a) => a.textContent.includes(name)).click(), name);
  await tab.setViewport(WIDE);
  await tab.goto(library);
  const all = await count();
  await tab.hover("#p-refine a");
  await tab.waitForFunction(() => !document.querySelector(".sort").hidden);
  await choose("Niger");
  await tab.waitForFunction(() => location.search === "?country=niger");
  const one = await count();
  await choose("Justice");
  await tab.waitForFunction(() => document.querySelectorAll(".chips a").length === 2);
  const two = await count();
  await expect(`filters don't narrow: ${all}, ${one}, ${two} documents`, all > one && one > two && two > 0);
  await tab.goBack();
  await shows(one);
  await tab.goBack();
  await shows(all);
  await expect("back at the start, the address keeps filters", tab.evaluate(() => !location.search));
  await tab.goForward();
  await shows(one);
  await tab.setViewport(NARROW);
  await expect("a phone shows no chip for the filter", tab.$eval(".chips a", (e) => e.checkVisibility() && (r => r.height >= 24 && r.left >= 0 && r.right <= innerWidth)(e.getBoundingClientRect())));
  await tab.reload();
  await shows(one);
  await tab.focus(".chips a");
  await tab.keyboard.press("Enter");
  await shows(all);
  await expect("the focus is lost with the chip", tab.evaluate(() => document.activeElement.id === "p-list"));
}

async function diagram(tab, expect, {theory}) {
  const lit = () => tab.$$eval(".tree [data-path].lit", (all) => all.length);
  await tab.setViewport(WIDE);
  await tab.goto(theory);
  const nodes = await tab.$$eval(".tree [data-path]", (all) => all.length);
  await expect("something stands out before anybody looks", await lit() === 0);
  await tab.hover(".row .node");
  await tab.waitForFunction(() => document.querySelector(".tree .lit"));
  await expect("a node under the pointer shows no path", await lit().then((n) => n > 1 && n < nodes));
  await tab.hover("h1");
  await tab.waitForFunction(() => !document.querySelector(".tree .lit"));
  await tab.focus(".tree > .across:last-child h4 a");
  await expect("a node in focus shows no path", await lit().then((n) => n > 1 && n < nodes));
  const to = await tab.evaluate(() => document.activeElement.href);
  await tab.keyboard.press("Enter");
  await tab.waitForFunction((to) => location.href === to && document.querySelector("h1"), {}, to);
  await tab.setViewport(NARROW);
  await tab.goto(theory);
  await expect("the diagram is wider than a phone", tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await expect("a text of the diagram is cut", tab.$$eval(".tree .node", (all) => all.every((e) => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 2)));
}

async function print(tab, expect, {brief, theory, folder}) {
  await tab.setViewport(WIDE);
  for (const [name, address] of Object.entries({brief, theory})) {
    await tab.goto(address);
    await tab.pdf({path: join(folder, name + ".pdf"), format: "A4"});
  }
}

export default async function (tab, expect, needs, step) {
  for (const part of [languages, menu, looks, notes, library, diagram, print]) {
    step(part.name);
    await part(tab, (what, holds) => expect(`${part.name}: ${what}`, holds), needs);
  }
}
