package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"griot/generator/diag"
)

// maxAlike is the number of warnings of a folder with the same message that are listed
// one by one.
const maxAlike = 8

// list writes diagnostics and counts them in the last line. Many warnings that say the
// same are one line.
func (t terminal) list(w io.Writer, list diag.List) { t.listGrouped(w, list, maxAlike) }

// alike returns the number of warnings that are listed one by one, with or without the
// flag --all.
func alike(all bool, list diag.List) int {
	if all {
		return len(list)
	}
	return maxAlike
}

func (t terminal) listGrouped(w io.Writer, list diag.List, limit int) {
	words := t.words()
	for _, g := range list.Groups(limit) {
		fmt.Fprintln(w, words.ExplainGroup(g))
	}
	if n := list.Errors(); len(list) > 0 {
		fmt.Fprintf(w, "%s, %s\n", count(n, "error"), count(len(list)-n, "warning"))
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// baseURL checks the URL of the flag and returns it with a slash at the end.
func baseURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return "", &usageError{fmt.Sprintf("--base-url %q is not an address", s), "write it in full, such as https://hub.example.org/"}
	}
	return strings.TrimSuffix(s, "/") + "/", nil
}
