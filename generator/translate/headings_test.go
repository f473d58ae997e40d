package translate

import (
	"fmt"
	"strings"
	"testing"

	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// bodyPair is a page whose translation was made of one source and is compared to another.
func bodyPair(before, now, made, target string) *UnitPair {
	body := func(lang, text string) *segment.Document {
		return segment.ParsePage("p", lang, "content/p."+lang+".md", []byte("---\n---\n"+text))
	}
	was, then := body("en", before), body("fr", made)
	s := &UnitPair{Unit: &Unit{ID: "p"}, From: "en", To: "fr", Source: body("en", now), Target: body("fr", target)}
	for i := range was.Segments {
		s.Records = append(s.Records, state.Record{Kind: was.Segments[i].Kind, Source: was.Segments[i].Text, Target: then.Segments[i].Text})
	}
	s.Pairs, s.partners = state.Join(s.Source, s.Target, state.History{Records: s.Records})
	return s
}

// counterpartsOf lists counterparts: an index, ? after one that is guessed, or the heading
// that a translation was made from.
func counterpartsOf(s *UnitPair) string {
	var out []string
	for _, c := range s.counterparts() {
		text := fmt.Sprint(c.Source)
		if c.Guessed {
			text += "?"
		}
		if c.Was != "" {
			text = c.Was
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestCounterparts(t *testing.T) {
	const en = "## A house\n\nIt has a roof.\n\n### A door\n\nIt is open.\n\n## A street\n\nIt is long.\n"
	const fr = "## Une maison\n\nElle a un toit.\n\n### Une porte\n\nElle est ouverte.\n\n## Une rue\n\nElle est longue.\n"
	years := "## 2021\n\nRain fell.\n\n## 2022\n\nSnow fell.\n"
	ans := "## 2021\n\nIl a plu.\n\n## 2022\n\nIl a neigé.\n"
	steps := "## One\n\n### Next\n\nGo left.\n\n## Two\n\n### Next\n\nGo right.\n"
	pas := "## Un\n\n### Ensuite\n\nÀ gauche.\n\n## Deux\n\n### Ensuite\n\nÀ droite.\n"
	for _, c := range []struct{ name, before, now, made, target, want string }{
		{"the same", en, en, fr, fr, ""},
		{"swapped", en, "## A street\n\nIt is long.\n\n## A house\n\nIt has a roof.\n\n### A door\n\nIt is open.\n", fr, fr, "1 2 0"},
		{"deleted", en, "### A door\n\nIt is open.\n\n## A street\n\nIt is long.\n", fr, fr, "A house 0 1"},
		{"inserted", en, "## New\n\nNew words.\n\n" + en, fr, fr, "1 2 3"},
		{"reworded a little", en, strings.Replace(en, "A house", "A big house", 1), fr, fr, ""},
		{"reworded with its text in place", en, strings.Replace(en, "A street", "Along the river", 1), fr, fr, ""},
		{"replaced", en, strings.Replace(en, "A street\n\nIt is long.", "Rivers\n\nWater is wet.", 1), fr, fr, "0 1 2?"},
		{"another level", en, strings.Replace(en, "## A street", "### A street", 1), fr, fr, "0 1 2"},
		{"moved and reworded", en, "## Up the hill\n\nIt is long.\n\n## A house\n\nIt has a roof.\n\n### A door\n\nIt is open.\n", fr, fr, "1 2 0"},
		{"translation reworded and moved", en, en, fr, "## Par la rue\n\nElle est longue.\n\n## Une maison\n\nElle a un toit.\n\n### Une porte\n\nElle est ouverte.\n", "2 0 1"},
		{"a new heading in both", en, en + "\n## Trees\n\nGreen.\n", fr, fr + "\n## Les arbres\n\nVerts.\n", ""},
		{"all headings reworded, texts moved", en, "## The road\n\nIt is long.\n\n## My home\n\nIt has a roof.\n\n### An entrance\n\nIt is open.\n", fr,
			"## Chez moi\n\nElle a un toit.\n\n### L’entrée\n\nElle est ouverte.\n\n## Dehors\n\nElle est longue.\n", "1 2 0"},
		{"numbers alone", years, "## 2022\n\nSnow fell.\n\n## 2021\n\nRain fell.\n", ans, ans, "1 0"},
		{"the same words twice", steps, "## Two\n\n### Next\n\nGo right.\n\n## One\n\n### Next\n\nGo left.\n", pas, pas, "2 3 0 1"},
		{"in a quotation and a note", "## A\n\n> ## B\n\n[^1]\n\n[^1]: Note\n\n    ## C\n", "> ## B\n\n## A\n\n[^1]\n\n[^1]: Note\n\n    ## C\n",
			"## Un\n\n> ## Deux\n\n[^1]\n\n[^1]: Note bis\n\n    ## Trois\n", "## Un\n\n> ## Deux\n\n[^1]\n\n[^1]: Note bis\n\n    ## Trois\n", "1 0"},
		{"one without words", "##\n\n## A thing\n\nOne.\n\n## Other\n", "## Other\n\n##\n\n## A thing\n\nOne.\n", "##\n\n## Une chose\n\nUn.\n\n## Autre\n", "##\n\n## Une chose\n\nUn.\n\n## Autre\n", "-1 2 0"},
	} {
		if got := counterpartsOf(bodyPair(c.before, c.now, c.made, c.target)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	unmarked := bodyPair(en, en, fr, fr)
	unmarked.Records = nil
	unmarked.Pairs, unmarked.partners = state.Join(unmarked.Source, unmarked.Target, state.History{})
	if got := unmarked.counterparts(); got != nil {
		t.Errorf("without records: %v", got)
	}
}
