package markdown

import (
	"github.com/yuin/goldmark/ast"

	"griot/generator/diag"
	"griot/generator/markdown/mistyped"
	"griot/generator/markdown/syntax"
)

// unreadIDs are the ids of the diagnostics of findings.
var unreadIDs = map[mistyped.Kind]string{
	mistyped.BoldOpen:         "emphasis-unread.open",
	mistyped.BoldSpace:        "emphasis-unread.space",
	mistyped.BoldLetter:       "emphasis-unread.letter",
	mistyped.LinkGap:          "link-unread.gap",
	mistyped.LinkSpace:        "link-unread.space",
	mistyped.LinkOpen:         "link-unread.open",
	mistyped.LinkReversed:     "link-unread.reversed",
	mistyped.LinkNested:       "link-unread.nested",
	mistyped.LinkTemplate:     "link-unread.template",
	mistyped.DefinitionSpace:  "link-unread.definition",
	mistyped.ImageSpace:       "image-unread",
	mistyped.ReferenceUnknown: "reference-unknown.new",
	mistyped.ReferenceNear:    "reference-unknown.near",
	mistyped.DefinitionUnused: "reference-unused",
	mistyped.HeadingSpace:     "heading-unread.space",
	mistyped.HeadingNoBreak:   "heading-unread.no-break",
	mistyped.TableRule:        "table-unread.rule",
	mistyped.TableHead:        "table-unread.head",
	mistyped.TableBlank:       "table-unread.blank",
	mistyped.ListMark:         "list-unread.mark",
	mistyped.ListNumber:       "list-unread.number",
	mistyped.ListSpace:        "list-unread.space",
	mistyped.AlertMark:        "alert-unread",
	mistyped.FenceOpen:        "fence-unclosed",
	mistyped.CodeProse:        "code-prose",
	mistyped.VideoAlone:       "video-alone",
}

// unread reports text that looks like Markdown and isn't read as such.
func (p *page) unread(doc ast.Node) {
	if offset, many := syntax.ManyMarks(doc); many {
		p.warn(offset, "emphasis-unread.count", nil)
	}
	for _, x := range mistyped.Find(doc, p.source) {
		args := diag.Args{"text": x.Text, "fixed": x.Fixed}
		if x.Kind == mistyped.Comment { // it would be published
			p.fail(x.Offset, "comment-unclosed.damaged", args)
			continue
		}
		p.warn(x.Offset, unreadIDs[x.Kind], args)
	}
}
