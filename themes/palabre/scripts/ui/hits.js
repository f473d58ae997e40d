// Hits as entries of a list, as partials/entry.html writes them.
import {address} from "./engine.js";
import {date, el, lang, languageName, names, say} from "./words.js";

// term finds a term's name and class among the vocabularies. Search takes all
// vocabularies without a facet of their own for tags.
export function term(facet, id) {
  for (const v of names)
    if (v.param === facet || facet === "tag" && !FACETS.includes(v.param))
      for (const t of v.terms) if (t[0] === id) return {name: t[1], class: t[2]};
  return {name: facet === "kind" ? say("kind." + id) : id, class: ""};
}

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

export function entry(hit) {
  const foreign = hit.lang !== lang && hit.lang;
  const type = (hit.facets.type || [])[0];
  const about = [el("li", {}, type ? term("type", type).name : say("kind." + hit.kind))];
  if (hit.date) about.push(el("li", {}, el("time", {datetime: hit.date}, date(hit.date))));
  if (foreign) about.push(el("li", {}, say("card.in_language", {Language: languageName(hit.lang)})));
  if (hit.partial) about.push(el("li", {}, say("find.partial")));
  const tags = [];
  for (const id of hit.facets.outcome || []) {
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
