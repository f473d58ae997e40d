// Entry of the classic script: sets the global griotSearch.
import {open, type Search} from "./client";
import {SearchError} from "./errors";
import {scripting} from "./loader";

/** Opens the export in a folder, relative to the page. */
function openSearch(base: string, options: {lang?: string} = {}): Promise<Search> {
  return open(scripting(new URL(base.replace(/\/?$/, "/"), document.baseURI).href), options.lang);
}

Object.assign(self, {griotSearch: {openSearch, SearchError}});
