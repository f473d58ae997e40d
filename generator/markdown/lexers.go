package markdown

import (
	"fmt"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"griot/generator/markdown/regex"
)

// The steps that highlighting a block of code may take. Of the 309 examples that chroma has
// for its lexers, half take more than 33 for each byte and none more than 290. What takes
// more, as text against which patterns backtrack, is shown plain.
const (
	baseSteps    = 100000
	stepsPerByte = 800
	// pageSteps are for all blocks of a page, beside those for its bytes, since some lexers
	// never end with code that isn't theirs.
	pageSteps = 20 * baseSteps
)

// maxLanguage is the length of the name of a language above which none is looked for. Chroma
// compares a name with the patterns of all file names that it knows.
const maxLanguage = 60

// highlighter is a set of lexers that take their steps from one meter, so that only one block
// of code can use it at a time.
type highlighter struct {
	meter    *regex.Meter
	registry *chroma.LexerRegistry
	lexers   map[string]chroma.Lexer // by language; nil for one without a lexer
}

// highlighters are those that nobody uses now: there are as many as conversions ran at the
// same time.
var highlighters struct {
	sync.Mutex
	free []*highlighter
}

// takeHighlighter returns a highlighter that nobody else uses until it is released.
func takeHighlighter() *highlighter {
	highlighters.Lock()
	defer highlighters.Unlock()
	if n := len(highlighters.free); n > 0 {
		h := highlighters.free[n-1]
		highlighters.free = highlighters.free[:n-1]
		return h
	}
	return newHighlighter()
}

func (h *highlighter) release() {
	highlighters.Lock()
	defer highlighters.Unlock()
	highlighters.free = append(highlighters.free, h)
}

// newHighlighter returns chroma's lexers with patterns that count their steps. The few lexers
// that delegate to others don't give access to their rules and are left out: their code is
// not highlighted.
func newHighlighter() *highlighter {
	h := &highlighter{meter: &regex.Meter{}, registry: chroma.NewLexerRegistry(), lexers: map[string]chroma.Lexer{}}
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		known, ok := l.(*chroma.RegexLexer)
		if !ok {
			continue
		}
		lexer, err := chroma.NewLexer(known.Config(), func() chroma.Rules {
			rules, err := known.Rules()
			if err != nil {
				return nil
			}
			rules = rules.Clone()
			rules[meterState] = []chroma.Rule{{Mutator: useMeter{h.meter}}}
			return rules
		})
		if err == nil {
			h.registry.Register(lexer)
		}
	}
	return h
}

// lexer returns the lexer of a language, or nil.
func (h *highlighter) lexer(language string) chroma.Lexer {
	if language == "" || len(language) > maxLanguage {
		return nil
	}
	lexer, ok := h.lexers[language]
	if !ok {
		lexer = h.registry.Get(language)
		h.lexers[language] = lexer
	}
	return lexer
}

// meterState is the state by which useMeter gets into a lexer's rules; useMeter deletes it.
const meterState = "griot-meter"

// useMeter is a mutator that runs once, after a lexer's rules are compiled.
type useMeter struct{ meter *regex.Meter }

// Mutate is never called, since no rule leads to the state.
func (useMeter) Mutate(*chroma.LexerState) error { return nil }

// MutateLexer replaces the patterns of all rules by those that count their steps. Chroma's
// own have a clock instead: on a busy machine, the same code would get other classes.
func (u useMeter) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	done := map[*chroma.CompiledRule]bool{} // states that include others share their rules
	for _, list := range rules {
		for _, rule := range list {
			if done[rule] {
				continue
			}
			done[rule] = true
			metered, err := regex.Compile(rule.Regexp.String(), u.meter)
			if err != nil {
				return fmt.Errorf("%q: %w", rule.Pattern, err)
			}
			rule.Regexp = metered
		}
	}
	delete(rules, state)
	return nil
}
