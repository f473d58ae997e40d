// The library's list: chosen terms and the order stand in the address.
import {plain} from "./address.js";
import {announcer, engine, trouble} from "./engine.js";
import {entry, FACETS} from "./hits.js";
import {el, lang, names, number, word} from "./words.js";

const STEP = 50;

export function list(facets) {
  const links = [...facets.querySelectorAll("a[data-value]")], every = facets.querySelector(".every a");
  const section = facets.parentElement.querySelector("section"), head = section.querySelector("h2");
  const entries = section.querySelector(".entries");
  const pages = section.querySelector(".pages"), all = facets.dataset.all, whole = facets.dataset.whole === "";
  const first = [...entries.children], announce = announcer(section), sort = section.querySelector(".sort");
  const failed = el("p", {class: "notice", hidden: true}), more = el("p", {class: "go", hidden: true});
  const chips = el("ul", {class: "chips", role: "list"}), titleOf = (item) => item.querySelector("h3 a").textContent;
  const button = el("button", {type: "button", class: "btn"}, word("find.more"));
  const before = {head: head.textContent, counts: new Map(links.map((a) => [a, a.querySelector(".n").innerHTML]))};
  let turn = 0, limit = STEP;
  if (!names.length) for (const a of links) {
    const shown = a.firstElementChild;
    names.push({param: a.dataset.facet, terms: [[a.dataset.value, shown.textContent, shown.className.replace(/^o /, "")]]});
  }
  more.append(button);
  entries.before(chips, failed);
  entries.after(more);

  const key = (a) => a.dataset.facet + " " + a.dataset.value;

  function read() {
    const from = new URLSearchParams(location.search), chosen = new Set();
    for (const a of links) if (from.getAll(a.dataset.facet).includes(a.dataset.value)) chosen.add(key(a));
    for (const a of links) if (facets.dataset.listing === "" && a.hasAttribute("data-own")) chosen.add(key(a));
    return {chosen, sort: from.get("sort") === "title" ? "title" : ""};
  }

  function write(state) {
    const to = new URLSearchParams();
    for (const a of links) if (state.chosen.has(key(a))) to.append(a.dataset.facet, a.dataset.value);
    if (state.sort) to.set("sort", state.sort);
    return all + (to.toString() ? "?" + to : "");
  }

  let state = read();

  function toggle(a) {
    const chosen = new Set(state.chosen);
    if (!chosen.delete(key(a))) chosen.add(key(a));
    return {...state, chosen};
  }

  // The list of one term leads on to the whole library, with the term chosen.
  function ask(next) {
    state = next;
    if (facets.dataset.listing === "") return location.assign(write(next));
    limit = STEP;
    try {
      history.pushState(null, "", write(state));
    } catch (e) { /* some browsers refuse it from a disk; the list works on */ }
    return run();
  }

  // byFacet groups the chosen links by their facet.
  function byFacet() {
    const groups = new Map();
    for (const a of links) if (state.chosen.has(key(a))) groups.set(a.dataset.facet, [...groups.get(a.dataset.facet) || [], a]);
    return groups;
  }

  const docs = (a) => a.dataset.docs.split(" ").filter(Boolean).map(Number);

  // inPlace filters the page's own entries; a facet's own choice doesn't
  // narrow its counts.
  function inPlace() {
    const groups = byFacet(), sets = new Map([...groups].map(([name, list]) => [name, new Set(list.flatMap(docs))]));
    const through = (i, without) => [...sets].every(([name, set]) => name === without || set.has(i));
    const found = first.filter((_, i) => through(i));
    const collator = new Intl.Collator(lang);
    if (state.sort) found.sort((a, b) => collator.compare(titleOf(a), titleOf(b)));
    const counts = new Map(links.map((a) => [a, docs(a).filter((i) => through(i, a.dataset.facet)).length]));
    return {items: found, total: found.length, counts};
  }

  async function bySearch() {
    const filters = {kind: ["brief"]}, counts = new Map();
    for (const [name, list] of byFacet()) {
      const facet = FACETS.includes(name) ? name : "tag";
      filters[facet] = [...filters[facet] || [], ...list.map((a) => a.dataset.value)];
    }
    const s = await engine(), r = await s.query("", {lang, filters, limit, facets: true});
    for (const a of links) {
      const of = r.facets[FACETS.includes(a.dataset.facet) ? a.dataset.facet : "tag"].find((c) => c.value === a.dataset.value);
      counts.set(a, of ? of.count : 0);
    }
    return {items: r.hits.map(entry), total: r.total, counts};
  }

  async function run() {
    const mine = ++turn;
    try {
      const asked = state.chosen.size || state.sort;
      const found = whole ? inPlace() : asked ? await bySearch() : {items: first, total: -1, counts: new Map()};
      if (mine === turn) draw(found);
    } catch (error) {
      if (mine !== turn) return;
      failed.replaceChildren(...trouble(error, run));
      failed.hidden = false;
      announce(failed.firstChild.textContent);
    }
  }

  function draw({items, total, counts}) {
    document.documentElement.removeAttribute("data-asked");
    failed.hidden = true;
    entries.replaceChildren(...items);
    head.replaceChildren(total < 0 ? before.head : word("library.documents", {}, total));
    more.hidden = whole || total < 0 || items.length >= total;
    if (pages) pages.hidden = total >= 0;
    for (const a of links) {
      const chosen = state.chosen.has(key(a)), n = counts.get(a);
      if (chosen) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
      a.href = write(toggle(a));
      if (n === undefined) a.querySelector(".n").innerHTML = before.counts.get(a);
      else a.querySelector(".n").replaceChildren(number(n), el("span", {class: "vh"}, " ", word("library.count", {}, n)));
      a.parentElement.hidden = n === 0 && !chosen;
    }
    for (const list of facets.querySelectorAll("ul:not(.every)")) {
      list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
    }
    every.toggleAttribute("aria-current", false);
    if (!state.chosen.size) every.setAttribute("aria-current", "true");
    every.href = write({...state, chosen: new Set()});
    drawChips();
    drawSort();
    announce(head.textContent);
  }

  // The chip that had the focus goes; the next one gets it, or the count.
  function drawChips() {
    const at = [...chips.children].findIndex((li) => li.contains(document.activeElement));
    chips.replaceChildren(...links.filter((a) => state.chosen.has(key(a))).map((a) => {
      const chip = el("a", {href: write(toggle(a))}, a.firstElementChild.cloneNode(true),
        el("span", {class: "vh"}, " ", word("find.remove")), el("span", {class: "x", "aria-hidden": "true"}));
      follow(chip, () => toggle(a));
      return el("li", {}, chip);
    }));
    if (at < 0) return;
    const next = chips.children[Math.min(at, chips.children.length - 1)];
    head.tabIndex = -1;
    (next ? next.firstElementChild : head).focus();
  }

  function drawSort() {
    if (!sort) return;
    sort.hidden = !whole;
    for (const a of sort.querySelectorAll("a")) {
      const by = a.dataset.sort;
      if (by === state.sort) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
      a.href = write({...state, sort: by});
    }
  }

  function follow(a, next) {
    a.addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      ask(next());
    });
  }

  for (const a of links) follow(a, () => toggle(a));
  follow(every, () => ({...state, chosen: new Set()}));
  if (sort) for (const a of sort.querySelectorAll("a")) follow(a, () => ({...state, sort: a.dataset.sort}));
  button.addEventListener("click", async () => {
    const from = entries.children.length;
    limit += STEP;
    await run();
    const next = entries.children[from];
    if (next) next.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    state = read();
    run();
  });
  if (facets.dataset.listing !== "") run();
}
