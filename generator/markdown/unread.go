package markdown

import (
	"github.com/yuin/goldmark/ast"

	"griot/generator/markdown/mistyped"
)

// unread reports text that looks like Markdown and isn't read as such.
func (p *page) unread(doc ast.Node) {
	for _, x := range mistyped.Find(doc, p.source) {
		if !p.unreadInline(x) {
			p.unreadBlock(x)
		}
	}
}

// unreadInline reports a finding within a paragraph.
func (p *page) unreadInline(x mistyped.Finding) bool {
	write := "write " + x.Fixed
	switch x.Kind {
	case mistyped.BoldOpen:
		p.warn(x.Offset, "emphasis-unread", write, "%s is shown as it is: nothing ends the text that it marks", x.Text)
	case mistyped.BoldSpace:
		p.warn(x.Offset, "emphasis-unread", write, "%s is shown as it is: no space may stand between it and the text that it marks", x.Text)
	case mistyped.BoldLetter:
		p.warn(x.Offset, "emphasis-unread", write, "%s is shown as it is: a space is missing between a punctuation mark and a letter", x.Text)
	case mistyped.LinkGap:
		p.warn(x.Offset, "link-unread", write, "this looks like a link, but a space stands between ] and (")
	case mistyped.LinkSpace:
		p.warn(x.Offset, "link-unread", write, "this looks like a link, but its address isn't read because of a space, a bracket or a quotation mark in it")
	case mistyped.LinkOpen:
		p.warn(x.Offset, "link-unread", write, "this looks like a link, but one of its brackets is missing")
	case mistyped.LinkReversed:
		p.warn(x.Offset, "link-unread", write, "this looks like a link, but its brackets are the wrong way round")
	case mistyped.LinkNested:
		p.warn(x.Offset, "link-unread", write, "a link stands within the text of another link, so that only the inner one is read")
	case mistyped.LinkTemplate:
		p.warn(x.Offset, "link-unread", write+", with the path of the page's file", "this looks like a link, but %s is no address", x.Text)
	case mistyped.ImageSpace:
		p.warn(x.Offset, "image-unread", write, "this looks like an image, but its address isn't read because of a space, a bracket or a quotation mark in it")
	case mistyped.ReferenceUnknown:
		p.warn(x.Offset, "reference-unknown", "add a line such as "+x.Fixed+", or put the address in round brackets: [text](page.md)", "no line says where [%s] leads", x.Text)
	case mistyped.ReferenceNear:
		p.warn(x.Offset, "reference-unknown", "did you mean "+x.Fixed+"?", "no line says where [%s] leads", x.Text)
	case mistyped.DefinitionSpace:
		p.warn(x.Offset, "link-unread", write, "a space before the colon keeps this line from saying where [%s] leads", x.Text)
	case mistyped.DefinitionUnused:
		p.warn(x.Offset, "reference-unused", write, "this line isn't shown: it is read as the address of a link named [%s], but there is no such link", x.Text)
	case mistyped.Comment:
		p.fail(x.Offset, "comment-unclosed", write, "this looks like a comment, but it isn't closed, or a dash stands where two hyphens belong")
	default:
		return false
	}
	return true
}

// unreadBlock reports a finding of a line or more.
func (p *page) unreadBlock(x mistyped.Finding) {
	write := "write " + x.Fixed
	switch x.Kind {
	case mistyped.HeadingSpace:
		p.warn(x.Offset, "heading-unread", write, "this looks like a heading, but no space follows %s", x.Text)
	case mistyped.HeadingNoBreak:
		p.warn(x.Offset, "heading-unread", write, "this looks like a heading, but a non-breaking space follows %s instead of an ordinary one", x.Text)
	case mistyped.TableRule:
		p.warn(x.Offset, "table-unread", write+" under the first row", "this looks like a table, but the line under its head is missing or has another number of cells")
	case mistyped.TableHead:
		p.warn(x.Offset, "table-unread", "add a line with the names of the columns above it: "+x.Fixed, "this looks like a table, but it has no head")
	case mistyped.TableBlank:
		p.warn(x.Offset, "table-unread", "delete the blank line above it", "this looks like a row of a table, but a blank line has ended the table")
	case mistyped.ListMark:
		p.warn(x.Offset, "list-unread", write, "these lines look like a list, but %s doesn't start one", x.Text)
	case mistyped.ListNumber:
		p.warn(x.Offset, "list-unread", write+", with a blank line above the list", "these lines look like a list, but %s doesn't start one here", x.Text)
	case mistyped.ListSpace:
		p.warn(x.Offset, "list-unread", write, "these lines look like a list, but no space follows %s", x.Text)
	case mistyped.AlertMark:
		p.warn(x.Offset, "alert-unread", write+", and the text on the next line after >", "this looks like a box, but [!%s] isn't written as one", x.Text)
	case mistyped.FenceOpen:
		p.warn(x.Offset, "fence-unclosed", write+" on a line of its own where the code ends", "everything from here on is shown as code, because no line closes it")
	case mistyped.CodeProse:
		p.warn(x.Offset, "code-prose", "delete the spaces at the start: "+x.Fixed, "a line that starts with four spaces or a tab is shown as code, but this looks like a text")
	case mistyped.VideoAlone:
		p.warn(x.Offset, "video-alone", write, "the address of a video shows no video, and readers don't learn what it is about")
	}
}
