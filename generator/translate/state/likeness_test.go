package state

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"griot/generator/translate/segment"
)

// table writes rows of cells.
func table(rows ...string) string {
	var b strings.Builder
	for i, r := range rows {
		b.WriteString("| " + r + " |\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat(" --- |", 1+strings.Count(r, " | ")) + "\n")
		}
	}
	return b.String()
}

// A translation goes with the text that it was made from, never with one that
// merely stands in its place.
func TestCompareByLikeness(t *testing.T) {
	en := []string{"Name | Meaning", "alpha | Turns on the shade of the lamp", "beta | Sets how long the wire is", "gamma | Says who repairs it"}
	fr := []string{"Nom | Sens", "alpha | Allume l’abat-jour de la lampe", "beta | Fixe la longueur du fil", "gamma | Dit qui la répare"}
	records := marked(table(en...), table(fr...))
	for _, c := range []struct {
		name, en, want string
	}{
		{"another row in its place", table(en[0], en[1], "delta | Paints everything green tomorrow", en[3]),
			"missing: delta > \nmissing: Paints everything green tomorrow > \nextra:  > beta (beta)\nextra:  > Fixe la longueur du fil (Sets how long the wire is)"},
		{"a row before one that differs by a word", table(en[0], "delta | Paints everything green tomorrow", en[2], en[3], "alpha | Turns off the shade of the lamp"),
			"missing: delta > \nmissing: Paints everything green tomorrow > \nstale: Turns off the shade of the lamp > Allume l’abat-jour de la lampe (Turns on the shade of the lamp)"},
		{"rows in another order, each reworded", table(en[0], "gamma | Says who repairs it now", "alpha | Turns on a shade of the lamp", "beta | Sets how long the red wire is"),
			"stale: Says who repairs it now > Dit qui la répare (Says who repairs it)\n" +
				"stale: Turns on a shade of the lamp > Allume l’abat-jour de la lampe (Turns on the shade of the lamp)\n" +
				"stale: Sets how long the red wire is > Fixe la longueur du fil (Sets how long the wire is)"},
		{"one letter of a short text", table("Names | Meaning", en[1], en[2], en[3]), "stale: Names > Nom (Name)"},
	} {
		var rest []Pair
		for _, p := range Compare(bodyOf("en", c.en), bodyOf("fr", table(fr...)), History{Records: records}) {
			if p.State != Fresh {
				rest = append(rest, p)
			}
		}
		if got := told(rest); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Fields have names: whatever the new title is, the old one is what its
// translation was made from.
func TestCompareFields(t *testing.T) {
	page := func(lang, title string) *segment.Document {
		return segment.ParsePage("p", lang, "p", []byte("---\ntitle: "+title+"\n---\n"))
	}
	records := []Record{{"title", "On lamps", "Des lampes"}}
	got := told(Compare(page("en", "Everything about wires"), page("fr", "Des lampes"), History{Records: records}))
	if want := "stale: Everything about wires > Des lampes (On lamps)"; got != want {
		t.Errorf("%s", got)
	}
}

// edited changes rows of a table at random.
func edited(r *rand.Rand, en []string, phrase func() string) []string {
	for range 1 + r.IntN(4) {
		i := 1 + r.IntN(len(en)-1)
		switch cells := strings.Split(en[i], " | "); r.IntN(5) {
		case 0:
			en = append(en[:i], append([]string{"`new` | String | " + phrase()}, en[i:]...)...)
		case 1:
			if len(en) > 2 {
				en = append(en[:i], en[i+1:]...)
			}
		case 2:
			j := 1 + r.IntN(len(en)-1)
			en[i], en[j] = en[j], en[i]
		case 3:
			cells[2] = phrase()
			en[i] = strings.Join(cells, " | ")
		default:
			cells[2] += " " + phrase()
			en[i] = strings.Join(cells, " | ")
		}
	}
	return en
}

// TestOldSourcesAreAlike changes random tables: no stale text is offered a former
// source that is another text, and no translation disappears.
func TestOldSourcesAreAlike(t *testing.T) {
	words := strings.Fields("lamp wire shade red green old new turns sets paints says who how long always never Boolean String true false list of the default")
	stale, extra, missing := 0, 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		phrase := func() string {
			var out []string
			for range 1 + r.IntN(6) {
				out = append(out, words[r.IntN(len(words))])
			}
			return strings.Join(out, " ")
		}
		en, fr := []string{"Name | Type | About"}, []string{"Nom | Type | Sens"}
		for i := range 2 + r.IntN(8) {
			kind := words[len(words)-1-r.IntN(6)]
			en = append(en, fmt.Sprintf("`k%d` | %s | %s", i, kind, phrase()))
			fr = append(fr, fmt.Sprintf("`k%d` | t-%s | texte %d", i, kind, i))
		}
		records := marked(table(en...), table(fr...))
		en = edited(r, en, phrase)
		target := bodyOf("fr", table(fr...))
		pairs := Compare(bodyOf("en", table(en...)), target, History{Records: records})
		seen := map[*segment.Segment]bool{}
		for _, p := range pairs {
			switch p.State {
			case Stale:
				stale++
				if p.Old != "" && segment.Likeness(p.Old, p.Source.Text) < segment.MinLikeness {
					t.Fatalf("seed %d: %q is offered %q", seed, p.Source.Text, p.Old)
				}
				for _, m := range pairs {
					if m.State == Missing && m.Source.Kind == p.Source.Kind && segment.Likeness(p.Old, m.Source.Text) > max(0.75, segment.Likeness(p.Old, p.Source.Text)+0.2) {
						t.Fatalf("seed %d: %q is offered %q, and %q is missing", seed, p.Source.Text, p.Old, m.Source.Text)
					}
				}
				if p.Old == "" {
					t.Fatalf("seed %d: %q is paired with %q, whose source is another text", seed, p.Source.Text, p.Target.Text)
				}
			case Extra:
				extra++
			case Missing:
				missing++
			}
			seen[p.Target] = true
		}
		for i := range target.Segments {
			if s := &target.Segments[i]; !seen[s] && !s.Neutral() {
				t.Fatalf("seed %d: %q is in no pair", seed, s.Text)
			}
		}
	}
	if t.Logf("%d stale, %d extra, %d missing", stale, extra, missing); stale < 100 || extra < 100 || missing < 100 {
		t.Error("too few of one state; the test is of no use")
	}
}
