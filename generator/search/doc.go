// Package search is what searching means on the hub, in the index, in the
// command and in the browser alike: how text becomes terms, how a query becomes
// a plan, how hits are shown, and the format of the browser's export.
//
// It knows neither Bleve nor the theme: bleveindex builds and asks the index,
// and offers the readers from which Export is compiled.
//
// # Analysis
//
// A text becomes terms in six steps, the same in Go and in the browser
// (client/), from the same tables (data/):
//
//  1. Words. A word is a run of letters and digits. An apostrophe (' ’ ʼ ＇)
//     between a letter and a letter or digit belongs to it, so does a full stop
//     or comma between digits (2.5), and a full stop between single letters
//     (S.S.R.). Marks, soft hyphens and joiners don't end a word. Hyphens do. In
//     scripts without spaces each letter is a word. Words are cut at 64 letters.
//  2. Folding: lower case, accents dropped, ligatures spelled out (œ oe, æ ae,
//     ß ss), one apostrophe; the full stops of an acronym go (S.S.R. is ssr).
//  3. English: a possessive 's goes.
//  4. English and French: an elided article goes (l'État, qu’elle; English pages
//     hold "Côte d'Ivoire" too).
//  5. English and French: words of the folded stop list (data/stop.*.txt) go;
//     they keep their position, so that phrases hold.
//  6. English: Porter's stemmer. French: the light stemmer, to which oe is one
//     letter, as in sœur. Browsers get both as rules (data/stem.*.txt).
//
// Other languages stop after step 2.
//
// A document is one weighted field: a title word counts three times, a word of
// the headings twice, one of the summary or body once. Its length is the sum of
// these weights, rounded to three significant bits, so that the browser can know
// all lengths for few bytes; Bleve is given the rounded length too.
//
// # Planner
//
// A query becomes a plan, which is all that an index is asked. testdata/plans.json
// shows it by examples, which Go and the browser client both read.
//
//  1. The query is cut at 400 bytes, and into parts: what stands between two
//     quotation marks (" “ ” „ « »), and otherwise between white space. A hyphen
//     before a part, at the start or after white space, excludes it.
//  2. Each part is analysed. A part without a term, of stop words alone, is gone.
//  3. An excluded part excludes the pages that hold its terms in their places.
//  4. A quoted part requires its words, as they are, in their places; stop words
//     in it leave a gap that any word may fill. A word in it that no page holds
//     means that no page answers.
//  5. A word of any other part is
//     - a prefix, if it is the last of the query, nothing follows it, the request
//     says that it is still being typed, and it has three letters or more. It
//     stands for the terms of the word list's entries that start with it: its
//     own term first, then those in most pages, eight at most;
//     - itself, if any page holds its term;
//     - its corrections, if it has three letters or more and no digit and the
//     word list has an entry one edit away: a letter missing or two neighbours
//     swapped (odds 32), a letter doubled (8), a vowel for another (2), changed
//     otherwise or too many (1), times 4 if the first letter is right. It stands
//     for the entry with the highest product of odds and root of the number of
//     pages, and for those whose product is a quarter of that or more, since one
//     in four of them is what was meant: by their products, then by the alphabet;
//     of entries with the same term the first, three terms at most. Words of three
//     letters are only corrected to longer ones. oe counts as one letter where
//     that makes it one edit;
//     - nothing, if it is still being typed and has fewer than three letters;
//     - unknown, which the answer says.
//  6. Each such word is a clause of one to eight terms. A clause that is there
//     already isn't added, nor is an eleventh.
//  7. The answer says how it corrected the query: with the first correction of
//     each word, and then, as alternatives, with each other one in its place.
//
// A page answers if it holds a term of every clause (mode "and"), is let through
// by the filters (one of the values of each facet named), holds every phrase and
// none excluded. Where fewer than three do, or a word is unknown, the pages that
// hold a term of any clause follow, marked as partial (mode "or"); phrases,
// exclusions and filters hold for them too. A query without words has all pages
// as its answer, newest first (mode "all"); one whose words are all stop words
// or unknown has none (mode "none").
//
// Only terms that the index holds reach it, and no fuzzy or prefix query, so
// that Bleve and the browser compute the same sums.
//
// # Ranking
//
// Bleve's BM25 with the true average length. With N documents, df of them with
// the term, a frequency f in a document of length l, and the average length
// avg = ceil(sum of lengths / N):
//
//	idf  = ln(1 + (N - df + 0.5) / (df + 0.5))
//	norm = float32(1 / sqrt(l)),  length = 1 / norm²
//	s    = idf * (sqrt(f) * 1.2) / (sqrt(f) + 1.2 * (0.25 + 0.75 * length / avg))
//
// Several terms: each s times idf times 1/sqrt(sum of idf² of all terms of the
// plan). A clause of several terms, and the clauses in mode "or", sum the scores
// of those that match, in ascending order of df (of the sum of df for clauses),
// and multiply by the part that matches. Mode "and" sums in the same order.
// Equal scores come in the order of IDs.
package search

//go:generate go run ../internal/generators/searchtables
