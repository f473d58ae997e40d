// Package archetype has the drafts of new pages, one for each kind and one for
// translations. Execute fills a draft; Untouched finds the sentences of drafts that an
// author has left in a page.
//
// The package knows no site and writes no file.
package archetype

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"text/template"
)

//go:embed archetypes
var files embed.FS

const folder = "archetypes/"

// Execute returns a draft with its placeholders filled. name is that of a file, such as
// "brief.md".
func Execute(name string, values map[string]string) ([]byte, error) {
	t, err := template.ParseFS(files, folder+name)
	if err != nil {
		return nil, fmt.Errorf("read archetype: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, values); err != nil {
		return nil, fmt.Errorf("fill archetype: %w", err)
	}
	return b.Bytes(), nil
}

// prompts are the sentences that tell the author what to write, by the text of their
// line without the key or hyphen before it.
var prompts = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := fs.ReadFile(files, name)
		for line := range strings.Lines(string(src)) {
			// A sentence around a placeholder is known by what follows it.
			_, after, _ := strings.Cut(line, ". ")
			for _, text := range []string{line, after} {
				if text = prompt(text); strings.Contains(text, " ") && !strings.ContainsAny(text, "{}[#") {
					all[text] = true
				}
			}
		}
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return all
})

var beforePrompt = regexp.MustCompile(`^\s*(?:- +)?(?:[a-z_]+: +)?`)

// prompt returns the text of a line without the key or hyphen before it.
func prompt(line string) string {
	return strings.TrimSpace(line[len(beforePrompt.FindString(line)):])
}

// Untouched returns the lines of a page, the first being 1, that are still those of a
// draft, with their texts.
func Untouched(src []byte) (lines []int, texts []string) {
	known, n := prompts(), 0
	for line := range bytes.Lines(src) {
		n++
		if len(bytes.TrimSpace(line)) < len("Begin here.") {
			continue
		}
		text := prompt(string(line))
		if _, after, ok := strings.Cut(text, ". "); known[text] || ok && known[after] {
			lines, texts = append(lines, n), append(texts, text)
		}
	}
	return lines, texts
}
