// Package mistyped finds text that looks like Markdown and isn't: a heading without its
// space, a link with a gap, a table without its rule, a fence that nothing closes.
//
// Call Find with the nodes of a text. What it finds is in the text that readers would see:
// code, URLs in angle brackets, HTML, and whatever an author escaped with a backslash are
// never looked at. Doubtful cases are left alone: a warning that is wrong teaches authors to
// read none. The package must never change a node, or report to authors itself.
package mistyped

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/markdown/syntax"
)

// Kind is what a text seems to be and what is wrong with it.
type Kind uint8

// The kinds of findings.
const (
	HeadingSpace     Kind = iota // ##Title
	HeadingNoBreak               // ## and a no-break space
	BoldOpen                     // **bold that nothing closes
	BoldSpace                    // ** bold **
	BoldLetter                   // **bold (text)**letter
	LinkGap                      // [text] (address)
	LinkSpace                    // [text](an address.pdf)
	LinkOpen                     // [text](address without an end
	LinkReversed                 // (text)[address]
	LinkNested                   // [text [link](x)](y)
	LinkTemplate                 // [text]({{ ... }})
	ImageSpace                   // ![text](a picture.png)
	ReferenceUnknown             // [text][label] without its definition
	ReferenceNear                // the same, where another label is nearly equal
	DefinitionSpace              // [label] : address
	DefinitionUnused             // [Source]: OCHA, which is read as an address and not shown
	TableRule                    // rows without the line |---|---|, or with one that isn't right
	TableHead                    // the line |---|---| without a head above it
	TableBlank                   // a row that a blank line separates from its table
	ListMark                     // lines that start with •, – or a)
	ListNumber                   // lines that start with 1/, or with 2. within a paragraph
	ListSpace                    // -one
	AlertMark                    // > [!note]- Title
	FenceOpen                    // a fence that nothing closes
	CodeProse                    // a paragraph set as code because it is indented
	VideoAlone                   // the address of a video alone in a paragraph
	Comment                      // a comment that is damaged or never closed
)

// Finding is a place in a text.
type Finding struct {
	Kind   Kind
	Offset int    // in the source
	Text   string // what stands there, or a part of it: marks, a label
	Fixed  string // how it is written
}

// Find returns what looks like markup in a text, in its order.
func Find(doc ast.Node, source []byte) []Finding {
	f := &finder{source: source, labels: map[string]string{}, damaged: map[string]bool{}}
	f.definitions(doc)
	f.unused(doc)
	f.blocks(doc)
	found := slices.DeleteFunc(f.found, func(x Finding) bool {
		return (x.Kind == ReferenceUnknown || x.Kind == ReferenceNear) && f.damaged[normal(x.Text)]
	})
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.Offset, b.Offset) })
	return found
}

// finder is the state of Find.
type finder struct {
	source  []byte
	text    flat
	found   []Finding
	labels  map[string]string // of link definitions, by their normal form
	damaged map[string]bool   // labels of definitions that are mistyped
	// doubtful are definitions whose address is none.
	doubtful []*ast.LinkReferenceDefinition
	open     bool // a mark of bold text has no end so far
	starred  bool // a word is marked with ** as with a note below a table
}

func (f *finder) add(kind Kind, offset int, text, fixed string) {
	f.found = append(f.found, Finding{kind, offset, text, fixed})
}

// definitions collects the labels of link definitions.
func (f *finder) definitions(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if d, ok := c.(*ast.LinkReferenceDefinition); ok {
			f.labels[normal(string(d.Label))] = string(d.Label)
			if !addressed.Match(d.Destination) && len(d.Title) == 0 && d.Lines().Len() > 0 {
				f.doubtful = append(f.doubtful, d)
			}
			continue
		}
		if c.Type() == ast.TypeBlock {
			f.definitions(c)
		}
	}
}

// unused finds definitions that no link uses and whose address is none, such as
// [Source]: OCHA: they were meant as text.
func (f *finder) unused(doc ast.Node) {
	if len(f.doubtful) == 0 {
		return
	}
	used := map[string]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var ref *ast.ReferenceLink
		switch x := n.(type) {
		case *ast.Link:
			ref = x.Reference
		case *ast.Image:
			ref = x.Reference
		}
		if ref != nil {
			used[normal(string(ref.Value))] = true
		}
		return ast.WalkContinue, nil
	})
	for _, d := range f.doubtful {
		if label := string(d.Label); !used[normal(label)] {
			f.add(DefinitionUnused, d.Lines().At(0).Start, label, "\\["+label+"]: "+string(d.Destination))
		}
	}
}

// blocks looks at the blocks inside a block.
func (f *finder) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch x := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			f.paragraph(n)
		case *ast.Heading, *east.TableCell, *east.DefinitionTerm:
			f.text.fill(n, f.source)
			f.inline()
		case *ast.FencedCodeBlock:
			f.fence(x)
		case *ast.CodeBlock:
			f.code(x)
		case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		default:
			f.blocks(n)
		}
	}
}

// paragraph looks at a paragraph: whether its lines were meant as other blocks, then at its
// text.
func (f *finder) paragraph(n ast.Node) {
	f.text.fill(n, f.source)
	f.video()
	if syntax.MissingCells(n) > 0 || f.table(n) {
		return
	}
	lines := f.text.lines()
	for i, l := range lines {
		f.heading(l, len(lines) == 1 && n.Kind() == ast.KindParagraph)
		if i == 0 {
			f.alert(n, l)
		}
	}
	f.list(n, lines)
	f.definition(lines)
	f.inline()
}

// inline looks at the text of a block.
func (f *finder) inline() {
	f.comments()
	if bytes.IndexByte(f.text.b, '[') >= 0 || bytes.IndexByte(f.text.b, ']') >= 0 {
		f.links()
	}
	f.emphasis()
}

// alert finds boxes of other programs, such as > [!note]- Title.
func (f *finder) alert(n ast.Node, l line) {
	m := alertForm.FindSubmatch(f.text.b[l.start:l.end])
	if m == nil {
		return
	}
	_, quoted := n.Parent().(*ast.Blockquote)
	word := string(bytes.ToUpper(m[1]))
	titled, known := syntax.AlertWord(word)
	if !quoted && !known || quoted && n.PreviousSibling() != nil {
		return
	}
	if !known {
		word, titled = "NOTE", true
	}
	fixed := "> [!" + word + "]"
	if title := visible(m[2]); title != "" && titled {
		fixed += " " + title
	}
	f.add(AlertMark, f.text.offset(l.start), string(m[1]), fixed)
}

// video finds the address of a video that stands alone, where other programs show a player.
func (f *finder) video() {
	text := bytes.Trim(f.text.b, "\x03")
	if !bytes.ContainsAny(text, " \x01\x02\x03\r\n") && videoHost.Match(text) {
		url := string(text)
		if !strings.Contains(url, "://") {
			url = "https://" + url
		}
		f.add(VideoAlone, f.text.offset(bytes.Index(f.text.b, text)), url, "[What the video shows (video)]("+url+")")
	}
}

// fence finds a fence that nothing closes. goldmark doesn't tell, so the line after the code
// is read again.
func (f *finder) fence(n *ast.FencedCodeBlock) {
	if n.Pos() < 0 || n.Pos() >= len(f.source) {
		return
	}
	first, rest, _ := bytes.Cut(f.source[n.Pos():], []byte("\n"))
	first = bytes.TrimLeft(first, " \t>")
	if len(first) == 0 || first[0] != '`' && first[0] != '~' {
		return
	}
	mark := first[:len(first)-len(bytes.TrimLeft(first, string(first[:1])))]
	if k := n.Lines().Len(); k > 0 {
		rest = f.source[min(n.Lines().At(k-1).Stop, len(f.source)):]
	}
	last, _, _ := bytes.Cut(rest, []byte("\n"))
	last = bytes.TrimLeft(last, " \t>")
	if bytes.HasPrefix(last, mark) && len(bytes.TrimSpace(bytes.TrimLeft(last, string(mark[:1])))) == 0 {
		return
	}
	f.add(FenceOpen, n.Pos(), string(mark), string(mark))
}
