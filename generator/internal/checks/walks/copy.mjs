// Reads the unpacked copy of a site from a disk, in each of its languages: the home page, a
// search from there, and the Theory of Change.
export default async function (tab, expect, {homes, theories}, step) {
  const theory = theories.split(" ");
  for (const [i, home] of homes.split(" ").entries()) {
    step(home);
    await tab.goto(home);
    await expect(`${home} has no style`, tab.$eval("h1", (e) => !getComputedStyle(e).fontFamily.includes("Times")));
    await tab.type("form[role=search] input", "justice");
    const found = () => document.querySelectorAll("#p-results .entries > li h3 a").length > 3;
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
    await tab.waitForFunction(found);
    await expect(`${home}: the search leads out of the copy`, tab.evaluate((folder) => location.href.startsWith(folder), home.replace(/\/[^/]+\/index\.html$/, "/")));
    await Promise.all([tab.waitForNavigation(), tab.click("#p-results .entries > li h3 a")]);
    await expect(`${home}: what is found has no heading`, tab.$eval("h1", (e) => e.textContent.trim().length > 3));
    step(theory[i]);
    await tab.goto(theory[i]);
    await expect(`${theory[i]} shows no diagram`, tab.$$eval(".tree .node", (all) => all.filter((e) => e.checkVisibility()).length > 6));
    await tab.evaluate(() => { window.before = true; });
    await tab.click(".langs a[hreflang]");
    await tab.waitForFunction(() => !window.before && document.readyState === "complete" && document.querySelector(".tree"));
    await expect(`${theory[i]} doesn't lead to its translation`, tab.evaluate((url) => location.href !== url && document.body.dataset.layout === "theory-of-change", theory[i]));
  }
}
