// The search as readers see it: the box in the masthead, or the search page.
// Loaded when the box gets the focus.
import {box} from "./ui/box.js";
import {page} from "./ui/page.js";

const results = document.querySelector("#p-results"), form = document.querySelector("form[data-ui]");
if (results) page(form, results);
else box(form);
