package mistyped

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

var (
	// inlineMarkup is markup that nobody writes in code.
	inlineMarkup = regexp.MustCompile(`\*\*\pL[^*]*\*\*|\[[^\[\]]*\pL[^\[\]]*\]\([^()\s]+\)`)
	// codeSigns are signs that prose doesn't have, and starts of lines of commands.
	codeSigns = regexp.MustCompile("[{}<>=\\\\$`|^@#]|::|//|\\(\\)|;$|_\\w|^\\s*[-+>$%.!/]|\\w[.:]\\w+[.:]\\w|->|\\t")
	prose     = regexp.MustCompile(`^\s*(?:\d+[.)]\s|[•–—*]\s)?[«“"‘(\[]?\p{Lu}[\pL\pM’'-]*,? \pL`)
)

// code finds indented code that is a paragraph: it has the words and the punctuation of a
// sentence, or markup, and nothing of a program or a command.
func (f *finder) code(n *ast.CodeBlock) {
	var b []byte
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b = append(b, s.Value(f.source)...)
	}
	if n.Lines().Len() == 0 {
		return
	}
	text := strings.Join(strings.Fields(string(b)), " ")
	words := len(strings.Fields(text))
	marked := inlineMarkup.Match(b)
	plain := inlineMarkup.ReplaceAll(b, []byte("x"))
	switch {
	case words < 4 || codeSigns.Match(plain) || !mostlyLetters(plain):
		return
	case !marked && (words < 6 || !endsSentence(text) || strings.HasSuffix(text, ";") || !prose.Match(b)):
		return
	}
	at := n.Lines().At(0).Start
	for at < len(f.source) && (f.source[at] == ' ' || f.source[at] == '\t') {
		at++
	}
	f.add(CodeProse, at, "", short(text, 60))
}

// mostlyLetters reports whether a text consists of words: nine of ten characters that are no
// spaces are letters.
func mostlyLetters(b []byte) bool {
	letters, all := 0, 0
	for _, r := range string(bytes.TrimSpace(b)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
			all++
		case !unicode.IsSpace(r):
			all++
		}
	}
	return letters*10 >= all*9
}
