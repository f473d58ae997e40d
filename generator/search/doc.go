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
//  6. English: Porter's stemmer. French: the light stemmer.
//
// Other languages stop after step 2.
//
// A document is one weighted field: a title word counts three times, a word of
// the headings twice, one of the summary or body once. Its length is the sum of
// these weights, rounded to five significant bits, so that the browser can know
// all lengths for few bytes; Bleve is given the rounded length too.
package search

//go:generate go run ./gentables
