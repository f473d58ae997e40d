// Package wordlist finds the words of a list in texts.
//
// Call Read for a list, a file of text with one entry a line, then List.Find for each
// text: it visits every entry that the text holds as whole words, folded as search folds
// them (package search/analysis): case, accents, the forms of Arabic letters and
// characters without width make no difference. An entry of several words is found
// whatever stands between them, spaces, punctuation or the end of a line. Words that a
// hyphen or an apostrophe joins count as parts and as one word: l’Aminata holds Aminata,
// and Jean-Pierre is Jean Pierre and Jeanpierre. Mask hides what was found.
//
// The time that Find takes grows with the text and not with the list. A List doesn't
// change and is safe for concurrent use. The package never prints an entry, writes
// nothing and knows no file of a site.
package wordlist
