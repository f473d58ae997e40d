// Searches a published site as browsers do, in each of some languages, for tests: lists all
// pages, and asks for the longest word of their titles with snippets and facets. It reads a
// line {"folder": "...", "langs": [...]} and writes a line, again and again; each time the
// module is a new one, as on a reader's first page, which has nothing cached.
//   node search.mjs module.mjs
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";

const module = pathToFileURL(process.argv[2]).href;

async function searched(openSearch, folder, lang) {
  try {
    const search = await openSearch(folder, {lang});
    const all = await search.query("", {limit: 100000});
    const word = all.hits.flatMap((h) => h.title.split(/[^\p{L}]+/u)).sort((a, b) => b.length - a.length)[0];
    const some = await search.query(word, {limit: 5, snippets: -1, facets: true, others: true});
    return {
      urls: [...all.hits, ...some.hits].map((h) => h.url), found: some.total,
      problem: some.problem ? String(some.problem) : undefined,
    };
  } catch (error) {
    return {problem: `${error.code} ${error.path} ${error.stack}`};
  }
}

let readers = 0;
for await (const line of createInterface({input: process.stdin})) {
  const {folder, langs} = JSON.parse(line);
  const {openSearch} = await import(`${module}?${++readers}`);
  const out = {};
  for (const lang of langs) {
    out[lang] = await searched(openSearch, pathToFileURL(folder), lang);
  }
  process.stdout.write(JSON.stringify(out) + "\n");
}
