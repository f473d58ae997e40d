/** Why a search could not be answered. Trying again may help with the first two. */
export type Code = "missing" | "damaged" | "old";

/** A file of the export that isn't there, is damaged or has another format. */
export class SearchError extends Error {
  constructor(readonly code: Code, readonly path: string, options?: ErrorOptions) {
    super(`search: ${path}: ${code}`, options);
    this.name = "SearchError";
  }
}
