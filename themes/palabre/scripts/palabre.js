// The script of every page. Each page works without it; it adds the reader's
// choice of colours, the place in the contents, notes where they are cited, and
// it fetches the scripts of the search and others when they are reached for. It
// runs in the head, before anything is painted.
import {doc, put, store, stored, wear} from "./ui/colours.js";

wear(stored());
put(doc, "data-can", "print" + (navigator.share ? " share" : "") + (navigator.clipboard ? " copy" : ""));
var asked = /[?&][\w-]+=[^&]/.test(location.search);
put(doc, "data-asked", asked);

function find(selector, from = document) { return from.querySelector(selector); }
function all(selector, from = document) { return [...from.querySelectorAll(selector)]; }
function target(link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); }

function looks() {
  var box = find(".looks");
  if (!box) return;
  box.hidden = false;
  all("input", box).forEach((input) => { input.checked = input.value === stored(); });
}

// Scripts are classic ones, so that they load from file:// too. One that
// failed may be asked for again.
var scripts = {};
function script(src) {
  return scripts[src] || (scripts[src] = new Promise((done, fail) => {
    var element = document.createElement("script");
    element.src = src;
    element.onload = done;
    element.onerror = () => {
      delete scripts[src];
      element.remove();
      fail(Error(src));
    };
    document.head.append(element);
  }));
}

// The search client and the contents of the index, side by side; the client
// says itself what is wrong with the contents.
function client(form) {
  return Promise.all([script(form.dataset.client), script(form.dataset.index + form.dataset.lang + ".js").catch(() => {})]);
}
window.palabre = {script: script, client: client};

function search() {
  var form = find("form[data-ui]");
  if (!form || !form.dataset.client) return;
  var input = find("input", form), page = find("#p-results");
  function wake() {
    client(form).catch(() => {});
    script(form.dataset.ui).catch(() => {
      if (page) find("#p-failed").hidden = false;
      else input.addEventListener("focus", wake, {once: true});
    });
  }
  if (page && asked) return wake();
  if (!page) {
    put(input, "role", "combobox");
    put(input, "aria-expanded", "false");
    put(input, "aria-autocomplete", "list");
    put(input, "aria-controls", "p-found");
  }
  input.addEventListener("focus", wake, {once: true});
  if (document.activeElement === input) wake();
}

// Parts of a page with a script of their own fetch it when they are reached for,
// or when the address asks for them.
function parts() {
  all("main [data-ui]:not(form)").forEach((part) => {
    function wake() { script(part.dataset.ui).catch(() => {}); }
    if (asked) return wake();
    part.addEventListener("pointerover", wake, {once: true});
    part.addEventListener("focusin", wake, {once: true});
  });
}

// What the library's script answers waits for it, in the order of the taps: a
// touch gives no warning. Where it doesn't come, the last link leads on.
var taps = [];
function filter(event) {
  var link = event.target.closest("[data-value], [data-sort], .every a"), list = find(".facets[data-ui]");
  if (!link || !list || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.value) link.toggleAttribute("aria-current");
  put(list, "aria-busy", true);
  if (taps.push(link) < 2) ready.then(() => script(list.dataset.ui)).then(() => {
    put(list, "aria-busy");
    taps.splice(0).forEach((tap) => { tap.click(); });
  }, () => { location.href = taps.pop().href; });
}

// The contents mark the section that is being read: the last one whose
// heading has passed the upper third of the window.
function reading() {
  if (!window.IntersectionObserver) return;
  var links = all(".toc a[href^='#']").filter(target), observer = new IntersectionObserver(() => {
    var current;
    links.forEach((link) => { if (target(link).getBoundingClientRect().top < innerHeight / 3) current = link; });
    links.forEach((link) => { put(link, "aria-current", link === current); });
  }, {rootMargin: "0px 0px -66%"});
  links.forEach((link) => { observer.observe(target(link)); });
}

// A note opens where it is cited, and the full form of an acronym where it stands;
// their links work where there are no popovers.
function notes() {
  var template = find("#p-note");
  if (!template || !doc.showPopover) return;
  var box, from;
  document.addEventListener("click", (event) => {
    var ref = event.target.closest("a.ref, a.abbr"), short = ref && find("abbr", ref);
    var note = short || ref && target(ref);
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!box) box = find("main").appendChild(template.content.firstElementChild.cloneNode(true));
    var text = box.firstElementChild, more = find(".more", box), copy = note.cloneNode(true);
    all("a[href^='#fnref']", copy).forEach((back) => { back.remove(); });
    if (short) text.replaceChildren(copy, " – " + short.title);
    else text.innerHTML = copy.innerHTML;
    more.hidden = !short;
    more.href = ref.href;
    text.lang = note.closest("[lang]").lang;
    ref.focus(); // a tap doesn't in every browser, and the focus comes back to it
    // Where Tab led out of the window, smooth scrolling would close it again.
    ref.scrollIntoView({block: "nearest", behavior: "instant"});
    box.showPopover();
    from = scrollY;
    var at = ref.getBoundingClientRect();
    box.style.setProperty("--x", Math.max(16, Math.min(at.left, doc.clientWidth - box.offsetWidth - 16)) + "px");
    box.style.setProperty("--y", (at.bottom + box.offsetHeight + 8 > innerHeight ? Math.max(16, at.top - box.offsetHeight - 4) : at.bottom + 4) + "px");
    box.focus();
  });
  addEventListener("scroll", () => {
    if (box && Math.abs(scrollY - from) > 90) box.hidePopover();
  });
}

// What is folded opens where a link leads to it or to its heading, and in print
// where styles can't do that.
function folds() {
  function lead() {
    var to = target(location), fold = to && (to.closest(".fold") || to.nextElementSibling);
    if (fold) fold.open = true;
  }
  lead();
  addEventListener("hashchange", lead);
  addEventListener("beforeprint", () => { all(".fold").forEach((fold) => { fold.open = true; }); });
}

// Printed pages have the page's address at their foot, where margin boxes exist.
function address() {
  var link = find("link[rel=canonical]"), sheets = document.adoptedStyleSheets, sheet = link && sheets && new CSSStyleSheet();
  if (!sheet) return;
  sheet.replaceSync('@page{@bottom-left{content:"' + link.href + '";font:8pt sans-serif}}'); // an address has no quotation mark
  sheets.push(sheet);
}

// Buttons that need a script are there from the first paint, and answer from then on.
function act(event) {
  var button = event.target.closest("[data-do]"), what = button && button.dataset.do;
  if (what === "print") print();
  if (what === "share") navigator.share({title: document.title, url: location.href}).catch(() => {});
  if (what === "copy") navigator.clipboard.writeText(button.previousElementSibling.textContent.trim()).then(() => {
    button.firstChild.data = button.dataset.done;
  });
}

document.addEventListener("click", filter);
document.addEventListener("click", act);
document.addEventListener("change", (event) => {
  if (event.target.name !== "looks") return;
  store(event.target.value);
  wear(event.target.value);
});

var ready = new Promise((done) => {
  document.addEventListener("DOMContentLoaded", () => {
    looks();
    search();
    parts();
    reading();
    notes();
    folds();
    address();
    all("[data-do]").forEach((button) => { button.hidden = !doc.dataset.can.includes(button.dataset.do); });
    done();
  });
});
