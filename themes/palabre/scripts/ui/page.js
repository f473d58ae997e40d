// The search page: what is asked stands in the address, so that it can be
// shared and gone back to.
import {included, plain, read, toggled, unfinished, write} from "./address.js";
import {announcer, engine, soon, trouble} from "./engine.js";
import {facetPanel} from "./facets.js";
import {entry, fillSnippet, term} from "./hits.js";
import {either, el, lang, languageName, phrase, say, word} from "./words.js";

const STEP = 10, PAUSE = 800;

export function page(form, results) {
  const input = form.querySelector("input"), site = document.title;
  const head = el("h2", {id: "p-found", tabindex: "-1"}), said = el("div", {class: "said"}), chips = el("ul", {class: "chips", role: "list"});
  const list = el("ol", {class: "entries", role: "list"}), more = el("p", {class: "go", hidden: true});
  const button = el("button", {type: "button", class: "btn"}, word("find.more"));
  const failed = document.querySelector("#p-failed"), otherwise = document.querySelector(".unsearched");
  const announce = announcer(form), panel = facetPanel(() => run());
  const switches = [...document.querySelectorAll(".langs a[hreflang]")].map((a) => ({a, href: a.getAttribute("href")}));
  more.append(button);
  results.append(head, said, chips, list, more);
  results.setAttribute("aria-labelledby", "p-found");
  results.parentElement.after(panel.element);

  let state = read(), turn = 0, typing = false, limit = (history.state || {}).limit || STEP, pause;
  let shown, watcher;

  const empty = () => !state.q.trim() && !Object.keys(state.filters).length;

  // remember puts the state into the address; what is being typed takes one
  // place in the history, not one for each letter.
  function remember(replace) {
    clearTimeout(pause);
    const url = write(state), data = {limit, typed: typing};
    try {
      const same = url === (location.search || location.pathname);
      if (replace || same || typing && (history.state || {}).typed) history.replaceState(data, "", url);
      else history.pushState(data, "", url);
    } catch (e) { /* some browsers refuse it from a disk; the page works on */ }
  }

  function ask(next) {
    state = next;
    typing = false;
    limit = STEP;
    input.value = state.q;
    remember();
    return run();
  }

  async function run() {
    const mine = ++turn, waits = typing;
    carry();
    if (empty()) return clear();
    try {
      const s = await engine();
      const options = {lang: state.lang || lang, filters: state.filters, prefix: waits && !/\s$/.test(state.q)};
      const r = await s.query(state.q, {...options, limit, snippets: 3, facets: panel.open()});
      if (mine !== turn || waits && !r.total && unfinished(state.q)) return; // the next letters will tell
      draw(s, r);
      if (waits) return;
      const o = await s.query(r.corrected || state.q, {...options, limit: -1, others: true});
      if (mine === turn) others(o.other || [], r.corrected || state.q);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  // carry gives what is asked to the links to other languages, whose results are
  // then in their language.
  function carry() {
    for (const {a, href} of switches) {
      const to = write({...state, lang: ""});
      a.href = href + (to.startsWith("?") ? to : "");
    }
  }

  function clear() {
    document.title = site;
    results.hidden = panel.element.hidden = true;
    failed.hidden = true;
    show(otherwise);
    announce("");
  }

  function show(part) {
    otherwise.hidden = part !== otherwise;
    document.documentElement.removeAttribute("data-asked");
  }

  function fail(error) {
    failed.replaceChildren(...trouble(error, () => { failed.hidden = true; run(); input.focus(); }));
    failed.hidden = false;
    results.hidden = panel.element.hidden = true;
    show(otherwise);
    announce(failed.firstChild.textContent);
  }

  function link(next, ...children) {
    const a = el("a", {href: write(next)}, ...children);
    a.addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      ask(next);
    });
    return a;
  }

  function draw(s, r) {
    const held = said.contains(document.activeElement) || chips.contains(document.activeElement);
    shown = {s, r};
    failed.hidden = true;
    results.hidden = false;
    panel.element.hidden = !r.total && !Object.keys(state.filters).length;
    show(r.total ? results : otherwise);
    const count = say("box.results", {}, r.total), name = languageName(r.lang);
    head.replaceChildren(r.total ? word("find.results_in", {Language: name}, r.total) : word("box.none"));
    document.title = (state.q.trim() ? say("find.title", {Query: state.q.trim(), Results: count}) : count) + site.slice(site.lastIndexOf(" – "));
    explain(r);
    drawChips();
    list.replaceChildren(...r.hits.map(entry));
    more.hidden = r.hits.length >= r.total;
    panel.draw(r.facets, state, link);
    if (held) head.focus(); // the link that was followed is gone
    if (r.problem) {
      const p = el("p", {});
      p.append(...trouble(r.problem, run));
      said.append(p);
    }
    watch();
    announce(r.total ? head.textContent : `${head.textContent}. ${said.textContent}`);
  }

  // explain says how the answer differs from what was asked.
  function explain(r) {
    const lines = [];
    if (r.corrected) {
      const words = (q) => q.trim().split(/\s+/), was = words(state.q), now = words(r.corrected);
      const marked = (q) => el("span", {}, words(q).flatMap((w, i) => [i ? " " : "", w === was[i] ? w : el("mark", {}, w)]));
      const also = r.alternatives || [], choice = (q) => also.length ? link({...state, q}, marked(q)) : marked(q);
      const shownFor = el("span", {}, either([r.corrected, ...also].map(choice)));
      const typed = was.map((w, i) => w === now[i] || /["“”«»]/.test(w) ? w : `"${w}"`).join(" ");
      lines.push([...phrase("find.corrected", {Query: shownFor}), " ", link({...state, q: typed}, word("find.as_typed", {Query: state.q.trim()}))]);
    }
    for (const Word of r.excluded || []) {
      const q = included(state.q, Word);
      lines.push([...phrase("find.excluded", {Word: el("b", {}, Word)}), " ", q === state.q ? "" : link({...state, q}, word("find.include", {Word}))]);
    }
    if (r.unknown.length) lines.push(phrase("find.unknown", {Words: el("b", {}, r.unknown.join(", "))}));
    if (r.mode === "or") lines.push([r.full ? word("find.some", {}, r.full) : word("find.or")]);
    if (!r.total) lines.push([word(Object.keys(state.filters).length ? "find.none_filters" : "find.none_hint")]);
    said.replaceChildren(...lines.map((line) => el("p", {}, ...line)));
  }

  // others leads to what another language holds, found through the glossary.
  function others(found, asked) {
    for (const o of found) {
      if (!o.total) continue;
      const next = {...state, q: o.query, lang: o.lang === lang ? "" : o.lang};
      const words = word("find.results_in", {Language: languageName(o.lang)}, o.total);
      said.append(el("p", {class: "other"}, link(next, el("span", {}, ...(o.query === asked ? [words] : phrase("find.other_as", {Results: words, Query: el("i", {lang: o.lang}, o.query)}))))));
    }
    if (found.some((o) => o.total)) announce(`${head.textContent}. ${said.textContent}`);
  }

  function drawChips() {
    const all = Object.entries(state.filters).flatMap(([name, values]) => values.map((v) => [name, v]));
    chips.replaceChildren(...all.map(([name, value]) => {
      const t = term(name, value);
      return el("li", {}, link(toggled(state, name, value), el("span", {class: t.class && "o " + t.class}, t.name),
        el("span", {class: "vh"}, " ", word("find.remove")), el("span", {class: "x", "aria-hidden": "true"})));
    }));
    if (!panel.element.hidden) chips.append(el("li", {class: "jump"}, el("a", {href: "#p-refine"}, word("find.refine_jump"))));
  }

  // watch fetches the words around what was found when a hit comes into view.
  function watch() {
    if (watcher) watcher.disconnect();
    const {s, r} = shown;
    watcher = new IntersectionObserver((seen) => {
      for (const {isIntersecting, target} of seen) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        const i = [...list.children].indexOf(target);
        s.snippet(r, i).then(() => fillSnippet(target, r.hits[i])).catch(() => {}); // the summary stays
      }
    });
    r.hits.forEach((hit, i) => { if (!hit.snippet && state.q.trim()) watcher.observe(list.children[i]); });
  }

  button.addEventListener("click", async () => {
    const first = list.children.length;
    limit += STEP;
    remember(true);
    await run();
    const next = list.children[first];
    if (next) next.querySelector("a").focus();
  });
  const heard = () => {
    state = {...state, q: input.value};
    typing = true;
    limit = STEP;
    run();
    clearTimeout(pause);
    pause = setTimeout(() => {
      remember();
      typing = false;
      run();
    }, PAUSE);
  };
  input.addEventListener("input", soon(heard));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask({...state, q: input.value});
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    ask({...state, q: ""});
  });
  addEventListener("popstate", () => {
    clearTimeout(pause);
    state = read();
    typing = false;
    limit = (history.state || {}).limit || STEP;
    input.value = state.q;
    run();
  });
  // What was typed before the script came counts as typed.
  if (input.value && !state.q && document.activeElement === input) return heard();
  input.value = state.q;
  run();
}
