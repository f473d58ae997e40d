// Entry of the module: for pages, Node and other users.
import {open, type Search} from "./client";
import {reading, scripting, type Read} from "./loader";

export {SearchError} from "./errors";
export {parts} from "./client";
export type {Hit, Options, Response, Search} from "./client";

/**
 * Opens the export in a folder: relative to the page in a browser, a path or a file: or
 * http: URL in Node. read replaces how files are read.
 */
export function openSearch(base: string | URL, options: {lang?: string; read?: Read} = {}): Promise<Search> {
  const folder = String(base).replace(/\/?$/, "/");
  if (!options.read && typeof document !== "undefined")
    return open(scripting(new URL(folder, document.baseURI).href), options.lang);
  const read = options.read ?? (/^https?:/.test(folder) ? fetched(folder) : fromDisk(folder));
  return open(reading(read), options.lang);
}

const fetched = (folder: string): Read => async (name, fresh) => {
  const response = await fetch(`${folder}${name}.js`, fresh ? {cache: "reload"} : {});
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.text();
};

const fromDisk = (folder: string): Read => async (name) => {
  const {readFile} = await import("node:fs/promises");
  return readFile(folder.startsWith("file:") ? new URL(`${folder}${name}.js`) : `${folder}${name}.js`, "utf8");
};
