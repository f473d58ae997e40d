// Searches in Firefox, over WebDriver BiDi: from a page's masthead by keyboard,
// and on the search page. Arguments: Firefox, a folder for its profile, and the
// addresses of a page with a search box and of the search page. Prints what is
// wrong, a line each, and ends with 1 where anything is.
import puppeteer from "puppeteer-core";

const [executablePath, userDataDir, page, search] = process.argv.slice(2);
const problems = [];
const browser = await puppeteer.launch({
  browser: "firefox", executablePath, userDataDir, headless: true,
  extraPrefsFirefox: {"security.fileuri.strict_origin_policy": true},
});
try {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => problems.push("uncaught: " + error.message));
  tab.on("console", (message) => { if (message.type() === "error") problems.push("console: " + message.text()); });
  tab.setDefaultTimeout(20000);
  const expect = async (what, holds) => { if (!await holds) problems.push(what); };

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

  const results = () => document.querySelectorAll("#p-results .entries > li").length > 0;
  await tab.goto(search + "?q=justice");
  await tab.waitForFunction(results);
  const all = await tab.$eval("#p-found", (e) => e.textContent);
  await tab.click("#p-refine summary");
  await tab.waitForFunction(() => document.querySelectorAll("#p-refine a").length > 3);
  await tab.evaluate(() => [...document.querySelectorAll("#p-refine a")].find((a) => a.textContent.includes("Mali")).click());
  await tab.waitForFunction((text) => location.search.includes("country=mali") && document.querySelector("#p-found").textContent !== text, {}, all);
  await tab.evaluate(() => history.back());
  await tab.waitForFunction((text) => !location.search.includes("mali") && document.querySelector("#p-found").textContent === text, {}, all);
} catch (error) {
  problems.push(error.message);
} finally {
  await browser.close();
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length ? 1 : 0;
