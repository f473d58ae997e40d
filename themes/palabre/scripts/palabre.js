// The script of every page. Each page works without it; it adds the reader's
// choice of colours, the way to their language at the site's root, the place
// in the contents, notes where they are cited, and it fetches the search when
// its box gets the focus. It runs in the head, before anything is painted.
var doc = document.documentElement;
var KEY = "palabre-looks";

function stored() {
  try { return localStorage.getItem(KEY) || ""; } catch (e) { return ""; }
}
function store(value) {
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch (e) { /* private windows may refuse */ }
}
function wear(value) {
  if (value) doc.setAttribute("data-looks", value);
  else doc.removeAttribute("data-looks");
}
wear(stored());
doc.setAttribute("data-can", "print" + (navigator.share ? " share" : "") + (navigator.clipboard ? " copy" : ""));
if (/[?&][\w-]+=[^&]/.test(location.search)) doc.setAttribute("data-asked", "");

function find(selector, from) { return (from || document).querySelector(selector); }
function all(selector, from) { return Array.from((from || document).querySelectorAll(selector)); }

function looks() {
  var box = find(".looks");
  if (!box) return;
  var now = stored();
  box.hidden = false;
  all("input", box).forEach(function (input) {
    input.checked = input.value === now;
    input.addEventListener("change", function () {
      store(input.value);
      wear(input.value);
    });
  });
}

// At the root, a first visit from outside goes on to the first language that
// both the browser and the hub know. Who comes back is asked nothing and sees
// both.
function lead() {
  if (!doc.hasAttribute("data-root") || document.referrer.indexOf(location.origin + "/") === 0) return;
  try {
    if (sessionStorage.getItem("palabre-led")) return;
    sessionStorage.setItem("palabre-led", "1");
  } catch (e) { return; }
  var wanted = navigator.languages || [navigator.language || ""];
  for (var i = 0; i < wanted.length; i++) {
    var link = find('a[data-lang="' + wanted[i].split("-")[0].toLowerCase() + '"]');
    if (link) {
      location.replace(link.href);
      return;
    }
  }
}

// Scripts are classic ones, so that they load from file:// too. One that
// failed may be asked for again.
var scripts = {};
function script(src) {
  return scripts[src] || (scripts[src] = new Promise(function (done, fail) {
    var s = document.createElement("script");
    s.src = src;
    s.onload = done;
    s.onerror = function () {
      delete scripts[src];
      s.remove();
      fail(Error(src));
    };
    document.head.append(s);
  }));
}

// The search client and the contents of the index, side by side; the client
// says itself what is wrong with the contents.
function client(form) {
  var index = script(form.dataset.index + form.dataset.lang + ".js").catch(function () {});
  return Promise.all([script(form.dataset.client), index]);
}
window.palabre = {script: script, client: client};

function search() {
  var form = find("form[data-ui]");
  if (!form || !form.dataset.client) return;
  var input = find("input", form), page = find("#p-results");
  function wake() {
    client(form).catch(function () {});
    script(form.dataset.ui).catch(function () {
      if (page) find("#p-failed").hidden = false;
      else input.addEventListener("focus", wake, {once: true});
    });
  }
  if (page && doc.hasAttribute("data-asked")) return wake();
  if (!page) {
    var combobox = {role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "p-found"};
    for (var name in combobox) input.setAttribute(name, combobox[name]);
  }
  input.addEventListener("focus", wake, {once: true});
  if (document.activeElement === input) wake();
}

// Filters of the library come when they are reached for, or when the address
// asks for them.
function library() {
  var facets = find(".facets[data-ui]");
  if (!facets) return;
  function wake() { script(facets.dataset.ui).catch(function () {}); }
  if (doc.hasAttribute("data-asked")) wake();
  else ["pointerover", "focusin"].forEach(function (type) { facets.addEventListener(type, wake, {once: true}); });
}

// The contents mark the section that is being read: the last one whose
// heading has passed the upper third of the window.
function reading() {
  if (!window.IntersectionObserver) return;
  var parts = all(".toc a[href^='#']").map(function (link) {
    return {link: link, head: document.getElementById(decodeURIComponent(link.hash.slice(1)))};
  }).filter(function (part) { return part.head; });
  var observer = new IntersectionObserver(function () {
    var current;
    parts.forEach(function (part) {
      if (part.head.getBoundingClientRect().top < innerHeight / 3) current = part;
    });
    parts.forEach(function (part) {
      if (part === current) part.link.setAttribute("aria-current", "true");
      else part.link.removeAttribute("aria-current");
    });
  }, {rootMargin: "0px 0px -66% 0px"});
  parts.forEach(function (part) { observer.observe(part.head); });
}

// A note opens where it is cited; its link works where there are no popovers.
function notes() {
  var template = find("#p-note");
  if (!template || !doc.showPopover) return;
  var box, from;
  document.addEventListener("click", function (event) {
    var ref = event.target.closest("a.ref");
    var note = ref && document.getElementById(decodeURIComponent(ref.hash.slice(1)));
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!box) box = find("main").appendChild(template.content.firstElementChild.cloneNode(true));
    var text = box.firstElementChild, copy = note.cloneNode(true);
    all("a[href^='#fnref']", copy).forEach(function (back) { back.remove(); });
    text.innerHTML = copy.innerHTML;
    text.lang = note.closest("[lang]").lang;
    // Where Tab led out of the window, smooth scrolling would close it again.
    ref.scrollIntoView({block: "nearest", behavior: "instant"});
    box.showPopover();
    from = scrollY;
    var at = ref.getBoundingClientRect();
    box.style.setProperty("--x", Math.max(16, Math.min(at.left, doc.clientWidth - box.offsetWidth - 16)) + "px");
    box.style.setProperty("--y", (at.bottom + box.offsetHeight + 8 > innerHeight ? Math.max(16, at.top - box.offsetHeight - 4) : at.bottom + 4) + "px");
    box.focus();
  });
  addEventListener("scroll", function () {
    if (box && Math.abs(scrollY - from) > 90) box.hidePopover();
  });
}

// A node of the diagram shows what it leads to, and what leads to it.
function paths() {
  var figure = find(".tree:has([data-path])");
  if (!figure) return;
  var nodes = all("[data-path]", figure);
  function show(event) {
    var node = event.type === "mouseover" || event.type === "focusin" ? event.target.closest("[data-path]") : null;
    var id = node && node.dataset.path.split(" ")[0];
    var lit = {};
    if (id) nodes.forEach(function (other) {
      var path = other.dataset.path.split(" ");
      if (path.indexOf(id) >= 0) lit[path[0]] = true;
    });
    if (id) node.dataset.path.split(" ").forEach(function (up) { lit[up] = true; });
    nodes.forEach(function (other) { other.classList.toggle("lit", !!lit[other.dataset.path.split(" ")[0]]); });
    all("[data-from]", figure).forEach(function (line) {
      line.classList.toggle("lit", !!(lit[line.dataset.from] && lit[line.dataset.to]));
    });
  }
  ["mouseover", "mouseleave", "focusin", "focusout"].forEach(function (type) { figure.addEventListener(type, show); });
}

// Buttons that need a script: print, share, copy.
function buttons() {
  all("[data-do]").forEach(function (button) {
    var what = button.dataset.do;
    if (doc.dataset.can.indexOf(what) < 0) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      if (what === "print") print();
      if (what === "share") navigator.share({title: document.title, url: location.href}).catch(function () {});
      if (what === "copy") navigator.clipboard.writeText(button.previousElementSibling.textContent.trim()).then(function () {
        button.firstChild.data = button.dataset.done;
      });
    });
  });
}

document.addEventListener("DOMContentLoaded", function () {
  [looks, lead, search, library, reading, notes, paths, buttons].forEach(function (part) { part(); });
});
