// Publishes a site anew while pages are open, for tests. One page has searched before, one has
// only loaded its script, one has loaded nothing yet; answers of the host are cached.
//   node session.mjs folder-before folder-after client-path text out.json
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {newWindow} from "../../search/client/testdata/window.mjs";

const [, , before, after, client, text, result] = process.argv;
let site = before;
const cached = new Map(), lost = [];
const answer = (src) => {
  const name = decodeURIComponent(new URL(src).pathname.replace("/site/", ""));
  if (!cached.has(src)) {
    if (!existsSync(join(site, name))) {
      lost.push(name);
      throw new Error("404");
    }
    cached.set(src, readFileSync(join(site, name), "utf8"));
  }
  return cached.get(src);
};
const open = (page) => page.griotSearch.openSearch("../../search", {lang: "en"});
const ask = async (search, words = text) => {
  const r = await search.query(words, {snippets: -1, limit: 50});
  return {urls: r.hits.map((h) => h.url), titles: r.hits.map((h) => h.title), problem: r.problem ? String(r.problem) : undefined};
};
const script = () => answer("file:///site/" + client);

const searched = newWindow(answer), loaded = newWindow(answer), fresh = newWindow(answer);
searched.run(script());
const search = await open(searched.page);
await ask(search, "source");
loaded.run(script());
cached.delete("file:///site/" + client); // the third page is another reader's
site = after;
lost.length = 0;
const out = {};
for (const [name, how] of [
  ["searched", () => ask(search)],
  ["loaded", async () => ask(await open(loaded.page))],
  ["nothing", async () => { fresh.run(script()); return ask(await open(fresh.page)); }],
]) {
  out[name] = await how().catch((error) => ({problem: `${error.code} ${error.path} ${error.stack}`}));
}
out.lost = {urls: [...lost]};
cached.clear();
const now = newWindow(answer);
now.run(answer("file:///site/" + client));
out.fresh = await ask(await open(now.page));
writeFileSync(result, JSON.stringify(out));
