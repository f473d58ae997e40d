// Plans the queries of package search's fixtures with the client, for tests:
//   node plans.mjs module.mjs plans.json tables.json out.json
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , module, fixtures, brought, result] = process.argv;
const {parts} = await import(pathToFileURL(module));
const {words, synonyms = {}, cases} = JSON.parse(readFileSync(fixtures, "utf8"));
const tables = JSON.parse(readFileSync(brought, "utf8"));
const round = (n) => {
  const shift = Math.max(0, 32 - Math.clz32(n) - 2);
  return n >> shift << shift;
};
const out = cases.map(({lang, query, prefix = false, literal = false}) => {
  const a = parts.newAnalyzer(lang, ...tables[lang]), docs = new Map();
  const list = Object.entries(words[lang])
    .map(([text, n]) => ({folded: parts.fold(text), text, docs: round(n)}))
    .sort((x, y) => x.folded < y.folded ? -1 : 1);
  for (const w of list) docs.set(a.term(w.text), (docs.get(a.term(w.text)) ?? 0) + w.docs);
  const plan = parts.makePlan(a, query, prefix, !literal, {
    docs: (term) => docs.get(term) ?? 0,
    starting: (start) => list.filter((w) => w.folded.startsWith(start)),
    near: () => list,
  }, parts.readSynonyms(a, synonyms[lang] ?? {}));
  // Go leaves out what is empty.
  const full = {mode: plan.mode, clauses: plan.clauses};
  for (const key of ["phrases", "exclude", "corrected", "alternatives", "unknown", "excluded"]) if (plan[key].length) full[key] = plan[key];
  return full;
});
writeFileSync(result, JSON.stringify(out));
