// Runs the classic script in a page without a browser, for tests:
//   node page.mjs module.mjs site-folder classic.js out.json
import {readFileSync, writeFileSync} from "node:fs";
import {newWindow} from "./window.mjs";

const [, , , folder, classic, result] = process.argv;
const file = (src) => new URL(src).pathname.replace("/site", folder);
let broken = () => undefined;
const {page, asked, run} = newWindow((src) => broken(src) ?? readFileSync(file(src), "utf8"));
const out = {};

// The table of contents may come before the client.
run(readFileSync(`${folder}/search/fr.js`, "utf8"));
run(readFileSync(classic, "utf8"));
const search = await page.griotSearch.openSearch("../../search", {lang: "fr"});
out.early = asked.length;
const first = await search.query("justice", {snippets: 3});
out.total = first.total;
// The word may be in the title alone.
out.snippet = first.hits.find((h) => h.snippet)?.snippet.length;
out.second = 0;
for (let i = 3; i < first.hits.length && !out.second; i++) out.second = (await search.snippet(first, i)).length;
out.files = asked.map((a) => a.replace(/^.*\/search\//, ""));
const stop = new AbortController();
const typedOn = search.query("police", {signal: stop.signal});
stop.abort("typed on");
asked.length = 0;
out.aborted = await typedOn.catch((reason) => `${reason}, records loaded: ${asked.some((a) => a.includes("/r/"))}`);

const attempt = async (name, change, options = {}) => {
  const again = await page.griotSearch.openSearch("../../search/", {lang: "en"});
  asked.length = 0;
  broken = change;
  try {
    const r = await again.query("police", options);
    out[name] = r.problem ? `problem ${r.problem.code} ${r.problem.reached}` : "answered";
  } catch (error) {
    out[name] = `${error.name} ${error.code} ${error instanceof page.griotSearch.SearchError} ${error.reached}`;
  }
  broken = () => undefined;
  out[name + ", again"] = (await again.query("police", options)).total > 0;
  out[name + ", afresh"] = asked.some((a) => /\/(?!en)[^/]+\.js\?at=/.test(a));
};
const shard = (kind, edit) => (src) => src.includes(`/${kind}/`) ? edit(readFileSync(file(src), "utf8")) : undefined;
await attempt("missing postings", shard("p", () => { throw new Error("no such file"); }));
await attempt("cut postings", shard("p", (s) => s.slice(0, s.length / 2)));
await attempt("changed postings", shard("p", (s) => s.replace(/.(?="\)\n$)/, (c) => c === "A" ? "B" : "A")));
await attempt("old postings", shard("p", (s) => s.replace(/\("\d+","/, '("0","')));
await attempt("missing records", shard("r", () => { throw new Error("no such file"); }));
await attempt("empty records", shard("r", () => ""));
await attempt("a web page for records", shard("r", () => "<!doctype html><title>Not found</title>"));
await attempt("missing text", shard("text", () => { throw new Error("no such file"); }), {snippets: 1});
await attempt("missing facets", shard("f", () => { throw new Error("no such file"); }), {facets: true});
// Without a connection, the table of contents does not arrive either.
await attempt("no connection", () => { throw new Error("no network"); });
await attempt("a new client", (src) => src.includes("/p/") ? "" : src.includes("/en.js?at=") ? 'griotShard("0","","")' : undefined);
writeFileSync(result, JSON.stringify(out));
