// The reader's choice of colours, kept in the browser.
export const doc = document.documentElement;
const KEY = "palabre-looks";

export function stored() {
  try { return localStorage[KEY] || ""; } catch (e) { return ""; }
}

export function store(value) {
  try {
    if (value) localStorage[KEY] = value;
    else delete localStorage[KEY];
  } catch (e) { /* private windows may refuse */ }
}

// put sets an attribute to a value, or removes it where there is none.
export function put(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

export function wear(value) { put(doc, "data-looks", value); }
