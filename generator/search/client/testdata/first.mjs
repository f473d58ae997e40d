// Measures cold queries, each by a client that has nothing yet: brotli bytes of
// the whole client and of all files it asks for, and the time that it computes.
//   node first.mjs module.mjs export-folder classic.js queries.json out.json
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";
import {brotliCompressSync} from "node:zlib";

const [, , module, folder, classic, queries, result] = process.argv;
const {openSearch} = await import(pathToFileURL(module));
const compressed = (data) => brotliCompressSync(data).length;
const client = compressed(readFileSync(classic)), sizes = [], times = [], files = [], parts = {};
for (const {text, options} of JSON.parse(readFileSync(queries, "utf8"))) {
  let bytes = client, n = 0;
  const read = async (name) => {
    const data = readFileSync(`${folder}/${name}.js`), size = compressed(data);
    const kind = name.startsWith("text/") ? "text" : name.split("/")[1] ?? "contents";
    bytes += size;
    parts[kind] = (parts[kind] ?? 0) + size;
    n++;
    return data.toString();
  };
  const search = await openSearch("", {lang: options.lang, read});
  const response = await search.query(text, options);
  if (!response.total) continue;
  sizes.push(bytes);
  files.push(n);
  // Again with all files at hand: what the computing alone takes.
  const local = await openSearch(folder, {lang: options.lang});
  await local.query(text, options);
  const start = performance.now();
  await local.query(text, options);
  times.push(performance.now() - start);
}
const at = (list, share) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
for (const k in parts) parts[k] = Math.round(parts[k] / sizes.length);
writeFileSync(result, JSON.stringify({
  client, median: at(sizes, 0.5), p95: at(sizes, 0.95), files: at(files, 0.95), milliseconds: at(times, 0.95), parts,
}));
