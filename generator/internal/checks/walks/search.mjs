// Searches: from a page's masthead by keyboard, and on the search page.
export default async function (tab, expect, {page, search}, step) {
  step("box");
  await tab.goto(page);
  await tab.focus("#p-q");
  await tab.keyboard.type("justice");
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length > 2);
  await tab.keyboard.press("ArrowDown");
  await expect("the first page found is not chosen", tab.$eval("#p-q", (e) => e.getAttribute("aria-activedescendant") === "p-o0"));
  await tab.keyboard.press("Escape");
  await expect("Escape doesn't close the list", tab.$eval("#p-q", (e) => e.getAttribute("aria-expanded") === "false" && e.value === "justice"));
  await tab.keyboard.press("ArrowDown");
  await tab.waitForFunction(() => !document.querySelector(".pop").hidden);
  await tab.keyboard.press("ArrowDown");
  const before = tab.url();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction((url) => location.href !== url && document.readyState === "complete", {}, before);
  await expect("the page found has no heading", tab.$eval("h1", (e) => e.textContent.length > 3));

  step("search page");
  const results = () => document.querySelectorAll("#p-results .entries > li").length > 0;
  await tab.goto(search + "?q=justice");
  await tab.waitForFunction(results);
  step("facets");
  const all = await tab.$eval("#p-found", (e) => e.textContent);
  await tab.focus("#p-refine summary"); // by keyboard: words around what was found still come and move it
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelectorAll("#p-refine a").length > 3);
  step("facets, one chosen");
  await tab.evaluate(() => [...document.querySelectorAll("#p-refine a")].find((a) => a.textContent.includes("Mali")).click());
  await tab.waitForFunction((text) => location.search.includes("country=mali") && document.querySelector("#p-found").textContent !== text, {}, all);
  step("back");
  await tab.evaluate(() => history.back());
  await tab.waitForFunction((text) => !location.search.includes("mali") && document.querySelector("#p-found").textContent === text, {}, all);
}
