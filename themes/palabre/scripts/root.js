// The script of the page at the site's root: a first visit from outside goes on to
// the first language that both the browser and the hub know. Who comes back is
// asked nothing and sees all.
import {stored, wear} from "./ui/colours.js";

wear(stored());

function lead() {
  if (document.referrer.startsWith(location.origin + "/")) return;
  try {
    if (sessionStorage.getItem("palabre-led")) return;
    sessionStorage.setItem("palabre-led", "1");
  } catch (e) { return; }
  for (const wanted of navigator.languages || [navigator.language || ""]) {
    const link = document.querySelector(`a[data-lang="${CSS.escape(wanted.split("-")[0].toLowerCase())}"]`);
    if (link) return location.replace(link.href);
  }
}

document.addEventListener("DOMContentLoaded", lead);
