/** Why a search failed. A retry may help with the first two. */
export type Code = "missing" | "damaged" | "old";

/** A file of the export is missing, damaged or of another format. */
export class SearchError extends Error {
  /** Whether the site answered after the failure, so that the connection is not what is wrong. */
  reached = false;

  constructor(readonly code: Code, readonly path: string, options?: ErrorOptions) {
    super(`search: ${path}: ${code}`, options);
    this.name = "SearchError";
  }
}
