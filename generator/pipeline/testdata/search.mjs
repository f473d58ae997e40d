// Searches a published site as a browser does, in each of some languages, for tests: lists all
// pages, and asks for the longest word of their titles with snippets and facets.
//   node search.mjs module.mjs search-folder out.json lang...
import {writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , module, folder, result, ...langs] = process.argv;
const {openSearch} = await import(pathToFileURL(module));
const out = {};
for (const lang of langs) {
  try {
    const search = await openSearch(pathToFileURL(folder), {lang});
    const all = await search.query("", {limit: 100000});
    const word = all.hits.flatMap((h) => h.title.split(/[^\p{L}]+/u)).sort((a, b) => b.length - a.length)[0];
    const some = await search.query(word, {limit: 5, snippets: -1, facets: true, others: true});
    out[lang] = {
      urls: [...all.hits, ...some.hits].map((h) => h.url), found: some.total,
      problem: some.problem ? String(some.problem) : undefined,
    };
  } catch (error) {
    out[lang] = {problem: `${error.code} ${error.path} ${error.stack}`};
  }
}
writeFileSync(result, JSON.stringify(out));
