package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"griot/generator/i18n"
	"griot/generator/pipeline"
)

// privacyReport is what check --privacy prints as JSON.
type privacyReport struct {
	Privacy     *pipeline.Privacy  `json:"privacy"` // null if the site has errors that keep it from being read
	Diagnostics []i18n.Explanation `json:"diagnostics"`
}

// checkPrivacy says what was looked at and found before the site is published.
func (c *checkCmd) checkPrivacy(ctx context.Context, o pipeline.Options, today string, t terminal) error {
	p, list, err := pipeline.CheckPrivacy(ctx, o, today)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(t.out, privacyReport{p, t.words().ExplainAll(list)})
	} else {
		t.listGrouped(t.out, list, alike(c.All, list))
		if p != nil {
			printPrivacy(t, p)
		}
	}
	if err == nil && list.Errors() > 0 {
		err = errContent
	}
	return err
}

// privacySections are the parts of the report, in their order. A part without lines is
// left out.
var privacySections = []struct {
	title string
	lines func(*pipeline.Privacy) []string
}{
	{"files", filesCleaned},
	{"published otherwise than cleaned", filesOtherwise},
	{"people in photos", photosOfPeople},
	{"private words", wordsLookedFor},
	{"what nobody has looked at", filesUnread},
	{"what this can't take back", func(*pipeline.Privacy) []string {
		return []string{"what was committed before stays in the history of git, and what was published may stay with the host, in copies and in archives of the web"}
	}},
}

func printPrivacy(t terminal, p *pipeline.Privacy) {
	for _, s := range privacySections {
		if lines := s.lines(p); len(lines) > 0 {
			fmt.Fprintf(t.out, "%s:\n  %s\n", s.title, strings.Join(lines, "\n  "))
		}
	}
}

func filesCleaned(p *pipeline.Privacy) []string {
	var lines []string
	for _, f := range p.Formats {
		line := fmt.Sprintf("%s: %s", f.Format, count(f.Files, "file"))
		for _, part := range []struct {
			n    int
			what string
		}{{f.Changed, "%d cleaned of something"}, {f.Redrawn, "%d made smaller and drawn anew"}, {f.Documents, "%d checked for changes, comments and hidden parts"}} {
			if part.n > 0 {
				line += ", " + fmt.Sprintf(part.what, part.n)
			}
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = []string{"none is published"}
	}
	if len(p.Kept) > 0 {
		lines = append(lines, "kept, as keep_metadata says: "+strings.Join(p.Kept, ", "))
	}
	return lines
}

func filesOtherwise(p *pipeline.Privacy) []string {
	var lines []string
	for _, f := range p.Uncleaned {
		lines = append(lines, f+": as it is, as publish_uncleaned says")
	}
	for _, d := range p.WithChanges {
		var parts []string
		for _, topic := range slices.Sorted(maps.Keys(d.Counts)) {
			parts = append(parts, fmt.Sprintf("%s %d", topic, d.Counts[topic]))
		}
		lines = append(lines, fmt.Sprintf("%s: with %s, as publish_with_changes says in %s", d.File, strings.Join(parts, ", "), strings.Join(d.Pages, ", ")))
	}
	return lines
}

func photosOfPeople(p *pipeline.Privacy) []string {
	c := p.Consent
	var lines []string
	add := func(files int, what string) {
		if files > 0 {
			lines = append(lines, count(files, "file")+": "+what)
		}
	}
	add(c.Given, "consent given")
	add(c.Nobody, "nobody can be recognised")
	add(len(c.Refused), "consent refused, not published: "+strings.Join(c.Refused, ", "))
	add(len(c.Past), "consent ended, not published: "+strings.Join(c.Past, ", "))
	rule := "hub.yaml doesn't ask for it"
	if c.Required {
		rule = "hub.yaml asks for it"
	}
	add(len(c.Unknown), "images.yaml says nothing, and "+rule+": "+strings.Join(c.Unknown, ", "))
	return lines
}

func wordsLookedFor(p *pipeline.Privacy) []string {
	if p.Words == nil {
		return []string{"no list: " + wordsVariable + " is not set"}
	}
	return []string{countOf(p.Words.Entries, "entry", "entries") + " looked for; what was found is above"}
}

func filesUnread(p *pipeline.Privacy) []string {
	var lines []string
	if s := unreadParts(p.Unread); s != "" {
		lines = append(lines, s)
	}
	return append(lines, p.UnreadFiles...)
}
