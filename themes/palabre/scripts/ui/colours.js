// The reader's choice of colours, kept in the browser.
export const doc = document.documentElement;
const KEY = "palabre-looks";

export function stored() {
  try { return localStorage.getItem(KEY) || ""; } catch (e) { return ""; }
}

export function store(value) {
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch (e) { /* private windows may refuse */ }
}

export function wear(value) {
  if (value) doc.setAttribute("data-looks", value);
  else doc.removeAttribute("data-looks");
}
