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
//  1. Words. A word is a run of letters, or of digits: covid19 is two words, as
//     COVID-19 is. An apostrophe (' ’ ‘ ʼ ʻ ´ ＇) between letters is part of the word,
//     and so are a full stop or comma (or their Arabic kin, ٫ ٬) between digits (2.5)
//     and a full stop or & between single letters (S.S.R., L&A). Combining marks, soft hyphens,
//     joiners and other characters without width don't end a word. Hyphens do, and so
//     does the zero-width non-joiner between letters of the Arabic script (دادگاه‌ها).
//     In scripts without spaces each letter is a word. Words are cut at 64 code points.
//  2. Numbers. One to three digits and the groups of three digits that follow, each
//     after one space (plain, no-break, narrow or thin), are one word (10 000), and so
//     are a number and the letters of an ordinal right after it (1st, 1er). The term
//     of a number is its digits: without the commas that part groups of three
//     (10,000), with a full stop before decimals (16.3). Where the language has
//     decimal commas, commas are those, and several full stops that part groups of
//     three go. A number has no other steps.
//  3. Folding: lower case, without accents, ligatures spelled out (œ oe, æ ae,
//     ß ss), one kind of apostrophe, acronyms without full stops (S.S.R. ssr). The
//     hooked and open letters of Hausa, Bambara and their neighbours become those
//     that are typed for them (ɓ b, ɛ e, ɲ and ŋ n). The Arabic script has one form
//     of each letter, whatever the keyboard (ی ى ې ي; ک ك; ة ۀ ه; أ إ آ ٱ ا; ؤ و; ئ ي;
//     ګ گ), no tatweel and no vowel signs, and its digits are ASCII ones.
//  4. English: a possessive 's is removed.
//  5. Languages with articles: an elided one is removed (l'État, qu’elle; English
//     pages have "Côte d'Ivoire" too; Kirundi n'amahoro), except from words that the
//     first group of rules has whole (N'Djamena).
//  6. English, French, Arabic, Persian: words of the folded stop list
//     (data/stop.*.txt; Bleve's lists) are removed. They keep their positions, so that
//     phrases match.
//  7. Apostrophes are removed (Qur'an quran).
//  8. Rules change the word (data/rules.*.txt, below).
//  9. English: Porter's stemmer. French: the light stemmer, which treats oe as one
//     letter, as in sœur. Browsers get both as rules (data/stem.*.txt).
//
// Languages without a table end after step 7.
//
// # Extras
//
// Some words start with terms beside their own. These are at the position of the first
// word and don't count in the length of the document. A word may start with several, in
// this order:
//
//   - the whole part of a number with decimals: 16 for 16.7;
//   - a date, as 20210414. It is written with the name of the month (14 April 2021,
//     April 14, 2021, 1er mai 2020) or in digits (2021-04-14, 14/04/2021, 04/14/2021
//     where the second number is above 12, 14.04.2021). One space is between its words,
//     perhaps after a comma or full stop;
//   - a month, as 202104: a name and a year, or that of a date in digits. A date
//     written with a name has it at the name if the year follows this, and else at its
//     first word if that is the name;
//   - a compound: two or three words with hyphens (or the joiner of step 1) between
//     them, none a number, and two words with one space between them that the rules
//     call an open compound. Its term is that of its folded words, without possessives
//     and articles, written as one: peacebuild for peace-building. Longer ones have
//     none. In a hyphenated word only the first word starts compounds.
//
// # Rules
//
// A file of rules has these lines:
//
//	' l d qu             articles
//	# st nd rd th s      the letters of ordinals
//	,                    decimals follow a comma
//	@ january|jan may    names of the months, folded, in their order
//	+ land mine lord     open compounds: first words (a|b), their second ones, also with
//	                     an s; * is any
//	women woman          a rule: the word, and what replaces it
//	-smen sman           an end; two letters must be left, or as many as a number says
//	-is{e,ing} iz{} 3 v,rt   braces make several rules; v and rt must not precede the end
//	wa- m 2              a start, with as many letters left
//	-labour- labor       wherever it is
//	-ha -                a hyphen alone stands for nothing
//
// An empty line ends a group. The rules of each group apply once, those of whole words
// first, then the first other one that matches.
//
// # Languages
//
//   - English, French: irregular forms, British spellings as American ones, French
//     plurals in -aux, feminines and verbs that the light stemmer leaves apart.
//   - Arabic: the rules are those of Bleve's stemmer ("ar"), after a few words with two
//     spellings of hamza; so sound plurals and prefixes meet, broken plurals don't.
//   - Persian and Dari (fa, prs): Bleve's normalization, and the plurals that are sure:
//     -ha and -haye, -gan and -yan, and -an of listed words. Many other words end in
//     -an (jahan, zaman), so no rule removes it.
//   - Pashto (ps): -una, -uno, -an, -ano and final -e, -a, -i, -o. Plurals that change the
//     vowels inside a word have no rule.
//   - Swahili (sw): the classes m-/wa-, m-/mi-, ki-/vi-, ch-/vy-, and ma-. Words of the
//     classes u- and n- that change more are listed.
//   - Kirundi (rn): the initial vowel goes (igihugu, mu gihugu), then mu-/ba-, mu-/mi-,
//     ki-/bi- and i-/ma- meet; l and r are one letter. Words of the class ru- are
//     listed.
//   - Hausa (ha): letters only. Its plurals follow no sure rule.
//   - Bambara (bm): letters, ny as n, and the plural -w.
//
// # Documents
//
// A document is one weighted field: the frequency of a term is the sum of the
// weights of the parts that its words are in, and the length of the document that
// of all its words. Both are rounded (RoundFreq, RoundLength), so that the browser
// needs few bytes for them; Bleve is given the rounded values too.
package analysis

//go:generate go run ../../internal/generators/searchtables
