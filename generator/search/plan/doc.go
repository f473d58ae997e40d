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
//     quotation marks (" “ ” „ « »), excluded words, and the texts between these. A
//     hyphen at the start or after white space, and before a letter, a digit or a
//     quoted text, excludes the word, up to white space or a quotation mark, or that
//     text. So --portable excludes nothing. Each part is analyzed as a whole, so that
//     numbers and dates may have spaces.
//  2. A part without terms, which has only stop words, is dropped.
//  3. An excluded part excludes the pages that contain its terms in their positions,
//     and those with its compound or date, if the part is one. Excluded tells it as
//     typed.
//  4. A quoted part requires its words, uncorrected, in their positions; a stop
//     word in it may be any word. If no page contains one of its words, no page
//     matches.
//  5. In any other part words get alternatives, if the index contains these:
//     - the words of a hyphenated word its compound (package analysis);
//     - two words with one space between them, not in a date, both written as one
//     (Analyzer.Join): if they are an open compound of the language, or if no page
//     contains one of them;
//     - a month and its year, not in a date with a day, the term of both;
//     - the words of an entry of the synonyms what stands for it.
//  6. A date of which the index has the term is a clause of that term alone.
//  7. Any other word with a term is the first of these that applies:
//     - a prefix, if it is the last of the query, nothing follows it, the request
//     says that it is still being typed, it has at least three letters, and words
//     start with it. It matches the terms of these words: its own term first, then
//     those in most pages, at most eight;
//     - itself, if any page contains its term;
//     - its alternatives alone;
//     - its corrections, as below, if the first has odds of 32 or more: mediaton is not
//     media and ton;
//     - what follows l, d or qu at its start, if these are articles of the language,
//     a vowel or h follows, and any page contains its term (letat); nothing, if that
//     is a stop word (quil);
//     - two words, each a clause, if it has seven letters or more and no digit: the
//     first, of three letters or more, is in the word list and the index contains
//     its term and that of the rest, of three letters or more. Of several such pairs it
//     is that with the longest first word;
//     - its corrections, if it has at least three letters and no digit and the
//     word list has entries one edit away: a letter missing or two neighbours
//     swapped (odds 32), a letter doubled (8), a vowel for another (2), any other
//     letter wrong or too many (1), times 4 if the first letter is right. It matches
//     the entry with the highest product of the odds and the square root of the
//     number of pages, and those with at least a quarter of that product, since one
//     in four of them is what was meant: in the order of the products, then of the
//     alphabet; of entries with the same term the first, at most three terms. Words
//     of three letters are only corrected to longer ones. oe counts as one letter if
//     that makes it one edit. A part of a hyphenated word is only corrected with
//     odds of 32 or more, so that cease-fire doesn't become cease-file. Letters with
//     digits right before or after them, as in RES2250, are neither split nor corrected;
//     - nothing, if it is still being typed and has fewer than three letters;
//     - unknown.
//  8. Each such word is a clause: its own terms, then those of compounds, then its
//     groups, each the terms of a synonym, at most ten together. A clause that the plan
//     already has isn't added, nor is an eleventh.
//  9. The plan has the query corrected with the first correction of each word, and
//     as alternatives with each other correction of one word.
//
// # Synonyms
//
// Planner.SetSynonyms gives a planner the words that mean the same in its language
// (Synonyms). Each entry is analyzed: its terms, without those of stop words, must follow
// each other in a part of the query, where stop words don't matter either. Each word from
// the first to the last of them may then stand for each other entry of the group, or for
// what the entry means one way: a page must contain all terms of that, anywhere. Corrected
// words have no synonyms.
//
// A page matches if it contains a term, or all terms of a group, of every clause (ModeAnd), passes the filters,
// and contains every phrase and no excluded one. Package search adds the pages that
// contain a term of any clause (ModeOr). All pages match a query without words, newest
// first (ModeAll), and none a query of only stop words or unknown words (ModeNone).
package plan
