// Filters of the library: several at once, at once. A library that stands on
// one page is filtered in place; a longer one asks the search. Without this
// script each facet is a link to the list of its documents.
import {list} from "./ui/library.js";

list(document.querySelector(".facets[data-ui]"));
