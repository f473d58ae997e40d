// Entry of the classic script: the global griotSearch.
import {open, type Search} from "./client";
import {scripting} from "./loader";

export {SearchError} from "./errors";

/** Opens the export in a folder, relative to the page. */
export function openSearch(base: string, options: {lang?: string} = {}): Promise<Search> {
  return open(scripting(new URL(base.replace(/\/?$/, "/"), document.baseURI).href), options.lang);
}
