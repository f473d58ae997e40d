// Package translate finds out which texts of a site were translated from which.
// Open opens a site as a Project; Project.UnitPairs compares a unit with its
// translations and returns the state of each segment, Project.Status counts them.
// Project.Batch collects what a verb changes: Batch.Mark, exchange.Import and
// check.Fix add to it, and Write writes it. Builds, which have loaded the site
// already, call FreshnessCache.Update instead.
//
// The work is done by packages below this folder: segment finds texts in files
// and replaces them, state compares the texts of two languages, exchange writes
// and reads files for translators, check looks for mistakes. This package knows
// the files of a site and which of them belong together. It never renders a
// page, and neither git nor the dates of files decide anything.
//
// i18n/state/<language>/<page>.txt keeps, for each text of a translation, the
// text of the source that it was made from; i18n/memory/<from>-<to>.txt keeps
// what the hub no longer uses. Both are plain text made to be read in a diff.
// Where the records of a page are not found under its name, they are found by
// their texts.
package translate
