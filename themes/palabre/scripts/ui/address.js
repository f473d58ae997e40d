// What the reader asked for, in the page's address.
import {FACETS} from "./hits.js";

// read takes the words, the filters and the language from the address.
export function read() {
  const from = new URLSearchParams(location.search), state = {q: from.get("q") || "", lang: from.get("lang") || "", filters: {}};
  for (const name of FACETS) if (from.get(name)) state.filters[name] = [...new Set(from.getAll(name))];
  return state;
}

// write is the address of a state, relative to the page.
export function write({q, lang, filters}) {
  const to = new URLSearchParams();
  if (q) to.set("q", q);
  for (const [name, values] of Object.entries(filters)) for (const v of values) to.append(name, v);
  if (lang) to.set("lang", lang);
  return to.toString() ? "?" + to : location.pathname;
}

// unfinished tells whether the last word has too few letters to be looked for as a
// start of words.
export const unfinished = (q) => /(^|\s)\S{1,2}$/u.test(q);

// included is a query that doesn't exclude a word any more.
export function included(q, word) {
  const text = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return q.replace(new RegExp(`(^|\\s)[-–−](?=["“«]?\\s?${text})`, "u"), "$1");
}

// toggled is a state with a filter put in or taken out.
export function toggled(state, name, value) {
  const now = state.filters[name] || [], filters = {...state.filters};
  filters[name] = now.includes(value) ? now.filter((v) => v !== value) : [...now, value];
  if (!filters[name].length) delete filters[name];
  return {...state, filters};
}

// plain tells a click that stays in the page from one that opens another tab.
export const plain = (event) => !event.defaultPrevented && event.button === 0 &&
  !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
