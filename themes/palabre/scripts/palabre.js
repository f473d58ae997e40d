// The theme's script. Every page works without it; it only adds the reader's
// choice of colours and, at the site's root, the way to their language.
// It runs in the head, before anything is painted.
(function () {
  "use strict";
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

  function looks() {
    var box = document.querySelector(".looks");
    if (!box) return;
    var now = stored();
    box.hidden = false;
    box.querySelectorAll("input").forEach(function (input) {
      input.checked = input.value === now;
      input.addEventListener("change", function () {
        store(input.value);
        wear(input.value);
      });
    });
  }

  // At the root, a first visit from outside goes on to the first language
  // that both the browser and the hub know. Who comes back is asked nothing
  // and sees both.
  function lead() {
    if (!doc.hasAttribute("data-root") || document.referrer.indexOf(location.origin + "/") === 0) return;
    try {
      if (sessionStorage.getItem("palabre-led")) return;
      sessionStorage.setItem("palabre-led", "1");
    } catch (e) { return; }
    var wanted = navigator.languages || [navigator.language || ""];
    for (var i = 0; i < wanted.length; i++) {
      var link = document.querySelector('a[data-lang="' + wanted[i].split("-")[0].toLowerCase() + '"]');
      if (link) {
        location.replace(link.href);
        return;
      }
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    looks();
    lead();
  });
})();
