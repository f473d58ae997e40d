// Finds the hits of plans with the client, for tests:
//   node find.mjs module.mjs export-folder plans.json out.json
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , module, folder, plans, result] = process.argv;
const {parts} = await import(pathToFileURL(module));
const finder = await parts.finder((name) => readFileSync(`${folder}/search/${name}.js`, "utf8"), "en");
const out = [];
for (const {plan, any} of JSON.parse(readFileSync(plans, "utf8"))) {
  const found = await finder({phrases: [], exclude: [], ...plan}, any);
  out.push(found.docs.slice(0, 10).map((doc) => ({doc, score: found.scores[doc], total: found.docs.length})));
}
writeFileSync(result, JSON.stringify(out));
