package main

import (
	"fmt"
	"os"
	"strings"

	"griot/generator/pipeline"
	"griot/generator/wordlist"
)

// wordsVariable is the environment variable that names the list of private words.
const wordsVariable = "GRIOT_PRIVATE_WORDS"

// privateWords returns the file with the words that must not be published, or "".
func privateWords() string { return os.Getenv(wordsVariable) }

// explainWords says why the list can't be used, never what it holds.
func explainWords(e *wordlist.Error) *usageError {
	file := fmt.Sprintf("%s names %q", wordsVariable, privateWords())
	switch e.Why {
	case wordlist.Missing:
		return &usageError{file + ", and there is no such file", "correct the path, or unset the variable to build without a list"}
	case wordlist.Inside:
		return &usageError{file + ", which lies in the site's folder", "move it elsewhere: what lies in the site goes where the site goes"}
	case wordlist.Empty:
		return &usageError{file + ", which holds no entry", "write one entry a line, or unset the variable to build without a list"}
	case wordlist.Wordless:
		return &usageError{fmt.Sprintf("%s, whose line %d holds no word", file, e.Line), "write a word there, or start the line with # if it is a comment"}
	case wordlist.Encoding:
		return &usageError{file + ", which is no Unicode text", "save it as UTF-8"}
	case wordlist.Large:
		return &usageError{file + ", which is larger than 16 MB", "list words, one entry a line"}
	}
	return &usageError{fmt.Sprintf("%s, which can't be read: %v", file, e.Err), "let this user read it, or unset the variable to build without a list"}
}

// wordsLine says what looking for private words found, and what could not be looked into.
func wordsLine(w pipeline.WordSummary, found string) string {
	line := fmt.Sprintf("private words: %s looked for, %s", countOf(w.Entries, "entry", "entries"), found)
	if parts := unreadParts(w); parts != "" {
		line += "; not readable: " + parts
	}
	return line
}

// unreadParts says what has no text that a program can read, "" if there is nothing.
func unreadParts(w pipeline.WordSummary) string {
	var unread []string
	for _, u := range []struct {
		n    int
		what string
	}{{w.Pages, "scanned page"}, {w.Pictures, "picture"}, {w.Recordings, "recording"}, {w.Files, "other file"}} {
		if u.n > 0 {
			unread = append(unread, count(u.n, u.what))
		}
	}
	return strings.Join(unread, ", ")
}

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
