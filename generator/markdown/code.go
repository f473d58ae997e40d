package markdown

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
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
	p.out = append(p.out, "<pre class=\"chroma\" tabindex=\"0\""...)
	p.leftToRight()
	p.out = append(p.out, "><code"...)
	if len(language) > 0 {
		p.attribute("class", "language-"+string(p.unescape(language)))
	}
	p.out = append(p.out, '>')
	if !p.highlight(string(language), source) {
		p.literal(source)
	}
	p.out = append(p.out, "</code></pre>\n"...)
	p.text = append(p.text, source...)
	p.endLine()
}

// highlight writes code in spans with chroma's short classes. If the language is not known
// or the code takes too many steps, it writes nothing and returns false.
func (p *page) highlight(language, source string) bool {
	h := takeHighlighter()
	defer h.release()
	lexer := h.lexer(language)
	if lexer == nil {
		return false
	}
	allowed := min(baseSteps+stepsPerByte*len(source), pageSteps+stepsPerByte*len(p.source)-p.codeSteps)
	if allowed <= 0 {
		return false
	}
	h.meter.Steps = allowed
	defer func() { p.codeSteps += allowed - max(h.meter.Steps, 0) }()
	tokens, err := lexer.Tokenise(nil, source)
	if err != nil {
		return false
	}
	start := len(p.out)
	open := chroma.EOFType // type of the span that is open, which none has; adjacent tokens of a type share one
	for t := tokens(); t != chroma.EOF && h.meter.Steps > 0; t = tokens() {
		if t.Value == "" {
			continue
		}
		if t.Type != open {
			p.endSpan(open)
			open = t.Type
			if class := tokenClass(open); class != "" {
				p.out = append(append(append(p.out, "<span class=\""...), class...), "\">"...)
			}
		}
		p.literal(t.Value)
	}
	p.endSpan(open)
	if h.meter.Steps <= 0 {
		p.out = p.out[:start]
		return false
	}
	return true
}

// endSpan ends the span of tokens of a type, if it has one.
func (p *page) endSpan(t chroma.TokenType) {
	if tokenClass(t) != "" {
		p.out = append(p.out, "</span>"...)
	}
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
