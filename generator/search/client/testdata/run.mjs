// Answers the requests of a file with the client, for tests:
//   node run.mjs module.mjs export-folder requests.json responses.json
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , module, folder, requests, responses] = process.argv;
const {openSearch} = await import(pathToFileURL(module));
const search = await openSearch(pathToFileURL(folder));
const out = [];
for (const {text, options} of JSON.parse(readFileSync(requests, "utf8"))) {
  try {
    out.push(await search.query(text, options));
  } catch (error) {
    out.push({error: error.name, code: error.code, path: error.path, message: String(error.stack)});
  }
}
writeFileSync(responses, JSON.stringify(out));
