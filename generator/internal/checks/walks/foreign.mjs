// Reads pages from right to left as their text stands: a word in Latin letters is in
// an element that names its language or direction, and nothing runs the wrong way.
// What is wrong is a line for each page and text.
const unmarked = () => {
  const page = document.documentElement, found = [];
  const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = seen.nextNode(); node; node = seen.nextNode()) {
    const text = node.data.trim(), parent = node.parentElement;
    if (!/\p{Script=Latin}{3}/u.test(text) || parent.closest("script, style, template, noscript, svg, [hidden], [role=status]") || /^(APA|Chicago|BibTeX|RIS|CSL-JSON)$/.test(text)) continue;
    const marked = parent.closest("[lang], [dir]");
    if (marked === page) found.push(text.slice(0, 60));
    else if (marked.lang && marked.lang !== page.lang && getComputedStyle(parent).direction === "rtl" && getComputedStyle(marked).unicodeBidi !== "plaintext")
      found.push(`runs from right to left: ${text.slice(0, 60)}`);
  }
  return [...new Set(found)];
};

export default async function (tab, expect, {pages}, step) {
  for (const page of pages.split(" ")) for (const width of [360, 1280]) {
    step(page);
    await tab.setViewport({width, height: 900});
    await tab.goto(page);
    for (const text of width === 360 ? await tab.evaluate(unmarked) : []) await expect(`${page}: not marked: ${text}`, false);
    await expect(`${page}: wider than its window of ${width}`, tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await expect(`${page}: its title or summary is on the left`, tab.$$eval(":is(h1, .standfirst)[dir=ltr]", (all) => all.every((e) => {
      const words = document.createRange();
      words.selectNodeContents(e);
      return words.getBoundingClientRect().right > e.getBoundingClientRect().right - 3;
    })));
    await expect(`${page}: digits of two kinds`, tab.evaluate(() => !/[٠-٩]/.test(document.body.innerText)));
    await expect(`${page}: the mark is not on the right`, tab.evaluate(() => {
      const mark = document.querySelector(".brand svg");
      return !mark || mark.getBoundingClientRect().left > innerWidth / 2;
    }));
  }
}
