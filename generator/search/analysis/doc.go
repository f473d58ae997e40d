// Package analysis turns text into the terms that the index contains.
//
// Call NewAnalyzer for a language. Tokens analyzes a query or the text of a snippet;
// Analyze analyzes the texts of a document and returns its terms with frequencies and
// positions; Spellings returns the words of the documents analyzed so far, from which
// CountWords makes the word list of the index.
//
// The analysis is the same in Go and in the browser (search/client), because both read the
// tables in data/. It must never depend on the Unicode version of either.
//
// # Steps
//
//  1. Words. A word is a run of letters and digits. An apostrophe (' ’ ʼ ＇)
//     between a letter and a letter or digit is part of the word, and so are a
//     full stop or comma between digits (2.5) and a full stop between single
//     letters (S.S.R.). Combining marks, soft hyphens and joiners don't end a
//     word. Hyphens do. In scripts without spaces each letter is a word. Words
//     are cut at 64 code points.
//  2. Folding: lower case, without accents, ligatures spelled out (œ oe, æ ae,
//     ß ss), one kind of apostrophe, acronyms without full stops (S.S.R. ssr).
//  3. English: a possessive 's is removed.
//  4. English and French: an elided article is removed (l'État, qu’elle; English
//     pages have "Côte d'Ivoire" too).
//  5. English and French: words of the folded stop list (data/stop.*.txt) are
//     removed. They keep their positions, so that phrases match.
//  6. English: Porter's stemmer. French: the light stemmer, which treats oe as one
//     letter, as in sœur. Browsers get both as rules (data/stem.*.txt).
//
// Other languages end after step 2.
//
// # Documents
//
// A document is one weighted field: the frequency of a term is the sum of the
// weights of the parts that its words are in, and the length of the document that
// of all its words. Both are rounded (RoundFreq, RoundLength), so that the browser
// needs few bytes for them; Bleve is given the rounded values too.
package analysis

//go:generate go run ../../internal/generators/searchtables
