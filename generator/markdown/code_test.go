package markdown

import (
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/dlclark/regexp2/v2"
)

// TestLexersHaveNoClock looks at the rules of lexers that documents use, after
// their first use has compiled them.
func TestLexersHaveNoClock(t *testing.T) {
	for _, language := range []string{"go", "javascript", "js", "python", "html", "css", "yaml", "json", "sh", "sql", "toml", "xml"} {
		lexer := timeless().Get(language)
		if lexer == nil {
			t.Errorf("%s: no lexer", language)
			continue
		}
		if _, err := lexer.Tokenise(nil, "a = 1 <b>2</b> {c: 'd'}\n"); err != nil {
			t.Errorf("%s: %v", language, err)
		}
		if rules, err := lexer.(*chroma.RegexLexer).Rules(); err != nil || rules[clockState] == nil {
			t.Errorf("%s: its clock was not stopped (%v)", language, err)
		}
	}
	if n := len(timeless().Lexers); n < 250 {
		t.Errorf("only %d lexers", n)
	}
}

// look is a mutator that looks at the rules of the lexer it runs in.
type look func(chroma.CompiledRules)

func (l look) Mutate(s *chroma.LexerState) error { l(s.Rules); return nil }

func TestStopClock(t *testing.T) {
	seen := 0
	see := look(func(rules chroma.CompiledRules) {
		for state, list := range rules {
			for _, rule := range list {
				if seen++; rule.Regexp.MatchTimeout != regexp2.DefaultMatchTimeout {
					t.Errorf("%s: %q may take %v", state, rule.Pattern, rule.Regexp.MatchTimeout)
				}
			}
		}
	})
	lexer, err := chroma.NewLexer(&chroma.Config{Name: "test"}, func() chroma.Rules {
		return chroma.Rules{
			"root":     {{Pattern: `a`, Type: chroma.Name, Mutator: chroma.Push("inside")}, {Pattern: `.`, Type: chroma.Text}},
			"inside":   {{Pattern: `b`, Type: chroma.Name, Mutator: see}},
			clockState: {{Mutator: stopClock{}}},
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := lexer.Tokenise(nil, "ab")
	if err != nil {
		t.Fatal(err)
	}
	for tok := tokens(); tok != chroma.EOF; tok = tokens() {
	}
	if seen != 3 {
		t.Errorf("%d rules were seen, not 3", seen)
	}
}
