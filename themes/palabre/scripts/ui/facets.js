// The panel of facets of the search page: open where there is room beside the
// results. Counts are asked for only while it is open.
import {toggled} from "./address.js";
import {FACETS, term} from "./hits.js";
import {el, names, number, say, word} from "./words.js";

export function facetPanel(refresh) {
  const body = el("div", {}), summary = el("summary", {}, word("find.refine"));
  const details = el("details", {}, summary, body);
  const element = el("nav", {class: "facets", id: "p-refine", "aria-label": say("find.refine"), hidden: true}, details);
  const room = matchMedia("(min-width: 56rem)"), fit = () => { details.open = room.matches; };
  room.addEventListener("change", fit);
  fit();
  details.addEventListener("toggle", () => { if (details.open && !body.children.length) refresh(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("a[href='#p-refine']")) details.open = true;
  });

  // groups are the kinds of pages and the vocabularies; tags go to the
  // vocabulary that has them.
  function groups(counts) {
    const all = [{param: "kind", name: word("find.kind"), terms: counts.kind || []}];
    for (const v of names) {
      if (FACETS.includes(v.param)) all.push({param: v.param, name: v.name, terms: counts[v.param] || []});
      else all.push({param: "tag", name: v.name, terms: (counts.tag || []).filter((t) => v.terms.some((o) => o[0] === t.value))});
    }
    return all.filter((g) => g.terms.length);
  }

  function draw(counts, state, link) {
    if (!counts) return body.replaceChildren();
    const active = document.activeElement, focus = body.contains(active) && active.dataset.key;
    body.replaceChildren(...groups(counts).flatMap((g) => [
      el("h3", {}, g.name),
      el("ul", {role: "list"}, g.terms.map(({value, count}) => {
        const t = term(g.param, value), chosen = (state.filters[g.param] || []).includes(value);
        const a = link(toggled(state, g.param, value), el("span", {class: t.class && "o " + t.class}, t.name), " ",
          el("span", {class: "n"}, number(count), el("span", {class: "vh"}, " ", word("find.count", {}, count))));
        if (chosen) a.setAttribute("aria-current", "true");
        a.dataset.key = g.param + " " + value;
        return el("li", {}, a);
      })),
    ]));
    if (focus) for (const a of body.querySelectorAll("a")) if (a.dataset.key === focus) a.focus();
  }

  return {element, draw, open: () => details.open};
}
