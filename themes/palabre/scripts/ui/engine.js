// The search behind the box and the pages: loads the client once, and says in
// the reader's words what went wrong.
import {el, lang, word} from "./words.js";

const form = document.querySelector("form[data-ui]");
let opened;

// engine resolves to the search; a failure is not remembered, so that asking
// again is the retry.
export function engine() {
  if (!opened) {
    opened = palabre.client(form).catch(outdated).then(() => griotSearch.openSearch(form.dataset.index, {lang}));
    opened.catch(() => { opened = undefined; });
  }
  return opened;
}

// outdated tells why the client did not load: if the contents of the index come, the
// site has another client by now.
async function outdated(error) {
  const {index, lang} = form.dataset;
  await palabre.script(index + lang + ".js").then(() => { error.code = "old"; }, () => {});
  throw error;
}

// address of a hit; on a disk, folders need their file's name.
export function address(hit) {
  const file = /index\.html$/.test(form.getAttribute("action")) && /(^|\/)$/.test(hit.url) ? "index.html" : "";
  return form.dataset.root + hit.url + file;
}

// trouble is what a reader is told about a failure, with a way out of it.
export function trouble(error, retry) {
  let code = {damaged: "damaged", old: "old"}[error && error.code] || "missing";
  if (code === "missing" && error && error.reached) code = "incomplete"; // the connection is fine
  const button = el("button", {type: "button", class: "btn"}, word(code === "old" ? "box.reload" : "box.retry"));
  button.addEventListener("click", () => code === "old" ? location.reload() : retry());
  return [el("span", {}, word("box.failed_" + code)), " ", button];
}

// announcer tells screen readers what came of their typing, once they pause.
export function announcer(parent) {
  const region = el("p", {role: "status", class: "vh"});
  parent.append(region);
  let timer;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => { region.textContent = text; }, 400);
  };
}

// soon runs a call at once, and of calls that follow quickly the last one, after
// a pause too short to be felt.
export function soon(run) {
  let timer, last = 0;
  return () => {
    const now = performance.now(), pause = now - last < 60 ? 30 : 0;
    last = now;
    clearTimeout(timer);
    if (pause) timer = setTimeout(run, pause);
    else run();
  };
}
