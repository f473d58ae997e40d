// Does in a browser what a reader does, in Chromium or Firefox alike. Arguments:
// the browser ("chrome" or "firefox"), its program, an empty folder for its
// profile, a walk (a module of walks/) and what the walk needs, as JSON. Prints
// what is wrong, a line each, and ends with 1 where anything is.
import puppeteer from "puppeteer-core";

const [name, executablePath, userDataDir, walk, needs] = process.argv.slice(2);
const {folder} = JSON.parse(needs); // where what is saved goes, for walks that save
const problems = [];
const browser = await puppeteer.launch({
  browser: name, executablePath, userDataDir, headless: true,
  args: name === "chrome" ? ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"] : [],
  extraPrefsFirefox: {"security.fileuri.strict_origin_policy": true, ...folder && {"browser.download.folderList": 2, "browser.download.dir": folder}},
});
let doing = "";
try {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => problems.push("uncaught: " + error.message));
  tab.on("console", (message) => { if (message.type() === "error") problems.push("console: " + message.text()); });
  tab.setDefaultTimeout(120000); // only a walk that fails waits so long
  const expect = async (what, holds) => { if (!await holds) problems.push(what); };
  const step = (what) => { doing = what + ": "; };
  const {default: go} = await import(`./walks/${walk}.mjs`);
  await go(tab, expect, JSON.parse(needs), step);
} catch (error) {
  problems.push(doing + error.message);
} finally {
  await browser.close();
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length ? 1 : 0;
