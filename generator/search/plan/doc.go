// Package plan turns a query into a query plan: clauses, phrases and exclusions, and
// corrected and unknown words to tell the reader.
//
// Call NewPlanner for an index, Planner.Plan for each query, and Translate to translate a
// query by the glossary. The package must never read an index but through a Lexicon.
//
// The browser client (search/client) makes the same plans; testdata/plans.json
// has examples that the tests of both read. A plan contains only terms that are in
// the index, and no fuzzy or prefix query, so that Bleve and the browser compute
// the same scores.
//
// # Planning
//
//  1. The query is cut at 400 bytes and split into parts: the text between two
//     quotation marks (" “ ” „ « »), and elsewhere the text between white space. A
//     hyphen before a part, at the start or after white space, excludes it.
//  2. Each part is analyzed. A part without terms, which has only stop words, is
//     dropped.
//  3. An excluded part excludes the pages that contain its terms in their positions.
//  4. A quoted part requires its words, uncorrected, in their positions; a stop
//     word in it may be any word. If no page contains one of its words, no page
//     matches.
//  5. A word of any other part is the first of these that applies:
//     - a prefix, if it is the last of the query, nothing follows it, the request
//     says that it is still being typed, it has at least three letters, and words
//     start with it. It matches the terms of these words: its own term first, then
//     those in most pages, at most eight;
//     - itself, if any page contains its term;
//     - its corrections, if it has at least three letters and no digit and the
//     word list has entries one edit away: a letter missing or two neighbours
//     swapped (odds 32), a letter doubled (8), a vowel for another (2), any other
//     letter wrong or too many (1), times 4 if the first letter is right. It matches
//     the entry with the highest product of the odds and the square root of the
//     number of pages, and those with at least a quarter of that product, since one
//     in four of them is what was meant: in the order of the products, then of the
//     alphabet; of entries with the same term the first, at most three terms. Words
//     of three letters are only corrected to longer ones. oe counts as one letter if
//     that makes it one edit;
//     - nothing, if it is still being typed and has fewer than three letters;
//     - unknown.
//  6. Each such word is a clause of one to eight terms. A clause that the plan
//     already has isn't added, nor is an eleventh.
//  7. The plan has the query corrected with the first correction of each word, and
//     as alternatives with each other correction of one word.
//
// A page matches if it contains a term of every clause (ModeAnd), passes the filters,
// and contains every phrase and no excluded one. Package search adds the pages that
// contain a term of any clause (ModeOr). All pages match a query without words, newest
// first (ModeAll), and none a query of only stop words or unknown words (ModeNone).
package plan
