package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"griot/generator/sitefs"
	"griot/generator/translate"
	"griot/generator/translate/segment"
)

type translateCmd struct {
	Status  translateStatusCmd  `cmd:"" help:"Say what is fresh, stale, missing or extra, as a queue of work."`
	Diff    translateDiffCmd    `cmd:"" help:"Show which words changed in the sources of stale texts, beside their translations."`
	Mark    translateMarkCmd    `cmd:"" help:"Say that a translation matches its source as it is now."`
	Export  translateExportCmd  `cmd:"" help:"Write texts to a PO or XLIFF file for translators."`
	Import  translateImportCmd  `cmd:"" help:"Bring back a PO or XLIFF file."`
	Memory  translateMemoryCmd  `cmd:"" help:"Look a text up in the translation memory, or exchange it as TMX."`
	Check   translateCheckCmd   `cmd:"" help:"Check typography, figures, names, links, lengths, terms, messages and spelling."`
	Extract translateExtractCmd `cmd:"" help:"Take the words of the interface out of the program, to translate or change them."`
	Terms   translateTermsCmd   `cmd:"" help:"List the glossary in all languages, or write it as TBX."`
}

// pagesArg are the pages that a verb works on.
type pagesArg struct {
	Pages []string `arg:"" optional:"" help:"Pages (briefs/land-justice), folders (countries), hub.yaml or active.toml (default: all)."`
}

// langFlag is the language translated into.
type langFlag struct {
	Lang string `short:"l" placeholder:"CODE" help:"Only translations into this language."`
}

// unitsArg is what most verbs work on.
type unitsArg struct {
	pagesArg
	langFlag
}

// open opens the site and finds the units that the arguments name.
func (a unitsArg) open(all *cli, t terminal) (*translate.Project, []*translate.Unit, error) {
	d, err := openProject(all, t)
	if err != nil {
		return nil, nil, err
	}
	if err := a.langFlag.check(d); err != nil {
		return nil, nil, err
	}
	units, err := a.find(d)
	return d, units, err
}

// openProject opens the site for translating.
func openProject(all *cli, t terminal) (*translate.Project, error) {
	d, list, err := translate.Open(sitefs.New(os.DirFS(all.Dir)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{fmt.Sprintf("there is no site in %q", all.Dir), "go to a folder with content/hub.yaml, or name it with -C"}
	}
	if err != nil {
		return nil, err
	}
	if d == nil {
		t.list(t.err, list)
		return nil, errContent
	}
	return d, nil
}

// find returns the units that a verb's arguments name.
func (a pagesArg) find(d *translate.Project) ([]*translate.Unit, error) {
	units, unknown := d.Find(a.Pages)
	if unknown == "" {
		return units, nil
	}
	hint := "name a page as section/name, such as briefs/land-justice, or a section"
	if near := d.Nearest(unknown); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	if unknown == segment.MessagesID {
		hint = "the words of the interface are in the program until griot translate extract takes them out"
	}
	return nil, &usageError{fmt.Sprintf("there is no page %q", unknown), hint}
}

// check reports a language that the hub doesn't have.
func (l langFlag) check(d *translate.Project) error {
	for _, code := range d.Langs() {
		if code == l.Lang || l.Lang == "" {
			return nil
		}
	}
	return &usageError{fmt.Sprintf("the hub has no language %q", l.Lang), "its languages are " + strings.Join(d.Langs(), ", ")}
}

// unitPairs calls f for each unit in each language, or the one of the flag.
func (l langFlag) unitPairs(d *translate.Project, t terminal, units []*translate.Unit, f func(*translate.UnitPair) error) error {
	bad := false
	for _, u := range units {
		pairs, list, err := d.UnitPairs(u)
		if err != nil {
			return err
		}
		t.list(t.err, list)
		bad = bad || list.Errors() > 0
		for _, s := range pairs {
			if l.Lang != "" && s.To != l.Lang {
				continue
			}
			if err := f(s); err != nil {
				return err
			}
		}
	}
	if bad {
		return errContent
	}
	return nil
}

// put writes a file for people, or prints it if it is named -. what names it for
// errors, content says how much is in it.
func put(t terminal, name, what string, src []byte, content string) error {
	if name == "-" {
		if _, err := t.out.Write(src); err != nil {
			return fmt.Errorf("print %s: %w", what, err)
		}
		return nil
	}
	if err := os.WriteFile(name, src, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	fmt.Fprintf(t.out, "%s: %s\n", name, content)
	return nil
}

// commit writes the changes of a batch; if dry, it writes nothing.
func commit(all *cli, b *translate.Batch, dry bool) ([]translate.Change, error) {
	changes, err := b.Changes()
	if err != nil || dry {
		return changes, err
	}
	root, err := os.OpenRoot(all.Dir)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	defer root.Close()
	return changes, translate.Write(root, changes)
}
