// Searches in an export one file of which is replaced, for tests:
//   node damaged.mjs module.mjs export-folder
// Each line of the input is {name, text}: a file, without .js, and what stands in it. Each
// line of the output lists what the client must not have done.
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";

const [, , module, folder] = process.argv;
const {openSearch, SearchError} = await import(pathToFileURL(module));
const queries = [
  ["justice reform", {snippets: 2, facets: true, others: true}],
  ['"local police" -army secur', {prefix: true, filters: {country: ["mali"], year: ["2012"]}}],
  ["comunitty organization 2012", {limit: 3, offset: 1}],
];

/** Says what is wrong with a response. */
function faults(r, {limit = 10}) {
  const out = [];
  if (!Array.isArray(r.hits) || r.hits.length > limit || !(r.total >= r.hits.length)) out.push(`${r.hits?.length} hits of ${r.total}`);
  for (const h of r.hits)
    for (const field of ["id", "url", "title", "summary"])
      if (typeof h[field] !== "string") out.push(`${field} is ${typeof h[field]}`);
  return out;
}

for await (const line of createInterface({input: process.stdin})) {
  const {name, text} = JSON.parse(line), out = [];
  const read = async (file) => file === name ? text : readFileSync(join(folder, file + ".js"), "utf8");
  let search;
  for (const [query, options] of queries) try {
    search ??= await openSearch(folder, {lang: "en", read});
    out.push(...faults(await search.query(query, options), options));
  } catch (error) {
    if (!(error instanceof SearchError)) out.push(`${query}: ${error?.stack}`);
  }
  console.log(JSON.stringify(out));
}
