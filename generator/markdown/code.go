package markdown

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
	"github.com/yuin/goldmark/ast"
)

// code writes a block of code, with classes for highlighting if its language is known. It
// can be focused by keyboard, because long lines scroll.
func (p *page) code(n ast.Node, language []byte) {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(p.source))
	}
	source := strings.ReplaceAll(b.String(), "\r\n", "\n")
	p.out = append(p.out, "<pre class=\"chroma\" tabindex=\"0\"><code"...)
	if len(language) > 0 {
		p.attribute("class", "language-"+string(p.unescape(language)))
	}
	p.out = append(p.out, '>')
	if lexer := lexerFor(string(language)); lexer == nil || !p.highlight(lexer, source) {
		p.literal(source)
	}
	p.out = append(p.out, "</code></pre>\n"...)
	p.text = append(p.text, source...)
	p.endLine()
}

// lexerCache contains lexers by language, or nil for a language without one: chroma looks
// a lexer up by comparing patterns.
var lexerCache sync.Map

// lexerFor returns the lexer of a language, or nil.
func lexerFor(language string) chroma.Lexer {
	if language == "" {
		return nil
	}
	if l, ok := lexerCache.Load(language); ok {
		lexer, _ := l.(chroma.Lexer)
		return lexer
	}
	lexer := timeless().Get(language)
	if lexer == nil {
		lexerCache.Store(language, nil)
		return nil
	}
	lexer = chroma.Coalesce(lexer)
	lexerCache.Store(language, lexer)
	return lexer
}

// timeless returns chroma's lexers without timeouts. Chroma allows each match a quarter of
// a second; on a busy machine, a match that takes longer fails, and the same code gets
// other classes. Code in content is short enough to match fast. The few lexers that
// delegate to others don't give access to their rules and are left out: their code is not
// highlighted.
var timeless = sync.OnceValue(func() *chroma.LexerRegistry {
	own := chroma.NewLexerRegistry()
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
			rules[clockState] = []chroma.Rule{{Mutator: stopClock{}}}
			return rules
		})
		if err == nil {
			own.Register(lexer)
		}
	}
	return own
})

// clockState is the state by which stopClock gets into a lexer's rules; stopClock deletes
// it.
const clockState = "griot-clock"

// stopClock is a mutator that runs once, after a lexer's rules are compiled.
type stopClock struct{}

// Mutate is never called, since no rule leads to the state.
func (stopClock) Mutate(*chroma.LexerState) error { return nil }

// MutateLexer removes the timeouts of all rules.
func (stopClock) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	for _, list := range rules {
		for _, rule := range list {
			rule.Regexp.MatchTimeout = regexp2.DefaultMatchTimeout
		}
	}
	delete(rules, state)
	return nil
}

// highlight writes code in spans with chroma's short classes. If the lexer fails, it
// writes nothing and returns false.
func (p *page) highlight(lexer chroma.Lexer, source string) bool {
	tokens, err := lexer.Tokenise(nil, source)
	if err != nil {
		return false
	}
	for t := tokens(); t != chroma.EOF; t = tokens() {
		class := tokenClass(t.Type)
		if class == "" {
			p.literal(t.Value)
			continue
		}
		p.out = append(append(append(p.out, "<span class=\""...), class...), "\">"...)
		p.literal(t.Value)
		p.out = append(p.out, "</span>"...)
	}
	return true
}

// tokenClass returns the class of a token's type, or of its nearest parent that has one.
func tokenClass(t chroma.TokenType) string {
	for t != 0 {
		if class, ok := chroma.StandardTypes[t]; ok && class != "w" {
			return class
		}
		t = t.Parent()
	}
	return ""
}
