// The search box: a combobox with a list of pages, by the ARIA authoring
// practices. Without an option chosen, Enter sends the form.
import {unfinished} from "./address.js";
import {address, announcer, engine, soon, trouble} from "./engine.js";
import {either, el, lang, say, word} from "./words.js";

const SHOWN = 6;

export function box(form) {
  const input = form.querySelector("input");
  const note = el("p", {class: "note", hidden: true});
  const list = el("ul", {role: "listbox", id: "p-found", "aria-label": say("box.list")});
  const pop = el("div", {class: "pop", hidden: true}, note, list);
  form.append(pop);
  const announce = announcer(form);
  let turn = 0, active = -1, typing = new AbortController();

  const options = () => [...list.children];
  const open = () => !pop.hidden;

  function show(yes) {
    pop.hidden = !yes;
    list.hidden = !list.children.length;
    if (yes) { // down to the end of the window, or to the keyboard of a phone
      const height = window.visualViewport ? visualViewport.height : innerHeight;
      pop.style.setProperty("--room", Math.max(192, height - pop.getBoundingClientRect().top - 8) + "px");
    }
    input.setAttribute("aria-expanded", String(yes && !list.hidden));
    if (!yes) choose(-1);
  }

  function choose(i) {
    active = i;
    options().forEach((o, j) => o.setAttribute("aria-selected", String(j === i)));
    const option = list.children[i];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({block: "nearest"});
    } else input.removeAttribute("aria-activedescendant");
  }

  function option(href, ...children) {
    const o = el("li", {role: "option", id: "p-o" + list.children.length, "aria-selected": "false", "data-href": href}, ...children);
    list.append(o);
    return o;
  }

  function fill(r) {
    const chosen = active >= 0 ? list.children[active].dataset.href : "";
    list.replaceChildren();
    for (const hit of r.hits)
      option(address(hit), el("span", {class: "title", lang: hit.lang !== lang && hit.lang}, hit.title), " ",
        el("span", {class: "kind"}, word("kind." + hit.kind)));
    const text = r.total ? say("box.results", {}, r.total) : say("box.none");
    if (r.total > r.hits.length) {
      const all = new URL(form.action);
      all.searchParams.set("q", input.value.trim());
      option(all.href, el("span", {class: "title"}, word("box.all", {}, r.total))).className = "all";
    }
    const shownFor = () => either([r.corrected, ...r.alternatives || []]).join("");
    note.replaceChildren(r.corrected && r.total ? say("box.corrected", {Query: shownFor()}) : r.total ? "" : text);
    note.hidden = !note.textContent;
    show(true);
    choose(options().findIndex((o) => o.dataset.href === chosen)); // a choice outlives a late answer
    announce(r.corrected && r.total ? `${note.textContent}. ${text}` : text);
  }

  function fail(error) {
    list.replaceChildren();
    note.replaceChildren(...trouble(error, () => { update(); input.focus(); }));
    note.hidden = false;
    show(true);
    announce(note.firstChild.textContent);
  }

  async function update() {
    const mine = ++turn, text = input.value.trim();
    typing.abort(); // what has been typed over need not load its hits
    typing = new AbortController();
    const {signal} = typing;
    if (text.length < 2) return show(false);
    try {
      const r = await (await engine()).query(text, {lang, limit: SHOWN, prefix: !/\s$/.test(input.value), signal});
      if (mine !== turn || document.activeElement === document.body) return;
      if (r.total || !unfinished(input.value)) fill(r);
      else show(false); // nothing can be said of two letters
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  function go(o, aside) {
    if (aside) window.open(o.dataset.href, "_blank", "noopener");
    else location.assign(o.dataset.href);
  }

  function key(event) {
    const n = options().length;
    const move = {ArrowDown: active + 1 < n ? active + 1 : -1, ArrowUp: active < 0 ? n - 1 : active - 1};
    if (active >= 0) Object.assign(move, {Home: 0, End: n - 1});
    if (event.isComposing || event.altKey) return;
    if (event.key === "Escape") {
      if (open()) show(false);
      else input.value = "";
      turn++;
    } else if (event.key in move) {
      if (!open()) {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") update();
      } else choose(move[event.key]);
    } else if (event.key === "Enter" && active >= 0 && (event.ctrlKey || event.metaKey)) go(list.children[active], true);
    else {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") choose(-1);
      return;
    }
    event.preventDefault();
  }

  input.addEventListener("input", soon(update));
  input.addEventListener("blur", () => choose(-1));
  form.addEventListener("submit", (event) => { // Enter, or a phone's own key for it
    if (active < 0) return;
    event.preventDefault();
    go(list.children[active]);
  });
  input.addEventListener("keydown", key);
  input.addEventListener("click", () => { if (!open()) update(); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => {
    const o = event.target.closest("[role=option]");
    if (o) go(o, event.ctrlKey || event.metaKey);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  addEventListener("pageshow", () => show(false));
  if (input.value && document.activeElement === input) update();
}
