package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// planted are sentences with real words, whose pages the search rows count.
// The pseudo-words of the corpus are none of these words.
var planted = []struct {
	lang  string
	every int // the page's number, divided by 24, leaves this
	text  string
}{
	{"fr", 1, "L’État a signé."},
	{"fr", 2, "Les agents d’État ont signé."},
	{"fr", 3, "Un État voisin a signé."},
	{"fr", 4, "C'est l'État qui a signé."},
	{"fr", 5, "Une œuvre collective."},
	{"fr", 6, "Les sœurs ont signé."},
	{"en", 1, "Community policing was agreed."},
	{"en", 2, "A policy was agreed."},
	{"en", 3, "Several policies were agreed."},
}

// plant adds the sentences to the pages of a Griot site, one to a page, so
// that every sentence is on one page in 24 of its language.
func plant(dir string, size int) error {
	for number := 1; number <= size; number++ {
		for _, p := range planted {
			if number%24 != p.every {
				continue
			}
			if err := appendTo(filepath.Join(dir, page(number, p.lang)), "\n"+p.text+"\n"); err != nil {
				return fmt.Errorf("plant words: %w", err)
			}
		}
	}
	return nil
}

// appendTo adds text to the end of a file.
func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
