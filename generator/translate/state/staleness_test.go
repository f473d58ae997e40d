package state

import (
	"fmt"
	"strings"
	"testing"

	"griot/generator/translate/segment"
)

// told lists pairs as "state: source > target (old)".
func told(pairs []Pair) string {
	var out []string
	for _, p := range pairs {
		s, t := "", ""
		if p.Source != nil {
			s = p.Source.Text
		}
		if p.Target != nil {
			t = p.Target.Text
		}
		line := fmt.Sprintf("%s: %s > %s", p.State, s, t)
		if p.Old != "" {
			line += " (" + p.Old + ")"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// marked are the records of two texts that match block by block.
func marked(source, target string) []Record {
	s, t := bodyOf("en", source), bodyOf("fr", target)
	var out []Record
	for i := range s.Segments {
		out = append(out, Record{s.Segments[i].Kind, s.Segments[i].Text, t.Segments[i].Text})
	}
	return out
}

func TestCompare(t *testing.T) {
	en := []string{"## First part", "The committee met in Gao in 2021.", "It heard women and young people.", "- one thing\n- another thing", "Then it wrote a report for the ministry."}
	fr := []string{"## Première partie", "Le comité s’est réuni à Gao en 2021.", "Il a entendu des femmes et des jeunes.", "- une chose\n- une autre chose", "Puis il a écrit un rapport pour le ministère."}
	records := marked(story(en...), story(fr...))
	with := func(list []string, i int, text ...string) []string {
		out := append([]string{}, list[:i]...)
		return append(append(out, text...), list[i+1:]...)
	}
	reworded := "The committee met in Gao and Mopti in 2021."
	for _, c := range []struct {
		name   string
		en, fr []string
		want   string // what is not fresh
	}{
		{"nothing", en, fr, ""},
		{"re-wrapped", with(en, 1, "The committee met\nin Gao in 2021."), with(fr, 4, "Puis il a écrit un\nrapport pour le\nministère."), ""},
		{"source reworded", with(en, 1, reworded), fr, "stale: " + reworded + " > " + fr[1] + " (" + en[1] + ")"},
		{"target reworded", en, with(fr, 1, "Le comité s’est retrouvé à Gao en 2021."), ""},
		{"both reworded", with(en, 1, reworded), with(fr, 1, "Le comité s’est réuni à Gao et à Mopti en 2021."),
			"stale: " + reworded + " > Le comité s’est réuni à Gao et à Mopti en 2021. (" + en[1] + ")"},
		{"moved in both", []string{en[4], en[0], en[1], en[2], en[3]}, []string{fr[4], fr[0], fr[1], fr[2], fr[3]}, ""},
		{"moved in the source", []string{en[4], en[0], en[1], en[2], en[3]}, fr, ""},
		{"added", with(en, 2, en[2], "A new paragraph about something else."), fr, "missing: A new paragraph about something else. > "},
		{"deleted in the source", with(en, 2), fr, "extra:  > " + fr[2] + " (" + en[2] + ")"},
		{"deleted in both", with(en, 2), with(fr, 2), ""},
		{"split", with(en, 1, "The committee met in Gao.", "This was in 2021."), fr,
			"stale: The committee met in Gao. > " + fr[1] + " (" + en[1] + ")\nmissing: This was in 2021. > "},
		{"merged", with(with(en, 2), 1, en[1]+" "+en[2]), fr,
			"stale: " + en[1] + " " + en[2] + " > " + fr[1] + " (" + en[1] + ")\nextra:  > " + fr[2] + " (" + en[2] + ")"},
		{"a copy of the source", en, with(fr, 2, en[2]), "missing: " + en[2] + " > " + en[2]},
		{"moved and reworded", []string{en[0], en[2], en[3], en[4], reworded}, fr, "stale: " + reworded + " > " + fr[1] + " (" + en[1] + ")"},
		{"a heading's level", with(en, 0, "### First part"), fr, ""},
	} {
		pairs := Compare(bodyOf("en", story(c.en...)), bodyOf("fr", story(c.fr...)), History{Records: records})
		var rest []Pair
		for _, p := range pairs {
			if p.State != Fresh {
				rest = append(rest, p)
			}
		}
		if got := told(rest); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestCompareWithoutRecords(t *testing.T) {
	en := bodyOf("en", "## A heading\n\nSome text [with a link](x.md).\n\n| Year | Place |\n| --- | --- |\n| 2021 | Gao |\n")
	fr := bodyOf("fr", "## Un titre\n\nDu texte [avec un lien](x.md).\n\n| Année | Lieu |\n| --- | --- |\n| 2021 | Gao |\n")
	want := "stale: A heading > Un titre\nstale: Some text [with a link](). > Du texte [avec un lien]().\n" +
		"stale: Year > Année\nstale: Place > Lieu\nstale: Gao > Gao"
	if got := told(Compare(en, fr, History{})); got != want {
		t.Errorf("got %s", got)
	}
	if got := told(Compare(en, nil, History{})); strings.Count(got, "missing") != 5 {
		t.Errorf("got %s", got)
	}
}

func TestCompareFindsWhatMoved(t *testing.T) {
	records := marked("One text here.\n", "Un texte ici.\n")
	k := History{Others: func(target string) []Record {
		if target == "Un texte ici." {
			return records
		}
		return nil
	}}
	if got := told(Compare(bodyOf("en", "One text here.\n"), bodyOf("fr", "Un texte ici.\n"), k)); got != "fresh: One text here. > Un texte ici." {
		t.Error(got)
	}
}

// bodyOf makes a page of a text alone.
func bodyOf(lang, text string) *segment.Document {
	return segment.ParsePage("p", lang, "content/p."+lang+".md", []byte("---\n---\n"+text))
}

// story is a list of blocks, a blank line between two.
func story(blocks ...string) string { return strings.Join(blocks, "\n\n") + "\n" }
