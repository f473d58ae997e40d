// Hits as entries of a list, as partials/entry.html writes them.
import {address} from "./engine.js";
import {date, el, lang, languageName, names, word} from "./words.js";

// term finds a term's name and class among the vocabularies. Search takes all
// vocabularies without a facet of their own for tags.
export function term(facet, id) {
  for (const v of names)
    if (v.param === facet || facet === "tag" && !FACETS.includes(v.param))
      for (const t of v.terms) if (t[0] === id) return {name: t[1], class: t[2]};
  return {name: facet === "kind" ? word("kind." + id) : id, class: ""};
}

// inOrder sorts terms as their vocabulary does; the index has them by the alphabet.
function inOrder(facet, ids) {
  const all = names.filter((v) => v.param === facet).flatMap((v) => v.terms.map((t) => t[0]));
  return [...ids].sort((a, b) => all.indexOf(a) - all.indexOf(b));
}

// Kinds whose pages show their date; all, where the page doesn't say. The date of
// any other page only says when somebody worked on it.
const results = document.querySelector("#p-results[data-dated]");
const dated = results && results.dataset.dated.split(" ");

export const FACETS = ["kind", "outcome", "country", "type", "year", "tag"];

function marked(snippet) {
  return snippet.map((piece, i) => i % 2 ? el("mark", {}, piece) : piece);
}

// marks found words in a title, as the snippet has them.
function title(text, snippet) {
  const words = new Set((snippet || []).filter((_, i) => i % 2).map((w) => w.toLowerCase()));
  return text.split(/([\p{L}\p{N}]+)/u).map((w, i) => i % 2 && words.has(w.toLowerCase()) ? el("mark", {}, w) : w);
}

// fillSnippet shows the words around what was found in place of the summary.
export function fillSnippet(entry, hit) {
  if (!hit.snippet) return;
  entry.querySelector("p").replaceChildren(...marked(hit.snippet));
  entry.querySelector("h3 a").replaceChildren(...title(hit.title, hit.snippet));
}

// entry is a hit in a list of hits; those of the same title show their kinds, too.
export function entry(hit, at, hits) {
  const foreign = hit.lang !== lang && hit.lang;
  const type = (hit.facets.type || [])[0], twin = hits && hits.some((h) => h !== hit && h.title === hit.title);
  const about = [];
  if (type) about.push(el("li", {}, term("type", type).name));
  if (!type || twin) about.push(el("li", {}, word("kind." + hit.kind)));
  if (hit.date && (!dated || dated.includes(hit.kind))) about.push(el("li", {}, el("time", {datetime: hit.date}, date(hit.date))));
  if (foreign) about.push(el("li", {}, word("card.in_language", {Language: languageName(hit.lang)})));
  if (hit.partial) about.push(el("li", {}, word("find.partial")));
  const tags = [];
  for (const id of inOrder("outcome", hit.facets.outcome || [])) {
    const t = term("outcome", id);
    tags.push(el("li", {class: "o " + t.class}, t.name));
  }
  for (const id of hit.facets.country || []) tags.push(el("li", {}, term("country", id).name));
  const item = el("li", {},
    el("ul", {class: "meta", role: "list"}, about),
    el("h3", {}, el("a", {href: address(hit), lang: foreign, hreflang: foreign}, hit.title)),
    el("p", {lang: foreign}, hit.summary),
    tags.length ? el("ul", {class: "meta", role: "list"}, tags) : "");
  fillSnippet(item, hit);
  return item;
}
