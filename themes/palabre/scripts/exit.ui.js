// The way out: at once, without an entry in the history of this tab, by the
// link or by Shift three times, each within five seconds of the one before and
// with no other key between. Esc is left to the search. It runs as soon as the
// link is there.
var link = document.querySelector(".exit-go"), status = document.querySelector(".exit [role=status]");
var presses = 0, withOther = false, timer;

function leave(event) {
  if (event) event.preventDefault();
  status.textContent = status.dataset.leaving;
  document.querySelectorAll("body > :not(.exit), .exit > :not([role])").forEach(function (part) { part.hidden = true; });
  document.documentElement.setAttribute("data-left", "");
  document.title = "\u200b";
  location.replace(link.href);
}

function forget(words) {
  clearTimeout(timer);
  if (presses) status.textContent = words || "";
  presses = 0;
}

link.addEventListener("click", leave);
document.querySelector(".exit-keys").hidden = false;
document.addEventListener("keyup", function (event) {
  if (event.key === "Shift" && !withOther) {
    presses++;
    if (presses === 3) return leave();
    status.textContent = status.dataset[3 - presses];
    clearTimeout(timer);
    timer = setTimeout(function () { forget(status.dataset.over); }, 5000);
  } else forget();
  withOther = event.shiftKey;
});
// A copy of the page that the browser has kept is hidden still.
addEventListener("pageshow", function (event) {
  if (event.persisted && document.documentElement.hasAttribute("data-left")) location.reload();
});
