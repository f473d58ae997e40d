// Publishes a site anew while a page is open, for tests. Answers of the host are cached.
//   node redeploy.mjs module.mjs first-folder second-folder classic.js out.json
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {newWindow} from "./window.mjs";

const [, , module, first, second, classic, result] = process.argv;
const {openSearch} = await import(pathToFileURL(module));
const dir = mkdtempSync(join(tmpdir(), "griot-redeploy-")), site = join(dir, "site"), out = {};

// publish replaces the site.
function publish(from) {
  rmSync(site, {recursive: true, force: true});
  cpSync(from, site, {recursive: true});
}

const cached = new Map();
const answer = (src) => {
  if (!cached.has(src)) {
    const name = join(site, new URL(src).pathname.replace("/site", ""));
    cached.set(src, existsSync(name) ? readFileSync(name, "utf8") : undefined);
  }
  if (cached.get(src) === undefined) throw new Error("404");
  return cached.get(src);
};

const found = (r) => `${r.total} ${r.hits[0].title} ${r.problem ?? ""}`.trim();

publish(first);
const {page, asked, run} = newWindow(answer);
run(readFileSync(classic, "utf8"));
const search = await page.griotSearch.openSearch("../../search", {lang: "en"});
const disk = await openSearch(pathToFileURL(join(site, "search")), {lang: "en"});
await search.query("justice");
await disk.query("justice");
const rounds = [["second", second, "police", "peace"], ["first", first, "market", "water"], ["second again", second, "school", "health"]];
for (const [name, folder, one, another] of rounds) {
  publish(folder);
  asked.length = 0;
  const both = await Promise.all([search.query(one, {snippets: 1}), search.query(another, {others: true})]);
  out[name] = both.map(found).join("; ");
  out[name + ", contents"] = asked.filter((a) => a.includes("/en.js")).length;
  out[name + ", from disk"] = found(await disk.query(one, {snippets: 1}));
  const fresh = await openSearch(pathToFileURL(join(folder, "search")), {lang: "en"});
  out[name + ", wanted"] = found(await fresh.query(one, {snippets: 1})) + "; " + found(await fresh.query(another));
}
// What is shown stays, without the words around what was found.
const shown = await search.query("report", {limit: 20});
publish(first);
out.snippet = await search.snippet(shown, 9).catch((error) => error.code);
out.snippets = (await search.snippet(shown, 8)).length;
// A page that is opened gets the table of contents from the cache.
const opened = newWindow(answer);
opened.run(readFileSync(classic, "utf8"));
out.opened = found(await (await opened.page.griotSearch.openSearch("../../search", {lang: "en"})).query("market", {snippets: 1}));
rmSync(dir, {recursive: true});
writeFileSync(result, JSON.stringify(out));
