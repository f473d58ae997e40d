package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"griot/generator/diag"
	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// destination returns the destination of a link or image with escapes resolved.
func (p *page) destination(raw []byte) string {
	dest := string(p.unescape(raw))
	if len(p.values) > 0 && bytes.Contains(raw, []byte("{{")) {
		return dialled(dest)
	}
	return dest
}

// href returns the URL of a target; ok is false if it has none that readers should follow.
func href(t site.Target) (url string, ok bool) {
	switch t.Status {
	case site.Found:
		return t.Href, true
	case site.External:
		scheme, _, found := strings.Cut(t.Href, ":")
		if found && !strings.ContainsAny(scheme, "/?#") && site.UnsafeScheme(scheme) {
			return "", false
		}
		return string(util.URLEscape([]byte(t.Href), false)), true
	}
	return "", false
}

// isWeb reports whether a URL leads to another site.
func isWeb(url string) bool {
	lower := strings.ToLower(url[:min(len(url), 8)])
	return strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") || strings.HasPrefix(lower, "//")
}

// link writes a link that leads to t.
func (p *page) link(n *ast.Link, t site.Target) {
	if !p.openLink(t, string(p.unescape(n.Title))) {
		p.inlines(n)
		return
	}
	p.inlines(n)
	p.closeLink()
	if t.Format != "" && t.Status == site.Found {
		p.fileNote(t, " <span class=\"file\">(", ")</span>")
	}
}

// openLink writes the start tag of a link. If a link is not allowed here, it writes nothing
// and returns false.
func (p *page) openLink(t site.Target, title string) bool {
	url, ok := href(t)
	if !ok || p.inLink > 0 {
		return false
	}
	p.out = append(p.out, "<a"...)
	p.attribute("href", url)
	if title != "" {
		p.attribute("title", title)
	}
	if t.Lang != "" {
		p.attribute("hreflang", t.Lang)
	}
	if mime := mimes[t.Format]; mime != "" {
		p.attribute("type", mime)
	}
	if t.Status == site.External && isWeb(url) {
		p.attribute("rel", "external")
	}
	p.out = append(p.out, '>')
	p.inLink++
	p.quiet++
	return true
}

// closeLink ends what openLink started.
func (p *page) closeLink() {
	p.out = append(p.out, "</a>"...)
	p.inLink--
	p.quiet--
}

// mimes are the types of the most frequent formats.
var mimes = map[string]string{
	"PDF":  "application/pdf",
	"EPUB": "application/epub+zip",
	"DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"ODT":  "application/vnd.oasis.opendocument.text",
	"ODS":  "application/vnd.oasis.opendocument.spreadsheet",
	"CSV":  "text/csv",
	"ZIP":  "application/zip",
}

// fileNote writes the description of a download between two tags.
func (p *page) fileNote(t site.Target, before, after string) {
	if p.labels.Download == nil {
		return
	}
	if words := p.labels.Download(t); words != "" {
		p.out = append(p.out, before...)
		p.literal(words)
		p.out = append(p.out, after...)
	}
}

// download writes a paragraph that consists of a link to an attachment, as a card that
// describes the file.
func (p *page) download(n *ast.Link, t site.Target) {
	p.out = append(p.out, "<p class=\"download\">"...)
	p.openLink(t, "")
	p.out = append(p.out, "<span class=\"name\">"...)
	p.inlines(n)
	p.out = append(p.out, "</span>"...)
	p.fileNote(t, " <span class=\"file\">", "</span>")
	p.closeLink()
	p.out = append(p.out, "</p>\n"...)
	p.endLine()
}

// autoLink writes a URL in angle brackets or a bare one, in which escapes and entities count
// as in any text. Within the text of a link it is text.
func (p *page) autoLink(n *ast.AutoLink) {
	label, url := n.Label(p.source), n.URL(p.source)
	dest := string(url)
	if syntax.IsBare(n, p.source) {
		dest = p.destination(url)
		label = p.unescape(label)
	}
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	opened := p.inLink == 0 && p.openLink(p.resolve(site.RefLink, dest, n.Pos()), "")
	p.isolated(label)
	p.text = append(p.text, label...)
	p.prev = 'x'
	if opened {
		p.closeLink()
	}
}

// image writes an image, or its alternative text if it can't be shown.
func (p *page) image(n *ast.Image) {
	p.imageOf(n, p.resolve(site.RefImage, p.destination(n.Destination), n.Pos()))
}

// imageOf writes an image whose target is known.
func (p *page) imageOf(n *ast.Image, t site.Target) {
	alt := strings.Join(strings.Fields(string(p.plainText(nil, n))), " ")
	if alt == "" {
		alt = t.Alt
	}
	if alt == "" {
		p.warn(n.Pos(), "image-alt.text", diag.Args{"image": string(n.Destination)})
	}
	title := ""
	if !p.captioned {
		title = string(p.unescape(n.Title))
	}
	p.picture(t, alt, title)
}

// picture writes an image with its target.
func (p *page) picture(t site.Target, alt, title string) {
	if t.Status == site.Withheld {
		p.withheld(alt)
		return
	}
	url, ok := href(t)
	if !ok || t.Status == site.External && !isWeb(url) {
		p.out = append(p.out, "<span class=\"missing\">"...)
		p.literal(alt)
		p.out = append(p.out, "</span>"...)
		return
	}
	p.out = append(p.out, "<img"...)
	p.attribute("src", url)
	p.attribute("alt", alt)
	if title != "" {
		p.attribute("title", title)
	}
	if t.Width > 0 && t.Height > 0 {
		p.attribute("width", strconv.Itoa(t.Width))
		p.attribute("height", strconv.Itoa(t.Height))
	}
	p.out = append(p.out, " loading=\"lazy\" decoding=\"async\""...)
	if t.Status == site.External { // the other site needn't know which page is read
		p.attribute("referrerpolicy", "no-referrer")
	}
	if t.Srcset != "" {
		p.attribute("srcset", t.Srcset)
		p.attribute("sizes", p.c.opt.Sizes)
	}
	p.out = append(p.out, '>')
	p.prev = '\ufffc'
	if t.Credit != "" {
		p.credits = append(p.credits, t.Credit)
	}
}

// withheld writes what stands in place of a picture that is not published. Without an
// alternative text that is nothing, except in a link, which needs a text.
func (p *page) withheld(alt string) {
	if p.labels.Withheld == nil || alt == "" && p.inLink == 0 {
		return
	}
	p.out = append(p.out, "<span class=\"withheld\">"...)
	p.literal(p.labels.Withheld(alt))
	p.out = append(p.out, "</span>"...)
	p.prev = 'x'
}

// plainText appends the text of a node without any markup or typography.
func (p *page) plainText(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Text:
			if x.IsRaw() {
				dst = append(dst, x.Segment.Value(p.source)...)
			} else {
				dst = syntax.AppendUnescaped(dst, p.withValues(x.Segment.Value(p.source)))
			}
			if x.SoftLineBreak() || x.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			if syntax.IsBare(x, p.source) {
				dst = syntax.AppendUnescaped(dst, x.Label(p.source))
			} else {
				dst = append(dst, x.Label(p.source)...)
			}
		default:
			dst = p.plainText(dst, c)
		}
	}
	return dst
}
